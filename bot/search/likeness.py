"""Papers that are like another: they share its most telling terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from bot.search.index import Index
from bot.search.ranking import Ranking

__all__ = ["nearest"]

# So many of a paper's terms count, each at most so often; what has less than this share of the nearest is unlike it.
_TERMS, _MOST_COUNTED = 30, 3
_LEAST_SHARE = 0.25


def nearest(index: Index, tokens: Iterable[str], own: int | None, ranking: Ranking | None) -> list[tuple[int, float]]:
    """Return the numbers of the papers like paper `own`, which has `tokens`, and their scores, the nearest first.

    `own` is None for a paper without a number. With a ranking they are among its papers, and its scores count too.
    """
    counts = Counter(tokens)
    weighted = {token: index.idf(token) * min(count, _MOST_COUNTED) for token, count in counts.items()}
    telling = sorted(weighted, key=lambda token: -weighted[token])[:_TERMS]
    scores = index.scores(dict.fromkeys(telling, 1.0))
    numbers = np.flatnonzero(scores) if ranking is None else ranking.numbers
    scores = scores[numbers] if ranking is None else scores[numbers] + ranking.scores
    if own is not None:
        numbers, scores = numbers[numbers != own], scores[numbers != own]
    near = np.flatnonzero(scores > scores.max(initial=0.0) * _LEAST_SHARE)
    order = near[np.lexsort((numbers[near], -scores[near]))]
    return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))
