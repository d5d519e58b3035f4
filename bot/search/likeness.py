"""Papers similar to another: they share its most distinctive terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from bot.search.index import Index
from bot.search.ranking import Ranking

__all__ = ["nearest"]

# Number of a paper's terms that count, the cap on each one's count, and the minimum share of the nearest paper's score.
_TERMS, _MOST_COUNTED = 30, 3
_LEAST_SHARE = 0.25


def nearest(index: Index, tokens: Iterable[str], own: int | None, ranking: Ranking | None) -> list[tuple[int, float]]:
    """Return the numbers and scores of the papers similar to paper `own`, which has `tokens`, nearest first.

    `own` is None for a paper without a number. With a ranking, only its papers are considered and its scores count too.
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
