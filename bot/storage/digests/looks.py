"""The SQL of when to check each channel next."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.shards import Served
from bot.storage.connections import EachOwn
from bot.storage.database import Store
from bot.storage.moments import stamp
from bot.storage.retention import LEFT_GUILDS

__all__ = ["MOST_PLACES", "Agenda", "Look", "Looks", "Place"]

# Batch size: twice the posts Discord accepts in a minute.
MOST_PLACES = 5000

_ROW = "SELECT guild_id, channel_id, version, held, look_at FROM digest_look WHERE"
# Of the servers and people that a process sees to.
_IS_SERVED = "WHERE (guild_id = 0 AND ?{} OR guild_id <> 0 AND (guild_id >> 22) % ?{} IN ({}))"
_SQLITE_LIST, _POSTGRES_LIST = "SELECT value FROM json_each(?{})", "SELECT json_array_elements_text(?{}::json)::bigint"
# Each of these has its own index. Servers go before people. Posts held for an outage are checked once Discord answers.
_DUE_OF = f"""
WITH due AS (
    {_ROW} look_at <= ?1 UNION {_ROW} looked_at > ?1 UNION {_ROW} awaits < ?2 UNION {_ROW} awaits > ?2
    UNION {_ROW} held > 0 AND ?5
)
SELECT * FROM (
    SELECT guild_id, channel_id, version, held FROM due {{is_served}}
    ORDER BY guild_id = 0, look_at NULLS FIRST LIMIT ?3
) AS first
UNION ALL SELECT guild_id, NULL, 0, 0 FROM left_guild {{is_served}} AND left_at < ?4
"""  # noqa: S608 - own words
_DUE = EachOwn(
    _DUE_OF.format(is_served=_IS_SERVED.format(6, 7, _SQLITE_LIST.format(8))),
    _DUE_OF.format(is_served=_IS_SERVED.format(6, 7, _POSTGRES_LIST.format(8))),
)
# More than may be in flight.
_PROBES_OF = """
SELECT guild_id, channel_id, version, held FROM digest_look {is_served} AND held > 0
ORDER BY held, looked_at LIMIT 1000
"""
_PROBES = EachOwn(
    _PROBES_OF.format(is_served=_IS_SERVED.format(1, 2, _SQLITE_LIST.format(3))),
    _PROBES_OF.format(is_served=_IS_SERVED.format(1, 2, _POSTGRES_LIST.format(3))),
)
_LOOKED = """
UPDATE digest_look SET look_at = ?, looked_at = ?, awaits = ?, held = ?
WHERE guild_id = ? AND channel_id = ? AND version = ?
"""
_HOLD = "UPDATE digest_look SET held = CASE WHEN held > 0 THEN held ELSE 1 END WHERE guild_id = ? AND channel_id = ?"
_HOUR = "SELECT 1 FROM digest_people_hour WHERE hour = ?"
_NOTE_HOUR = (
    "INSERT INTO digest_people_hour (id, hour) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET hour = excluded.hour"
)


class Place(NamedTuple):
    """A channel to check, as of the query; guild 0 means a person."""

    guild_id: int
    channel_id: int
    version: int = 0
    held: int = 0

    @property
    def key(self) -> tuple[int, int]:
        """Its unchanging identity."""
        return self.guild_id, self.channel_id


@dataclass(frozen=True, slots=True)
class Look:
    """The result of checking a place: when the next check is due, None until something changes."""

    place: Place
    looked_at: datetime
    look_at: datetime | None
    awaits: str | None = None
    held: int = 0


class Agenda(NamedTuple):
    """The places to check, and the servers left too long ago."""

    places: tuple[Place, ...]
    forgotten: bool


class Looks:
    """The times of the next checks, in a Store; the caller computes them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def due(self, now: datetime, papers: str, *, with_held: bool, served: Served | None = None) -> Agenda:
        """Return the places to check for the corpus `papers`: servers first, then the longest waiting."""
        values = (stamp(now), papers, MOST_PLACES, stamp(now - LEFT_GUILDS), with_held, *_served(served))
        rows = await self._store.rows(_DUE, values)
        places = tuple(Place(*row) for row in rows if row[1] is not None)
        return Agenda(places, len(places) < len(rows))

    async def probes(self, served: Served | None = None) -> list[Place]:
        """Return places to probe whether Discord answers again: least tried first, then the longest waiting."""
        return [Place(*row) for row in await self._store.rows(_PROBES, _served(served))]

    async def looked(self, looks: Sequence[Look]) -> None:
        """Record checks; a place that has changed meanwhile stays due."""
        async with self._store.transaction() as transaction:
            await transaction.execute_many(_LOOKED, [_row(look) for look in looks])

    async def hold(self, keys: Collection[tuple[int, int]]) -> None:
        """Hold failed posts until Discord answers."""
        async with self._store.transaction() as transaction:
            await transaction.execute_many(_HOLD, list(keys))

    async def note_hour(self, hour: str) -> None:
        """Record the hour of people's messages; if it changed, all of them become due."""
        if await self._store.rows(_HOUR, (hour,)):
            return
        async with self._store.transaction() as transaction:
            await transaction.execute(_NOTE_HOUR, (hour,))
            await transaction.execute("UPDATE digest_look SET look_at = '', version = version + 1 WHERE guild_id = 0")


def _served(served: Served | None) -> tuple[bool, int, str]:
    """Return the values of what is served, by default everything."""
    one = served or Served()
    return one.people, one.count, json.dumps(sorted(one.shards))


def _row(look: Look) -> tuple[str | int | None, ...]:
    look_at = stamp(look.look_at) if look.look_at else None
    return look_at, stamp(look.looked_at), look.awaits, look.held, *look.place.key, look.place.version
