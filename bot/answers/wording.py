"""Patterns for wordings in two scripts."""

from __future__ import annotations

import re

__all__ = ["any_of"]


# Without regard to case, the compiler would look each syllable up.
_NO_LETTER = r"(?-i:[^\w\u3131-\u318e가-힣])"
# Widest gap between words; unbounded, two adjacent gaps would backtrack over a line of blanks.
_GAPS = ((r"\s+", r"\s{1,9}"), (r"\s*", r"\s{0,9}"))


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Return the pattern of any of these, in either case.

    Words, digits and blanks are those of ASCII: people write Korean particles on to English words (`link는`), and a
    word ends there. What is no letter (`\\W`) is none of Hangul either.
    """
    pattern = "|".join(alternatives).replace(r"\W", _NO_LETTER)
    for endless, bounded in _GAPS:
        pattern = pattern.replace(endless, bounded)
    return re.compile(pattern, re.IGNORECASE | re.ASCII)
