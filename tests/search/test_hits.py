"""Hits: in their order without reading a paper, and read only as they are looked at."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from bot.search.corpus import Corpus
from bot.search.hits import Filters, Hit, Hits, Sort, by_votes, sorted_hits
from tests.conftest import MakePaper
from tests.search.shelf import Shelf, random_papers, shelved

_COUNT = 2_500
Rank = Callable[[tuple[int, Hit]], tuple[object, ...]]

_RANKS: dict[Sort, Rank] = {
    "relevance": lambda item: (-item[1].score, item[0]),
    "newest": lambda item: (-item[1].listing.day.toordinal(), -item[1].score, item[0]),
    "votes": lambda item: (
        item[1].listing.votes is None,
        -(item[1].listing.votes or 0),
        -item[1].listing.day.toordinal(),
        item[1].listing.position,
        item[0],
    ),
}


@pytest.fixture(scope="module")
def library() -> tuple[Corpus, Shelf]:
    return shelved(random_papers(random.Random(6), _COUNT))


@pytest.fixture
def hits(library: tuple[Corpus, Shelf]) -> Hits:
    """Return hits in no order, a few times more than are put in order at once, with many equal scores."""
    corpus, shelf = library
    source = np.random.default_rng(6)
    numbers = source.permutation(_COUNT)[:2_300]
    counts = np.diff(corpus.table.listed)[numbers]
    listing_index = (source.integers(0, 3, len(numbers)) % counts).astype(np.int64)
    scores = source.integers(0, 400, len(numbers)) / 8
    shelf.reads.clear()
    near = source.integers(0, 3, len(numbers)) / 8
    return Hits(corpus.table, numbers, listing_index, scores, source.random(len(numbers)), near)


def naively(hits: Hits, sort: Sort) -> list[Hit]:
    """Read every paper and put them in order."""
    everything = [
        (
            int(number),
            Hit(
                hits.table.papers[int(number)],
                hits.table.papers[int(number)].listings[int(place)],
                float(score) + float(near),
                float(coverage),
                float(near),
            ),
        )
        for number, place, score, coverage, near in zip(
            hits.numbers, hits.listing_index, hits.scores, hits.coverage, hits.near, strict=True
        )
    ]
    return [hit for _, hit in sorted(everything, key=_RANKS[sort])]


@pytest.mark.parametrize("sort", ["relevance", "newest", "votes"])
def test_hits_stand_in_the_order_of_their_sort(hits: Hits, sort: Sort) -> None:
    ordered, expected = hits.by(sort), naively(hits, sort)
    assert list(ordered[:10]) == expected[:10]
    assert ordered[999] == expected[999]
    assert ordered[1_000] == expected[1_000]
    assert list(ordered) == expected
    assert ordered.ids == [hit.paper.arxiv_id for hit in expected]
    assert len(ordered) == len(expected)


@pytest.mark.parametrize(
    "asked",
    [
        slice(5), slice(3, 9), slice(-3, None), slice(-1_995, 310), slice(None, None, -1), slice(10, None, -1),
        slice(990, 1_010), slice(0, 2_000, 7), slice(2_299, 5_000), slice(5_000, 6_000), slice(3, 3), slice(0),
    ],
)  # fmt: skip
def test_any_slice_is_that_of_a_list(hits: Hits, asked: slice) -> None:
    assert list(hits[asked]) == naively(hits, "relevance")[asked]


def test_places_count_from_either_end_and_end_there(hits: Hits) -> None:
    expected = naively(hits, "relevance")
    assert [hits[0], hits[-1], hits[-2_300], hits[1_500]] == [expected[0], expected[-1], expected[0], expected[1_500]]
    for place in (2_300, -2_301):
        with pytest.raises(IndexError):
            hits[place]


def test_a_paper_is_read_when_it_is_looked_at_and_only_then(hits: Hits, library: tuple[Corpus, Shelf]) -> None:
    _, shelf = library
    narrowed = hits.at_least(score=10.0).by("votes").first(50)
    assert (len(narrowed), len(narrowed.ids), bool(narrowed), hits.best[0] > 0) == (50, 50, True, True)
    assert not shelf.reads
    assert len(narrowed[:3]) == 3
    assert shelf.reads.total() == 3
    assert narrowed[7].paper.arxiv_id == narrowed.ids[7]
    assert shelf.reads.total() == 4


def test_a_search_reads_no_paper(library: tuple[Corpus, Shelf]) -> None:
    corpus, shelf = library
    shelf.reads.clear()
    found = corpus.search("mamba diffusion", Filters(author="wang", since=date(2024, 10, 5)), without="lora")
    assert len(found.hits)
    assert corpus.top(date.min, date.max).ids
    assert len(corpus.listed(date(2024, 10, 5), date(2024, 10, 9)))
    assert corpus.complete_titles("mam")
    assert corpus.complete_authors("wan")
    assert not shelf.reads


@pytest.mark.parametrize(("score", "coverage"), [(0.0, 0.0), (25.0, 0.0), (0.0, 0.5), (25.0, 0.5), (99.0, 0.0)])
def test_only_hits_with_enough_score_and_coverage_stay(hits: Hits, score: float, coverage: float) -> None:
    expected = [hit for hit in naively(hits, "relevance") if hit.score - hit.near >= score and hit.coverage >= coverage]
    assert list(hits.at_least(score, coverage)) == expected


def test_only_hits_among_some_papers_stay(hits: Hits, library: tuple[Corpus, Shelf]) -> None:
    wanted = {f"2401.{number:05}" for number in range(0, 900, 7)}
    expected = [hit for hit in naively(hits, "relevance") if hit.paper.arxiv_id in wanted]
    assert list(hits.of_papers(library[0].numbers([*wanted, "9999.99999"]))) == expected
    assert len(hits.of_papers([])) == 0


@pytest.mark.parametrize("limit", [0, 1, 1_200, 2_300, 9_999])
def test_the_first_are_first_in_any_other_order_too(hits: Hits, limit: int) -> None:
    expected = naively(hits, "relevance")[:limit]
    assert list(hits.first(limit)) == expected
    assert {hit.paper.arxiv_id for hit in hits.first(limit).by("newest")} == {hit.paper.arxiv_id for hit in expected}


@pytest.mark.parametrize("sort", ["relevance", "newest", "votes"])
def test_the_best_score_is_told_in_any_order(hits: Hits, sort: Sort) -> None:
    best = naively(hits, "relevance")[0]
    assert hits.by(sort).best == hits.best
    assert hits.best == (best.score - best.near, best.coverage)
    assert hits.by(sort).first(0).best == (0.0, 0.0)


def test_hits_are_true_where_there_are_any_and_can_be_compared_and_hashed(hits: Hits) -> None:
    assert hits
    assert not hits.first(0)
    # Replies hold them, and values are compared: arrays cannot be.
    assert hits in (hits.by("newest"), hits)
    assert len({hits, hits, hits.by("newest")}) == 2


def test_votes_put_equals_by_day_then_place_and_unknown_ones_last(make_paper: MakePaper) -> None:
    papers = [make_paper(f"2401.0000{n}", votes=votes) for n, votes in enumerate((None, 0, 5, 5))]
    found = [Hit(paper, paper.newest, 0.0) for paper in papers]
    assert [hit.paper.arxiv_id[-1] for hit in by_votes(found)] == ["2", "3", "1", "0"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [("relevance", "0123"), ("votes", "1230"), ("fewest", "3210"), ("newest", "2013"), ("oldest", "3012")],
)
def test_a_few_hits_are_sorted_and_those_without_votes_come_last(make_paper: MakePaper, sort: Sort, order: str) -> None:
    listed = ((None, "2024-11-02"), (9, "2024-11-02"), (5, "2024-11-03"), (1, "2024-11-01"))
    papers = [make_paper(f"2401.0000{n}", votes=votes, day=day) for n, (votes, day) in enumerate(listed)]
    found = [Hit(paper, paper.newest, 0.0) for paper in papers]
    assert "".join(hit.paper.arxiv_id[-1] for hit in sorted_hits(found, sort)) == order
