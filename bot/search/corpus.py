"""The corpus as queries see it: papers and their index, frozen from one load to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.corpus.paper import Listing, Paper
from bot.search.analysis import tokens
from bot.search.authors import AuthorDirectory
from bot.search.glossary import Glossary
from bot.search.index import Index
from bot.search.mining import mine, mined_concepts
from bot.search.query import Query, QueryWord, read_query
from bot.search.ranking import Part, Ranking, explain, rank, weight
from bot.search.sentences import split_sentences
from bot.search.titles import TitleDirectory

__all__ = ["Corpus", "Filters", "Hit", "Results", "Sentence", "Sort"]

Sort = Literal["relevance", "votes", "newest"]

_SENTENCES_KEPT = 1_000
_LIKENESS_TERMS = 30
_LIKENESS_LEAST = 0.25


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrow a search; None leaves a side open."""

    author: str | None = None
    since: date | None = None
    until: date | None = None
    min_votes: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold a paper that fits, its newest listing in range, its score, and the share of the query that it covers."""

    paper: Paper
    listing: Listing
    score: float
    coverage: float = 1.0


@dataclass(frozen=True, slots=True)
class Results:
    """Hold the hits of a query, how many there are in all, and the query as it was read."""

    hits: tuple[Hit, ...]
    query: Query
    total: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a verbatim sentence of a summary, its section's heading, its tokens, and whether it opens the section."""

    text: str
    section: str | None
    tokens: frozenset[str]
    opens: bool


class Corpus:
    """Answer every look-up on one frozen set of papers; safe to use from several threads."""

    def __init__(self, papers: Iterable[Paper], generation: int = 0, glossary: Glossary | None = None) -> None:
        self.papers: tuple[Paper, ...] = tuple(sorted(papers, key=_newest_first))
        self.by_id = {paper.arxiv_id: paper for paper in self.papers}
        self.generation = generation
        self.glossary = glossary or Glossary()
        self.mined = mine(self.papers, self.glossary)
        # The terms in use: the glossary's, and those that it lacks and the summaries explain.
        self._terms = self.glossary.extended(mined_concepts(self.mined))
        self.days = tuple(sorted({x.day for paper in self.papers for x in paper.listings}, reverse=True))
        self.authors = AuthorDirectory(self.papers)
        self.titles = TitleDirectory(self.papers)
        self.index = Index([self._document(paper) for paper in self.papers])
        # A cache of a bound method would keep a replaced corpus until the next full collection.
        self.sentences = lru_cache(maxsize=_SENTENCES_KEPT)(partial(_sentences, self.by_id, self._terms))
        self._numbers = {paper.arxiv_id: number for number, paper in enumerate(self.papers)}

    def paper(self, arxiv_id: str) -> Paper | None:
        """Return the paper with this id, or None."""
        return self.by_id.get(arxiv_id)

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

        Papers whose title has every word of `without`, in either language, are left out.
        """
        filters = filters or Filters()
        read = self.read(query)
        ranking = rank(read, self.index)
        numbers = np.flatnonzero(ranking.hits & self._admitted(filters))
        ranked = numbers[np.lexsort((numbers, -ranking.scores[numbers]))]
        hits = self._hits(ranked, ranking, filters, self.read(without))
        return Results(self.sorted(hits, sort)[:limit], read, len(hits))

    def sorted(self, hits: Iterable[Hit], sort: Sort) -> tuple[Hit, ...]:
        """Return ranked hits in the order of `sort`; equals stay in their ranks."""
        if sort == "votes":
            return tuple(sorted(hits, key=_by_votes))
        if sort == "newest":
            return tuple(sorted(hits, key=lambda hit: -hit.listing.day.toordinal()))
        return tuple(hits)

    def read(self, query: str) -> Query:
        """Return `query` as search reads it."""
        return read_query(query, self._terms, self.index)

    def weight(self, word: QueryWord) -> float:
        """Return what `word` weighs: the inverse document frequency of its rarest reading."""
        return weight(word, self.index)

    def explain(self, query: Query, paper: Paper) -> tuple[Part, ...]:
        """Return what each word of `query` contributes to the score of `paper`."""
        return explain(query, self.index, self._numbers[paper.arxiv_id])

    def bridges(self, query: Query, paper: Paper) -> tuple[tuple[str, str], ...]:
        """Return the words of `query` that `paper` has only as another term, each with that term."""
        found: dict[str, str] = {}
        for part in self.explain(query, paper):
            if part.meant is not None and part.contribution:
                found[part.word] = part.meant
            elif part.through and not part.literal:
                found[part.word] = self._terms.other_language(part.through[0], part.word)
        return tuple(found.items())

    def analyse(self, text: str) -> list[str]:
        """Return the tokens of `text`, and those of the concepts in it."""
        return self._terms.tokens(text)

    def similar(self, paper: Paper, query: str = "", limit: int = 10) -> Results:
        """Rank the other papers by what they share with `paper`'s most telling terms, and with `query`."""
        counts = Counter(self._document(paper, authors=False))
        weighted = {token: self.index.idf(token) * min(count, 3) for token, count in counts.items()}
        top = sorted(weighted, key=lambda token: -weighted[token])[:_LIKENESS_TERMS]
        scores = self.index.scores(dict.fromkeys(top, 1.0))
        read = self.read(query)
        if read.words:
            ranking = rank(read, self.index)
            scores = np.where(ranking.hits, scores + ranking.scores, 0.0)
        scores[self._numbers[paper.arxiv_id]] = 0.0
        order = np.lexsort((np.arange(len(scores)), -scores))[:limit]
        best = float(scores[order[0]]) if len(order) else 0.0
        near: list[int] = [number for number in order.tolist() if scores[number] > best * _LIKENESS_LEAST]
        papers = [(self.papers[number], float(scores[number])) for number in near]
        return Results(tuple(Hit(other, other.newest, score) for other, score in papers), read)

    def by_authors(self, numbers: Iterable[int], filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the papers of these numbers that pass `filters`, newest first."""
        hits = [self._hit(number, 0.0, filters or Filters()) for number in sorted(set(numbers))]
        return tuple(hit for hit in hits if hit is not None)

    def named(self, text: str) -> Paper | None:
        """Return the paper that `text` is, by id, link or title, or None."""
        return self.titles.named(text)

    def complete_titles(self, typed: str, limit: int = 25) -> list[Paper]:
        """Return papers whose title has words that begin like the typed ones, newest first."""
        return self.titles.complete(typed, limit)

    def complete_authors(self, typed: str, limit: int = 25) -> list[str]:
        """Return names that begin like the typed words, busiest people first."""
        return self.authors.complete(typed, limit)

    def _admitted(self, filters: Filters) -> NDArray[np.bool_]:
        admitted = np.ones(len(self.papers), dtype=np.bool_)
        if filters.author is not None:
            admitted[:] = False
            for person in self.authors.find(filters.author).people:
                admitted[list(person.papers)] = True
        return admitted

    def _hits(self, ranked: NDArray[np.int64], ranking: Ranking, filters: Filters, unwanted: Query) -> list[Hit]:
        shunned = [frozenset((*word.tokens, *word.concepts)) for word in unwanted.words]
        hits: list[Hit] = []
        for number in ranked.tolist():
            hit = self._hit(number, float(ranking.scores[number]), filters, float(ranking.coverage[number]))
            if hit is not None and not (shunned and self._has_all(hit.paper.title, shunned)):
                hits.append(hit)
        return hits

    def _has_all(self, title: str, wanted: Iterable[frozenset[str]]) -> bool:
        having = frozenset(self.analyse(title))
        return all(stands_for & having for stands_for in wanted)

    def _hit(self, number: int, score: float, filters: Filters, coverage: float = 1.0) -> Hit | None:
        paper = self.papers[number]
        listing = paper.listed_in(filters.since, filters.until)
        if listing is None:
            return None
        if filters.min_votes is not None and (listing.votes is None or listing.votes < filters.min_votes):
            return None
        return Hit(paper, listing, score, coverage)

    def _document(self, paper: Paper, authors: bool = True) -> list[str]:
        text = f"{paper.title}\n{paper.summary}"
        return [*self.analyse(text), *(tokens("\n".join(paper.authors)) if authors else ())]


def _sentences(papers: Mapping[str, Paper], terms: Glossary, arxiv_id: str) -> tuple[Sentence, ...]:
    """Return the sentences of a paper's summary in order; none for a paper that is not here."""
    paper = papers.get(arxiv_id)
    return tuple(
        Sentence(text, section.heading, frozenset(terms.tokens(text)), place == 0)
        for section in (paper.sections if paper else ())
        for place, text in enumerate(split_sentences(section.text))
    )


def _newest_first(paper: Paper) -> tuple[int, int, str]:
    return -paper.newest.day.toordinal(), -(paper.newest.votes or 0), paper.arxiv_id


def _by_votes(hit: Hit) -> tuple[bool, int, int, int, str]:
    votes = hit.listing.votes
    return votes is None, -(votes or 0), -hit.listing.day.toordinal(), hit.listing.position, hit.paper.arxiv_id
