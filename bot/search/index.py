"""BM25 over token lists. The only user of rank_bm25, which defines the scores.

rank_bm25's `get_scores` walks every document in Python for every token. Its statistics (idf, term frequencies,
document lengths) are laid out here once as one array of contributions per term: the same scores, in numpy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

__all__ = ["Index", "Scores"]

Scores = NDArray[np.float64]


class Index:
    """Score documents, numbered in the order in which they were given."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self.size = len(documents)
        self._vocabulary: dict[str, int] = {}
        self._starts = np.zeros(1, dtype=np.int64)
        self._postings = np.empty(0, dtype=np.int32)
        self._contributions = np.empty(0, dtype=np.float64)
        self._idf = np.empty(0, dtype=np.float64)
        self._delta = 0.0
        # rank_bm25 divides by the number of documents and by their mean length.
        if any(documents):
            self._compile(BM25Plus(documents))

    def scores(self, weights: Mapping[str, float]) -> Scores:
        """Return each document's sum of weight times contribution, 0 for one that has none of the tokens.

        The contribution of a token is Plus' idf times tf(k1+1) / (tf + k1(1-b+b*dl/avgdl)), without the
        idf*delta that Plus gives to every document alike (Lv and Zhai 2011, as rank_bm25 0.2.2 computes it).
        """
        scores = np.zeros(self.size, dtype=np.float64)
        for token, weight in weights.items():
            postings, contributions = self._term(token)
            scores[postings] += weight * contributions
        return scores

    def plus_scores(self, query: Sequence[str]) -> Scores:
        """Return what rank_bm25's `BM25Plus.get_scores(query)` returns."""
        weights: dict[str, float] = {}
        for token in query:
            weights[token] = weights.get(token, 0.0) + 1.0
        floor = sum(self._delta * self.idf(token) * weight for token, weight in weights.items())
        return self.scores(weights) + floor

    def postings(self, token: str) -> NDArray[np.int32]:
        """Return the numbers of the documents that hold `token`, ascending."""
        return self._term(token)[0]

    def frequency(self, token: str) -> int:
        """Return how many documents hold `token`."""
        return len(self._term(token)[0])

    def idf(self, token: str) -> float:
        """Return the token's inverse document frequency, 0 for a token that no document holds."""
        number = self._vocabulary.get(token)
        return 0.0 if number is None else float(self._idf[number])

    def contribution(self, token: str, document: int) -> float:
        """Return what `token` adds to the score of one document."""
        postings, contributions = self._term(token)
        place = int(np.searchsorted(postings, document))
        held = place < len(postings) and postings[place] == document
        return float(contributions[place]) if held else 0.0

    def words_like(self, first: str, shortest: int, longest: int) -> list[str]:
        """Return the plain Latin tokens that begin with the letter `first`, of these lengths."""
        return [word for length in range(shortest, longest + 1) for word in self._words[first, length]]

    @cached_property
    def _words(self) -> defaultdict[tuple[str, int], list[str]]:
        words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for token in self._vocabulary:
            if token.isascii() and token.isalpha():
                words[token[0], len(token)].append(token)
        return words

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """The tokens, each with its number."""
        return self._vocabulary

    def _term(self, token: str) -> tuple[NDArray[np.int32], Scores]:
        number = self._vocabulary.get(token)
        if number is None:
            return self._postings[:0], self._contributions[:0]
        span = slice(self._starts[number], self._starts[number + 1])
        return self._postings[span], self._contributions[span]

    def _compile(self, bm25: BM25Plus) -> None:
        vocabulary = {token: number for number, token in enumerate(bm25.idf)}
        lengths = np.array([len(frequencies) for frequencies in bm25.doc_freqs])
        total = int(lengths.sum())
        terms = np.fromiter((vocabulary[t] for frequencies in bm25.doc_freqs for t in frequencies), np.int32, total)
        counts = np.fromiter((n for frequencies in bm25.doc_freqs for n in frequencies.values()), np.float64, total)
        documents = np.repeat(np.arange(self.size, dtype=np.int32), lengths)
        order = np.argsort(terms, kind="stable")
        terms, counts, documents = terms[order], counts[order], documents[order]
        idf = np.fromiter(bm25.idf.values(), np.float64, len(vocabulary))
        length = np.array(bm25.doc_len, dtype=np.float64)[documents]
        share = (counts * (bm25.k1 + 1)) / (bm25.k1 * (1 - bm25.b + bm25.b * length / bm25.avgdl) + counts)
        self._vocabulary = vocabulary
        self._starts = np.searchsorted(terms, np.arange(len(vocabulary) + 1))
        self._postings = documents
        self._contributions = idf[terms] * share
        self._idf = idf
        self._delta = float(bm25.delta)
