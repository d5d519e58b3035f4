"""Unicode's normal forms of text that anybody may have written, in linear time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import Literal

__all__ = ["normal"]

# The most marks on one letter that Unicode's stream-safe text has (UAX #15, section 13). Normalising sorts the marks
# of a letter, in CPython by insertion: 4,000 on one letter take 20 ms, 100,000 some 12 s.
_MOST_MARKS = 30
# All that begins with a mark in some normal form is in these blocks. Whatever else is found here is left alone.
_MAYBE_MARK = (
    r"[\u0300-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabed\ufb1e"
    r"\ufe20-\ufe2f\uff9e\uff9f\U000101fd-\U0001e94a]"
)
_MANY = re.compile(f"{_MAYBE_MARK}{{{_MOST_MARKS + 1},}}")


def normal(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return `text` in a normal form; of endless marks on one letter the first 30 stay."""
    if text.isascii():
        return text
    return unicodedata.normalize(form, _MANY.sub(_with_few_marks, text))


def _with_few_marks(match: re.Match[str]) -> str:
    return "".join(_first(group, _MOST_MARKS if is_mark else None) for is_mark, group in groupby(match[0], _is_mark))


def _first(letters: Iterable[str], most: int | None) -> str:
    return "".join(letters)[:most]


def _is_mark(letter: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFKD", letter)[0]) > 0
