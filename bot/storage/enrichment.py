"""The SQL of enrichment: which papers the sources were asked for, when, and the outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from bot.storage.database import Store
from bot.storage.moments import stamp_seconds
from bot.storage.retention import ENRICHMENT
from bot.texts import Text

__all__ = ["Abstracts", "Asked", "EnrichmentLedger", "Outcome"]

Outcome = Literal["found", "unknown", "withdrawn"]

_NOTE = """
INSERT INTO enrichment (arxiv_id, asked_at, outcome) VALUES (?, ?, ?)
ON CONFLICT (arxiv_id) DO UPDATE SET asked_at = excluded.asked_at, outcome = excluded.outcome
"""


# Behind the heading the source may stand: "Abstract (arXiv)".
_COUNTED = """
SELECT (SELECT count(*) FROM paper),
    (SELECT count(DISTINCT arxiv_id) FROM section
        WHERE lower(heading) = 'abstract' OR lower(heading) LIKE 'abstract (%'),
    (SELECT max(asked_at) FROM enrichment)
"""


@dataclass(frozen=True, slots=True)
class Abstracts:
    """How many papers have an abstract and how many lack one, when the sources were asked last, and what failed then.

    The `fault` is known while the bot that met it runs.
    """

    present: int
    lacking: int
    asked_at: datetime | None = None
    fault: Text | None = None


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

    async def abstracts(self) -> Abstracts:
        """Count the papers with and without an abstract, without reading them."""
        ((papers, present, asked_at),) = await self._store.rows(_COUNTED)
        return Abstracts(present, papers - present, datetime.fromisoformat(asked_at) if asked_at else None)

    async def note(self, outcomes: Mapping[str, Outcome], now: datetime) -> None:
        """Record the outcome for some papers, and delete old entries."""
        rows = [(arxiv_id, stamp_seconds(now), outcome) for arxiv_id, outcome in outcomes.items()]
        async with self._store.transaction() as transaction:
            await transaction.execute_many(_NOTE, rows)
            await transaction.execute("DELETE FROM enrichment WHERE asked_at < ?", (stamp_seconds(now - ENRICHMENT),))
