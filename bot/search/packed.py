"""Papers packed into one run of bytes, each parsed only when displayed.

The bytes are in the snapshot file, which is memory-mapped: only papers that are displayed take memory, and none is read
from the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import overload

import numpy as np
from numpy.typing import NDArray

from bot.corpus.paper import Paper
from bot.corpus.paper_json import paper_of_json, paper_to_json
from bot.search.forward_index import Offsets

__all__ = ["PackedPapers"]

# Some 10 MB: the papers viewed in an hour.
_KEPT = 2_048


class PackedPapers(Sequence[Paper]):
    """Papers as JSON, paper p in `written[starts[p]:starts[p + 1]]`; safe to use from several threads."""

    def __init__(self, starts: Offsets, written: NDArray[np.uint8]) -> None:
        self.starts = starts
        self.written = written
        # Caching a bound method would keep a replaced corpus alive until the next full garbage collection.
        self._read = lru_cache(maxsize=_KEPT)(partial(_paper, starts, written))

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> PackedPapers:
        """Return papers, packed in this order."""
        written = [paper_to_json(paper) for paper in papers]
        starts = np.array([0, *accumulate(map(len, written))], np.int64)
        return cls(starts, np.frombuffer(b"".join(written), np.uint8))

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, index: int | slice) -> Paper | tuple[Paper, ...]:
        if isinstance(index, slice):
            return tuple(self._read(number) for number in range(*index.indices(len(self))))
        return self._read(range(len(self))[index])


def _paper(starts: Offsets, written: NDArray[np.uint8], number: int) -> Paper:
    return paper_of_json(written[starts[number] : starts[number + 1]].tobytes())
