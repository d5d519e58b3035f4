"""SQLite's errors that people can fix, each as one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.errors import DatabaseFileError, StoreError
from bot.texts import Text

__all__ = ["OTHER_SCHEMA", "UNWRITABLE", "damaged", "mapped_errors", "one_line", "stray"]

OTHER_SCHEMA = Text("its tables are not as this version made them", "테이블 구조가 이 버전이 만든 것과 다릅니다")
_NOT_UTF8 = Text("a stored text is not UTF-8", "저장된 글이 UTF-8이 아닙니다")
_CORRUPT = Text(
    "The file {path} is damaged or is not a papers-bot database ({reason}): "
    "restore a backup or move it away and run `papers-bot load`.",
    "파일 {path}이(가) 손상되었거나 papers-bot 데이터베이스가 아닙니다({reason}). "
    "백업을 복원하거나 파일을 옮긴 뒤 `papers-bot load`를 실행해 주세요.",
)
_LOCKED = Text(
    "The database {path} is locked by another program: stop that program or try again in a moment.",
    "다른 프로그램이 데이터베이스 {path}을(를) 잠그고 있습니다. 그 프로그램을 멈추거나 잠시 뒤 다시 시도해 주세요.",
)
UNWRITABLE = Text(
    "The database {path} cannot be opened for writing ({reason}): "
    "make the file and its folder writable or name another file in BOT_DATABASE.",
    "데이터베이스 {path}을(를) 쓰기용으로 열 수 없습니다({reason}). "
    "파일과 폴더에 쓰기 권한을 주거나 BOT_DATABASE에 다른 파일을 지정해 주세요.",
)
_FULL = Text(
    "The disk of the database {path} is full: make room and try again; nothing was changed.",
    "데이터베이스 {path}이(가) 있는 디스크가 가득 찼습니다. 공간을 확보한 뒤 다시 시도해 주세요. 바뀐 것은 없습니다.",
)
_TOO_LARGE = Text(
    "A number is larger than the database can hold; nothing was changed.",
    "데이터베이스에 저장할 수 없을 만큼 큰 수가 있습니다. 바뀐 것은 없습니다.",
)
# Errors that people can fix, by SQLite's primary codes.
_MEANINGS: Mapping[int, Text] = {
    **dict.fromkeys((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED), _LOCKED),
    **dict.fromkeys((sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM), UNWRITABLE),
    **dict.fromkeys((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB), _CORRUPT),
    sqlite3.SQLITE_IOERR: UNWRITABLE,
    sqlite3.SQLITE_FULL: _FULL,
}


def damaged(path: Path, reason: Text) -> StoreError:
    """Return the error that says that the database at `path` is damaged."""
    return DatabaseFileError(_CORRUPT.fill(path=path, reason=reason))


@contextmanager
def mapped_errors(path: Path) -> Generator[None]:
    """Turn SQLite's errors that a person can fix into StoreError; bugs are re-raised unchanged."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except OverflowError as error:
        # Discord's ids have 64 bits; what claims to be Discord may send others.
        raise StoreError(_TOO_LARGE) from error
    except UnicodeDecodeError as error:
        # From a message of SQLite's own that quotes a damaged schema.
        raise DatabaseFileError(_CORRUPT.fill(path=path, reason=error)) from error
    except sqlite3.DatabaseError as error:
        code: int | None = getattr(error, "sqlite_errorcode", None)
        if code is None and isinstance(error, sqlite3.OperationalError):
            # Python's own complaint, without a code of SQLite's: a stored text is not UTF-8.
            raise DatabaseFileError(_CORRUPT.fill(path=path, reason=_NOT_UTF8)) from error
        meaning = _MEANINGS.get((code or 0) & 0xFF)
        if meaning is None:
            raise
        raise DatabaseFileError(meaning.fill(path=path, reason=one_line(error))) from error


def one_line(said: object) -> str:
    """Return a SQLite message on one line; it may quote a damaged file."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(said)).split())


def stray(row: Sequence[object]) -> str:
    """Return the message for a row of `PRAGMA foreign_key_check`."""
    return f"{row[0]}: row without its {row[2]}"
