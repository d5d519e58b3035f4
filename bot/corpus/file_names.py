"""The name of a file that somebody sends -> a name that is safe in the folder of listings, on every system."""

from __future__ import annotations

import re
import unicodedata

from bot.corpus.listing_files import SUFFIXES
from bot.errors import InputError
from bot.normal import normal
from bot.texts import Text

__all__ = ["safe_name"]

_NAME_BYTES = 100
# What some system takes for more than a part of a name.
_SPECIAL = re.compile(r'[<>:"|?*]')
# Names of devices on Windows, with whatever ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)

_NO_NAME = Text(
    "“{name}” is not a name for a listing: give the file a name such as 2024-11-22.md and upload it again.",
    "“{name}”은(는) 목록 파일 이름으로 쓸 수 없습니다. 2024-11-22.md 같은 이름으로 바꿔 다시 올려 주세요.",
)
_NOT_A_LISTING = Text(
    "“{name}” is not a listing: upload a file that ends in .md or .txt.",
    "“{name}”은(는) 목록 파일이 아닙니다. .md나 .txt로 끝나는 파일을 올려 주세요.",
)


def safe_name(name: str) -> str:
    """Return a file name for a listing that is safe on every system, at most 100 bytes long.

    Folders in front of it are left out. Raises InputError where nothing is left or it does not end like a listing.
    """
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(letter for letter in last if letter == " " or unicodedata.category(letter)[0] not in "CZ")
    kept = normal("NFC", shown)
    stem, dot, suffix = _SPECIAL.sub("_", kept).strip().rpartition(".")
    if f"{dot}{suffix}".lower() not in SUFFIXES:
        raise InputError(_NOT_A_LISTING.fill(name=kept[:_NAME_BYTES]))
    # A name that begins with a dot is hidden; spaces and dots at the end are lost on Windows.
    stem = _cut(stem.strip(" ."), _NAME_BYTES - len(suffix) - 2)
    if not stem:
        raise InputError(_NO_NAME.fill(name=kept[:_NAME_BYTES]))
    if _RESERVED.match(stem):
        stem = _cut(f"_{stem}", _NAME_BYTES - len(suffix) - 2)
    return f"{stem}.{suffix.lower()}"


def _cut(stem: str, most: int) -> str:
    """Return at most so many bytes of a stem."""
    return stem.encode()[:most].decode("utf-8", "ignore").rstrip(" .")
