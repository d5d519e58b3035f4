"""What the best papers for a query have in common, which speaks for others that have it too.

Pseudo-relevance feedback after Rocchio (The SMART Retrieval System, 1971): the first papers are taken for right, and
their telling terms raise what shares them. A request in everyday words finds one or two papers by chance words and the
others by what those are about.
"""

from __future__ import annotations

import numpy as np

from bot.search.bm25 import Scores
from bot.search.forward_index import Documents
from bot.search.index import Index

__all__ = ["fed_back"]

# So many papers are taken for right, and so many of their terms count: those of at least two of them that few others
# have.
_BELIEVED, _TERMS = 10, 20
_LEAST_SHARE = 1.5 / _BELIEVED
_FEW, _MOST_SHARE = 2, 0.1
# Of fewer papers ten are no sample of what is meant.
_LEAST_PAPERS = 500
# What the paper with most of their terms gains, of the best paper's score, where that has none of the query's weight.
_GAIN = 1.0


def fed_back(numbers: Documents, scores: Scores, coverage: Scores, index: Index) -> Scores:
    """Return what each of the papers `numbers` gains by terms that it shares with those of the best `scores`.

    The less of the query the best one covers, the more: who writes as papers do finds the right one first.
    """
    gained = np.zeros(len(numbers))
    if len(numbers) <= _BELIEVED or index.size < _LEAST_PAPERS:
        return gained
    best = np.argpartition(-scores, _BELIEVED)[:_BELIEVED]
    total = scores[best].sum()
    if total <= 0:
        return gained
    held = [index.terms_of(int(number)) for number in numbers[best]]
    shares = np.repeat(scores[best] / total, [len(terms) for terms in held])
    terms, places = np.unique(np.concatenate(held), return_inverse=True)
    weights = np.bincount(places, shares).astype(np.float64)
    frequencies = index.frequencies[terms]
    tell = (weights > _LEAST_SHARE) & (frequencies >= _FEW) & (frequencies <= _MOST_SHARE * index.size)
    terms, weights = terms[tell], weights[tell]
    if not len(terms):
        return gained
    order = np.argsort(-weights * index.idfs[terms], kind="stable")[:_TERMS]
    gained = index.sums(terms[order], weights[order])[numbers]
    open_part = 1 - float(coverage[np.argmax(scores)])
    return _GAIN * open_part * scores.max() * gained / max(gained.max(), np.finfo(np.float64).tiny)
