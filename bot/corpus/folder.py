"""Whether the folder of listings is there, and why a file or folder cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import CorpusError
from bot.texts import Text, system_text

__all__ = ["require_folder", "why_unread"]

_NO_FOLDER = Text(
    "There is no folder of listings at {folder}: "
    "create it and put *.txt or *.md listings in, or name another one in BOT_SEEDS.",
    "{folder}에 목록 폴더가 없습니다. "
    "폴더를 만들어 *.txt 또는 *.md 목록을 넣거나 BOT_SEEDS에 다른 폴더를 지정해 주세요.",
)
_CLOSED = Text(
    "The folder of listings {folder} cannot be read ({reason}): "
    "let this user read it or name another one in BOT_SEEDS.",
    "목록 폴더 {folder}을(를) 읽을 수 없습니다({reason}). "
    "이 사용자에게 읽기 권한을 주거나 BOT_SEEDS에 다른 폴더를 지정해 주세요.",
)
_NOT_UTF8 = Text("the file is not UTF-8 (byte {byte})", "UTF-8 파일이 아닙니다(바이트 {byte})")
_UNREADABLE = Text("the file cannot be read: {reason}", "파일을 읽을 수 없습니다: {reason}")


def require_folder(folder: Path) -> None:
    """Raise CorpusError where there is no such folder or this user may not read it."""
    try:
        os.scandir(folder).close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CorpusError(_NO_FOLDER.fill(folder=folder)) from error
    except (OSError, ValueError) as error:
        raise CorpusError(_CLOSED.fill(folder=folder, reason=why_unread(error))) from error


def why_unread(error: CorpusError | OSError | ValueError) -> Text:
    """Return what an error says of a file or folder."""
    match error:
        case CorpusError():
            return error.text
        case OSError():
            return system_text(error)
        case UnicodeDecodeError():
            return _NOT_UTF8.fill(byte=error.start)
        case _:
            return _UNREADABLE.fill(reason=error)
