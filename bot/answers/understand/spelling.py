"""Misspelt names of months and days: a closed list, and only strings that are not other words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from rapidfuzz.distance import OSA

__all__ = ["Mended", "mended"]

_NAMES = (
    "january|february|april|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|"
    "saturday|sunday|yesterday|tomorrow|today"
).split("|")
_WORD = re.compile(r"(?<![a-z0-9_])[jfasondmtwy][a-z]{3,10}(?![a-z0-9_])")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with such names corrected, the same in lower case, and a map of offsets to the text as typed."""

    text: str
    lowered: str
    changes: tuple[tuple[int, int], ...]

    def typed_at(self, place: int) -> int:
        """Return the offset in the typed text for one in the corrected text."""
        index = bisect_right(self.changes, (place, 10**9)) - 1
        return place if index < 0 else place - self.changes[index][1]


def mended(text: str) -> Mended:
    """Return the text with misspelt names of months and days corrected."""
    lowered = _lowered(text)
    pieces: list[str] = []
    changes: list[tuple[int, int]] = []
    done = longer = 0
    for match in _WORD.finditer(lowered):
        name = _name(match[0])
        if name is None:
            continue
        pieces += (text[done : match.start()], name)
        done = match.end()
        longer += len(name) - len(match[0])
        changes.append((done + longer, longer))
    if not changes:
        return Mended(text, lowered, ())
    whole = "".join((*pieces, text[done:]))
    return Mended(whole, _lowered(whole), tuple(changes))


def _lowered(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _name(word: str) -> str | None:
    """Return the name `word` misspells, with both ends right; a short one lacks a letter or has two swapped."""
    for name in _NAMES:
        if name[0] != word[0] or name[-1] != word[-1] or abs(len(name) - len(word)) > 2:
            continue
        if name == word:
            return None
        most = 2 if len(name) >= 8 else 1
        if OSA.distance(name, word, score_cutoff=most) > most:
            continue
        if len(name) > 6 or len(name) != len(word) or sorted(name) == sorted(word):
            return name
    return None
