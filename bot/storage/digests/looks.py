"""The SQL of when each channel's posts are next to be looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.storage.database import Store
from bot.storage.moments import stamp
from bot.storage.retention import LEFT_GUILDS

__all__ = ["MOST_PLACES", "Agenda", "Look", "Looks", "Place"]

# What one question returns: twice the posts that Discord takes in a minute.
MOST_PLACES = 5000

_ROW = "SELECT guild_id, channel_id, version, held, look_at FROM digest_look WHERE"
# Each of these has an index of its own. Servers go before people. What waits for Discord alone is looked at where
# Discord answers.
_DUE = f"""
WITH due AS (
    {_ROW} look_at <= ?1 UNION {_ROW} looked_at > ?1 UNION {_ROW} awaits < ?2 UNION {_ROW} awaits > ?2
    UNION {_ROW} held > 0 AND ?5
)
SELECT * FROM (SELECT guild_id, channel_id, version, held FROM due ORDER BY guild_id = 0, look_at LIMIT ?3)
UNION ALL SELECT guild_id, NULL, 0, 0 FROM left_guild WHERE left_at < ?4
"""  # noqa: S608 - own words
# More than may be on their way.
_PROBES = """
SELECT guild_id, channel_id, version, held FROM digest_look WHERE held > 0 ORDER BY held, looked_at LIMIT 1000
"""
_LOOKED = """
UPDATE digest_look SET look_at = ?, looked_at = ?, awaits = ?, held = ?
WHERE guild_id = ? AND channel_id = ? AND version = ?
"""
_HOLD = "UPDATE digest_look SET held = max(held, 1) WHERE guild_id = ? AND channel_id = ?"
_HOUR = "SELECT 1 FROM digest_people_hour WHERE hour = ?"


class Place(NamedTuple):
    """Hold where posts are to be looked at, as it stood when that was asked; guild 0 stands for a person."""

    guild_id: int
    channel_id: int
    version: int = 0
    held: int = 0

    @property
    def key(self) -> tuple[int, int]:
        """What stays the same of it."""
        return self.guild_id, self.channel_id


@dataclass(frozen=True, slots=True)
class Look:
    """Hold what a look at a place came to: when the next one is due, None before something changes."""

    place: Place
    looked_at: datetime
    look_at: datetime | None
    awaits: str | None = None
    held: int = 0


class Agenda(NamedTuple):
    """Hold the places to look at, and the servers that were left too long ago."""

    places: tuple[Place, ...]
    forgotten: bool


class Looks:
    """Keep in a Store when to look where; the moments are worked out by whoever looks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def due(self, now: datetime, papers: str, *, with_held: bool) -> Agenda:
        """Return what is to be looked at, where the corpus is `papers`: servers first, then who has waited longest."""
        values = (stamp(now), papers, MOST_PLACES, stamp(now - LEFT_GUILDS), with_held)
        rows = await self._store.rows(_DUE, values)
        places = tuple(Place(*row) for row in rows if row[1] is not None)
        return Agenda(places, len(places) < len(rows))

    async def probes(self) -> list[Place]:
        """Return where to try whether Discord answers again: the least tried first, and who has waited longest."""
        return [Place(*row) for row in await self._store.rows(_PROBES)]

    async def looked(self, looks: Sequence[Look]) -> None:
        """Record looks; a place that has changed meanwhile stays due."""
        async with self._store.transaction() as transaction:
            await transaction.execute_many(_LOOKED, [_row(look) for look in looks])

    async def hold(self, keys: Collection[tuple[int, int]]) -> None:
        """Let posts that failed wait for nothing but Discord."""
        async with self._store.transaction() as transaction:
            await transaction.execute_many(_HOLD, list(keys))

    async def note_hour(self, hour: str) -> None:
        """Take note of the hour of people's messages; another one than before has all of them looked at."""
        if await self._store.rows(_HOUR, (hour,)):
            return
        async with self._store.transaction() as transaction:
            await transaction.execute("INSERT OR REPLACE INTO digest_people_hour (id, hour) VALUES (1, ?)", (hour,))
            await transaction.execute("UPDATE digest_look SET look_at = '', version = version + 1 WHERE guild_id = 0")


def _row(look: Look) -> tuple[str | int | None, ...]:
    look_at = stamp(look.look_at) if look.look_at else None
    return look_at, stamp(look.looked_at), look.awaits, look.held, *look.place.key, look.place.version
