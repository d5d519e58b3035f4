"""The threads in which servers discuss papers."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.corpus.store import Store

__all__ = ["Discussions"]


class Discussions:
    """Keep one thread for each paper and server in a Store."""

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

    async def opened(self, guild_id: int, arxiv_id: str, thread_id: int, now: datetime) -> None:
        """Keep the thread that was opened for a paper, in the place of an earlier one."""
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO discussion (guild_id, arxiv_id, thread_id, opened_at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (guild_id, arxiv_id) DO UPDATE SET thread_id = excluded.thread_id, "
                "opened_at = excluded.opened_at",
                (guild_id, arxiv_id, thread_id, now.astimezone(UTC).isoformat(timespec="seconds")),
            )

    async def closed(self, thread_id: int) -> None:
        """Forget a thread that was deleted."""
        async with self._store.transaction() as transaction:
            await transaction.execute("DELETE FROM discussion WHERE thread_id = ?", (thread_id,))
