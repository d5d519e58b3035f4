"""The SQL of the messages in which servers offer roles for topics."""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.connections import Reading
from bot.storage.database import Store
from bot.texts import Language

__all__ = ["RoleMenu", "RoleMenus"]

_PUT = """
INSERT INTO role_menu (guild_id, channel_id, message_id, language) VALUES (?, ?, ?, ?)
ON CONFLICT (guild_id) DO UPDATE SET channel_id = excluded.channel_id, message_id = excluded.message_id,
    language = excluded.language
"""


@dataclass(frozen=True, slots=True)
class RoleMenu:
    """Where a server's message is, and its language."""

    channel_id: int
    message_id: int
    language: Language


class RoleMenus:
    """The message of each server, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, guild_id: int) -> RoleMenu | None:
        """Return a server's message, or None."""
        return await _find(self._store, guild_id)

    async def put(self, guild_id: int, new: RoleMenu) -> RoleMenu | None:
        """Record a server's message, and return the other one that this replaced, if there was one."""
        async with self._store.transaction() as transaction:
            old = await _find(transaction, guild_id)
            await transaction.execute(_PUT, (guild_id, new.channel_id, new.message_id, new.language))
        return old if old is not None and old.message_id != new.message_id else None

    async def gone(self, guild_id: int, message_id: int) -> None:
        """Forget a message that was deleted, unless another has taken its place."""
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "DELETE FROM role_menu WHERE guild_id = ? AND message_id = ?", (guild_id, message_id)
            )


async def _find(source: Store | Reading, guild_id: int) -> RoleMenu | None:
    rows = await source.rows("SELECT channel_id, message_id, language FROM role_menu WHERE guild_id = ?", (guild_id,))
    return RoleMenu(*rows[0]) if rows else None
