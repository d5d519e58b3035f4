"""The SQL of direct messages that Discord refused."""

from __future__ import annotations

from datetime import datetime

from bot.storage.database import Store
from bot.storage.moments import stamp

__all__ = ["RefusalStore"]

_UNTOLD = "user_id = ? AND stopped_at IS NOT NULL AND told_at IS NULL"


class RefusalStore:
    """Whose messages Discord refused, and who was told so, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def first(self, user_id: int) -> datetime | None:
        """Return when Discord first refused a message to an active follower, or None."""
        rows = await self._store.rows("SELECT refused_at FROM follower WHERE user_id = ?", (user_id,))
        return datetime.fromisoformat(rows[0][0]) if rows and rows[0][0] else None

    async def refused(self, user_id: int, now: datetime) -> None:
        """Record that Discord refused a message to a person."""
        async with self._store.transaction() as transaction:
            noted = "UPDATE follower SET refused_at = ? WHERE user_id = ? AND stopped_at IS NULL"
            await transaction.execute(noted, (stamp(now), user_id))

    async def tell(self, user_id: int, now: datetime) -> datetime | None:
        """Record that a person is being told that messages stopped, and return since when; None if they know."""
        rows = await self._store.rows(f"SELECT stopped_at FROM follower WHERE {_UNTOLD}", (user_id,))  # noqa: S608 - own words
        if not rows:
            return None
        async with self._store.transaction() as transaction:
            told = f"UPDATE follower SET told_at = ? WHERE {_UNTOLD}"  # noqa: S608 - own words
            known = await transaction.execute(told, (stamp(now), user_id)) == 0
        return None if known else datetime.fromisoformat(rows[0][0])

    async def untold(self, user_id: int) -> None:
        """Record that the person could not be told."""
        async with self._store.transaction() as transaction:
            await transaction.execute("UPDATE follower SET told_at = NULL WHERE user_id = ?", (user_id,))
