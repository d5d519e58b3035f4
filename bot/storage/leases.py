"""The SQL of leases on PostgreSQL, by which one process of several is the only one to do something.

A file has a lock instead. The server's clock is the only one that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.storage.connections import Reading
from bot.storage.database import Store

__all__ = ["Holder", "Leases"]

_TAKE = """
INSERT INTO lease (name, holder, process, taken_at, seen_at) VALUES (?1, ?2, ?3, clock_timestamp(), clock_timestamp())
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, process = excluded.process, seen_at = excluded.seen_at,
taken_at = CASE WHEN lease.holder = excluded.holder THEN lease.taken_at ELSE excluded.taken_at END
"""
_ALL = """
SELECT name, process, to_char(taken_at AT TIME ZONE 'UTC', ?1), seen_at::text, holder,
extract(epoch FROM clock_timestamp() - seen_at)::float8 FROM lease ORDER BY name
"""
_MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
_RELEASE = "DELETE FROM lease WHERE name = ? AND holder = ?"


class Holder(NamedTuple):
    """Who has a lease: the process, since when, its last sign of life as the server writes it, its key, and the seconds
    since that sign."""

    name: str
    process: str
    since: str
    seen: str
    holder: str
    age: float


class Leases:
    """Leases in a Store on PostgreSQL; each ends when its holder has not renewed it for some seconds."""

    def __init__(self, store: Store, seconds: float) -> None:
        self._store = store
        self._seconds = seconds

    async def take(
        self, name: str, holder: str, process: str, is_rival: Callable[[str], bool] | None = None
    ) -> Holder | None:
        """Take or renew a lease and return None; if somebody else has it or a rival of it, return who does."""
        collides = is_rival or name.__eq__
        async with self._store.transaction() as transaction:
            others = [one for one in await _all(transaction) if one.holder != holder and collides(one.name)]
            for other in others:
                if other.age <= self._seconds:
                    return other
            await transaction.execute_many(_RELEASE, [(one.name, one.holder) for one in others])
            await transaction.execute(_TAKE, (name, holder, process))
        return None

    async def release(self, name: str, holder: str) -> None:
        """End a lease."""
        async with self._store.transaction() as transaction:
            await transaction.execute(_RELEASE, (name, holder))

    async def all(self) -> Sequence[Holder]:
        """Return who has which lease, by name, also those whose time is over."""
        return await _all(self._store)

    async def live(self) -> Sequence[Holder]:
        """Return who has which lease, by name."""
        return [one for one in await self.all() if one.age <= self._seconds]


async def _all(source: Store | Reading) -> Sequence[Holder]:
    return [Holder(*row) for row in await source.rows(_ALL, (_MOMENT,))]
