"""Term proximity: whether a query's words occur in one sentence of a paper, and in its title.

A paper with "steer" in one place and "camera" in another may be about neither; both in one sentence say more (Tao and
Zhai 2007, "An exploration of proximity measures in information retrieval"). The shares were fitted to some 800 requests
as a linear model of pairs of papers, and confirmed by cross-validation.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.search.bm25 import Scores
from bot.search.forward_index import Documents, rows_of
from bot.search.sentence_tokens import Digests, SentenceTokens

__all__ = ["MOST_PAPERS", "nearness"]

# Limits: the best papers, words and sentences considered.
MOST_PAPERS = 50
_MOST_WORDS, _MOST_SENTENCES = 24, 60
_LAST_BITS = 0xFFFF
# Shares of the best score added if all pairs of words share a sentence, and if all words are in the title.
_TOGETHER, _TITLED = 0.8, 0.4


def nearness(papers: Documents, words: Sequence[tuple[Digests, float]], sentences: SentenceTokens) -> Scores:
    """Return what each of `papers` gains, as a share of the best score; words have digests of tokens and a weight."""
    words = [(digests, weight) for digests, weight in words if len(digests) and weight > 0][:_MOST_WORDS]
    if not len(papers) or not words:
        return np.zeros(len(papers))
    weights = np.array([weight for _, weight in words])
    having = _having(papers, [digests for digests, _ in words], sentences)
    titled = having[:, 0] @ weights / weights.sum()
    pairs = np.triu(np.outer(weights, weights), 1)
    if len(words) == 1:
        return _TITLED * titled
    together = np.matmul(having.transpose(0, 2, 1), having) > 0
    return _TOGETHER * (together * pairs).sum((1, 2)) / pairs.sum() + _TITLED * titled


def _having(papers: Documents, words: Sequence[Digests], sentences: SentenceTokens) -> NDArray[np.float32]:
    """Return which words occur in which sentence of each paper, 1 or 0; the first sentence is the title."""
    digests = sentences.digests[rows_of(sentences.starts, papers)]
    lengths = np.diff(sentences.starts)[papers]
    ends = np.flatnonzero(digests == 0)
    wanted = np.unique(np.concatenate(words))
    # The low bits rule out most digests.
    likely = np.zeros(_LAST_BITS + 1, np.bool_)
    likely[wanted & _LAST_BITS] = True
    places = np.flatnonzero(likely[digests & _LAST_BITS])
    found = np.minimum(np.searchsorted(wanted, digests[places]), len(wanted) - 1)
    same = wanted[found] == digests[places]
    places, found = places[same], found[same]
    paper = np.searchsorted(np.cumsum(lengths), places, side="right")
    # Counted from each paper's first sentence.
    before = np.searchsorted(ends, np.cumsum(lengths) - lengths)
    sentence = np.searchsorted(ends, places) - before[paper]
    most = int(np.diff(before, append=len(ends)).max())
    having = np.zeros((len(papers), min(most, _MOST_SENTENCES), len(words)), np.float32)
    read = sentence < _MOST_SENTENCES
    paper, sentence, found = paper[read], sentence[read], found[read]
    for number, own in enumerate(words):
        has = np.zeros(len(wanted), np.bool_)
        has[np.searchsorted(wanted, own)] = True
        having[paper[has[found]], sentence[has[found]], number] = 1
    return having
