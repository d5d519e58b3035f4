from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.query_service import QueryService
from bot.answers.replies.lists import shortened
from bot.answers.replies.replies import reply_to
from bot.answers.reply import Quote, Reply, displayed, plain_text
from bot.answers.request import Without
from bot.answers.understand.days import parse_day
from bot.errors import InputError
from bot.search.corpus import Corpus
from bot.texts import Language
from tests.answers.engine.fleet import TODAY, fleet, found
from tests.quality.asking import load, project_corpus

NOTHING = "이 질문과 관련된 논문을 찾지 못했습니다."
NOW = datetime(2025, 2, 6, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return fleet()


@pytest.fixture(scope="module")
def project() -> Corpus:
    return project_corpus()


def said(corpus: Corpus, language: Language = "en", today: date = TODAY, **asked: Any) -> str:
    return reply_to(found(corpus, language=language, **asked), corpus, today).lead


def ask(corpus: Corpus, question: str) -> Reply:
    return QueryService(corpus, NOW, "en").ask(question)


@pytest.mark.parametrize(
    ("asked", "en", "ko"),
    [
        ({"topic": "zeppelin"}, "4 papers on “zeppelin”.", "“zeppelin” 관련 논문 4편입니다."),
        ({"topic": "canoe"}, "1 paper on “canoe”.", "“canoe” 관련 논문 1편입니다."),
        ({"topic": "zeppelin", "count": 2}, "2 of 4 papers on “zeppelin”.", "“zeppelin” 관련 논문 4편 중 2편입니다."),
        (
            {"topic": "zeppelin", "count": 2, "offset": 2},
            "3–4 of 4 papers on “zeppelin”.",
            "“zeppelin” 관련 논문 4편 중 3~4번째입니다.",
        ),
        (
            {"order": "votes", "of_all_days": True},
            "5 of 8 papers (all days · most votes first).",
            "논문 8편 중 5편입니다(전체 기간 · 추천순).",
        ),
        (
            {"order": "votes", "of_all_days": True, "offset": 5},
            "6–8 of 8 papers (all days · most votes first).",
            "논문 8편 중 6~8번째입니다(전체 기간 · 추천순).",
        ),
        ({"people": ("Ada Wing",)}, "3 papers by Ada Wing.", "Ada Wing의 논문 3편입니다."),
        (
            {"people": ("Ada Wing",), "least_votes": 5},
            "2 papers by Ada Wing (5 votes or more).",
            "Ada Wing의 논문 2편입니다(추천 5 이상).",
        ),
        (
            {"people": ("Ada Wyng",)},
            "3 papers by Ada Wing, the name nearest to “Ada Wyng”.",
            "“Ada Wyng”에 가장 가까운 저자 Ada Wing의 논문 3편입니다.",
        ),
        (
            {"topic": "zeppelin hydrogen qwxyz"},
            "2 papers on “zeppelin hydrogen qwxyz”. Not in the corpus: qwxyz.",
            "“zeppelin hydrogen qwxyz” 관련 논문 2편입니다. 자료에 없는 검색어: qwxyz.",
        ),
        (
            {"topic": "zeppelin", "without": Without("canoe")},
            "4 papers on “zeppelin” (without “canoe”). There was nothing to leave out.",
            "“zeppelin” 관련 논문 4편입니다(“canoe” 제외). 제외할 논문은 없었습니다.",
        ),
        (
            {},
            "2 papers (Feb 5, 2025). This is the newest listing; today is Feb 10, 2025.",
            "논문 2편입니다(2025년 2월 5일). 가장 최근 목록이며, 오늘은 2025년 2월 10일입니다.",
        ),
    ],
)
def test_the_first_line_says_what_was_done(corpus: Corpus, asked: dict[str, Any], en: str, ko: str) -> None:
    assert (said(corpus, "en", **asked), said(corpus, "ko", **asked)) == (en, ko)


def test_on_the_day_of_the_newest_listing_nothing_is_said_of_today(corpus: Corpus) -> None:
    assert said(corpus, today=date(2025, 2, 5)) == "2 papers (Feb 5, 2025)."


def test_a_day_that_stands_in_is_said_before_its_papers(corpus: Corpus) -> None:
    period = parse_day("yesterday", TODAY, corpus.days)
    instead = "There is no listing for Feb 9, 2025; this is the newest one instead. 2 papers (Feb 5, 2025)."
    assert said(corpus, period=period) == instead
    assert said(corpus, "ko", period=period).startswith("2025년 2월 9일 목록은 자료에 없어서 가장 최근 목록을 대신")
    assert said(corpus, act="count", period=period) == instead


def test_where_the_newest_day_has_nothing_on_a_topic_all_days_are_searched(corpus: Corpus) -> None:
    period = parse_day("yesterday", TODAY, corpus.days)
    leads: dict[Language, str] = {
        "en": "There is no listing for Feb 9, 2025; these are of all days: 2 papers on “submarine”.",
        "ko": "2025년 2월 9일에 올라온 목록이 없어 전체 기간에서 찾았습니다. “submarine” 관련 논문 2편입니다.",
    }
    for language, lead in leads.items():
        assert said(corpus, language, period=period, topic="submarine") == lead
    assert "these are of all days" in said(corpus, act="count", period=period, topic="submarine")
    assert "no paper" in said(corpus, period=period, topic="quokka").lower()


@pytest.mark.parametrize(
    ("asked", "en", "ko"),
    [
        ({"topic": "zeppelin"}, "4 papers on “zeppelin”.", "“zeppelin” 관련 논문 4편이 있습니다."),
        ({}, "2 papers (Feb 5, 2025).", "논문 2편이 있습니다(2025년 2월 5일)."),
        ({"people": ("Ada Wing",)}, "3 papers by Ada Wing.", "Ada Wing의 논문 3편입니다."),
    ],
)
def test_a_count_is_one_line_without_papers(corpus: Corpus, asked: dict[str, Any], en: str, ko: str) -> None:
    languages: tuple[tuple[Language, str], ...] = (("en", en), ("ko", ko))
    for language, line in languages:
        reply = reply_to(found(corpus, act="count", language=language, **asked), corpus, TODAY)
        assert plain_text(reply) == reply.lead == line


@pytest.mark.parametrize(
    ("asked", "en", "ko"),
    [
        (
            {"topic": "qwxyz plorf"},
            "I found no paper on this. Not found: qwxyz, plorf. Try other words.",
            f"{NOTHING} 찾지 못한 검색어: qwxyz, plorf. 다른 표현이나 영어 용어로 물어봐 주세요.",
        ),
        (
            {"topic": "🚀"},
            "I found no paper on this. Not found: 🚀. Try other words.",
            f"{NOTHING} 찾지 못한 검색어: 🚀. 다른 표현이나 영어 용어로 물어봐 주세요.",
        ),
        (
            {"topic": "zeppelin", "least_votes": 99},
            "No paper matches all of this (99 votes or more). Try fewer conditions.",
            "조건에 모두 맞는 논문이 없습니다(추천 99 이상). 조건을 줄여 보세요.",
        ),
        (
            {"people": ("Ada Wing",), "least_votes": 99},
            "No paper by Ada Wing matches all of this (99 votes or more). Try fewer conditions.",
            "조건에 모두 맞는 Ada Wing의 논문이 없습니다(추천 99 이상). 조건을 줄여 보세요.",
        ),
        (
            {"absent": "Qwxyz Plorf"},
            "“Qwxyz Plorf” is not in the corpus.",
            "“Qwxyz Plorf” 논문은 자료에 없습니다.",
        ),
        (
            {"act": "off"},
            "I can't help with that: I only answer about the papers in the daily listings.",
            "그건 도와드릴 수 없습니다. 저는 매일의 논문 목록에 있는 논문에 대해서만 답합니다.",
        ),
        (
            {"topic": "zeppelin", "offset": 4},
            "That's all: 4 papers.",
            "논문 4편을 모두 보여 드렸습니다.",
        ),
    ],
)
def test_what_is_not_here_is_said_in_a_line(corpus: Corpus, asked: dict[str, Any], en: str, ko: str) -> None:
    assert (said(corpus, "en", **asked), said(corpus, "ko", **asked)) == (en, ko)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_nearest_to_an_absent_work_are_shown_under_those_words_only(corpus: Corpus, language: Language) -> None:
    reply = reply_to(found(corpus, language=language, absent="Zeppelin Docking Revisited"), corpus, TODAY)
    nearest = {"en": "The nearest papers here:", "ko": "그나마 가까운 논문은 다음과 같습니다."}[language]
    assert (reply.status, reply.quotes) == ("not_found", ())
    assert reply.hits
    assert reply.lead.endswith(nearest)


def test_an_ambiguous_name_says_whom_it_may_mean_before_how_many_papers(project: Corpus) -> None:
    for question, end in (("papers by wang", "5 of 32 papers."), ("wang이 쓴 논문", "논문 32편 중 5편입니다.")):
        lead = ask(project, question).lead
        assert "Benyou Wang (2), Jun Wang (2)" in lead
        assert lead.endswith(end)


@pytest.mark.parametrize(
    "question",
    [
        "KV cache compression",
        "KV 캐시 압축 논문",
        "video generation",
        "top 5 of october",
        "이미지 생성",
        "least popular papers",
    ],
)
def test_a_list_shows_five_papers_with_one_short_verbatim_sentence_each(project: Corpus, question: str) -> None:
    reply = ask(project, question)
    shown = displayed(reply)
    assert len(shown) == min(5, len(reply.hits))
    for hit in shown:
        quotes = [quote for quote in reply.quotes if quote.arxiv_id == hit.paper.arxiv_id]
        assert [len(quote.text) <= 160 for quote in quotes] == [True]
        assert quotes[0].text in hit.paper.summary


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("just ONE paper on video", 1),
        ("video 논문 세 개만", 3),
        ("top 7 of october 2024", 7),
        ("the 2 best of 25 October 2024", 2),
    ],
)
def test_a_number_that_is_wished_for_is_kept(project: Corpus, question: str, count: int) -> None:
    assert len(displayed(ask(project, question))) == count


def test_lists_are_short_and_name_every_paper_with_its_link(project: Corpus) -> None:
    service = QueryService(project, NOW, "en")
    lengths: list[int] = []
    for row in load("questions"):
        try:
            reply = service.ask(row["question"])
        except InputError:
            continue
        if reply.status != "papers":
            continue
        text = plain_text(reply)
        assert all(f"https://arxiv.org/abs/{hit.paper.arxiv_id}" in text for hit in displayed(reply))
        assert text.count("https://arxiv.org/abs/") == len(displayed(reply))
        lengths.append(len(text))
    assert sum(length <= 1_200 for length in lengths) >= 0.9 * len(lengths)
    assert max(lengths) <= 2_000


def test_a_long_description_is_not_said_again(project: Corpus) -> None:
    described = (
        "erase multiple styles and objects simultaneously from an image generator by editing its internal activations"
    )
    assert ask(project, described).lead.endswith("papers.")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("짧은 문장입니다.", "짧은 문장입니다."),
        (
            "비행선을 바람으로 조종하는 새로운 방법을 자세하게 제안하고, 그 효과도 보였습니다.",
            "비행선을 바람으로 조종하는 새로운 방법을 자세하게 제안하고",
        ),
        ("A method for steering airships, tested in strong wind.", "A method for steering airships"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_sentence_is_cut_at_a_clause(text: str, cut: str) -> None:
    quote = shortened(Quote("1", None, text), 40)
    assert (quote.text, quote.cut) == (cut, cut != text)
    assert quote.written == (cut if cut == text else f"{cut}…")


@given(st.text(alphabet="가나고며여서는 ,;:()ab.", min_size=1, max_size=300), st.integers(1, 200))
def test_what_is_left_of_a_sentence_is_its_beginning(text: str, room: int) -> None:
    quote = shortened(Quote("1", None, text, "a"), room)
    assert text.startswith(quote.text)
    assert len(quote.text) <= room or quote.text == text[: room + 1].rstrip(" ,;:(")
    assert quote.cut == (len(text) > room)
