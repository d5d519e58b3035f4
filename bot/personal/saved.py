"""How papers that a person saved are found again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.search.analysis import tokens
from bot.search.corpus import Corpus
from bot.search.query import QueryWord
from bot.storage.people.saved import SavedPaper

__all__ = ["find"]


def find(saved: Sequence[SavedPaper], query: str, corpus: Corpus) -> list[SavedPaper]:
    """Return the saved papers that fit `query`, best first; all of them, as they stand, for an empty query.

    A paper that the corpus has lost is found by the words of its title, or as any other by its id.
    """
    if not query.strip():
        return list(saved)
    by_id = {paper.arxiv_id: paper for paper in saved}
    results = corpus.search(query)
    own = results.hits.of_papers(corpus.numbers(by_id))
    found = [(hit.coverage, by_id[hit.paper.arxiv_id]) for hit in own]
    for paper in saved:
        if corpus.paper(paper.arxiv_id) is None and (coverage := _coverage(paper, results.query.words, corpus)):
            # Without a score of its own it stands before the papers that have less of the query.
            place = next((place for place, (other, _) in enumerate(found) if other < coverage), len(found))
            found.insert(place, (coverage, paper))
    named = [paper for paper in saved if paper.arxiv_id in query]
    return list(dict.fromkeys((*named, *(paper for _, paper in found))))


def _coverage(paper: SavedPaper, wanted: Sequence[QueryWord], corpus: Corpus) -> float:
    """Return the share of the `wanted` words that the kept title has, in either language."""
    having = frozenset(corpus.analyse(paper.title))
    met = (not having.isdisjoint((*tokens(word.surface), *word.tokens, *word.concepts)) for word in wanted)
    return sum(met) / len(wanted) if wanted else 0.0
