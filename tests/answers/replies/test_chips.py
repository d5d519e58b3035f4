from __future__ import annotations

from typing import Any

import pytest

from bot.answers.replies.chips import chips
from bot.answers.request import Without
from bot.answers.understand.days import parse_day
from bot.search.corpus import Corpus
from bot.texts import Text
from tests.answers.engine.fleet import TODAY, fleet, found


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return fleet()


@pytest.mark.parametrize(
    ("asked", "en", "ko"),
    [
        ({"order": "votes", "of_all_days": True}, "all days · most votes first", "전체 기간 · 추천순"),
        ({"topic": "zeppelin", "order": "fewest"}, "fewest votes first", "추천 적은 순"),
        ({"topic": "zeppelin", "order": "newest"}, "newest first", "최신순"),
        ({"topic": "zeppelin", "order": "oldest"}, "oldest first", "오래된 순"),
        ({"topic": "zeppelin", "least_votes": 5}, "5 votes or more", "추천 5 이상"),
        ({"topic": "zeppelin", "most_votes": 5}, "5 votes or fewer", "추천 5 이하"),
        ({"least_votes": 12, "most_votes": 12}, "12 votes", "추천 12"),
        ({"topic": "zeppelin", "without": Without("hydrogen")}, "without “hydrogen”", "“hydrogen” 제외"),
        ({"topic": "zeppelin", "without": Without(people=("Ada Wing",))}, "without Ada Wing", "Ada Wing 제외"),
        ({"topic": "zeppelin", "within": "hydrogen", "order": "votes"}, None, None),
    ],
)
def test_what_narrows_or_orders_a_list_is_said_in_both_languages(
    corpus: Corpus, asked: dict[str, Any], en: str | None, ko: str | None
) -> None:
    assert chips(found(corpus, **asked)) == (Text(en, ko) if en and ko else None)


@pytest.mark.parametrize(
    ("typed", "en", "ko"),
    [
        ("2024-10-21", "Oct 21, 2024", "2024년 10월 21일"),
        ("october 2024", "Oct 2024", "2024년 10월"),
        ("2024", "2024", "2024년"),
    ],
)
def test_a_period_is_said_with_its_days(corpus: Corpus, typed: str, en: str, ko: str) -> None:
    period = parse_day(typed, TODAY, corpus.days)
    assert chips(found(corpus, period=period)) == Text(en, ko)
    left_out = chips(found(corpus, topic="zeppelin", without=Without(period=period)))
    assert left_out == Text(f"without {en}", f"{ko} 제외")


def test_what_was_listed_before_is_said_and_several_parts_stand_side_by_side(corpus: Corpus) -> None:
    among = ("2410.00001", "2410.00002", "2411.00006")
    both = chips(found(corpus, among=among, least_votes=5, order="votes"))
    assert both == Text("of those found · 5 votes or more · most votes first", "찾은 논문 중 · 추천 5 이상 · 추천순")


def test_one_paper_has_no_order_and_a_plain_topic_no_chips(corpus: Corpus) -> None:
    assert chips(found(corpus, topic="canoe", order="votes")) is None
    assert chips(found(corpus, topic="zeppelin")) is None
