"""How papers that people keep are found again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.personal.kept import NotedPaper
from bot.search.analysis import tokens
from bot.search.corpus import Corpus
from bot.search.hits import Filters, Sort
from bot.search.query import QueryWord

__all__ = ["find"]

Noted = TypeVar("Noted", bound=NotedPaper)


def find(
    kept: Sequence[Noted], query: str, corpus: Corpus, filters: Filters | None = None, sort: Sort = "relevance"
) -> list[Noted]:
    """Return the kept papers that fit `query` and pass `filters`, ranked as among all papers.

    An empty query fits all, as they stand. A paper is also found by the words of its note. One that the corpus has lost
    is found by the words of its title and its note, or as any other by its id; it passes no filters and comes last in
    every order but relevance.
    """
    found = _ranked(kept, query, corpus) if query.strip() else list(kept)
    if filters is None and sort == "relevance":
        return found
    among = frozenset(corpus.numbers(paper.arxiv_id for paper in found))
    passing = corpus.narrowed(replace(filters or Filters(), among=among), sort).ids
    by_id = {paper.arxiv_id: paper for paper in found}
    if sort == "relevance":
        whole = frozenset(passing)
        return [paper for paper in found if paper.arxiv_id in whole]
    lost = [] if filters else [paper for paper in found if corpus.paper(paper.arxiv_id) is None]
    return [*(by_id[arxiv_id] for arxiv_id in passing), *lost]


def _ranked(kept: Sequence[Noted], query: str, corpus: Corpus) -> list[Noted]:
    by_id = {paper.arxiv_id: paper for paper in kept}
    results = corpus.search(query)
    own = results.hits.of_papers(corpus.numbers(by_id))
    found = [(hit.coverage, by_id[hit.paper.arxiv_id]) for hit in own]
    ranked = {paper.arxiv_id for _, paper in found}
    for paper in kept:
        if paper.arxiv_id not in ranked and (coverage := _coverage(paper, results.query.words, corpus)):
            # Without a score of its own it stands before the papers that have less of the query.
            place = next((place for place, (other, _) in enumerate(found) if other < coverage), len(found))
            found.insert(place, (coverage, paper))
    named = [paper for paper in kept if paper.arxiv_id in query]
    return list({paper.arxiv_id: paper for paper in (*named, *(paper for _, paper in found))}.values())


def _coverage(paper: NotedPaper, wanted: Sequence[QueryWord], corpus: Corpus) -> float:
    """Return the share of the `wanted` words that the note has, and of a lost paper the title, in either language."""
    lost = corpus.paper(paper.arxiv_id) is None
    text = f"{paper.title}\n{paper.note}" if lost else paper.note
    if not text or not wanted:
        return 0.0
    having = frozenset(corpus.analyse(text))
    met = (not having.isdisjoint((*tokens(word.surface), *word.tokens, *word.concepts)) for word in wanted)
    return sum(met) / len(wanted)
