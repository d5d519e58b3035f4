"""Rows of numbers of different lengths, end to end in one array."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Numbers", "Offsets", "Rows"]

Offsets = NDArray[np.int64]
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold rows: row r is `numbers[starts[r]:starts[r + 1]]`."""

    starts: Offsets
    numbers: Numbers

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Rows:
        """Return rows given one by one."""
        lengths = np.array([len(row) for row in rows], np.int64)
        return cls.sized(lengths, np.array([number for row in rows for number in row], np.int32))

    @classmethod
    def sized(cls, lengths: Offsets, numbers: Numbers) -> Rows:
        """Return rows of these lengths."""
        return cls(np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))), numbers)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[list[int]]:
        return (self.row(number) for number in range(len(self)))

    @property
    def lengths(self) -> Offsets:
        """How long each row is."""
        return np.diff(self.starts)

    def row(self, number: int) -> list[int]:
        """Return one row."""
        return self.numbers[self.starts[number] : self.starts[number + 1]].tolist()

    def part(self, first: int, end: int) -> Rows:
        """Return the rows from `first` up to, not including, `end`."""
        starts = self.starts[first : end + 1]
        return Rows(starts - starts[0], self.numbers[starts[0] : starts[-1]])

    def parts(self, size: int) -> Iterator[Rows]:
        """Yield parts of `size` rows, the last one shorter."""
        return (self.part(first, min(first + size, len(self))) for first in range(0, len(self), size))

    def taken(self, numbers: Numbers) -> Rows:
        """Return the rows of these numbers."""
        lengths = self.lengths[numbers]
        return Rows.sized(lengths, self.numbers[_places(self.starts[numbers], lengths)])

    def beside(self, *others: Rows) -> Rows:
        """Return rows that go on with those of `others`."""
        parts = (self, *others)
        whole = Rows.sized(sum((part.lengths for part in parts), np.zeros(len(self), np.int64)), self.numbers)
        numbers = np.empty(whole.starts[-1], np.int32)
        place = whole.starts[:-1]
        for part in parts:
            numbers[_places(place, part.lengths)] = part.numbers
            place = place + part.lengths
        return Rows(whole.starts, numbers)

    @classmethod
    def below(cls, parts: Sequence[Rows]) -> Rows:
        """Return the rows of all parts, one part below the other."""
        lengths = np.concatenate([part.lengths for part in parts])
        return cls.sized(lengths, np.concatenate([part.numbers for part in parts]))


def _places(starts: Offsets, lengths: Offsets) -> Offsets:
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(total)
