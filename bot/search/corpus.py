"""The corpus as queries see it: papers and their index, frozen from one load to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.corpus.paper import Listing, Paper
from bot.search.analysis import Term, normalise, terms, tokens
from bot.search.authors import AuthorDirectory
from bot.search.index import Index, Scores

__all__ = ["Corpus", "Filters", "Hit", "Results", "Sort"]

Sort = Literal["relevance", "votes", "newest"]

_ARXIV_ID = re.compile(r"(?<![\w.])(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?![\w])")
_GAP = re.compile(r"[^\w.]+")
_TITLE_LIKENESS = 88.0
# A word that stands in more of the papers than this tells none of them apart.
_TELLING_SHARE = 0.4
_SMALL_CORPUS = 20


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrow a search; None leaves a side open."""

    author: str | None = None
    since: date | None = None
    until: date | None = None
    min_votes: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a paper that fits, its newest listing in range, and its score (0 where nothing was ranked)."""

    paper: Paper
    listing: Listing
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """Hold the hits of a query, best first, and its words that no paper has."""

    hits: tuple[Hit, ...]
    missing: tuple[str, ...]


class Corpus:
    """Answer every look-up on one frozen set of papers; safe to use from several threads."""

    def __init__(self, papers: Iterable[Paper], generation: int = 0) -> None:
        self.papers: tuple[Paper, ...] = tuple(sorted(papers, key=_newest_first))
        self.generation = generation
        self.days = tuple(sorted({x.day for paper in self.papers for x in paper.listings}, reverse=True))
        self.authors = AuthorDirectory(self.papers)
        self.index = Index([_document(paper) for paper in self.papers])
        self._numbers = {paper.arxiv_id: number for number, paper in enumerate(self.papers)}

    def paper(self, arxiv_id: str) -> Paper | None:
        """Return the paper with this id, or None."""
        number = self._numbers.get(arxiv_id)
        return None if number is None else self.papers[number]

    def newest_day(self, not_after: date) -> date | None:
        """Return the newest listed day that is not after `not_after`, or None."""
        return next((day for day in self.days if day <= not_after), None)

    def top(self, since: date, until: date, limit: int | None = None) -> tuple[Hit, ...]:
        """Return the papers listed from `since` to `until`, most votes first, unknown votes last."""
        filters = Filters(since=since, until=until)
        hits = [hit for number in range(len(self.papers)) if (hit := self._hit(number, 0.0, filters)) is not None]
        hits.sort(key=_by_votes)
        return tuple(hits[:limit])

    def search(
        self,
        query: str,
        filters: Filters | None = None,
        sort: Sort = "relevance",
        limit: int | None = None,
        without: str = "",
    ) -> Results:
        """Rank the papers that share a telling word with `query` and pass `filters`.

        Papers that are about `without` (all its words in the title and the first section) are left out.
        """
        filters = filters or Filters()
        wanted = list(terms(query))
        weights: dict[str, float] = {}
        for token in (token for term in wanted for token in term.tokens):
            weights[token] = weights.get(token, 0.0) + 1.0
        scores = self.index.scores(weights)
        numbers = np.flatnonzero(self._telling(weights) & self._admitted(filters))
        ranked = numbers[np.lexsort((numbers, -scores[numbers]))]
        shunned = frozenset(tokens(without))
        hits = self._hits(ranked, scores, filters, shunned, limit if sort == "relevance" else None)
        if sort == "votes":
            hits.sort(key=_by_votes)
        elif sort == "newest":
            hits.sort(key=lambda hit: hit.listing.day, reverse=True)
        return Results(tuple(hits[:limit]), self._missing(wanted))

    def by_authors(self, numbers: Iterable[int], filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the papers of these numbers that pass `filters`, newest first."""
        hits = [self._hit(number, 0.0, filters or Filters()) for number in sorted(set(numbers))]
        return tuple(hit for hit in hits if hit is not None)

    def named(self, text: str) -> Paper | None:
        """Return the paper that `text` names by id, link or title, or None."""
        if match := _ARXIV_ID.search(text):
            return self.paper(match[1])
        wanted = " ".join(normalise(text).split())
        exact = self._titles.get(wanted)
        if exact is None:
            found = process.extractOne(wanted, self._titles.keys(), scorer=fuzz.ratio, score_cutoff=_TITLE_LIKENESS)
            exact = self._titles[found[0]] if found else None
        return None if exact is None else self.papers[exact]

    def names_paper(self, text: str) -> bool:
        """Tell whether `text` holds an arXiv id or a link with one."""
        return _ARXIV_ID.search(text) is not None

    def complete_titles(self, typed: str, limit: int = 25) -> list[Paper]:
        """Return papers whose title holds every typed word's beginning, newest first."""
        words = normalise(typed).split()
        fitting = (number for title, number in self._title_words if all(f" {word}" in title for word in words))
        return [self.papers[number] for number, _ in zip(fitting, range(limit), strict=False)]

    def complete_authors(self, typed: str, limit: int = 25) -> list[str]:
        """Return names that begin like the typed words, busiest people first."""
        return self.authors.complete(typed, limit)

    @cached_property
    def _titles(self) -> dict[str, int]:
        """Titles and the system names before their colon, an older paper's never hiding a newer one's."""
        titles: dict[str, int] = {}
        for number, paper in enumerate(self.papers):
            titles.setdefault(" ".join(normalise(paper.title).split()), number)
        for number, paper in enumerate(self.papers):
            name, colon, _ = paper.title.partition(":")
            if colon and len(name.split()) <= 4:
                titles.setdefault(" ".join(normalise(name).split()), number)
        return titles

    @cached_property
    def _title_words(self) -> list[tuple[str, int]]:
        return [(" " + _GAP.sub(" ", normalise(paper.title)), number) for number, paper in enumerate(self.papers)]

    def _telling(self, weights: Iterable[str]) -> NDArray[np.bool_]:
        """Mark the papers that have a word of the query which is rare enough to mean something."""
        telling = np.zeros(len(self.papers), dtype=np.bool_)
        most = max(_TELLING_SHARE * len(self.papers), _SMALL_CORPUS)
        for token in weights:
            if self.index.frequency(token) <= most:
                telling[self.index.postings(token)] = True
        return telling

    def _admitted(self, filters: Filters) -> NDArray[np.bool_]:
        admitted = np.ones(len(self.papers), dtype=np.bool_)
        if filters.author is not None:
            admitted[:] = False
            for person in self.authors.find(filters.author).people:
                admitted[list(person.papers)] = True
        return admitted

    def _hits(
        self, ranked: NDArray[np.int64], scores: Scores, filters: Filters, shunned: frozenset[str], limit: int | None
    ) -> list[Hit]:
        hits: list[Hit] = []
        for number in ranked.tolist():
            if limit is not None and len(hits) == limit:
                break
            hit = self._hit(number, float(scores[number]), filters)
            if hit is not None and not (shunned and shunned <= _subject(hit.paper)):
                hits.append(hit)
        return hits

    def _hit(self, number: int, score: float, filters: Filters) -> Hit | None:
        paper = self.papers[number]
        listing = paper.listed_in(filters.since, filters.until)
        if listing is None or (filters.min_votes is not None and (listing.votes or 0) < filters.min_votes):
            return None
        return Hit(paper, listing, score)

    def _missing(self, wanted: Sequence[Term]) -> tuple[str, ...]:
        unknown = (term.surface for term in wanted if not any(map(self.index.frequency, term.tokens)))
        return tuple(dict.fromkeys(unknown))


def _document(paper: Paper) -> list[str]:
    return tokens("\n".join((paper.title, *(section.text for section in paper.sections), *paper.authors)))


def _subject(paper: Paper) -> frozenset[str]:
    """Return the tokens of what the paper is about: its title and the first section."""
    return frozenset(tokens("\n".join((paper.title, *(section.text for section in paper.sections[:1])))))


def _newest_first(paper: Paper) -> tuple[int, int, str]:
    return -paper.newest.day.toordinal(), -(paper.newest.votes or 0), paper.arxiv_id


def _by_votes(hit: Hit) -> tuple[bool, int, int, int, str]:
    votes = hit.listing.votes
    return votes is None, -(votes or 0), -hit.listing.day.toordinal(), hit.listing.position, hit.paper.arxiv_id
