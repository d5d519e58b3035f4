from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.answers.engine.engine import Engine
from bot.answers.query_service import QueryService
from bot.answers.replies.replies import reply_to
from bot.answers.reply import Reply, displayed, plain_text, visible
from bot.answers.request import Act, Request
from bot.corpus.paper import Listing, Paper
from bot.errors import InputError
from bot.search.corpus import Corpus
from bot.texts import Language
from tests.answers.engine.fleet import TODAY, fleet, found, paper
from tests.quality.asking import load, project_corpus

NOW = datetime(2025, 2, 6, 12, tzinfo=UTC)
ZEPPELIN, DOCKING, CANOE = "2410.00001", "2410.00002", "2502.00008"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return fleet()


@pytest.fixture(scope="module")
def project() -> Corpus:
    return project_corpus()


def answer(corpus: Corpus, act: Act, language: Language, *papers: str, **asked: Any) -> Reply:
    result = Engine(corpus, TODAY).answer(Request(act, language, papers=papers, **asked))
    return reply_to(result, corpus, TODAY)


def ask(corpus: Corpus, question: str) -> Reply:
    return QueryService(corpus, NOW, "en").ask(question)


@pytest.mark.parametrize(
    ("act", "arxiv_id", "en", "ko"),
    [
        ("authors", DOCKING, "Authors of “Zeppelin Docking”", "“Zeppelin Docking”의 저자"),
        ("authors", CANOE, "The listing names no authors of “Canoe Folding”.", "목록에 “Canoe Folding”의 저자가 적혀"),
        ("votes", DOCKING, "“Zeppelin Docking”: 30 votes on Oct 21, 2024.", "2024년 10월 21일 기준 추천 30개를"),
        ("votes", "2502.00007", "“Zeppelin Races”: 1 vote on Feb 5, 2025.", "2025년 2월 5일 기준 추천 1개를"),
        ("votes", "2411.00005", ": 0 votes on Nov 22, 2024.", "2024년 11월 22일 기준 추천 0개를"),
        (
            "votes",
            CANOE,
            "The listing gives no votes for “Canoe Folding”.",
            "목록에 “Canoe Folding”의 추천 수가 없습니다.",
        ),
        ("day", ZEPPELIN, "was listed on Oct 21, 2024.", "2024년 10월 21일 목록에 올라왔습니다."),
        ("link", ZEPPELIN, f"https://arxiv.org/abs/{ZEPPELIN}", f"https://arxiv.org/abs/{ZEPPELIN}"),
        ("code", ZEPPELIN, "does not give a link to the code", "코드 주소는 목록에 나와 있지 않습니다."),
    ],
)
def test_a_field_is_said_in_one_sentence(corpus: Corpus, act: Act, arxiv_id: str, en: str, ko: str) -> None:
    for language, said in zip(("en", "ko"), (en, ko), strict=True):
        reply = answer(corpus, act, language, arxiv_id)
        assert reply.status == "answered"
        assert said in reply.lead
        assert [hit.paper.arxiv_id for hit in displayed(reply)] == [arxiv_id]


def test_every_day_of_a_paper_is_named_from_the_first_on() -> None:
    listings = tuple(Listing(day, 3, 0, "a.txt") for day in (TODAY, TODAY.replace(month=1)))
    corpus = Corpus([Paper("2501.00001", "Twice", (), (), listings)])
    assert answer(corpus, "day", "en", "2501.00001").lead == "“Twice” was listed on Jan 10, 2025 · Feb 10, 2025."


def test_many_authors_are_counted(corpus: Corpus) -> None:
    many = Corpus([paper("2501.00001", "Many", authors=tuple(f"Ann B{number}" for number in range(40)))])
    lead = answer(many, "authors", "en", "2501.00001").lead
    assert "15 more" in lead
    assert lead.count("Ann B") == 25
    assert "외 15명" in answer(many, "authors", "ko", "2501.00001").lead


def test_the_same_field_of_two_papers_is_said_of_both(corpus: Corpus) -> None:
    reply = answer(corpus, "votes", "en", ZEPPELIN, DOCKING)
    assert ("5 votes" in reply.lead, "30 votes" in reply.lead) == (True, True)
    assert len(displayed(reply)) == 2


@pytest.mark.parametrize(
    ("name", "en", "ko"),
    [
        ("Ada Wing", "Yes, Ada Wing is one of the authors", "네, Ada Wing은 “Zeppelin Docking”의 저자입니다."),
        ("ada", "Yes, Ada Wing is one of the authors", "네, Ada Wing은"),
        ("Dan Basket", "No, Dan Basket is not among the authors", "아니요, Dan Basket은"),
        ("Quentin Tarantino", "No, Quentin Tarantino is not among", "아니요, Quentin Tarantino는"),
    ],
)
def test_whether_somebody_wrote_a_paper_is_answered_by_yes_or_no(corpus: Corpus, name: str, en: str, ko: str) -> None:
    assert answer(corpus, "authors", "en", DOCKING, people=(name,)).lead.startswith(en)
    assert answer(corpus, "authors", "ko", DOCKING, people=(name,)).lead.startswith(ko)


def test_a_summary_is_the_paper_whole(corpus: Corpus) -> None:
    reply = answer(corpus, "summary", "en", ZEPPELIN)
    assert reply.paper is not None
    assert [quote.text for quote in reply.quotes] == [section.text for section in reply.paper.sections]


@pytest.mark.parametrize(
    ("question", "announced"),
    [
        ("how much faster is UltraMem than MoE?", "From the summary, which is in Korean:"),
        ("UltraMem은 MoE보다 몇 배 빨라?", ""),
    ],
)
def test_a_korean_quote_is_announced_to_somebody_who_asks_in_english(
    project: Corpus, question: str, announced: str
) -> None:
    assert ask(project, question).lead == announced


def test_an_english_quote_needs_no_announcement(corpus: Corpus) -> None:
    assert answer(corpus, "fact", "en", DOCKING, question="what does it study?").lead == ""
    assert answer(corpus, "compare", "en", DOCKING, ZEPPELIN).lead == "2 papers compared, as their summaries state it."


def test_what_is_not_stated_is_said_without_quotes_that_would_look_like_an_answer(project: Corpus) -> None:
    for question, said in (
        (
            "what license is Hymba under?",
            "The summary of “Hymba: A Hybrid-head Architecture for Small Language Models” does not",
        ),
        ("Hymba 라이선스가 뭐야?", "요약에는 이 내용이 나와 있지 않습니다."),
    ):
        reply = ask(project, question)
        assert said in reply.lead
        assert (reply.status, reply.quotes, len(reply.hits)) == ("papers", (), 1)


def test_of_a_fact_about_a_topic_only_the_paper_that_answers_is_displayed(project: Corpus) -> None:
    reply = ask(project, "how many hallucinations are in the knowledge editing benchmark?")
    assert reply.status == "answered"
    assert len(reply.hits) > 1
    assert len(displayed(reply)) == 1
    assert {quote.arxiv_id for quote in reply.quotes} == {displayed(reply)[0].paper.arxiv_id}
    assert plain_text(reply).count("https://arxiv.org/abs/") == 1


def test_replies_to_questions_for_facts_are_short_and_verbatim(project: Corpus) -> None:
    service, lengths = QueryService(project, NOW, "en"), list[int]()
    for row in load("questions"):
        try:
            reply = service.ask(row["question"])
        except InputError:
            continue
        if reply.status != "answered":
            continue
        text = plain_text(reply)
        lengths.append(len(text))
        for quote in reply.quotes:
            found_in = project.paper(quote.arxiv_id)
            assert found_in is not None
            assert quote.text in found_in.summary
            assert quote.text in text
    assert sum(length <= 600 for length in lengths) >= 0.9 * len(lengths)


def test_similar_papers_come_nearest_first_and_are_none_where_none_is_like_it(corpus: Corpus) -> None:
    assert answer(corpus, "similar", "en", ZEPPELIN).lead.endswith(
        "like “Zeppelin Steering With Hydrogen”, nearest first."
    )
    assert "가장 비슷한 것부터 논문" in answer(corpus, "similar", "ko", ZEPPELIN).lead
    assert answer(corpus, "similar", "en", ZEPPELIN, count=1).lead.startswith("The paper most like “Zeppelin Steering")
    assert answer(corpus, "similar", "ko", ZEPPELIN, count=1).lead.endswith("과 가장 비슷한 논문입니다.")
    lone = Corpus([paper("2501.00001", "Lone", "qwxyz"), paper("2501.00002", "Other", "plorf")])
    assert answer(lone, "similar", "en", "2501.00001").lead == "No other paper here is like “Lone”."
    assert answer(lone, "similar", "ko", "2501.00001").lead == "“Lone”과 비슷한 논문이 없습니다."
    assert found(lone, papers=("2501.00001",), act="similar").hits == ()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("is there stuff on how llms hallucinate when their knowledge is edited?", "Other papers near this follow."),
        ("지식 편집이 환각을 얼마나 고치는지 다룬 거 있나", "관련된 다른 논문도 이어서"),
    ],
)
def test_where_papers_may_have_been_meant_others_stand_below_the_answer(
    project: Corpus, question: str, said: str
) -> None:
    request = replace(QueryService(project, NOW, "en").understood(question), act="fact", perhaps_papers=True)
    reply = QueryService(project, NOW, "en").answer(request)
    assert said in reply.lead
    assert len(displayed(reply)) == 1
    assert len(visible(reply)) == 1 + reply.beside > 2
    assert {quote.arxiv_id for quote in reply.quotes} == {displayed(reply)[0].paper.arxiv_id}
    assert plain_text(reply).count("https://arxiv.org/abs/") == len(visible(reply))


def test_where_papers_may_have_been_meant_what_no_paper_states_is_a_list(project: Corpus) -> None:
    service = QueryService(project, NOW, "en")
    request = replace(service.understood("how much does video diffusion cost in dollars?"), act="fact", papers=())
    assert "does not state" in service.answer(replace(request, perhaps_papers=False)).lead
    assert service.answer(replace(request, perhaps_papers=True)).total > 1
