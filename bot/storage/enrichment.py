"""The SQL of enrichment: which papers the sources were asked for, when, and the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from bot.storage.database import Store
from bot.storage.moments import stamp_seconds
from bot.storage.retention import ENRICHMENT

__all__ = ["Asked", "EnrichmentLedger", "Outcome"]

Outcome = Literal["found", "unknown", "withdrawn"]

_NOTE = """
INSERT INTO enrichment (arxiv_id, asked_at, outcome) VALUES (?, ?, ?)
ON CONFLICT (arxiv_id) DO UPDATE SET asked_at = excluded.asked_at, outcome = excluded.outcome
"""


class Asked(NamedTuple):
    """When the sources were last asked for a paper, and the outcome."""

    at: datetime
    outcome: Outcome


class EnrichmentLedger:
    """Requests to the sources, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def asked(self) -> dict[str, Asked]:
        """Return what was asked, by paper."""
        rows = await self._store.rows("SELECT arxiv_id, asked_at, outcome FROM enrichment")
        return {arxiv_id: Asked(datetime.fromisoformat(at), outcome) for arxiv_id, at, outcome in rows}

    async def note(self, outcomes: Mapping[str, Outcome], now: datetime) -> None:
        """Record the outcome for some papers, and delete old entries."""
        rows = [(arxiv_id, stamp_seconds(now), outcome) for arxiv_id, outcome in outcomes.items()]
        async with self._store.transaction() as transaction:
            await transaction.execute_many(_NOTE, rows)
            await transaction.execute("DELETE FROM enrichment WHERE asked_at < ?", (stamp_seconds(now - ENRICHMENT),))
