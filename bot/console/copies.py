"""Copies of the database: made while it is in use, restored elsewhere and checked."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from bot.console.health import require_database
from bot.corpus.upload import put_in_place, remove_leftovers, temporary_beside
from bot.errors import StoreError
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from bot.texts import Text, joined, system_text

__all__ = ["back_up"]

_EXISTS = Text(
    "{path} already exists: name a new file, so that no earlier backup is lost.",
    "{path} 파일이 이미 있습니다. 이전 백업을 지키기 위해 새 파일 이름을 적어 주세요.",
)
_NO_PLACE = Text(
    "There is no folder {folder} for the backup: create it or name another file.",
    "백업할 폴더 {folder}이(가) 없습니다. 폴더를 만들거나 다른 파일 이름을 적어 주세요.",
)
_BAD_COPY = Text("The backup {path} is not usable: {faults}.", "백업 {path}을(를) 사용할 수 없습니다: {faults}.")
_UNREADABLE = Text("it cannot be opened and read", "열어서 읽을 수 없습니다")
_FEWER = Text("{found:,} papers instead of {expected:,}", "논문 {expected:,}편 대신 {found:,}편")
_NO_WRITING = Text(
    "The backup {path} cannot be written ({reason}): make room or name another file.",
    "백업 {path}을(를) 쓸 수 없습니다({reason}). 공간을 확보하거나 다른 파일 이름을 적어 주세요.",
)
_SHOWN_FAULTS = 3


async def back_up(settings: Settings, target: Path, verify: bool) -> int:
    """Copy the database, even while in use, into the new file `target`; return its number of papers.

    The copy gets its final name once complete, with `verify` after being restored and checked. Raises StoreError;
    leftovers of a failure or kill have another name and are removed by the next backup.
    """
    try:
        return await _back_up(settings, target, verify)
    except FileExistsError as error:
        raise StoreError(_EXISTS.fill(path=target)) from error
    except OSError as error:
        raise StoreError(_NO_WRITING.fill(path=target, reason=system_text(error))) from error


async def _back_up(settings: Settings, target: Path, verify: bool) -> int:
    _require_place(target)
    require_database(settings.database)
    remove_leftovers(target.parent, "backup", settings.now())
    temporary = temporary_beside(target, "backup")
    try:
        async with Store.open(settings.database) as store:
            await store.backup(temporary, target)
            papers = len(await PaperStore(store).papers())
        if verify and (faults := await _faults_of(temporary, papers)):
            raise StoreError(_BAD_COPY.fill(path=target, faults=joined(faults[:_SHOWN_FAULTS], "; ")))
        put_in_place(temporary, target)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            temporary.with_name(f"{temporary.name}{suffix}").unlink(missing_ok=True)
    return papers


def _require_place(path: Path) -> None:
    """Raise StoreError if the name exists, even as a dangling link, or its folder does not."""
    if os.path.lexists(path):
        raise StoreError(_EXISTS.fill(path=path))
    if not path.absolute().parent.is_dir():
        raise StoreError(_NO_PLACE.fill(folder=path.parent))


async def _faults_of(backup: Path, papers: int) -> list[Text]:
    """Restore `backup` into a temporary file and return its faults."""
    with tempfile.TemporaryDirectory() as folder:
        restored = Path(folder, "restored.db")
        shutil.copyfile(backup, restored)
        try:
            async with Store.open(restored) as store:
                faults = [Text(fault, fault) for fault in await store.integrity_faults()]
                found = len(await PaperStore(store).papers())
        except StoreError:
            return [_UNREADABLE]
    return faults if found == papers else [*faults, _FEWER.fill(found=found, expected=papers)]
