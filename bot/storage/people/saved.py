"""The SQL of the papers that people saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.corpus.paper import Paper
from bot.errors import InputError
from bot.storage.connections import Reading
from bot.storage.database import Store
from bot.storage.moments import stamp
from bot.texts import Text

__all__ = ["MOST_SAVED", "SavedPaper", "SavedPapers", "read_saved"]

MOST_SAVED = 1_000

_FULL = Text(
    "You have saved {most:,} papers, the maximum: remove some in /saved and save again.",
    "저장할 수 있는 논문은 {most:,}편까지입니다. /저장한논문에서 몇 편을 삭제한 뒤 다시 저장해 주세요.",
)
_SAVE = (
    "INSERT INTO saved_paper (user_id, arxiv_id, title, saved_at) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (user_id, arxiv_id) DO NOTHING"
)
_ALL = (
    "SELECT arxiv_id, title, saved_at, note, name FROM saved_paper "
    "LEFT JOIN saved_folder ON saved_folder.id = saved_paper.folder_id "
    "WHERE saved_paper.user_id = ? ORDER BY saved_at DESC, arxiv_id DESC"
)
_OF = "FROM saved_paper WHERE user_id = ?"


@dataclass(frozen=True, slots=True)
class SavedPaper:
    """A saved paper with its title at the time; the corpus may have lost it since.

    `note` is what the person wrote down, `folder` the name of the folder that it is in; either may be empty.
    """

    arxiv_id: str
    title: str
    saved_at: datetime
    note: str = ""
    folder: str = ""

    @property
    def url(self) -> str:
        """The abstract's page on arXiv."""
        return f"https://arxiv.org/abs/{self.arxiv_id}"


class SavedPapers:
    """People's saved papers in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def save(self, user_id: int, paper: Paper, now: datetime) -> bool:
        """Save a paper; return False where it was saved already.

        Raises InputError if the person has reached the limit.
        """
        row = (user_id, paper.arxiv_id, paper.title, stamp(now))
        async with self._store.transaction() as transaction:
            if not await transaction.execute(_SAVE, row):
                return False
            ((count,),) = await transaction.rows(f"SELECT count(*) {_OF}", (user_id,))
            if count > MOST_SAVED:
                raise InputError(_FULL.fill(most=MOST_SAVED))
        return True

    async def note(self, user_id: int, arxiv_id: str, note: str) -> bool:
        """Write a note on a saved paper, "" for none; return False where it is not saved."""
        written = "UPDATE saved_paper SET note = ? WHERE user_id = ? AND arxiv_id = ?"
        async with self._store.transaction() as transaction:
            return await transaction.execute(written, (note, user_id, arxiv_id)) > 0

    async def remove(self, user_id: int, arxiv_id: str) -> bool:
        """Remove a saved paper; return whether it was there."""
        async with self._store.transaction() as transaction:
            return bool(await transaction.execute(f"DELETE {_OF} AND arxiv_id = ?", (user_id, arxiv_id)))

    async def saved(self, user_id: int) -> list[SavedPaper]:
        """Return what a person saved, newest first."""
        return await read_saved(self._store, user_id)


async def read_saved(source: Store | Reading, user_id: int) -> list[SavedPaper]:
    """Return what a person saved, newest first, as `source` sees it."""
    return [
        SavedPaper(arxiv_id, title, datetime.fromisoformat(saved_at), note, folder or "")
        for arxiv_id, title, saved_at, note, folder in await source.rows(_ALL, (user_id,))
    ]
