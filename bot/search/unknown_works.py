"""Spans of a text that are surely names of works, in the corpus or not."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["title_like_spans"]

_QUOTED = re.compile(r"\"([^\"\n]{5,200})\"|(?<![\w'])'([^'\n]{5,200})'(?![A-Za-z'])")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z\d'-]*")
_RUN = re.compile(
    r"(?<![\w-])[A-Z][\w'-]{1,30}(?:,? (?:(?:of|the|for|in|on|to|a|an|and|with|is|are|from|via|by) ){0,2}"
    r"[A-Z][\w'-]{1,30}){2,14}(?![\w-])",
    re.ASCII,
)
_FORM = re.compile(
    r"(?<![\w-])[a-z][\w-]{1,20}(?: [a-z][\w-]{1,20}){0,2} (?:(?:is|are) (?:(?:not )?all|what) (?:you|we) need|"
    r"considered harmful)(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_SYSTEM = re.compile(
    r"(?<![\w-])(?=[A-Za-z\d]*[a-z][A-Z]|[A-Z][A-Za-z]{2,20}-?\d)[A-Za-z][A-Za-z\d]{2,30}"
    r"(?:-[A-Za-z\d]{1,12}){0,2}(?:\.\d{1,2})?(?: \d(?:\.\d)?(?![\d.,]))?",
    re.ASCII,
)
_LEAST_LETTERS = 6
_LEAST_WORDS = 2


def title_like_spans(text: str, known: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return the spans of `text` that are surely names of works, in order and without overlap.

    These are at least two quoted words, three capitalised words among lower-case ones, well-known forms of titles, and
    names with capitals or digits inside that are not `known` (called with lower case).
    """
    found = [match.span(1 if match[1] else 2) for match in _QUOTED.finditer(text) if _is_title(match[1] or match[2])]
    found += [match.span() for match in _RUN.finditer(text) if _stands_out(text, *match.span())]
    found += [match.span() for match in _FORM.finditer(text)]
    found += [match.span() for match in _SYSTEM.finditer(text) if not _is_known(match[0], known)]
    apart: list[tuple[int, int]] = []
    taken = bytearray(len(text))
    for start, end in sorted(found, key=lambda span: span[0] - span[1]):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            apart.append((start, end))
    return sorted(apart)


def _is_title(quoted: str) -> bool:
    """Tell whether quoted text is mostly Latin words, at least two."""
    words = _LATIN_WORD.findall(quoted)
    letters = sum(map(len, words))
    return len(words) >= _LEAST_WORDS and letters >= _LEAST_LETTERS and 2 * letters > len(quoted)


def _stands_out(text: str, start: int, end: int) -> bool:
    """Tell whether capitalised words are among lower-case ones: a text all in capitals says nothing."""
    rest = f"{text[:start]} {text[end:]}"
    return sum(letter.islower() or "가" <= letter <= "힣" for letter in rest) >= _LEAST_WORDS


def _is_known(name: str, known: Callable[[str], bool]) -> bool:
    lowered = name.lower()
    bare = lowered.partition(" ")[0]
    return known(lowered) or known(bare) or all(known(part) for part in bare.split("-"))
