"""BM25 weights of each term in each document, laid out for speed. The only user of rank_bm25, which defines the scores.

rank_bm25's `get_scores` walks every document in Python for every token, over a dictionary for each document. Here its
statistics come from a ForwardIndex, and the contributions to the scores are one array, term by term.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

from bot.search.forward_index import ForwardIndex, Numbers, Offsets

__all__ = ["Scores", "TermWeights", "term_weights", "tf_saturation"]

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TermWeights:
    """The documents of each term, ascending, and its contribution to the score of each.

    Term t occurs in `documents[starts[t]:starts[t + 1]]`. `lengths` are document lengths in tokens, `mean_length` their
    mean.
    """

    starts: Offsets
    documents: Numbers
    contributions: Scores
    idf: Scores
    lengths: Offsets
    mean_length: float


class _Statistics(BM25Plus):
    """rank_bm25's own parameters and idf, from a forward index instead of token lists."""

    def __init__(self, frequencies: dict[str, int], lengths: Offsets) -> None:
        self._frequencies = frequencies
        self._lengths = lengths
        super().__init__([])

    def _initialize(self, corpus: object) -> dict[str, int]:  # noqa: ARG002 - the forward index is already counted
        self.corpus_size = len(self._lengths)
        self.avgdl = float(self._lengths.sum()) / self.corpus_size
        return self._frequencies


def term_weights(field: ForwardIndex) -> TermWeights:
    """Return the weights of a forward index's terms in its documents."""
    lengths = field.totals
    if not len(field.numbers):
        # rank_bm25 divides by the number of documents and by their mean length.
        nothing = np.empty(0, np.float64)
        return TermWeights(np.zeros(1, np.int64), np.empty(0, np.int32), nothing, nothing, lengths, 1.0)
    inverted = field.inverted()
    frequencies = np.diff(inverted.starts)
    bm25 = _Statistics(dict(zip(field.values, frequencies.tolist(), strict=True)), lengths)
    idf = np.fromiter(bm25.idf.values(), np.float64, len(field.values))
    contributions = tf_saturation(inverted.counts, lengths[inverted.papers], bm25.avgdl, bm25.k1, bm25.b)
    contributions *= np.repeat(idf, frequencies)
    return TermWeights(inverted.starts, inverted.papers, contributions, idf, lengths, bm25.avgdl)


def tf_saturation(counts: Numbers, lengths: Offsets, mean_length: float, k1: float = 1.5, b: float = 0.75) -> Scores:
    """Return tf(k1+1) / (tf + k1(1-b+b*dl/avgdl)), which a term's idf is multiplied by.

    Lv and Zhai 2011, "Lower-bounding term frequency normalization", as rank_bm25 0.2.2 computes it, without the
    constant idf*delta.
    """
    return (counts * (k1 + 1)) / (k1 * (1 - b + b * lengths / mean_length) + counts)
