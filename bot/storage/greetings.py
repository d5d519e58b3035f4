"""The SQL of welcome messages: which joins of a server were answered with one."""

from __future__ import annotations

from datetime import datetime

from bot.storage.database import Store
from bot.storage.moments import stamp

__all__ = ["Greetings"]

_CLAIM = """
INSERT INTO greeting (guild_id, joined_at) VALUES (?, ?)
ON CONFLICT (guild_id) DO UPDATE SET joined_at = excluded.joined_at WHERE excluded.joined_at > greeting.joined_at
"""


class Greetings:
    """The last answered join of each server, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def claim(self, guild_id: int, joined_at: datetime) -> bool:
        """Record that a join is being answered; return False if this or a later one was already recorded."""
        async with self._store.transaction() as transaction:
            return await transaction.execute(_CLAIM, (guild_id, stamp(joined_at))) > 0
