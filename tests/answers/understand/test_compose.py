"""The request that a reading makes by itself."""

from __future__ import annotations

import pytest

from bot.answers.understand.compose import composed, others_by
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW, reading


@pytest.mark.parametrize(
    ("text", "count", "offset"),
    [
        ("best paper", 1, 0),
        ("best papers", None, 0),
        ("제일 인기 있는 논문들", None, 0),
        ("3등 논문", 1, 2),
        ("2위부터 4위까지", 3, 1),
        ("top 4", 4, 0),
        ("least popular one", 1, 0),
    ],
)
def test_a_superlative_means_one_paper_unless_several_are_spoken_of(
    corpus: Corpus, text: str, count: int | None, offset: int
) -> None:
    request = composed(reading(corpus, text), NOW.date())
    assert (request.count, request.offset) == (count, offset)


@pytest.mark.parametrize(
    ("text", "of_all_days"),
    [("best papers", True), ("hottest papers", False), ("요즘 핫한 논문", False), ("최신 논문", False)],
)
def test_a_ranking_is_of_all_days_unless_what_is_new_is_meant(corpus: Corpus, text: str, of_all_days: bool) -> None:
    assert composed(reading(corpus, text), NOW.date()).of_all_days == of_all_days


def test_of_several_bounds_the_narrowest_holds(corpus: Corpus) -> None:
    request = composed(reading(corpus, "papers with over 10 votes, at least 20 votes and under 50 votes"), NOW.date())
    assert (request.least_votes, request.most_votes) == (20, 49)


@pytest.mark.parametrize("text", ["zorblax papers of 2024-10-25", "top 3 papers on zorblax", "zorblax 논문 추천순"])
def test_words_that_nobody_knows_are_kept_apart_where_something_else_is_asked_for(corpus: Corpus, text: str) -> None:
    request = composed(reading(corpus, text), NOW.date())
    assert (request.topic, request.unknown) == ("", ("zorblax",))


def test_where_nothing_else_is_asked_for_they_are_the_topic(corpus: Corpus) -> None:
    request = composed(reading(corpus, "zorblax papers?"), NOW.date())
    assert (request.topic, request.unknown) == ("zorblax", ())


def test_several_works_without_a_question_are_a_list(corpus: Corpus) -> None:
    request = composed(reading(corpus, "2411.13676 2410.18572"), NOW.date())
    assert (request.act, request.among) == ("papers", ("2411.13676", "2410.18572"))


@pytest.mark.parametrize(
    "text",
    [
        "other papers by the same people",
        "what else did the authors write",
        "같은 저자의 다른 논문",
        "more stuff from that lab",
    ],
)
def test_others_by_the_same_people_are_heard(text: str) -> None:
    assert others_by(text)


@pytest.mark.parametrize("text", ["papers by Kaiming He", "other papers on rag", "저자가 누구야", "다른 논문"])
def test_other_wishes_are_none_for_the_same_people(text: str) -> None:
    assert not others_by(text)
