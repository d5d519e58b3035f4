"""How many authors the wanted papers have, and the place a paper has on its day."""

from __future__ import annotations

import pytest

from bot.answers.query_service import QueryService
from bot.answers.request import Act
from bot.answers.session import Sessions
from bot.answers.understand.author_bounds import find_author_bounds
from bot.answers.understand.meanings import AuthorBound
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW, understood


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("sole author works", 1, 1),
        ("papers by just one researcher", 1, 1),
        ("anything written by one person", 1, 1),
        ("with at least 12 authors", 12, None),
        ("over five co-authors", 6, None),
        ("fewer than 4 authors", None, 3),
        ("up to three writers", None, 3),
        ("30+ people", 30, None),
        ("exactly 6 authors", 6, 6),
        ("two-author papers", 2, 2),
        ("단독으로 쓴 거", 1, 1),
        ("1인 저자 논문", 1, 1),
        ("저자가 한명뿐인 논문", 1, 1),
        ("저자 수 7명 이상인거", 7, None),
        ("저자가 15명을 넘는 논문", 16, None),
        ("저자 세 명 이하", None, 3),
        ("두명이서 쓴 논문", 2, 2),
        ("20명 이상이 쓴거", 20, None),
    ],
)
def test_a_bound_of_authors_is_found(text: str, least: int | None, most: int | None) -> None:
    assert [span.meaning for span in find_author_bounds(text)] == [AuthorBound(least, most)]


@pytest.mark.parametrize(
    "text", ["how many authors does it have", "저자 몇명이야", "single image models", "solo instruments", "저자 알려줘"]
)
def test_other_words_about_authors_are_no_bounds(text: str) -> None:
    assert list(find_author_bounds(text)) == []


@pytest.mark.parametrize(("text", "count"), [("solo papers", 1), ("저자 한명짜리 논문", 1), ("papers by 2 people", 2)])
def test_only_papers_with_so_many_authors_are_listed(corpus: Corpus, text: str, count: int) -> None:
    reply = QueryService(corpus, NOW, "en").ask(text)
    assert len(reply.hits) > 1
    assert {len(hit.paper.authors) for hit in reply.hits} == {count}


def test_a_list_is_narrowed_by_the_number_of_its_authors(corpus: Corpus) -> None:
    service = QueryService(corpus, NOW, "en", Sessions())
    service.ask("papers of feb 5", "somebody")
    reply = service.ask("only those with more than 20 authors", "somebody")
    assert reply.hits
    assert all(len(hit.paper.authors) > 20 and hit.listing.day.month == 2 for hit in reply.hits)
    assert "21 authors or more" in reply.lead


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("what rank did hymba get", "place"),
        ("where did hymba end up that day", "place"),
        ("hymba 그날 몇 등이야", "place"),
        ("hymba 순위는?", "place"),
        ("what rank has hymba on the mmlu leaderboard", "fact"),
        ("hymba 벤치마크 몇 위", "fact"),
    ],
)
def test_the_place_of_a_paper_is_that_in_its_listing(corpus: Corpus, text: str, act: Act) -> None:
    assert understood(corpus, text).act == act


@pytest.mark.parametrize(("text", "language"), [("which place was it", "en"), ("그날 몇위였어", "ko")])
def test_the_place_is_counted_by_votes(corpus: Corpus, text: str, language: str) -> None:
    service = QueryService(corpus, NOW, "en", Sessions())
    service.ask("second most upvoted of nov 22", "somebody")
    reply = service.ask(text, "somebody")
    assert (reply.request and reply.request.act, reply.language) == ("place", language)
    assert "number 2 of 16" in reply.lead or "16편 중 추천 수로 2위" in reply.lead


@pytest.mark.parametrize("text", ["who's on it", "by who?", "whos behind it", "is it a single author paper"])
def test_who_is_on_it_asks_for_the_authors(corpus: Corpus, text: str) -> None:
    service = QueryService(corpus, NOW, "en", Sessions())
    service.ask("hymba", "somebody")
    assert service.understood(text, "somebody").act == "authors"
