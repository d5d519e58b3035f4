"""The papers of a catalog, each read from the database when somebody wants it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import overload

from bot.corpus.paper import Paper
from bot.corpus.paper_reader import OUT_OF_REACH, PaperReader
from bot.errors import StoreError

__all__ = ["StoredPapers"]

# Some 40 MB: what people look at in a day.
_KEPT = 8_192
_BATCH = 500


class StoredPapers(Sequence[Paper]):
    """Show papers in the order of their ids; reading one raises StoreError when the database cannot be read."""

    def __init__(self, reader: PaperReader, ids: Sequence[str]) -> None:
        self._reader = reader
        self._ids = ids
        # A cache of a bound method would keep a replaced corpus until the next full collection.
        self._read = lru_cache(maxsize=_KEPT)(partial(_paper, reader, ids))

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Paper, ...]: ...
    def __getitem__(self, index: int | slice) -> Paper | tuple[Paper, ...]:
        if isinstance(index, slice):
            return tuple(self._batch(self._ids[index]))
        return self._read(range(len(self._ids))[index])

    def __iter__(self) -> Iterator[Paper]:
        for start in range(0, len(self._ids), _BATCH):
            yield from self._batch(self._ids[start : start + _BATCH])

    def _batch(self, ids: Sequence[str]) -> list[Paper]:
        return _all_of(self._reader, ids)


def _paper(reader: PaperReader, ids: Sequence[str], number: int) -> Paper:
    return _all_of(reader, (ids[number],))[0]


def _all_of(reader: PaperReader, ids: Sequence[str]) -> list[Paper]:
    found = reader.papers(ids)
    if len(found) < len(ids):
        # Another database has taken the place of this one.
        raise StoreError(OUT_OF_REACH)
    return [found[arxiv_id] for arxiv_id in ids]
