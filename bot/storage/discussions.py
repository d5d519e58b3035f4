"""The threads in which servers discuss papers."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.storage.database import Store
from bot.storage.moments import stamp_seconds

__all__ = ["Discussions"]

# Threads unused for half a year are deleted; a day more or less does not matter.
_NOTED = timedelta(days=1)
_UNNOTED = "WHERE thread_id = ?1 AND coalesce(used_at, opened_at) < ?2"


class Discussions:
    """The thread of each paper and server, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, guild_id: int | None, arxiv_id: str) -> int | None:
        """Return the id of the server's thread about a paper, or None."""
        rows = await self._store.rows(
            "SELECT thread_id FROM discussion WHERE guild_id = ? AND arxiv_id = ?", (guild_id, arxiv_id)
        )
        return rows[0][0] if rows else None

    async def paper_of(self, thread_id: int) -> str | None:
        """Return the arXiv id of the paper that a thread is about, or None."""
        rows = await self._store.rows("SELECT arxiv_id FROM discussion WHERE thread_id = ?", (thread_id,))
        return rows[0][0] if rows else None

    async def used(self, thread_id: int, now: datetime) -> None:
        """Record that a thread is in use, so that it is kept."""
        before = (thread_id, stamp_seconds(now - _NOTED))
        if await self._store.rows(f"SELECT 1 FROM discussion {_UNNOTED}", before):  # noqa: S608 - own words
            async with self._store.transaction() as transaction:
                noted = f"UPDATE discussion SET used_at = ?3 {_UNNOTED}"  # noqa: S608 - own words
                await transaction.execute(noted, (*before, stamp_seconds(now)))

    async def opened(self, guild_id: int, arxiv_id: str, thread_id: int, now: datetime) -> None:
        """Store the thread opened for a paper, replacing an earlier one."""
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO discussion (guild_id, arxiv_id, thread_id, opened_at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (guild_id, arxiv_id) DO UPDATE SET thread_id = excluded.thread_id, "
                "opened_at = excluded.opened_at, used_at = NULL",
                (guild_id, arxiv_id, thread_id, stamp_seconds(now)),
            )

    async def closed(self, thread_id: int) -> None:
        """Forget a thread that was deleted."""
        async with self._store.transaction() as transaction:
            await transaction.execute("DELETE FROM discussion WHERE thread_id = ?", (thread_id,))
