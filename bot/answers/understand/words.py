"""The words of a text, their positions, and whether papers contain them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answers.understand.fillers import bare_word, is_filler
from bot.answers.understand.reach import reach_of
from bot.answers.understand.spans import Span, covered

__all__ = ["Role", "Word", "joined", "read_words"]

Role = Literal["span", "filler", "known", "unknown"]

_LETTER = r"[^\W_가-힣\u3131-\u318e]"
# A Latin word with its connectors (GPT-4o, C++, 3.5, text-to-image), a Korean word, jamo, or any sign.
_WORD = re.compile(
    rf"(?:{_LETTER}(?:[-'./+&]?{_LETTER}){{0,60}}(?:\+\+|#|\*(?=\W|$))?)|[가-힣]+|[\u3131-\u318e]+|[^\w\s\x00-\x7f]+"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, its position, its role, and whether it is part of a multi-word term."""

    typed: str
    start: int
    end: int
    role: Role
    in_term: bool = False


def read_words(
    text: str, spans: Sequence[Span], known: Callable[[str], bool], terms: Sequence[tuple[int, int]]
) -> tuple[Word, ...]:
    """Return the words of `text`; one that touches a span belongs to it."""
    found: list[Word] = []
    spanned = covered(len(text), (span for span in spans if span.kind != "without"))
    reach = reach_of(len(text), terms)
    for match in _WORD.finditer(text):
        start, end = match.span()
        in_span = spanned.find(1, start, end) >= 0
        in_term = not in_span and reach[start] >= end
        if in_span:
            role: Role = "span"
        elif not in_term and is_filler(match[0]):
            role = "filler"
        else:
            role = "known" if known(match[0]) else "unknown"
        found.append(Word(match[0], start, end, role, in_term))
    return tuple(found)


def joined(text: str, words: Iterable[Word]) -> str:
    """Return words of `text` with the characters between neighbours, so that multi-word terms stay whole."""
    parts: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None:
            between = text[before.end : word.start]
            parts.append(between if len(between) <= 1 else " ")
        parts.append(bare_word(word.typed))
        before = word
    return "".join(parts)
