"""The k best of many documents, without scoring all of them by all terms.

Few postings are summed at once. For many, terms are taken rarest first; as soon as the k-th best sum so far exceeds
all that the remaining terms can add, no further document can come in, and the remaining terms are looked up for the
documents alone that may still be among the best (Turtle and Flood 1995, "MaxScore", a list at a time).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.search.bm25 import Scores
from bot.search.field import Numbers

__all__ = ["Documents", "Posting", "best"]

Documents = NDArray[np.int64]

# Sums may differ by rounding from what they are compared with.
_ROUNDING = 1e-9
# Below this many postings one pass over all costs less than deciding what to leave out.
_FEW = 200_000
# Where postings are this much fewer than documents, sorting them costs less than an array of all documents.
_SPARSE = 64
# What steps cost, in units of adding one posting: comparing one document, looking one up in a list.
_COMPARED = 0.5
_LOOKED_UP = 12.0


class Posting(NamedTuple):
    """Hold one term of a query: its documents, ascending, what it adds to each, and the most that it adds.

    It adds something to each of its documents; `most` is 0 where there are none.
    """

    documents: Numbers
    contributions: Scores
    most: float


def best(postings: Sequence[Posting], size: int, k: int) -> tuple[Documents, Scores]:
    """Return the k documents with the greatest sums, the greatest first, equals by number, and their sums.

    Only documents that stand in a posting count, so that there may be fewer than k.
    """
    postings = [posting for posting in postings if posting.most]
    total = sum([len(posting.documents) for posting in postings])
    if not postings or k < 1:
        return np.empty(0, np.int64), np.empty(0, np.float64)
    if total <= _FEW:
        return _of_few(postings, total, size, k)
    return _of_many(sorted(postings, key=lambda posting: -posting.most), size, k)


def _of_few(postings: Sequence[Posting], total: int, size: int, k: int) -> tuple[Documents, Scores]:
    lists = [posting.documents for posting in postings]
    documents = np.concatenate(lists)
    contributions = np.concatenate([posting.contributions for posting in postings])
    if total * _SPARSE < size:
        held, place = np.unique(documents, return_inverse=True)
        return _ordered(held.astype(np.int64), _summed(place, contributions, len(held)), k)
    sums = _summed(documents, contributions, size)
    # The k-th best within any one posting is a bound for the k-th best of all.
    own = min([held for held in lists if len(held) >= k], key=len, default=None)
    return _above(sums, _greatest(sums[own], k) if own is not None else 0.0, k)


def _summed(places: Numbers | Documents, contributions: Scores, size: int) -> Scores:
    sums = np.zeros(size)
    # `bincount` would copy 32-bit numbers first.
    np.add.at(sums, places, contributions)
    return sums


def _of_many(postings: Sequence[Posting], size: int, k: int) -> tuple[Documents, Scores]:
    sums = np.zeros(size)
    rest = _rest(postings)
    left = _left(postings)
    own: Numbers | None = None
    for number, posting in enumerate(postings, start=1):
        np.add.at(sums, posting.documents, posting.contributions)
        if own is None and len(posting.documents) >= k:
            own = posting.documents
        # A look at all documents has to be worth it, and some chance to end here.
        if own is None or rest[0] < 2 * rest[number] or left[number] < 4 * _COMPARED * size:
            continue
        least = _greatest(sums[own], k)
        if least <= rest[number]:
            continue
        hopeful = sums >= least - rest[number] - _ROUNDING
        if np.count_nonzero(hopeful) * (len(postings) - number) * _LOOKED_UP < left[number]:
            documents = np.flatnonzero(hopeful)
            return _completed(documents, sums[documents], postings[number:], k)
    return _above(sums, _greatest(sums[own], k) if own is not None else 0.0, k)


def _completed(documents: Documents, sums: Scores, postings: Sequence[Posting], k: int) -> tuple[Documents, Scores]:
    """Add the remaining postings to candidates, leaving those behind that cannot be among the best any more."""
    rest = _rest(postings)
    for number, posting in enumerate(postings, start=1):
        # Of one type: NumPy would copy the whole list otherwise.
        places = np.searchsorted(posting.documents, documents.astype(posting.documents.dtype))
        places[places == len(posting.documents)] = 0
        held = posting.documents[places] == documents
        sums[held] += posting.contributions[places[held]]
        if len(sums) > k:
            hopeful = sums >= _greatest(sums, k) - rest[number] - _ROUNDING
            documents, sums = documents[hopeful], sums[hopeful]
    return _ordered(documents, sums, k)


def _rest(postings: Sequence[Posting]) -> list[float]:
    """Return, for each number of postings taken, the most that the others can add."""
    return [sum(posting.most for posting in postings[taken:]) for taken in range(len(postings) + 1)]


def _left(postings: Sequence[Posting]) -> list[int]:
    return [sum(len(posting.documents) for posting in postings[taken:]) for taken in range(len(postings) + 1)]


def _greatest(sums: Scores, k: int) -> float:
    """Return the k-th greatest of at least k sums; 0, which every sum exceeds, where there are fewer."""
    return float(np.partition(sums, len(sums) - k)[len(sums) - k]) if len(sums) >= k else 0.0


def _above(sums: Scores, least: float, k: int) -> tuple[Documents, Scores]:
    documents = np.flatnonzero(sums >= least) if least > 0 else np.flatnonzero(sums)
    return _ordered(documents, sums[documents], k)


def _ordered(documents: Documents, sums: Scores, k: int) -> tuple[Documents, Scores]:
    """Return the k best of documents that stand in ascending order."""
    if len(sums) > 4 * k:
        near = sums >= _greatest(sums, k)
        documents, sums = documents[near], sums[near]
    order = np.argsort(-sums, kind="stable")[:k]
    return documents[order], sums[order]
