"""Papers that fit a query, in order; each is read only when it is displayed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, overload

import numpy as np

from bot.corpus.paper import Listing, Paper
from bot.search.bm25 import Scores
from bot.search.document_table import DocumentTable
from bot.search.forward_index import Documents
from bot.search.query import Query

__all__ = ["Filters", "Found", "Hit", "Hits", "Results", "Sort", "by_votes", "sorted_hits"]

Sort = Literal["relevance", "votes", "fewest", "newest", "oldest"]

# Only this many of the best are sorted at first; the others when somebody pages on to them.
_HEAD = 1_000


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits of a search; None means no limit.

    `among` are the numbers of the only papers allowed, `without` those of excluded ones.
    """

    author: str | None = None
    since: date | None = None
    until: date | None = None
    min_votes: int | None = None
    max_votes: int | None = None
    among: frozenset[int] | None = None
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that fits, its newest listing in range, its score, and the share of the query it covers.

    `near` is the part of the score due to term proximity.
    """

    paper: Paper
    listing: Listing
    score: float
    coverage: float = 1.0
    near: float = 0.0


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of a query, their total number, and the query as it was read."""

    hits: Sequence[Hit]
    query: Query
    total: int = 0


@dataclass(frozen=True, eq=False)
class Hits(Sequence[Hit]):
    """Hits by the numbers of their papers, in any order; iterates best first or as `sort` says.

    `listing_index` is the listing to show of each paper. `near` is what term proximity adds to the scores: it orders
    the best hits, but says nothing about how well the others fit.
    """

    table: DocumentTable
    numbers: Documents
    listing_index: Documents
    scores: Scores
    coverage: Scores
    near: Scores
    sort: Sort = "relevance"

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(index, slice):
            ranks = range(*index.indices(len(self)))
            order = self._order(max(ranks, default=-1) + 1)
            return tuple(self._hit(int(order[rank])) for rank in ranks)
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._hit(int(self._order(index + 1 if index >= 0 else len(self))[index]))

    @property
    def best(self) -> tuple[float, float]:
        """The best hit's score without proximity, and its coverage; zeros without hits."""
        if not len(self):
            return 0.0, 0.0
        first = int(self._order(1)[0]) if self.sort == "relevance" else int(np.argmax(self.scores + self.near))
        return float(self.scores[first]), float(self.coverage[first])

    @property
    def ids(self) -> list[str]:
        """The arXiv ids in order, without reading papers."""
        return [self.table.ids[number] for number in self.numbers[self._order(len(self))].tolist()]

    def at_least(self, score: float = 0.0, coverage: float = 0.0) -> Hits:
        """Return the hits with at least this score (without proximity) and this coverage."""
        return self._only(np.flatnonzero((self.scores >= score) & (self.coverage >= coverage)))

    def of_papers(self, numbers: Sequence[int]) -> Hits:
        """Return the hits that are among these papers."""
        return self._only(np.flatnonzero(np.isin(self.numbers, numbers)))

    def after(self, passed: int) -> Hits:
        """Return the hits after the first ones in order, without reading papers."""
        return self._only(self._order(len(self))[passed:]) if passed else self

    def first(self, limit: int) -> Hits:
        """Return the first hits in order."""
        return self._only(self._order(limit)[:limit]) if limit < len(self) else self

    def other_than(self, numbers: Sequence[int]) -> Hits:
        """Return the hits that are not among these papers."""
        return self._only(np.flatnonzero(~np.isin(self.numbers, numbers)))

    def by(self, sort: Sort) -> Hits:
        """Return the same hits in another order; ties keep their order."""
        return replace(self, sort=sort)

    def _only(self, chosen: Documents) -> Hits:
        return replace(
            self,
            numbers=self.numbers[chosen],
            listing_index=self.listing_index[chosen],
            scores=self.scores[chosen],
            coverage=self.coverage[chosen],
            near=self.near[chosen],
        )

    def _hit(self, place: int) -> Hit:
        paper = self.table.papers[int(self.numbers[place])]
        listing = paper.listings[int(self.listing_index[place])]
        near = float(self.near[place])
        return Hit(paper, listing, float(self.scores[place]) + near, float(self.coverage[place]), near)

    def _order(self, upto: int) -> Documents:
        return self._head if self.sort == "relevance" and upto <= len(self._head) else self._whole

    @cached_property
    def _head(self) -> Documents:
        if len(self) <= _HEAD:
            return self._whole
        scores = self.scores + self.near
        least = np.partition(scores, len(self) - _HEAD)[len(self) - _HEAD]
        first = np.flatnonzero(scores >= least)
        return first[np.lexsort((self.numbers[first], -scores[first]))][:_HEAD]

    @cached_property
    def _whole(self) -> Documents:
        ranks = (self.numbers, -(self.scores + self.near))
        if self.sort == "relevance":
            return np.lexsort(ranks)
        listings = self.table.listed[self.numbers] + self.listing_index
        days, votes = self.table.days[listings], self.table.votes[listings]
        if self.sort in ("newest", "oldest"):
            return np.lexsort((*ranks, -days if self.sort == "newest" else days))
        # Unknown votes are -1 and so come last; they also come last when sorted by fewest votes.
        by_votes = -votes if self.sort == "votes" else np.where(votes < 0, np.iinfo(votes.dtype).max, votes)
        return np.lexsort((self.numbers, self.table.positions[listings], -days, by_votes))


@dataclass(frozen=True, slots=True)
class Found(Results):
    """The result of a search."""

    hits: Hits


def by_votes(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits with the most votes first, those with unknown votes last."""
    return tuple(sorted(hits, key=_votes_first))


def sorted_hits(hits: Sequence[Hit], sort: Sort) -> Sequence[Hit]:
    """Return a few hits in another order, unknown votes last; by relevance they stay as they are."""
    match sort:
        case "relevance":
            return hits
        case "votes":
            return by_votes(hits)
        case "fewest":
            return tuple(sorted(hits, key=lambda hit: (hit.listing.votes is None, hit.listing.votes or 0)))
        case "newest":
            return tuple(sorted(hits, key=lambda hit: -hit.listing.day.toordinal()))
        case "oldest":
            return tuple(sorted(hits, key=lambda hit: hit.listing.day))


def _votes_first(hit: Hit) -> tuple[bool, int, int, int, str]:
    votes = hit.listing.votes
    return votes is None, -(votes or 0), -hit.listing.day.toordinal(), hit.listing.position, hit.paper.arxiv_id
