from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.answers.engine.facts import Fact, fact_of
from bot.answers.query_service import QueryService
from bot.search.corpus import Corpus
from tests.answers.engine.fleet import paper
from tests.quality.asking import load, project_corpus

NOW = datetime(2025, 2, 6, tzinfo=UTC)
ULTRAMEM = paper(
    "2411.12364",
    "UltraMem: A Memory Network",
    "UltraMem은 메모리 레이어를 도입한 모델입니다. 기존 방법의 한계를 넘습니다.",
    "Mamba2를 기반으로 Llama 3.1을 교사로 학습합니다. 데이터는 위키백과에서 모았습니다.",
    "MoE보다 최대 6배 빠른 속도를 달성했습니다. 정확도는 81.5%입니다.",
)


@pytest.fixture(scope="module")
def project() -> Corpus:
    return project_corpus()


@pytest.fixture(scope="module")
def small(project: Corpus) -> Corpus:
    others = [paper(f"2401.0000{number}", f"Boat {number}", "배를 다룹니다.") for number in range(5)]
    return Corpus([ULTRAMEM, *others], 1, project.glossary)


def asked(question: str, corpus: Corpus) -> Fact:
    return fact_of(question, ULTRAMEM, corpus)


@pytest.mark.parametrize(
    ("question", "sentence", "figure"),
    [
        ("how much faster than MoE is it?", "MoE보다 최대 6배 빠른 속도를 달성했습니다.", "6배"),
        ("MoE보다 몇 배 빨라?", "MoE보다 최대 6배 빠른 속도를 달성했습니다.", "6배"),
        ("what accuracy does it reach?", "정확도는 81.5%입니다.", "81.5%"),
        ("정확도 몇 퍼센트야?", "정확도는 81.5%입니다.", "81.5%"),
        ("데이터는 어디서 모았어?", "데이터는 위키백과에서 모았습니다.", None),
    ],
)
def test_the_sentence_that_answers_comes_first_with_its_figure(
    small: Corpus, question: str, sentence: str, figure: str | None
) -> None:
    fact = asked(question, small)
    assert fact.stated
    assert (fact.passages[0].quote.text, fact.passages[0].quote.figure) == (sentence, figure)


@pytest.mark.parametrize(
    "question",
    [
        "is it based on mamba?",
        "mamba 기반이야?",
        "does it use a memory layer?",
        "llama로 학습했어?",
    ],
)
def test_a_question_for_yes_or_no_is_answered_by_what_speaks_of_it(small: Corpus, question: str) -> None:
    assert asked(question, small).stated


@pytest.mark.parametrize(
    "question", ["is it based on a transformer?", "음성도 지원하나요?", "does it work for robots?", "RLHF 썼어?"]
)
def test_a_question_for_yes_or_no_about_what_nothing_speaks_of_is_unstated(small: Corpus, question: str) -> None:
    assert not asked(question, small).stated


@pytest.mark.parametrize(
    "question",
    [
        "how many hours did it train?",
        "몇 시간 학습했어?",
        "how many parameters does it have?",
        "몇 dB 좋아졌어?",
        "라이선스는?",
    ],
)
def test_an_amount_without_a_figure_of_its_unit_is_unstated(small: Corpus, question: str) -> None:
    assert not asked(question, small).stated


@pytest.mark.parametrize(
    "question",
    [
        "how much faster is it and what accuracy does it reach?",
        "how fast is it? and which accuracy?",
        "속도 몇 배고, 정확도는 몇 퍼센트야?",
    ],
)
def test_of_two_questions_at_once_each_gets_its_sentence(small: Corpus, question: str) -> None:
    texts = [passage.quote.text for passage in asked(question, small).passages]
    assert {"MoE보다 최대 6배 빠른 속도를 달성했습니다.", "정확도는 81.5%입니다."} <= {*texts}


def test_a_paper_without_a_summary_states_nothing(small: Corpus) -> None:
    bare = paper("2401.99999", "Bare")
    assert fact_of("how fast is it?", bare, Corpus([bare])) == Fact((), stated=False)


def test_an_answer_is_short_and_verbatim_whatever_is_asked(project: Corpus) -> None:
    for row in load("questions"):
        found = project.paper(row["paper"])
        assert found is not None
        fact = fact_of(row["question"], found, project)
        texts = [passage.quote.text for passage in fact.passages]
        assert 1 <= len(texts) <= 3
        assert len(texts) == 1 or sum(map(len, texts[1:])) <= 400
        assert all(text in found.summary for text in texts)


@pytest.mark.parametrize(
    ("question", "arxiv_id"),
    [
        ("how many GPUs were used to fine-tune Marco-o1?", "2411.14405"),
        ("Hymba 라이선스가 뭐야?", "2411.13676"),
        ("which conference accepted SeerAttention?", "2410.13276"),
        ("who funded Hymba?", "2411.13676"),
        ("Taipan은 학습에 며칠 걸렸어?", "2410.18572"),
    ],
)
def test_what_a_summary_does_not_state_is_said_to_be_not_stated(project: Corpus, question: str, arxiv_id: str) -> None:
    reply = QueryService(project, NOW, "en").ask(question)
    assert reply.status == "papers"
    assert [hit.paper.arxiv_id for hit in reply.hits] == [arxiv_id]
    assert reply.quotes == ()
    assert "does not state" in reply.lead or "나와 있지 않습니다" in reply.lead


@pytest.mark.parametrize(
    "question", ["논문 몇편 뒤져서 대답하냐", "논문 몇 편이나 훑는대?", "how many papers does it trawl"]
)  # fmt: skip
def test_a_number_of_papers_is_stated_however_it_is_asked(project: Corpus, question: str) -> None:
    scholar = paper(
        "2411.14199",
        "Trawler: Answers",
        "새 모델입니다.",
        "4,500만 개의 공개 논문에서 구절을 찾습니다.",
        "8B가 낫습니다.",
    )
    fact = fact_of(question, scholar, Corpus([scholar], 1, project.glossary))
    assert fact.stated
    assert fact.passages[0].quote.text == "4,500만 개의 공개 논문에서 구절을 찾습니다."


def test_a_unit_written_together_with_how_many_is_found(project: Corpus) -> None:
    taipan = paper("2410.18572", "Taipan: Space", "새 모델입니다.", "층이 32개입니다.", "1백만 토큰까지 정확합니다.")
    fact = fact_of("몇토큰까지 버팀?", taipan, Corpus([taipan], 1, project.glossary))
    assert fact.stated
    assert fact.passages[0].quote.text == "1백만 토큰까지 정확합니다."


@pytest.mark.parametrize(
    ("question", "arxiv_id", "stated"),
    [("which gpus", "2410.17243", "A800"), ("which gpu did it run on & how many hrs", "2410.14649", "RTX 3090")],
)
def test_an_aspect_is_stated_by_the_sentence_that_mentions_it_in_other_words(
    project: Corpus, question: str, arxiv_id: str, stated: str
) -> None:
    found = project.paper(arxiv_id)
    assert found is not None
    fact = fact_of(question, found, project)
    assert fact.stated
    assert stated in fact.passages[0].quote.text
