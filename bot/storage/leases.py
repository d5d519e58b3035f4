"""The SQL of leases on PostgreSQL, by which one process of several is the only one to do something.

A file has a lock instead. The server's clock is the only one that counts.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.storage.connections import Transaction
from bot.storage.database import Store

__all__ = ["Holder", "Leases"]

_TAKE = """
INSERT INTO lease (name, holder, process, taken_at, seen_at) VALUES (?1, ?2, ?3, clock_timestamp(), clock_timestamp())
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, process = excluded.process, seen_at = excluded.seen_at,
taken_at = CASE WHEN lease.holder = excluded.holder THEN lease.taken_at ELSE excluded.taken_at END
WHERE lease.holder = excluded.holder OR lease.seen_at < clock_timestamp() - ?4 * interval '1 second'
"""
_HOLDER = "SELECT process, to_char(taken_at AT TIME ZONE 'UTC', ?2), seen_at::text FROM lease WHERE name = ?1"
_MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'


class Holder(NamedTuple):
    """Who has a lease: the process, since when, and its last sign of life as the server writes it."""

    process: str
    since: str
    seen: str


class Leases:
    """Leases in a Store on PostgreSQL; each ends when its holder has not renewed it for some seconds."""

    def __init__(self, store: Store, seconds: float) -> None:
        self._store = store
        self._seconds = seconds

    async def take(self, name: str, holder: str, process: str) -> Holder | None:
        """Take or renew a lease and return None; if somebody else has it, return who does."""
        async with self._store.transaction() as transaction:
            if await transaction.execute(_TAKE, (name, holder, process, self._seconds)):
                return None
            return await _holder(transaction, name)

    async def release(self, name: str, holder: str) -> None:
        """End a lease."""
        async with self._store.transaction() as transaction:
            await transaction.execute("DELETE FROM lease WHERE name = ? AND holder = ?", (name, holder))


async def _holder(transaction: Transaction, name: str) -> Holder:
    ((process, since, seen),) = await transaction.rows(_HOLDER, (name, _MOMENT))
    return Holder(process, since, seen)
