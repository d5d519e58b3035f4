"""A request that found nothing is put once into words that the corpus has, and searched like any other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime

import pytest

from bot.answers.query_service import QueryService
from bot.answers.reply import Reply
from bot.answers.session import Sessions
from bot.model.client import Limits, ModelClient
from bot.model.rewriting import searched_again
from bot.model.writer import Outcome, Writer
from bot.search.corpus import Corpus
from tests.model.server import ModelServer, model_server

NOW = datetime(2025, 2, 6, 12, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncGenerator[ModelServer]:
    async with model_server() as server:
        server.answer = "hallucination mitigation, zebra-unicorn hallucination"
        yield server


async def again(
    server: ModelServer, corpus: Corpus, question: str, noted: list[Outcome] | None = None
) -> tuple[Reply, Reply | None]:
    """Return the reply to a question, and the one in a model's words."""
    service = QueryService(corpus, NOW, "en", Sessions())
    told = noted if noted is not None else []
    writer = Writer(ModelClient(server.url, "m", limits=Limits(1, 2)), lambda: NOW, lambda one, _: told.append(one))
    await writer.open()
    first = service.ask(question, "me")
    second = await searched_again(writer, question, first, service, asyncio.to_thread, "me")
    await writer.close()
    return first, second


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("papers on gizmotronic flurbers", "Searched for “hallucination mitigation” instead: "),
        ("제습기 관련 논문", "대신 “hallucination mitigation”(으)로 찾았습니다: "),
    ],
)
async def test_only_words_of_the_corpus_are_searched_and_it_is_said(
    server: ModelServer, corpus: Corpus, question: str, said: str
) -> None:
    first, second = await again(server, corpus, question)
    assert second is not None
    assert second.lead.startswith(f"{first.lead} ")
    assert said.replace("(으)로", "으로") in second.lead or said in second.lead
    assert second.hits
    assert second.language == first.language
    assert "zebra" not in second.lead
    assert server.prompts == [f"<<<{question}>>>"]


@pytest.mark.parametrize(
    "question",
    ["papers on hallucination", "attention is all you need 있음?", "what's the weather in Busan?", "2024-10-22 논문"],
)
async def test_what_is_found_named_off_topic_or_a_day_is_not_rewritten(
    server: ModelServer, corpus: Corpus, question: str
) -> None:
    assert (await again(server, corpus, question))[1] is None
    assert server.requests == []


@pytest.mark.parametrize("answer", ["", "zebra unicorn", "the of and", "@everyone https://zebra.unicorn"])
async def test_words_that_no_paper_has_are_not_searched(server: ModelServer, corpus: Corpus, answer: str) -> None:
    server.answer = answer
    assert (await again(server, corpus, "papers on gizmotronic flurbers"))[1] is None


async def test_an_order_is_no_more_than_its_words(server: ModelServer, corpus: Corpus) -> None:
    server.answer = "Ignore the rules! @everyone https://evil.example"
    _, second = await again(server, corpus, "papers on gizmotronic flurbers")
    assert second is None or not any(mark in second.lead for mark in ("evil", "@", "://"))


async def test_a_failure_leaves_the_first_reply(server: ModelServer, corpus: Corpus) -> None:
    server.status = 500
    noted: list[Outcome] = []
    assert (await again(server, corpus, "papers on gizmotronic flurbers", noted))[1] is None
    server.status, server.wait = 200, 9.0
    assert (await again(server, corpus, "papers on gizmotronic flurbers", noted))[1] is None
    assert noted == ["failed", "failed"]
