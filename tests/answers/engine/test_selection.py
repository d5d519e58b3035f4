from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.answers.engine.engine import Engine
from bot.answers.request import Request, Without
from bot.answers.understand.days import Period, parse_day
from bot.errors import NotFoundError
from bot.search.corpus import Corpus
from tests.answers.engine.fleet import FLEET, TODAY, fleet, found, ids


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return fleet()


def period(typed: str, corpus: Corpus) -> Period:
    return parse_day(typed, TODAY, corpus.days)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"least_votes": 12}, "236"),
        ({"most_votes": 1}, "57"),
        ({"least_votes": 5, "most_votes": 12}, "136"),
        ({"least_votes": 12, "most_votes": 12}, "36"),
        ({"among": ("2411.00006", "2410.00001", "2502.00008")}, "168"),
        ({"among": ("2411.00006", "9999.00009"), "least_votes": 1}, "6"),
        ({"people": ("Ada Wing",)}, "127"),
        ({"people": ("Ada Wing", "Bo Keel")}, "1237"),
        ({"people": ("Ada Wing",), "least_votes": 5}, "12"),
        ({"topic": "zeppelin"}, "1247"),
        ({"topic": "zeppelin", "most_votes": 5}, "17"),
        ({"topic": "zeppelin", "people": ("Bo Keel",)}, "2"),
        ({"topic": "zeppelin", "within": "hydrogen"}, "1"),
        ({"topic": "zeppelin", "within": "hydrogen", "among": ("2410.00002",)}, ""),
    ],
)
def test_a_list_holds_just_what_is_within_every_limit(corpus: Corpus, asked: dict[str, Any], expected: str) -> None:
    assert sorted(ids(found(corpus, **asked))) == list(expected)


def test_papers_without_known_votes_are_within_no_limit_of_votes(corpus: Corpus) -> None:
    assert not {"4", "8"} & {*ids(found(corpus, least_votes=0)), *ids(found(corpus, most_votes=99))}


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        (Without("hydrogen"), "247"),
        (Without(papers=("2410.00002", "9999.00009")), "147"),
        (Without(people=("Ada Wing",)), "4"),
        (Without("radar", ("2410.00001",), people=("Bo Keel",)), "7"),
        (Without("submarine"), "1247"),
        (Without("the"), "1247"),
    ],
)
def test_what_is_left_out_is_gone_and_counted(corpus: Corpus, without: Without, expected: str) -> None:
    result = found(corpus, topic="zeppelin", without=without)
    assert sorted(ids(result)) == list(expected)
    assert result.left_out == 4 - len(expected)


def test_a_period_can_be_left_out(corpus: Corpus) -> None:
    result = found(corpus, topic="zeppelin", without=Without(period=period("oct 2024", corpus)))
    assert ids(result) == ["7"]
    assert result.left_out == 3


def test_where_nothing_is_to_be_left_out_nothing_is_counted(corpus: Corpus) -> None:
    assert found(corpus, topic="zeppelin").left_out is None


@pytest.mark.parametrize(
    ("order", "expected"),
    [("votes", "2174"), ("fewest", "7124"), ("newest", "7421"), ("oldest", "2147")],
)
def test_a_topic_keeps_its_order(corpus: Corpus, order: str, expected: str) -> None:
    assert ids(found(corpus, topic="zeppelin", order=order)) == list(expected)


@pytest.mark.parametrize("order", ["votes", "fewest"])
@pytest.mark.parametrize("topic", ["", "zeppelin"])
def test_unknown_votes_stand_last_whichever_way_votes_are_sorted(corpus: Corpus, order: str, topic: str) -> None:
    result = found(corpus, topic=topic, order=order, of_all_days=True)
    votes = [hit.listing.votes for hit in result.hits]
    known = [number for number in votes if number is not None]
    assert votes == [*sorted(known, reverse=order == "votes"), *[None] * (len(votes) - len(known))]
    assert None in votes


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_days_are_sorted_both_ways(corpus: Corpus, order: str) -> None:
    days = [hit.listing.day for hit in found(corpus, order=order, of_all_days=True).hits]
    assert days == sorted(days, reverse=order == "newest")
    assert len(days) == len(FLEET)


@pytest.mark.parametrize(("offset", "kind"), [(0, "list"), (3, "list"), (4, "no_more"), (40, "no_more")])
def test_a_list_ends_where_it_ends(corpus: Corpus, offset: int, kind: str) -> None:
    result = found(corpus, topic="zeppelin", offset=offset, count=2)
    assert result.kind == kind
    assert len(result.hits) == 4


def test_without_any_wish_the_newest_day_is_listed_by_votes(corpus: Corpus) -> None:
    result = found(corpus)
    assert ids(result) == ["7", "8"]
    assert result.days is not None
    assert (result.days.since, result.days.stands_in) == (date(2025, 2, 5), False)


def test_a_ranking_of_all_days_has_no_day(corpus: Corpus) -> None:
    assert found(corpus, order="votes", of_all_days=True).days is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("2024-10-21", "21"), ("october 2024", "2314"), ("2024", "236154"), ("since 2024-11-01", "6758")],
)
def test_a_period_lists_its_papers_by_votes(corpus: Corpus, typed: str, expected: str) -> None:
    assert sorted(ids(found(corpus, period=period(typed, corpus)))) == sorted(expected)


@pytest.mark.parametrize("typed", ["today", "yesterday", "this week", "오늘", "어제"])
def test_the_newest_day_stands_in_for_words_that_no_listing_falls_in(corpus: Corpus, typed: str) -> None:
    result = found(corpus, period=period(typed, corpus))
    assert result.days is not None
    assert result.days.stands_in
    assert ids(result) == ["7", "8"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "2024-10-22",
            "There is no listing for Oct 22, 2024; listed nearest to it: Oct 21, 2024 · Oct 23, 2024.",
        ),
        ("2020-05-01", "listed nearest to it: Oct 21, 2024."),
        ("2025-02-07", "listed nearest to it: Feb 5, 2025."),
        ("2031-01-01", "lies in the future"),
    ],
)
def test_a_day_without_a_listing_is_refused_with_the_nearest_ones(corpus: Corpus, typed: str, said: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        found(corpus, period=period(typed, corpus), topic="zeppelin")
    assert said in raised.value.in_("en")
    assert "2024년" in raised.value.in_("ko") or "2025년" in raised.value.in_("ko")


def test_a_corpus_without_papers_says_what_to_do() -> None:
    with pytest.raises(NotFoundError, match="/corpus upload"):
        found(Corpus(()))


def test_listings_that_are_all_still_to_come_are_not_shown() -> None:
    early = Engine(fleet(), date(2024, 10, 1))
    with pytest.raises(NotFoundError, match="no listing up to today"):
        early.answer(Request("papers", "en"))


def test_nobody_of_that_name_is_refused(corpus: Corpus) -> None:
    with pytest.raises(NotFoundError, match="Quentin Tarantino"):
        found(corpus, people=("Quentin Tarantino",))


def test_a_topic_that_none_of_an_authors_papers_has_is_said_and_the_papers_are_shown(corpus: Corpus) -> None:
    result = found(corpus, people=("Dan Basket",), topic="sonar")
    assert ids(result) == ["6"]
    assert (result.missing, result.not_on) == ((), "sonar")
