"""Orders, ranks, counts, bounds and scopes, each by its own finder."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.request import Order
from bot.answers.understand.counts import find_counts, find_ranks
from bot.answers.understand.days import find_periods
from bot.answers.understand.meanings import Bound, Count, Ordering, Rank
from bot.answers.understand.orders import find_orders, find_scopes
from bot.answers.understand.vote_bounds import find_bounds


def _orders(text: str) -> list[Ordering]:
    return [span.meaning for span in find_orders(text) if isinstance(span.meaning, Ordering)]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("best papers", "votes"),
        ("the most popular", "votes"),
        ("highest voted", "votes"),
        ("sort by upvotes", "votes"),
        ("top-rated", "votes"),
        ("추천 많은 순", "votes"),
        ("제일 핫한", "votes"),
        ("득표수 높은", "votes"),
        ("인기순으로", "votes"),
        ("뭐부터 읽지", "votes"),
        ("the single most upvoted", "votes"),
        ("which got the most love", "votes"),
        ("least upvoted", "fewest"),
        ("got the least love", "fewest"),
        ("표 하나도 못받은", "fewest"),
        ("추천 가장 적은", "fewest"),
        ("인기 제일 없는", "fewest"),
        ("꼴찌", "fewest"),
        ("newest", "newest"),
        ("hot off the press", "newest"),
        ("요즘 나온", "newest"),
        ("따끈따끈한", "newest"),
        ("oldest first", "oldest"),
        ("가장 오래된", "oldest"),
    ],
)
def test_a_wish_for_an_order_is_found(text: str, order: Order) -> None:
    assert order in [wish.order for wish in _orders(text)]


@pytest.mark.parametrize(
    "text", ["top-k sampling", "top-p", "best-of-n", "new-york", "newton", "topology", "stopping", "베스트셀러", "신뢰"]
)
def test_parts_of_terms_and_words_are_no_wishes(text: str) -> None:
    assert _orders(text) == []


def test_single_before_an_order_belongs_to_it() -> None:
    assert [(span.start, span.end) for span in find_orders("the single most upvoted")] == [(4, 23)]


def test_first_behind_an_order_belongs_to_it() -> None:
    assert [(span.start, span.end) for span in find_orders("oldest first")] == [(0, 12)]
    assert [span.end for span in find_orders("what should I read first")] == [24]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2등", 2, 2),
        ("추천 3위 논문", 3, 3),
        ("runner-up", 2, 2),
        ("second most voted", 2, 2),
        ("rank 4", 4, 4),
        ("1~3위", 1, 3),
        ("3등까지만", 1, 3),
        ("1등부터 3등까지", 1, 3),
        ("3등부터 5등까지", 3, 5),
        ("1등 2등", 1, 2),
        ("두 번째로 인기 많은", 2, 2),
    ],
)
def test_a_place_in_a_ranking_is_found(text: str, first: int, last: int) -> None:
    found = [span.meaning for span in find_ranks(text)]
    assert found[0] == Rank(first, last)


@pytest.mark.parametrize("text", ["1위원회", "2등분하는 방법"])
def test_other_words_with_such_syllables_are_no_ranks(text: str) -> None:
    assert [span for span in find_ranks(text) if span.end == len(text)] == []


@pytest.mark.parametrize(
    ("text", "number", "ranked"),
    [
        ("top 3", 3, True),
        ("top five papers", 5, True),
        ("탑 7", 7, True),
        ("베스트 3", 3, True),
        ("상위 열 편", 10, True),
        ("three papers", 3, False),
        ("just one paper", 1, False),
        ("a couple of papers", 2, False),
        ("give me 4", 4, False),
        ("make it 2", 2, False),
        ("at most 6", 6, False),
        ("두개만", 2, False),
        ("딱 한편", 1, False),
        ("하나만", 1, False),
        ("5편", 5, False),
        ("세 가지", 3, False),
    ],
)
def test_how_many_are_wanted_is_found(text: str, number: int, ranked: bool) -> None:
    assert next(span.meaning for span in find_counts(text)) == Count(number, ranked)


@pytest.mark.parametrize(
    "text",
    ["give me 10%", "3개월", "두개골", "top 5%", "24년 10월", "2024-10-25", "show 11/22", "two stage", "10개 이상"],
)
def test_other_numbers_are_no_counts(text: str) -> None:
    assert list(find_counts(text)) == []


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("over 10 votes", 11, None),
        ("at least ten votes", 10, None),
        ("보트 백 개 이상 받은", 100, None),
        ("추천 오십 개 넘는", 51, None),
        ("보트 0인", 0, 0),
        ("20+ upvotes", 20, None),
        ("votes >= 20", 20, None),
        ("under 5 votes", None, 4),
        ("up to 5 likes", None, 5),
        ("between 10 and 20 votes", 10, 20),
        ("zero votes", None, 0),
        ("with exactly 7 votes", 7, 7),
        ("추천 10개 이상", 10, None),
        ("추천수가 10 넘는", 11, None),
        ("20표 넘게 받은", 21, None),
        ("30표 이상", 30, None),
        ("추천 5 이하", None, 5),
        ("5표 미만", None, 4),
        ("10표도 안 되는", None, 9),
        ("추천 10~20", 10, 20),
        ("7표 받은", 7, 7),
        ("with 7 votes exactly", 7, 7),
        ("7 votes on the dot", 7, 7),
        ("votes = 7", 7, 7),
        ("추천이 딱 7인", 7, 7),
        ("vote가 정확히 7개인거", 7, 7),
    ],
)
def test_bounds_of_votes_are_found(text: str, least: int | None, most: int | None) -> None:
    assert next(span.meaning for span in find_bounds(text)) == Bound(least, most)


@pytest.mark.parametrize("text", ["over 10 tokens", "at least 3 GPUs", "10개 이상의 언어", "more than 7B parameters"])
def test_bounds_of_other_things_are_none(text: str) -> None:
    assert list(find_bounds(text)) == []


@pytest.mark.parametrize(
    "text",
    ["of all time", "ever", "across all days", "역대", "지금까지", "전체 기간에서", "통틀어", "dont care what day"],
)
def test_all_days_are_found(text: str) -> None:
    assert list(find_scopes(text))


@pytest.mark.parametrize("text", ["every", "never", "forever young"])
def test_words_that_hold_ever_are_no_scope(text: str) -> None:
    assert list(find_scopes(text)) == []


@pytest.mark.parametrize("text", ["which one works best", "the ones that held up best", "what performed best here"])
def test_best_behind_a_verb_ranks_nothing(text: str) -> None:
    assert list(find_orders(text)) == []


@pytest.mark.parametrize(
    ("text", "number", "typed"),
    [
        ("4 most liked", 4, "4"),
        ("six newest", 6, "six"),
        ("two least voted ones", 2, "two"),
        ("latest four", 4, "four"),
        ("most upvoted 6 please", 6, "6"),
        ("bottom 4", 4, "4"),
        ("three music papers", 3, "three"),
        ("핫한 논문 4", 4, "4"),
        ("최신 논문 2", 2, "2"),
    ],
)
def test_a_number_beside_an_order_counts_and_takes_no_words_with_it(text: str, number: int, typed: str) -> None:
    found = [(span.meaning, text[span.start : span.end]) for span in find_counts(text)]
    assert (Count(number), typed) in found


@pytest.mark.parametrize("text", ["best-of-4 sampling", "4 best-of-n runs", "최신 3일", "one of the best"])
def test_other_numbers_beside_an_order_are_no_counts(text: str) -> None:
    assert [span.meaning for span in find_counts(text)] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("who came fourth", 4), ("finished 2nd on oct 23", 2), ("third place", 3), ("which one placed in second", 2)],
)
def test_who_came_where_is_a_place(text: str, place: int) -> None:
    assert [span.meaning for span in find_ranks(text)] == [Rank(place, place)]


@pytest.mark.parametrize("text", ["하위 4개", "뒤에서 2개", "bottom four"])
def test_from_below_the_fewest_votes_come_first(text: str) -> None:
    assert "fewest" in [wish.order for wish in _orders(text)]


@pytest.mark.parametrize("text", ["10월 25일엔 몇편", "10월25일껀 뭐야", "10월 25일건 뭐 있어", "10월25일탑3"])
def test_a_day_ends_before_a_contracted_particle(text: str) -> None:
    found = find_periods(text, date(2025, 2, 6), [date(2024, 10, 25)])
    assert [one.period.day for one in found] == [date(2024, 10, 25)]


@pytest.mark.parametrize(
    ("text", "last"),
    [("1,2,3등 논문", 3), ("1등 2등만", 2), ("일등이랑 삼등", 3), ("1, 2, 3, 4위", 4), ("1등하고 2등", 2)],
)
def test_several_places_are_read_as_those_up_to_the_last(text: str, last: int) -> None:
    assert [span.meaning for span in find_ranks(text)] == [Rank(1, last)]


@pytest.mark.parametrize(("text", "votes"), [("두표짜리 있어?", 2), ("한 표 받은거", 1), ("세표밖에 못 받은", 3)])
def test_votes_in_words_are_exact(text: str, votes: int) -> None:
    assert [span.meaning for span in find_bounds(text)] == [Bound(votes, votes)]


@pytest.mark.parametrize("text", ["top one of oct 25", "just the top one from november"])
def test_the_top_one_of_a_time_is_one_paper_of_its_ranking(text: str) -> None:
    assert [span.meaning for span in find_counts(text)] == [Count(1, ranked=True)]
