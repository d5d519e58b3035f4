"""The SQL of lists of papers as they were shown."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.storage.database import Store
from bot.storage.moments import stamp_seconds
from bot.storage.packing import packed, unpacked
from bot.storage.retention import LISTS, LISTS_OF_PERSON

__all__ = ["ListStore", "StoredList"]

# Expired lists deleted with each insert; bounded, since a person is waiting.
_SLICE = 5
_OLD = "DELETE FROM shown_list WHERE id IN (SELECT id FROM shown_list WHERE shown_at < ? ORDER BY shown_at LIMIT ?)"
_SURPLUS = (
    "DELETE FROM shown_list WHERE user_id = ? AND id NOT IN "
    "(SELECT id FROM shown_list WHERE user_id = ? ORDER BY shown_at DESC, id DESC LIMIT ?)"
)


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list as JSON and the person who asked for it; `older` marks the form that version 0.1.0 wrote."""

    user_id: int
    content: str
    older: bool = False


class ListStore:
    """Lists in a Store, kept for a month, the newest fifty per person."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, user_id: int, content: str, now: datetime) -> int:
        """Keep a list, which is JSON, and return its id."""
        list_id = secrets.randbits(62)
        async with self._store.transaction() as transaction:
            await transaction.execute(_OLD, (stamp_seconds(now - LISTS), _SLICE))
            await transaction.execute(_SURPLUS, (user_id, user_id, LISTS_OF_PERSON - 1))
            await transaction.execute(
                "INSERT INTO shown_list (id, user_id, shown_at, content, packed) VALUES (?, ?, ?, '{}', ?)",
                (list_id, user_id, stamp_seconds(now), packed(content)),
            )
        return list_id

    async def find(self, list_id: int) -> StoredList | None:
        """Return a list, None if it has expired; raises ValueError if it is damaged."""
        rows = await self._store.rows("SELECT user_id, content, packed FROM shown_list WHERE id = ?", (list_id,))
        if not rows:
            return None
        user_id, content, kept = rows[0]
        return StoredList(user_id, content if kept is None else unpacked(kept), older=kept is None)
