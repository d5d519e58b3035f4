"""The SQL of what each of several processes reads: its listings, its fetched days and its glossary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.storage.database import Store

__all__ = ["ProcessReading", "ProcessReadings"]

_NOTE = """
INSERT INTO process_reading (shards, seeds, feed, glossary) VALUES (?, ?, ?, ?)
ON CONFLICT (shards) DO UPDATE SET seeds = excluded.seeds, feed = excluded.feed, glossary = excluded.glossary
"""


class ProcessReading(NamedTuple):
    """Digests of what a process reads; "" where it reads nothing of that kind."""

    seeds: str
    feed: str
    glossary: str


class ProcessReadings:
    """What processes read, by their shards as text, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def note(self, shards: str, reading: ProcessReading) -> None:
        """Record what the process of some shards reads."""
        async with self._store.transaction() as transaction:
            await transaction.execute(_NOTE, (shards, *reading))

    async def all(self) -> Mapping[str, ProcessReading]:
        """Return what processes read, also such as run no more."""
        rows = await self._store.rows("SELECT shards, seeds, feed, glossary FROM process_reading")
        return {row[0]: ProcessReading(*row[1:]) for row in rows}
