"""Wordings in two scripts as one pattern."""

from __future__ import annotations

import re

__all__ = ["any_of"]


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Return the pattern of any of these, in either case.

    Words, digits and blanks are those of ASCII: people write Korean particles on to English words (`link는`), and a
    word ends there.
    """
    return re.compile("|".join(alternatives), re.IGNORECASE | re.ASCII)
