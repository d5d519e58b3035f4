"""The name of a system, as it stands before a title's colon: what people call the paper."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.search.analysis import words

__all__ = ["System", "name_before_colon", "system_of"]

_LOOKS_LIKE_A_NAME = re.compile(r"[a-z\d][A-Z]|[A-Z]{2}|\d")
_MOST_PARTS = 5


class System(NamedTuple):
    """Hold the parts of a name, none where a title has none, and whether it can be nothing but a name.

    A plain word ("Taipan") may be one too, if no other title has it.
    """

    parts: tuple[str, ...]
    sure: bool


def system_of(title: str) -> System:
    """Return the system that a title names."""
    name = name_before_colon(title)
    parts = tuple(part for word in words(name) for part in word.parts)
    sure = _LOOKS_LIKE_A_NAME.search(name) is not None
    return System(parts, sure) if len(parts) <= _MOST_PARTS and (sure or len(parts) == 1) else System((), sure=False)


def name_before_colon(title: str) -> str:
    """Return what stands before a title's colon, or nothing where there is none or it is too long for a name."""
    name, colon, _ = title.partition(":")
    return name.strip() if colon and len(name.split()) <= _MOST_PARTS else ""
