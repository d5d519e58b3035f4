"""One bot per database: a second one is told who runs the first."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from bot.corpus.private import make_folder, opener
from bot.errors import StoreError, UserError
from bot.texts import Text, system_text

__all__ = ["only_process"]

_TAKEN = Text(
    "Another papers-bot runs on {path} already (process {pid}, since {since}): stop it first, "
    "or name another file in BOT_DATABASE.",
    "{path}에서 다른 papers-bot이 이미 실행 중입니다(프로세스 {pid}, 시작 {since}). 먼저 그것을 멈추거나 "
    "BOT_DATABASE에 다른 파일을 지정해 주세요.",
)
_NO_LOCK = Text(
    "The file {path} cannot be written ({reason}): make its folder writable or name another file in BOT_DATABASE.",
    "파일 {path}에 쓸 수 없습니다({reason}). 폴더에 쓰기 권한을 주거나 BOT_DATABASE에 다른 파일을 지정해 주세요.",
)
# Error codes for a lock held by another process.
_HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


@contextmanager
def only_process(database: Path, now: datetime) -> Generator[None]:
    """Hold the lock beside `database`; the system releases it however this process ends.

    Raises UserError if another process has it, StoreError if it cannot be created.
    """
    # Two paths of one file are one database.
    whole = database.resolve()
    path = whole.with_name(f"{whole.name}.lock")
    try:
        make_folder(path.parent)
        file = open(path, "a+", encoding="utf-8", opener=opener)  # noqa: SIM115 - Path.open takes no opener
    except OSError as error:
        raise StoreError(_NO_LOCK.fill(path=path, reason=system_text(error))) from error
    # The file stays: if it were removed, a third process could lock a new one beside the second.
    with file:
        try:
            _take(file)
        except OSError as error:
            if error.errno not in _HELD:
                raise StoreError(_NO_LOCK.fill(path=path, reason=system_text(error))) from error
            raise UserError(_TAKEN.fill(path=database, **_holder(file))) from None
        file.truncate(0)
        json.dump({"pid": os.getpid(), "since": now.isoformat(sep=" ", timespec="seconds")}, file)
        file.flush()
        yield


def _holder(file: IO[str]) -> dict[str, object]:
    """Return the holder of the lock, as recorded in it."""
    found: object = None
    with suppress(OSError, ValueError):
        file.seek(0)
        found = json.loads(file.read(200))
    known = cast("dict[str, object]", found) if isinstance(found, dict) else {}
    return {"pid": known.get("pid", "?"), "since": known.get("since", "?")}


if sys.platform == "win32":
    import msvcrt

    # Past the content: Windows lets nobody read a locked range.
    _PLACE = 1 << 20

    def _take(file: IO[str]) -> None:
        file.seek(_PLACE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
