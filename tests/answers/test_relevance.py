from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answers.aspects import unstated, wanted
from bot.answers.desk import Desk
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
        "who won the world cup?",
        "XGBoost로 주가 예측하는 논문",
        "how does Mixtral 8x7B route tokens?",
    ],
)
def test_what_the_corpus_does_not_bear_on_is_not_answered(project: Corpus, question: str) -> None:
    reply = Desk(project, NOW, "en").ask(question)
    assert reply.status == "not_found"
    assert reply.quotes == ()


@pytest.mark.parametrize("question", ["who wrote Attention Is All You Need?", "who wrote GPT-7?", "GPT-7 저자 누구야?"])
def test_nobodys_names_are_given_for_a_paper_that_is_not_here(project: Corpus, question: str) -> None:
    reply = Desk(project, NOW, "en").ask(question)
    assert "Authors of" not in reply.lead
    assert "저자:" not in reply.lead


@pytest.mark.parametrize(
    ("question", "arxiv_id"),
    [
        ("how many GPUs were used to fine-tune Marco-o1?", "2411.14405"),
        ("Hymba 라이선스가 뭐야?", "2411.13676"),
        ("which conference accepted SeerAttention?", "2410.13276"),
    ],
)
def test_what_a_summary_does_not_state_is_said_to_be_not_stated(project: Corpus, question: str, arxiv_id: str) -> None:
    reply = Desk(project, NOW, "en").ask(question)
    assert reply.status == "papers"
    assert reply.hits[0].paper.arxiv_id == arxiv_id
    assert "does not state" in reply.lead or "나와 있지 않습니다" in reply.lead


@pytest.mark.parametrize(
    ("question", "sentence", "figure"),
    [
        ("정확도 몇 퍼센트야?", "3개의 데이터셋에서 27.49%의 정확도", "27.49%"),
        ("how much faster is it?", "2024년에 최대 6배 빠른 속도", "6배"),
        ("how many hours does it take?", "GPU 1대에서 5시간이면 수렴", "5시간"),
        ("what is it?", "정확도 27.49%", None),
    ],
)
def test_the_figure_that_was_asked_for_is_pointed_out(question: str, sentence: str, figure: str | None) -> None:
    assert wanted(question).emphasised(sentence) == figure


def test_a_thing_that_summaries_seldom_say_must_be_spoken_of() -> None:
    assert unstated("what license is it?", "빠른 모델입니다.")
    assert not unstated("what license is it?", "MIT 라이선스로 공개됩니다.")
    assert not unstated("how fast is it?", "빠른 모델입니다.")


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
    reply = Desk(project, NOW, "en").ask(question)
    assert arxiv_id in [hit.paper.arxiv_id for hit in reply.hits[:3]]
