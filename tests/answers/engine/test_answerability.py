from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answers.engine.answerability import answerability
from bot.answers.query_service import QueryService
from bot.search.corpus import Corpus
from tests.quality.asking import project_corpus

NOW = datetime(2025, 2, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def project() -> Corpus:
    return project_corpus()


@pytest.mark.parametrize(
    "question",
    [
        "what's the weather in Busan?",
        "김치찌개 맛있게 끓이는 법",
        "내일 서울에 비 와?",
        "who won the world cup?",
        "XGBoost로 주가 예측하는 논문",
        "how does Mixtral 8x7B route tokens?",
    ],
)
def test_what_the_corpus_does_not_bear_on_is_not_answered(project: Corpus, question: str) -> None:
    reply = QueryService(project, NOW, "en").ask(question)
    assert reply.status == "not_found"
    assert reply.quotes == ()


@pytest.mark.parametrize(
    ("question", "arxiv_id", "expected"),
    [
        ("hymba", "2411.13676", "on it"),
        ("KV cache compression", "2502.01068", "on it"),
        ("KV 캐시 압축", "2502.01068", "on it"),
        ("video generation", "2410.13720", "on it"),
        ("xylophone zeppelins", "2411.13676", "elsewhere"),
        ("KV cache compression", "2410.13863", "elsewhere"),
        ("2024", "2411.13676", "elsewhere"),
    ],
)
def test_a_paper_bears_on_a_query_or_not(project: Corpus, question: str, arxiv_id: str, expected: str) -> None:
    paper = project.paper(arxiv_id)
    assert paper is not None
    assert answerability(project.read(question), paper, project) == expected


def test_a_missing_name_weighs_more_than_a_missing_word(project: Corpus) -> None:
    paper = project.paper("2411.13676")
    assert paper is not None
    known = "hybrid attention"
    assert answerability(project.read(known), paper, project) == "on it"
    assert answerability(project.read(f"{known} qwxyz"), paper, project) == "on it"
    assert answerability(project.read(f"Zorblax-7 {known}"), paper, project) != "on it"


@pytest.mark.parametrize("question", ["who wrote Attention Is All You Need?", "who wrote GPT-7?", "GPT-7 저자 누구야?"])
def test_nobodys_names_are_given_for_a_paper_that_is_not_here(project: Corpus, question: str) -> None:
    reply = QueryService(project, NOW, "en").ask(question)
    assert "Authors of" not in reply.lead
    assert "저자:" not in reply.lead


@pytest.mark.parametrize(
    ("question", "arxiv_id"),
    [
        ("2411.13676", "2411.13676"),
        ("https://arxiv.org/abs/2411.13676 요약해줘", "2411.13676"),
        ("papers similar to Hymba", "2410.18572"),
        ("compare Hymba and Taipan", "2411.13676"),
        ("latest papers about KV cache compression", "2502.01068"),
    ],
)
def test_other_kinds_of_questions_find_their_paper(project: Corpus, question: str, arxiv_id: str) -> None:
    reply = QueryService(project, NOW, "en").ask(question)
    assert arxiv_id in [hit.paper.arxiv_id for hit in reply.hits[:3]]
