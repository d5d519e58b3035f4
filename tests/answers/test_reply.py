from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.reply import (
    Quote,
    Reply,
    checked,
    credit,
    displayed,
    footer,
    plain_text,
    section_label,
    shown_hits,
)
from bot.answers.request import Request
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.texts import Language
from tests.answers.engine.fleet import paper

AIRSHIP = paper("2411.00001", "Airship", "비행선을 조종합니다. 바람을 씁니다.", "데이터는 적습니다.", votes=3)
OTHERS = [paper(f"2411.0000{number}", f"Boat {number}", votes=votes) for number, votes in ((2, 1), (3, None), (4, 0))]
CORPUS = Corpus([AIRSHIP, *OTHERS])
HITS = tuple(Hit(one, one.newest, 1.0) for one in (AIRSHIP, *OTHERS))
NEW = "What's New"


@pytest.mark.parametrize(
    "quote",
    [
        Quote("2411.00001", NEW, "비행선을 조종합니다."),
        Quote("2411.00001", NEW, "비행선을", cut=True),
        Quote("2411.00001", "Technical Details", "데이터는 적습니다.", figure="1"),
    ],
)
def test_a_quote_that_stands_in_the_summary_is_kept(quote: Quote) -> None:
    assert checked([quote], CORPUS) == (quote,)


@pytest.mark.parametrize(
    "quote",
    [
        Quote("2411.00001", NEW, "비행선을 조종하지 않습니다."),
        Quote("2411.00001", NEW, "비행선을 조종합니다.…"),
        Quote("2411.00001", NEW, "데이터는 적습니다."),
        Quote("2411.00001", None, "비행선을 조종합니다."),
        Quote("2411.00002", NEW, "비행선을 조종합니다."),
        Quote("9999.00001", NEW, "비행선을 조종합니다."),
    ],
)
def test_a_quote_that_does_not_is_dropped_and_logged(quote: Quote, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert checked([quote], CORPUS) == ()
    assert quote.arxiv_id in caplog.text


@given(st.text(alphabet="비행선을 조종합니다.바람a", max_size=12), st.booleans())
def test_whatever_passes_is_verbatim(text: str, cut: bool) -> None:
    kept = checked([Quote("2411.00001", NEW, text, cut=cut)], CORPUS)
    assert bool(kept) == (text in AIRSHIP.sections[0].text)


def test_a_quote_that_breaks_off_is_written_so() -> None:
    assert Quote("1", None, "a b", cut=True).written == "a b…"
    assert Quote("1", None, "a b").written == "a b"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["Feb 5, 2025 · 3 votes", "Feb 5, 2025 · 1 vote", "Feb 5, 2025 · votes unknown", "Feb 5, 2025 · 0 votes"],
        ),
        (
            "ko",
            [
                "2025년 2월 5일 · 추천 3",
                "2025년 2월 5일 · 추천 1",
                "2025년 2월 5일 · 추천 수 모름",
                "2025년 2월 5일 · 추천 0",
            ],
        ),
    ],
)
def test_day_and_votes_are_written_in_the_language(language: Language, expected: list[str]) -> None:
    assert [credit(hit, language) for hit in HITS] == expected


@pytest.mark.parametrize(
    ("heading", "en", "ko"),
    [
        ("What's New", "What's new", "새로운 점"),
        ("What’s New", "What's new", "새로운 점"),
        (" technical details ", "Technical details", "기술적 내용"),
        ("Performance Highlights", "Performance", "성능"),
        ("Summary", "Summary", "요약"),
        ("abstract", "Abstract", "초록"),
        ("Ablation", "Ablation", "Ablation"),
        (None, "", ""),
    ],
)
def test_a_section_is_called_in_the_language(heading: str | None, en: str, ko: str) -> None:
    assert (section_label(heading, "en"), section_label(heading, "ko")) == (en, ko)


def test_an_answer_shows_what_it_is_about_and_a_list_what_was_asked_for() -> None:
    answer = Reply("answered", "en", "", HITS, shown=1)
    assert shown_hits(answer) == displayed(answer) == HITS[:1]
    listed = Reply("papers", "en", "", HITS, shown=2)
    assert (shown_hits(listed), displayed(listed)) == (HITS, HITS[:2])
    counted = Reply("papers", "en", "", HITS, shown=2, request=Request("papers", "en", count=3))
    assert shown_hits(counted) == HITS[:3]


def test_a_list_in_plain_text_has_numbers_links_quotes_and_what_is_left() -> None:
    quotes = (Quote("2411.00001", NEW, "비행선을", cut=True), Quote("2411.00004", NEW, "not shown"))
    reply = Reply("papers", "en", "4 papers.", HITS, quotes, shown=2, total=4, bridges=(("airship", "비행선"),))
    assert plain_text(reply).splitlines() == [
        "4 papers.",
        "1. Airship",
        "   2025-02-05 · 3 votes · https://arxiv.org/abs/2411.00001",
        "   “비행선을…”",
        "2. Boat 2",
        "   2025-02-05 · 1 vote · https://arxiv.org/abs/2411.00002",
        "2 more: say “more”.",
        "airship → 비행선",
    ]


def test_a_later_page_goes_on_counting() -> None:
    reply = Reply("papers", "ko", "3~3번째입니다.", HITS[2:3], shown=1, first=3, total=4)
    assert plain_text(reply).splitlines() == [
        "3~3번째입니다.",
        "3. Boat 3",
        "   2025년 2월 5일 · 추천 수 모름 · https://arxiv.org/abs/2411.00003",
        "1편이 더 있습니다. “더”라고 하시면 이어서 보여 드립니다.",
    ]


def test_an_answer_in_plain_text_shows_one_paper_and_the_sections_of_its_quotes() -> None:
    quotes = (Quote("2411.00001", NEW, "바람을 씁니다."), Quote("2411.00001", None, "x"))
    reply = Reply("answered", "ko", "", HITS, quotes, shown=1)
    assert plain_text(reply).splitlines() == [
        "Airship",
        "   2025년 2월 5일 · 추천 3 · https://arxiv.org/abs/2411.00001",
        "   “바람을 씁니다.” — 새로운 점",
        "   “x”",
    ]


def test_the_footer_names_few_translations() -> None:
    bridges = tuple((f"word{number}", "말") for number in range(9))
    assert footer(Reply("papers", "en", "", bridges=bridges)).count("→") == 5
    assert footer(Reply("papers", "en", "")) == ""


def test_a_whole_paper_in_plain_text_says_whose_it_is_and_where_its_code_is() -> None:
    paper = replace(
        HITS[0].paper,
        organization="Acme",
        keywords=("wind", "flight"),
        code="https://github.com/acme/airship",
        project="https://acme.example.org/",
    )
    reply = Reply("answered", "ko", "", (Hit(paper, paper.newest, 0.0),), (), paper, shown=1)
    assert plain_text(reply).splitlines()[2:] == [
        "   Acme · wind, flight",
        "   코드: https://github.com/acme/airship",
        "   프로젝트 페이지: https://acme.example.org/",
    ]


def test_the_label_of_a_section_names_the_source_in_both_languages() -> None:
    assert section_label("Abstract (Hugging Face)", "en") == "Abstract (Hugging Face)"
    assert section_label("Abstract (arXiv)", "ko") == "초록 (arXiv)"
    assert section_label("Abstract", "ko") == "초록"
    assert section_label("Ablation (arXiv)", "ko") == "Ablation (arXiv)"
