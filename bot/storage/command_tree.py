"""The SQL of the slash commands known to Discord."""

from __future__ import annotations

from bot.storage.database import Store

__all__ = ["SyncedCommands"]

_REMEMBERED = "SELECT hash FROM command_tree WHERE application_id = ?"
_REMEMBER = """
INSERT INTO command_tree (application_id, hash) VALUES (?, ?)
ON CONFLICT (application_id) DO UPDATE SET hash = excluded.hash
"""


class SyncedCommands:
    """The version (a hash) of each application's commands at Discord, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def version(self, application_id: int) -> str | None:
        """Return the version sent last, or None."""
        rows = await self._store.rows(_REMEMBERED, (application_id,))
        return rows[0][0] if rows else None

    async def remember(self, application_id: int, version: str) -> None:
        """Record that a version was sent."""
        async with self._store.transaction() as transaction:
            await transaction.execute(_REMEMBER, (application_id, version))
