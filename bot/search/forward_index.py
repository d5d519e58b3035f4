"""Forward index: each paper's values of one kind (words, title parts, authors), as numbers of distinct values.

Values are numbered, so that a million papers are a few arrays and no value is stored twice. An index is immutable; its
successor takes over the rows of unchanged papers, so that only new and changed papers are analysed.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["NEW", "Documents", "ForwardIndex", "InvertedIndex", "Numbers", "Offsets", "rows_of", "updated_rows"]

Numbers = NDArray[np.int32]
Offsets = NDArray[np.int64]
Documents = NDArray[np.int64]

N = TypeVar("N", bound=np.generic)

# Instead of a former row: the paper is new or has changed.
NEW = -1
_HALF = 16
_NO_OFFSETS = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class InvertedIndex:
    """Papers by value: those with value v, ascending, are `papers[starts[v]:starts[v + 1]]`."""

    starts: Offsets
    papers: Numbers
    counts: Numbers


@dataclass(frozen=True, eq=False)
class ForwardIndex:
    """Each paper's distinct values, `numbers[starts[p]:starts[p + 1]]`, each with its count."""

    values: tuple[str, ...]
    starts: Offsets
    numbers: Numbers
    counts: Numbers

    @classmethod
    def empty(cls) -> ForwardIndex:
        """Return the index of no papers."""
        return cls((), np.zeros(1, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))

    @classmethod
    def of(cls, bags: Iterable[Iterable[str]]) -> ForwardIndex:
        """Return the index of papers with these values, in any order and with repeats."""
        numbering: dict[str, int] = {}
        lengths, numbers, counts = array("q"), array("i"), array("i")
        for bag in bags:
            held = Counter(bag)
            lengths.append(len(held))
            numbers.extend([numbering.setdefault(value, len(numbering)) for value in held])
            counts.extend(held.values())
        starts = _offsets(np.array(lengths, np.int64))
        return cls(tuple(numbering), starts, np.array(numbers, np.int32), np.array(counts, np.int32))

    @property
    def size(self) -> int:
        """How many papers there are."""
        return len(self.starts) - 1

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of each value."""
        return dict(zip(self.values, range(len(self.values)), strict=True))

    @property
    def totals(self) -> Offsets:
        """How many values each paper has, with repeats."""
        sums = np.concatenate(([0], np.cumsum(self.counts, dtype=np.int64)))
        return sums[self.starts[1:]] - sums[self.starts[:-1]]

    def updated(self, former: Offsets, fresh: Sequence[ForwardIndex]) -> ForwardIndex:
        """Return the index of other papers, in their order: each is row `former[p]` of this one, or NEW.

        `fresh` are the values of the new ones, in order and in any batches. Unused values are dropped.
        """
        numbering = dict(self.number_of)
        renumbered = [_renumbered(part, numbering) for part in fresh]
        rows = updated_rows(self.starts, former, [part.starts for part in fresh])
        numbers = rows.filled(self.numbers, renumbered)
        counts = rows.filled(self.counts, [part.counts for part in fresh])
        return _without_unused(tuple(numbering), rows.starts, numbers, counts)

    def inverted(self) -> InvertedIndex:
        """Return the papers of each value."""
        papers = np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts))
        order = _stable_order(self.numbers)
        held = np.bincount(self.numbers, minlength=len(self.values))
        return InvertedIndex(_offsets(held), papers[order], self.counts[order])


class UpdatedRows(NamedTuple):
    """Row starts after an update, and the offsets to copy, new rows last."""

    starts: Offsets
    kept: Offsets
    former: Offsets
    new: Offsets

    def filled(self, former: NDArray[N], fresh: Sequence[NDArray[N]]) -> NDArray[N]:
        """Return the contents of the rows, taken from the former ones and from `fresh`, row by row."""
        values = np.empty(self.starts[-1], former.dtype)
        values[self.kept] = former[self.former]
        values[self.new] = np.concatenate([former[:0], *fresh])
        return values


def updated_rows(starts: Offsets, former: Offsets, fresh: Sequence[Offsets]) -> UpdatedRows:
    """Return rows, each being row `former[r]` of those that begin at `starts` or, if NEW, the next of `fresh`."""
    lengths = np.zeros(len(former), np.int64)
    kept = former != NEW
    lengths[kept] = np.diff(starts)[former[kept]]
    lengths[~kept] = np.concatenate([_NO_OFFSETS, *map(np.diff, fresh)])
    own = _offsets(lengths)
    places = rows_of(own, np.flatnonzero(kept)), rows_of(starts, former[kept]), rows_of(own, np.flatnonzero(~kept))
    return UpdatedRows(own, *places)


def rows_of(starts: Offsets, rows: Offsets) -> Offsets:
    """Return the offsets of whole rows, one after another."""
    lengths = starts[rows + 1] - starts[rows]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts[rows] - (ends - lengths), lengths) + np.arange(total)


def _offsets(lengths: Offsets) -> Offsets:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))


def _renumbered(part: ForwardIndex, numbering: dict[str, int]) -> Numbers:
    """Renumber a batch, extending the numbering by its new values."""
    own = [numbering.setdefault(value, len(numbering)) for value in part.values]
    return np.array(own, np.int32)[part.numbers]


def _without_unused(values: tuple[str, ...], starts: Offsets, numbers: Numbers, counts: Numbers) -> ForwardIndex:
    used = np.bincount(numbers, minlength=len(values)) > 0
    if used.all():
        return ForwardIndex(values, starts, numbers, counts)
    renumbered = np.cumsum(used, dtype=np.int32) - 1
    kept = tuple(value for value, is_used in zip(values, used.tolist(), strict=True) if is_used)
    return ForwardIndex(kept, starts, renumbered[numbers].astype(np.int32), counts)


def _stable_order(numbers: Numbers) -> Offsets:
    """Return a stable argsort: NumPy radix-sorts 16 bits, and two such passes beat one sort of 32 bits."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")
    if len(numbers) and int(numbers.max()) >> _HALF:
        high = (numbers[order] >> _HALF).astype(np.uint16)
        order = order[np.argsort(high, kind="stable")]
    return order
