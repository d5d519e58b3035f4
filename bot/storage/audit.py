"""The SQL of what admins did."""

from __future__ import annotations

from datetime import datetime

from bot.storage.database import Store
from bot.storage.moments import stamp_seconds
from bot.storage.retention import AUDIT_ROWS

__all__ = ["AuditStore"]


class AuditStore:
    """Acts of admins in a Store, at most the last 10,000."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, user_id: int | None, guild_id: int | None, action: str, detail: str, now: datetime) -> None:
        """Record an act, without a user if the bot itself acted; raises StoreError."""
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO audit (at, user_id, guild_id, action, detail) VALUES (?, ?, ?, ?, ?)",
                (stamp_seconds(now), user_id, guild_id, action, detail),
            )
            await transaction.execute("DELETE FROM audit WHERE id <= (SELECT max(id) FROM audit) - ?", (AUDIT_ROWS,))
