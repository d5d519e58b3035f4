"""Uploaded listings that await an admin's approval, and the change last shown to admins."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.errors import NotFoundError
from bot.storage.database import Store
from bot.storage.moments import stamp_seconds
from bot.storage.retention import UPLOADS, UPLOADS_WAITING
from bot.texts import Text

__all__ = ["Offers", "Waiting", "WaitingUploads"]

_GONE = Text(
    "That upload does not wait any more: upload the file again.",
    "이 파일은 더 이상 대기 중이 아닙니다. 다시 올려 주세요.",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An uploaded file; `replaces` is the digest of the file it replaces."""

    name: str
    content: bytes
    replaces: str


class WaitingUploads:
    """Uploads in a Store, kept for a day, the newest five."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, upload: Waiting, now: datetime) -> int:
        """Keep an upload and return its id."""
        upload_id = secrets.randbits(62)
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "DELETE FROM corpus_upload WHERE uploaded_at < ?", (stamp_seconds(now - UPLOADS),)
            )
            await transaction.execute(
                "DELETE FROM corpus_upload WHERE id NOT IN "
                "(SELECT id FROM corpus_upload ORDER BY uploaded_at DESC, id LIMIT ?)",
                (UPLOADS_WAITING - 1,),
            )
            await transaction.execute(
                "INSERT INTO corpus_upload (id, name, content, replaces, uploaded_at) VALUES (?, ?, ?, ?, ?)",
                (upload_id, upload.name, upload.content, upload.replaces, stamp_seconds(now)),
            )
        return upload_id

    async def find(self, upload_id: int) -> Waiting:
        """Return an upload; raises NotFoundError if it no longer waits."""
        rows = await self._store.rows("SELECT name, content, replaces FROM corpus_upload WHERE id = ?", (upload_id,))
        if not rows:
            raise NotFoundError(_GONE)
        return Waiting(*rows[0])

    async def drop(self, upload_id: int) -> None:
        """Forget an upload."""
        async with self._store.transaction() as transaction:
            await transaction.execute("DELETE FROM corpus_upload WHERE id = ?", (upload_id,))


class Offers:
    """The digest of the change last shown to admins, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def last(self) -> str | None:
        """Return the digest of the change that was shown last."""
        rows = await self._store.rows("SELECT digest FROM corpus_offer")
        return rows[0][0] if rows else None

    async def note(self, digest: str, now: datetime) -> None:
        """Note that a change was shown."""
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO corpus_offer (id, digest, offered_at) VALUES (1, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, offered_at = excluded.offered_at",
                (digest, stamp_seconds(now)),
            )
