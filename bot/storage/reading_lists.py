"""The SQL of servers' reading lists: what their members want to read together, and what they have read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.corpus.paper import Paper
from bot.errors import InputError
from bot.storage.connections import Reading, Row, Transaction
from bot.storage.database import Store
from bot.storage.moments import stamp
from bot.storage.retention import READ_OF_GUILD
from bot.texts import Text

__all__ = ["MOST_UNREAD", "Added", "Entry", "ReadingLists", "Removed"]

MOST_UNREAD = 200

# A new paper, one that had been read before, one with another note by the same person, one that is there already.
Added = Literal["new", "again", "noted", "known"]
Removed = Literal["removed", "others", "missing"]

_FULL = Text(
    "This server's reading list has {most:,} papers, the maximum: mark some as read with /list done, or take some off "
    "with /list remove, and try again.",
    "이 서버의 읽을 논문은 {most:,}편까지입니다. /읽을논문 완료나 /읽을논문 빼기로 몇 편을 정리한 뒤 다시 시도해 "
    "주세요.",
)
_ONE = (
    "SELECT arxiv_id, title, note, added_by, added_at, done_by, done_at FROM reading_list "
    "WHERE guild_id = ? AND arxiv_id = ?"
)
_UNREAD = (
    "SELECT arxiv_id, title, note, added_by, added_at, done_by, done_at FROM reading_list "
    "WHERE guild_id = ? AND done_at IS NULL ORDER BY added_at DESC, arxiv_id"
)
_READ = (
    "SELECT arxiv_id, title, note, added_by, added_at, done_by, done_at FROM reading_list "
    "WHERE guild_id = ? AND done_at IS NOT NULL ORDER BY done_at DESC, arxiv_id"
)
_COUNT = "SELECT count(*) FROM reading_list WHERE guild_id = ? AND done_at IS NULL"
_PUT = (
    "INSERT INTO reading_list (guild_id, arxiv_id, title, note, added_by, added_at) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (guild_id, arxiv_id) DO UPDATE SET title = excluded.title, note = excluded.note, "
    "added_by = excluded.added_by, added_at = excluded.added_at, done_by = NULL, done_at = NULL"
)
_NOTE = "UPDATE reading_list SET note = ? WHERE guild_id = ? AND arxiv_id = ?"
_FINISH = "UPDATE reading_list SET done_by = ?, done_at = ? WHERE guild_id = ? AND arxiv_id = ?"
_REOPEN = (
    "UPDATE reading_list SET done_by = NULL, done_at = NULL WHERE guild_id = ? AND arxiv_id = ? AND done_at IS NOT NULL"
)
_REMOVE = "DELETE FROM reading_list WHERE guild_id = ? AND arxiv_id = ?"
_SURPLUS = (
    "DELETE FROM reading_list WHERE guild_id = ?1 AND done_at IS NOT NULL AND arxiv_id NOT IN (SELECT arxiv_id "
    "FROM reading_list WHERE guild_id = ?1 AND done_at IS NOT NULL ORDER BY done_at DESC LIMIT ?2)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper of a server's list; a person's id is None once their data were deleted.

    `done_at` is None until somebody marks the paper as read.
    """

    arxiv_id: str
    title: str
    note: str
    added_by: int | None
    added_at: datetime
    done_by: int | None = None
    done_at: datetime | None = None

    @property
    def url(self) -> str:
        """The abstract's page on arXiv."""
        return f"https://arxiv.org/abs/{self.arxiv_id}"


class ReadingLists:
    """The reading lists of servers in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(self, guild_id: int, paper: Paper, note: str, user_id: int, now: datetime) -> tuple[Added, Entry]:
        """Put a paper on the list, also one that was read before; return the outcome and the entry as it is then.

        A paper that is there already stays as it is, except that who added it may write another note. Raises InputError
        if the list is full.
        """
        async with self._store.transaction() as transaction:
            known = await _find(transaction, guild_id, paper.arxiv_id)
            if known is not None and known.done_at is None:
                if not note or known.added_by != user_id or known.note == note:
                    return "known", known
                await transaction.execute(_NOTE, (note, guild_id, paper.arxiv_id))
                return "noted", replace(known, note=note)
            await transaction.execute(_PUT, (guild_id, paper.arxiv_id, paper.title, note, user_id, stamp(now)))
            await _require_room(transaction, guild_id)
        return "again" if known else "new", Entry(paper.arxiv_id, paper.title, note, user_id, now)

    async def entries(self, guild_id: int, *, done: bool = False) -> list[Entry]:
        """Return the papers to read, newest first, or those that were read, latest first."""
        return [_entry(row) for row in await self._store.rows(_READ if done else _UNREAD, (guild_id,))]

    async def finish(self, guild_id: int, arxiv_id: str, user_id: int, now: datetime) -> Entry | None:
        """Mark a paper as read; return the entry as it was before, None where it is not on the list.

        Of papers that were read the newest ones are kept.
        """
        async with self._store.transaction() as transaction:
            before = await _find(transaction, guild_id, arxiv_id)
            if before is not None and before.done_at is None:
                await transaction.execute(_FINISH, (user_id, stamp(now), guild_id, arxiv_id))
                await transaction.execute(_SURPLUS, (guild_id, READ_OF_GUILD))
        return before

    async def reopen(self, guild_id: int, arxiv_id: str) -> bool:
        """Put a paper that was read back on the list; return whether it had been read.

        Raises InputError if the list is full.
        """
        async with self._store.transaction() as transaction:
            if not await transaction.execute(_REOPEN, (guild_id, arxiv_id)):
                return False
            await _require_room(transaction, guild_id)
        return True

    async def remove(self, guild_id: int, arxiv_id: str, added_by: int | None) -> tuple[Removed, Entry | None]:
        """Take a paper off the list if that person added it, with None anybody; return what became of it."""
        async with self._store.transaction() as transaction:
            known = await _find(transaction, guild_id, arxiv_id)
            if known is None:
                return "missing", None
            if added_by is not None and known.added_by != added_by:
                return "others", known
            await transaction.execute(_REMOVE, (guild_id, arxiv_id))
        return "removed", known


async def _find(source: Reading, guild_id: int, arxiv_id: str) -> Entry | None:
    rows = await source.rows(_ONE, (guild_id, arxiv_id))
    return _entry(rows[0]) if rows else None


async def _require_room(transaction: Transaction, guild_id: int) -> None:
    ((count,),) = await transaction.rows(_COUNT, (guild_id,))
    if count > MOST_UNREAD:
        raise InputError(_FULL.fill(most=MOST_UNREAD))


def _entry(row: Row) -> Entry:
    arxiv_id, title, note, added_by, added_at, done_by, done_at = row
    read = datetime.fromisoformat(done_at) if done_at else None
    return Entry(arxiv_id, title, note, added_by, datetime.fromisoformat(added_at), done_by, read)
