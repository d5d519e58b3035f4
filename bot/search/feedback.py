"""Pseudo-relevance feedback: terms that the best papers share raise other papers with those terms.

After Rocchio (The SMART Retrieval System, 1971): the first papers are assumed relevant, and papers sharing their
distinctive terms gain. A request in everyday words finds one or two papers by chance words and the others through their
topic.
"""

from __future__ import annotations

import numpy as np

from bot.search.bm25 import Scores
from bot.search.forward_index import Documents
from bot.search.index import Index

__all__ = ["fed_back"]

# Papers assumed relevant, and terms taken from them: terms in at least two of them and in few others.
_BELIEVED, _TERMS = 10, 20
_LEAST_SHARE = 1.5 / _BELIEVED
_FEW, _MOST_SHARE = 2, 0.1
# In a smaller corpus the top ten are not representative.
_LEAST_PAPERS = 500
# Largest gain, as a share of the best paper's score, if that paper covers nothing of the query.
_GAIN = 1.0


def fed_back(numbers: Documents, scores: Scores, coverage: Scores, index: Index) -> Scores:
    """Return what each of `numbers` gains by terms it shares with the papers of the best `scores`.

    The less of the query the best paper covers, the larger the gain: queries in the papers' own words already rank
    well.
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
