"""A text as runs of the letters and digits that names are compared by, with positions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from bot.normal import normal

__all__ = ["Atom", "atoms", "letters_only"]

# A LaTeX command, Hangul, or a run of letters and digits of any other script.
_RUN = re.compile(r"\\(?P<command>[A-Za-z]+)|(?P<hangul>[가-힣]+)|[^\W_ㄱ-ㆎ가-힣]+")
_NO_NAME = re.compile(r"[\W_]+")
_ACCENT = re.compile(r"[\u0300-\u036f]+")
_GREEK = {
    letter: "lambda" if letter == "λ" else unicodedata.name(letter).rsplit(" ", 1)[1].lower()
    for letter in "αβγδεζηθικλμνξοπρστυφχψω"
}
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ς": "sigma"} | _GREEK)
_GREEK_NAMES = frozenset(_GREEK.values())
_LONGEST = 64


class Atom(NamedTuple):
    """A run of letters and digits: its position, and its key, normalised for case, accents and Greek letters."""

    start: int
    end: int
    key: str
    hangul: bool


def atoms(text: str) -> list[Atom]:
    """Return the runs of `text` in order; of LaTeX only the letters it prints."""
    found: list[Atom] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match["command"]:
            if match["command"].lower() in _GREEK_NAMES:
                found.append(Atom(start, end, match["command"].lower(), hangul=False))
        elif key := _plain(match[0]):
            found.append(Atom(start, end, key, match["hangul"] is not None))
    return found


def letters_only(text: str) -> str:
    """Return the letters and digits of `text`, case kept."""
    return _NO_NAME.sub("", text)


def _plain(run: str) -> str:
    return run.lower() if run.isascii() else _folded(run) if len(run) <= _LONGEST else run.lower()


@lru_cache(maxsize=20_000)
def _folded(run: str) -> str:
    text = normal("NFKD", run).lower()
    return normal("NFC", _ACCENT.sub("", text)).translate(_PLAIN)
