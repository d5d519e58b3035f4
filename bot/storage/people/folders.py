"""The SQL of people's folders of saved papers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.errors import InputError
from bot.normal import normal
from bot.storage.connections import Reading, Row
from bot.storage.database import Store
from bot.storage.moments import stamp
from bot.texts import Text

__all__ = ["MOST_FOLDERS", "Folder", "Folders", "KeptFolder", "read_kept_folders"]

# With “no folder” they fit in one menu.
MOST_FOLDERS = 24

_FULL = Text(
    "You have {most} folders, the maximum: delete one in /saved, under Folders, and try again.",
    "폴더는 {most}개까지 만들 수 있습니다. /저장한논문의 폴더에서 하나를 삭제한 뒤 다시 시도해 주세요.",
)
_TAKEN = Text(
    "You have a folder named “{name}” already: choose another name.",
    "“{name}” 폴더가 이미 있습니다. 다른 이름을 적어 주세요.",
)
_ALL = (
    "SELECT id, name, created_at, (SELECT count(*) FROM saved_paper WHERE folder_id = saved_folder.id) "
    "FROM saved_folder WHERE user_id = ? ORDER BY name_key"
)
_ONE = (
    "SELECT id, name, created_at, (SELECT count(*) FROM saved_paper WHERE folder_id = saved_folder.id) "
    "FROM saved_folder WHERE user_id = ? AND id = ?"
)
_NAMED = (
    "SELECT id, name, created_at, (SELECT count(*) FROM saved_paper WHERE folder_id = saved_folder.id) "
    "FROM saved_folder WHERE user_id = ? AND name_key = ?"
)
_MOVE = "UPDATE saved_paper SET folder_id = ? WHERE user_id = ? AND arxiv_id = ?"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder, and how many papers are in it."""

    id: int
    name: str
    created_at: datetime
    count: int = 0


@dataclass(frozen=True, slots=True)
class KeptFolder:
    """A folder of saved papers; each paper names the one that it is in."""

    name: str
    created_at: datetime


class Folders:
    """People's folders in a Store; names differ by more than case and width."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def all(self, user_id: int) -> list[Folder]:
        """Return a person's folders by name."""
        return await _read_folders(self._store, user_id)

    async def find(self, user_id: int, folder_id: int) -> Folder | None:
        """Return one of a person's folders, None where it was deleted."""
        return await _one(self._store, _ONE, user_id, folder_id)

    async def named(self, user_id: int, name: str) -> Folder | None:
        """Return the folder with that name, or None."""
        return await _one(self._store, _NAMED, user_id, _key(name))

    async def create(self, user_id: int, name: str, now: datetime) -> Folder:
        """Return the folder with that name, which is made where there is none; raises InputError for one too many."""
        async with self._store.transaction() as transaction:
            known = await _one(transaction, _NAMED, user_id, _key(name))
            if known is not None:
                return known
            ((count,),) = await transaction.rows("SELECT count(*) FROM saved_folder WHERE user_id = ?", (user_id,))
            if count >= MOST_FOLDERS:
                raise InputError(_FULL.fill(most=MOST_FOLDERS))
            folder = Folder(secrets.randbits(62), name, now)
            await transaction.execute(
                "INSERT INTO saved_folder (id, user_id, name, name_key, created_at) VALUES (?, ?, ?, ?, ?)",
                (folder.id, user_id, name, _key(name), stamp(now)),
            )
        return folder

    async def rename(self, user_id: int, folder_id: int, name: str) -> bool:
        """Give a folder another name; return False where it was deleted. Raises InputError for a name that is taken."""
        async with self._store.transaction() as transaction:
            known = await _one(transaction, _NAMED, user_id, _key(name))
            if known is not None and known.id != folder_id:
                raise InputError(_TAKEN.fill(name=known.name))
            renamed = "UPDATE saved_folder SET name = ?, name_key = ? WHERE user_id = ? AND id = ?"
            return await transaction.execute(renamed, (name, _key(name), user_id, folder_id)) > 0

    async def move(self, user_id: int, arxiv_id: str, folder_id: int | None) -> bool:
        """Put a saved paper into a folder, with None into no folder; return False where either is gone."""
        async with self._store.transaction() as transaction:
            if folder_id is not None and await _one(transaction, _ONE, user_id, folder_id) is None:
                return False
            return await transaction.execute(_MOVE, (folder_id, user_id, arxiv_id)) > 0

    async def delete(self, user_id: int, folder_id: int, *, with_papers: bool) -> Folder | None:
        """Delete a folder and return it as it was, None where it was gone; its papers stay but `with_papers`."""
        async with self._store.transaction() as transaction:
            folder = await _one(transaction, _ONE, user_id, folder_id)
            if folder is None:
                return None
            if with_papers:
                papers = "DELETE FROM saved_paper WHERE user_id = ? AND folder_id = ?"
                await transaction.execute(papers, (user_id, folder_id))
            # The reference takes the others out of it.
            await transaction.execute("DELETE FROM saved_folder WHERE user_id = ? AND id = ?", (user_id, folder_id))
        return folder


async def _read_folders(source: Store | Reading, user_id: int) -> list[Folder]:
    """Return a person's folders by name, as `source` sees them."""
    return [_folder(row) for row in await source.rows(_ALL, (user_id,))]


async def read_kept_folders(reading: Reading, user_id: int) -> tuple[KeptFolder, ...]:
    """Return a person's folders by name, for them to see what is kept."""
    return tuple(KeptFolder(folder.name, folder.created_at) for folder in await _read_folders(reading, user_id))


async def _one(source: Store | Reading, sql: str, user_id: int, wanted: int | str) -> Folder | None:
    rows = await source.rows(sql, (user_id, wanted))
    return _folder(rows[0]) if rows else None


def _folder(row: Row) -> Folder:
    folder_id, name, created_at, count = row
    return Folder(folder_id, name, datetime.fromisoformat(created_at), count)


def _key(name: str) -> str:
    return normal("NFKC", name).casefold()
