"""What the best papers have in common raises others that have it too."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from bot.search.feedback import fed_back
from bot.search.index import Index

_ALL = 600


def documents(seed: int, count: int = _ALL) -> list[list[str]]:
    chance = random.Random(seed)
    common, rare = [f"c{number}" for number in range(5)], [f"r{number}" for number in range(300)]
    return [[*chance.sample(common, 3), *chance.sample(rare, 6)] for _ in range(count)]


def naively(numbers: list[int], scores: list[float], coverage: list[float], docs: list[list[str]]) -> list[float]:
    best = sorted(range(len(numbers)), key=lambda place: -scores[place])[:10]
    total = sum(scores[place] for place in best)
    holding = Counter(token for tokens in docs for token in set(tokens))
    weights: Counter[str] = Counter()
    for place in best:
        for token in set(docs[numbers[place]]):
            weights[token] += scores[place] / total  # pyright: ignore[reportArgumentType]
    index = Index.of(docs)
    telling = {one: w for one, w in weights.items() if w > 0.15 and 2 <= holding[one] <= len(docs) / 10}
    chosen = sorted(telling, key=lambda one: -telling[one] * index.idf(one))[:20]
    gained = [sum(telling[one] * index.contribution(one, number) for one in chosen) for number in numbers]
    share = 1 - coverage[scores.index(max(scores))]
    return [share * max(scores) * gain / max(gained) if max(gained) else 0.0 for gain in gained]


@pytest.mark.parametrize("seed", range(8))
def test_gains_are_those_of_the_formula(seed: int) -> None:
    docs, chance = documents(seed), random.Random(seed)
    numbers = sorted(chance.sample(range(_ALL), 60))
    scores = [chance.uniform(1, 9) for _ in numbers]
    coverage = [chance.uniform(0, 1) for _ in numbers]
    got = fed_back(np.array(numbers), np.array(scores), np.array(coverage), Index.of(docs))
    assert got == pytest.approx(naively(numbers, scores, coverage, docs))
    assert got.any()


def test_what_shares_the_telling_terms_of_the_best_comes_up() -> None:
    docs = documents(1)
    for number in range(12):
        docs[number] += ["widget", "quantum"]
    numbers, scores = np.arange(30), np.linspace(9, 1, 30)
    scores[11] = 1.5
    raised = scores + fed_back(numbers, scores, np.full(30, 0.3), Index.of(docs))
    assert raised[11] > raised[12:].max()


@pytest.mark.parametrize(
    ("count", "hits", "coverage"),
    [(499, 60, 0.2), (_ALL, 10, 0.2), (_ALL, 60, 1.0)],
    ids=["few", "few hits", "covered"],
)
def test_among_few_papers_few_hits_or_where_the_best_has_all_nothing_is_gained(
    count: int, hits: int, coverage: float
) -> None:
    numbers, scores = np.arange(hits), np.linspace(9, 1, hits)
    assert not fed_back(numbers, scores, np.full(hits, coverage), Index.of(documents(2, count))).any()


def test_where_nothing_scores_nothing_is_gained() -> None:
    numbers = np.arange(20)
    assert not fed_back(numbers, np.zeros(20), np.zeros(20), Index.of(documents(3))).any()
