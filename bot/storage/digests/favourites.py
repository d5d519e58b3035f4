"""The papers that a server's members liked most in some time."""

from __future__ import annotations

from datetime import datetime

from bot.storage.database import Store
from bot.storage.moments import stamp_seconds

__all__ = ["Favourites"]

# Each gives a paper and how much it counts, for the server ?1 from ?2 until before ?3. What people save is private, and
# belongs to no server: it is not among them.
_SOURCES = (
    # A thread in which members asked the bot on another day than that on which it was opened.
    "SELECT arxiv_id, 1 AS weight FROM discussion WHERE guild_id = ?1 AND used_at >= ?2 AND used_at < ?3",
    "SELECT arxiv_id, 1 AS weight FROM member_vote WHERE guild_id = ?1 AND voted_at >= ?2 AND voted_at < ?3",
)
_FAVOURITES = (
    f"SELECT arxiv_id FROM ({' UNION ALL '.join(_SOURCES)}) AS liked "  # noqa: S608 - own words
    "GROUP BY arxiv_id ORDER BY sum(weight) DESC, arxiv_id DESC LIMIT ?4"
)


class Favourites:
    """Servers' favourites, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, guild_id: int, since: datetime, until: datetime, limit: int = 3) -> list[str]:
        """Return the ids of at most `limit` papers that a server's members liked from `since` on and before `until`."""
        rows = await self._store.rows(_FAVOURITES, (guild_id, stamp_seconds(since), stamp_seconds(until), limit))
        return [row[0] for row in rows]
