"""The k best of many postings, by each way of finding them, against adding everything up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.random import Generator, default_rng

import bot.search.best
from bot.search.best import Posting, best

_SIZE = 40_000


def posting(source: Generator, size: int, count: int, least: float, steps: int) -> Posting:
    """Return a posting of `count` documents whose contributions have few values, so that sums tie."""
    documents = np.sort(source.choice(size, count, replace=False)).astype(np.int32)
    contributions = least + source.integers(0, steps, count) / 64
    return Posting(documents, contributions, float(contributions.max(initial=0.0)))


def naively(postings: Sequence[Posting], size: int, k: int) -> tuple[list[int], list[float]]:
    """Add everything up. Contributions are multiples of 1/64, so that no sum is rounded."""
    sums, held = np.zeros(size), np.zeros(size, np.bool_)
    for one in postings:
        sums[one.documents] += one.contributions
        held[one.documents] = True
    documents = np.flatnonzero(held)
    order = np.lexsort((documents, -sums[documents]))[:k]
    return documents[order].tolist(), sums[documents[order]].tolist()


def check(postings: Sequence[Posting], size: int, k: int) -> None:
    numbers, sums = best(postings, size, k)
    assert (numbers.tolist(), sums.tolist()) == naively(postings, size, k)


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the last steps, as they are taken."""
    taken: list[str] = []
    for name in ("_completed", "_above", "_of_few"):
        step = vars(bot.search.best)[name]

        def noted(*given: object, name: str = name, step: object = step) -> object:
            taken.append(name)
            return step(*given)  # type: ignore[operator]

        monkeypatch.setattr(f"bot.search.best.{name}", noted)
    return taken


@pytest.mark.parametrize("k", [1, 10, 100, 480])
def test_of_rare_and_common_terms_the_common_ones_are_looked_up(ends: list[str], k: int) -> None:
    source = default_rng(k)
    rare = [posting(source, _SIZE, 500, 9.0, 32), posting(source, _SIZE, 300, 6.0, 32)]
    common = [posting(source, _SIZE, 24_000, 0.125, 8) for _ in range(10)]
    check([*common, *rare], _SIZE, k)
    assert ends == ["_completed"]


@pytest.mark.parametrize("k", [1, 10, 100, 480, 30_000, 50_000])
def test_common_terms_alone_are_all_added_up(ends: list[str], k: int) -> None:
    source = default_rng(k)
    check([posting(source, _SIZE, 24_000, 0.125, 8) for _ in range(10)], _SIZE, k)
    assert ends == ["_above"]


@pytest.mark.parametrize("k", [1, 7, 100, 5_000])
def test_few_postings_are_added_up_at_once(ends: list[str], k: int) -> None:
    source = default_rng(k)
    check([posting(source, _SIZE, count, 0.125, 4) for count in (3_000, 40, 1, 0, 900)], _SIZE, k)
    assert ends == ["_of_few", "_above"]


@pytest.mark.parametrize("k", [1, 7, 300])
def test_fewer_still_need_no_array_of_all_documents(ends: list[str], k: int) -> None:
    source = default_rng(k)
    postings = [posting(source, 500, count, 0.125, 4) for count in (90, 40, 1, 0, 60)]
    # No machine holds the array.
    numbers, sums = best(postings, 10**13, k)
    assert (numbers.tolist(), sums.tolist()) == naively(postings, 500, k)
    assert ends == ["_of_few"]


def test_a_term_given_twice_counts_twice() -> None:
    one = posting(default_rng(1), 50, 20, 1.0, 8)
    assert best([one, one], 50, 3)[1].tolist() == (2 * best([one], 50, 3)[1]).tolist()


@pytest.mark.parametrize("k", [0, -1, 5])
def test_there_may_be_nothing(k: int) -> None:
    nothing = Posting(np.empty(0, np.int32), np.empty(0, np.float64), 0.0)
    assert len(best([nothing], 10, k)[0]) == len(best([], 10, k)[0]) == 0
