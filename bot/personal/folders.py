"""Names of folders and notes, as they are kept."""

from __future__ import annotations

from bot.corpus.characters import visible
from bot.errors import InputError
from bot.normal import normal
from bot.texts import Text

__all__ = ["LONGEST_NAME", "LONGEST_NOTE", "folder_name", "note_text"]

LONGEST_NAME = 50
LONGEST_NOTE = 500

_NO_NAME = Text("A folder needs a name: write at least one letter.", "폴더 이름을 한 글자 이상 적어 주세요.")
_LONG_NAME = Text(
    "The name of a folder has at most {most} characters: shorten it and try again.",
    "폴더 이름은 {most}자까지입니다. 줄여서 다시 시도해 주세요.",
)
_LONG_NOTE = Text(
    "A note has at most {most} characters: shorten it and try again.",
    "메모는 {most}자까지입니다. 줄여서 다시 시도해 주세요.",
)


def folder_name(typed: str) -> str:
    """Return the name of a folder in one line; raises InputError where it is empty or too long."""
    name = " ".join(visible(normal("NFC", typed)).split())
    if not name:
        raise InputError(_NO_NAME)
    if len(name) > LONGEST_NAME:
        raise InputError(_LONG_NAME.fill(most=LONGEST_NAME))
    return name


def note_text(typed: str) -> str:
    """Return a note, "" for an empty one; raises InputError where it is too long."""
    note = normal("NFC", typed).strip()
    if len(note) > LONGEST_NOTE:
        raise InputError(_LONG_NOTE.fill(most=LONGEST_NOTE))
    return note
