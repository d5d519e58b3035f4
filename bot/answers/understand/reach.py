"""Extents of the terms of a text."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

__all__ = ["reach_of"]


def reach_of(length: int, terms: Iterable[tuple[int, int]]) -> list[int]:
    """Return, for each offset of a text, the end of the terms that start there or before, else -1."""
    ends = [-1] * (length + 1)
    for first, last in terms:
        if first < length:
            ends[first] = max(ends[first], last)
    return list(accumulate(ends, max))
