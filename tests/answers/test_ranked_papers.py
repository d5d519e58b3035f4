"""Questions about the paper at one place of a ranking are answered about that paper."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.search.corpus import Corpus

_NOW = datetime(2025, 2, 6, 12, tzinfo=UTC)
_OMNIHUMAN = "2502.01061"


@pytest.fixture
def service(corpus: Corpus) -> QueryService:
    return QueryService(corpus, _NOW, "en")


def ids(reply: Reply) -> list[str]:
    return [hit.paper.arxiv_id for hit in reply.hits[: reply.shown]]


@pytest.mark.parametrize(
    "text",
    [
        "who wrote the most upvoted paper of feb 5 2025?",
        "authors of the top paper of 2025-02-05",
        "2월 5일 1위 논문 누가 썼어",
        "2월 5일에 제일 인기 많은 논문 저자 누구야?",
        "어제 추천 제일 많이 받은 논문 저자 알려줘",
    ],
)
def test_who_wrote_the_best_paper_of_a_day(service: QueryService, text: str) -> None:
    reply = service.ask(text)
    assert (reply.status, ids(reply)) == ("answered", [_OMNIHUMAN])
    assert "Jianwen Jiang" in reply.lead


def test_a_topic_narrows_the_ranking(service: QueryService) -> None:
    listed = service.ask("most popular video generation paper")
    assert ids(service.ask("who wrote the most popular video generation paper?")) == ids(listed) != [_OMNIHUMAN]


@pytest.mark.parametrize("text", ["summarize the #1 paper of feb 5 2025", "어제 1등 논문 요약해줘"])
def test_a_summary_of_the_best_paper_is_the_paper(service: QueryService, text: str) -> None:
    reply = service.ask(text)
    assert reply.paper is not None
    assert reply.paper.arxiv_id == _OMNIHUMAN


def test_a_fact_about_the_best_paper_is_quoted_from_it(service: QueryService) -> None:
    reply = service.ask("what dataset does the most voted paper of feb 5 2025 use?")
    assert ids(reply) == [_OMNIHUMAN]


def test_a_day_without_a_listing_is_said_before_the_answer(service: QueryService) -> None:
    assert service.ask("who wrote the top paper of today?").lead.startswith(
        "There is no listing for Feb 6, 2025; this is the newest one instead. Authors of “OmniHuman-1"
    )


@pytest.mark.parametrize(
    "text", ["what's the best accuracy in the Hymba paper?", "what paper has the best results on MATH?"]
)
def test_what_ranks_something_else_is_no_ranking_of_papers(service: QueryService, text: str) -> None:
    assert service.understood(text).order == "relevance"


def test_the_best_paper_itself_is_a_list_of_one(service: QueryService) -> None:
    request = service.understood("what is the best paper?")
    assert (request.act, request.order, request.count) == ("papers", "votes", 1)
