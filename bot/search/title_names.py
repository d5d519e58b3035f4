"""The names a title gives its work: its head, the head without a version, and name-like words inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.search.letters import atoms, letters_only

__all__ = ["TitleName", "head_of", "names_of"]

_HEAD_END = re.compile(r":|\s(?:--|[–—])\s")
_REPORT = re.compile(r"\s(?:technical report|system card|model card)\b.*", re.IGNORECASE)
_ASIDE = re.compile(r"\s?\(([^()]{2,40})\)")
_LEADING = re.compile(r"^(?:the|introducing|presenting|meet)\s", re.IGNORECASE)
_VERSION = re.compile(r"(?<=[^\W\d_]{3})[-\s]?v?\d{1,2}(?:\.\d)?$", re.IGNORECASE)
_INTRODUCED = re.compile(r"\b(?:introducing|with|via|by|called|named)\s([^\s:,()]+)")
_WORD = re.compile(r"[^\s:,()?!]+")
# Two words in one, or a digit: letters in mixed case alone are still read as a word (BenTo, MoViE, LiFT).
_MARKED = re.compile(
    r"(?<![A-Za-z])[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2}|[A-Z]{2,}(?![a-z]))|\d(?=[A-Za-z])|[A-Za-z][-\s]?\d"
)
_CAMEL = re.compile(r"(?<![A-Za-z\d])(?=[A-Za-z\d]*[a-z][A-Z])[A-Za-z\d]++(?:-[A-Za-z\d]++)?")
_CODED = re.compile(
    r"(?=[A-Z\d-]{0,40}\d)[A-Z](?:[A-Za-z]*+-[A-Za-z\d]++(?:-[A-Za-z\d]++)?|[A-Za-z\d]++(?:-[A-Za-z\d]++)?)"
)
_COMMAND = re.compile(r"\\[a-z]+|[$^{}]")
_MOST_ATOMS = 6
_MOST_WORDS = 5
# The next corpus has nearly all the same titles.
_TITLES_KEPT = 10_000


class TitleName(NamedTuple):
    """A name: its key, its spelling, its letters alone, its gaps and the keys of its pieces.

    `marked` names can only be names: words run together, or digits. `inside` names occur in a title without naming the
    work, and only count if no other title contains them.
    """

    key: str
    written: str
    letters: str
    gaps: int
    pieces: tuple[str, ...]
    marked: bool
    inside: bool


@lru_cache(maxsize=_TITLES_KEPT)
def names_of(title: str, aliases: str = "") -> tuple[TitleName, ...]:
    """Return the names of a title, surest first, and the aliases of its work."""
    found: dict[str, TitleName] = {}
    for text, inside in (*_written(title), *((alias, True) for alias in aliases.split())):
        if name := _name(text, inside):
            found.setdefault(name.key, name)
    return tuple(found.values())


def head_of(title: str) -> str:
    """Return the part before a title's colon, empty if there is none or it is too long for a name."""
    end = _HEAD_END.search(title)
    head = title[: end.start()] if end else ""
    return head if len(head.split()) <= _MOST_WORDS else ""


def _written(title: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a title that may be names, and whether they are inside it."""
    head = head_of(title)
    end = _HEAD_END.search(title)
    if not end and (report := _REPORT.search(title)):
        head = title[: report.start()]
    if head:
        plain = _LEADING.sub("", _ASIDE.sub(" ", head)).strip()
        plain = _REPORT.sub("", plain)
        yield head, False
        yield plain, False
        yield _VERSION.sub("", plain), True
    elif not end and len(title.split()) <= _MOST_WORDS:
        yield title, False
    for aside in _ASIDE.findall(title):
        if _CAMEL.search(aside) or _CODED.search(aside) or (aside.isupper() and len(aside) > 2):
            yield aside, True
    for word in _INTRODUCED.findall(title):
        if _CAMEL.fullmatch(word) or _CODED.fullmatch(word):
            yield word, True
    for word in _WORD.findall(title):
        if _CAMEL.fullmatch(word):
            yield word, True


def _name(text: str, inside: bool) -> TitleName | None:
    held = atoms(text)
    key = "".join(atom.key for atom in held)
    if not len(key) >= 2 or len(held) > _MOST_ATOMS:
        return None
    bare = _COMMAND.sub("", text)
    marked = _MARKED.search(bare) is not None or not bare.isascii()
    gaps = len(text.split()) - 1
    return TitleName(key, bare, letters_only(bare), gaps, tuple(atom.key for atom in held), marked, inside)
