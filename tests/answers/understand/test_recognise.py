"""Which pieces of a text are recognised, and which of two readings is believed."""

from __future__ import annotations

import pytest

from bot.answers.understand.meanings import Absent, People, Work
from bot.answers.understand.recognise import recognise
from bot.answers.understand.settle import settled
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW
from tests.quality.asking import project_corpus

_HYMBA = "2411.13676"


def _kinds(corpus: Corpus, text: str) -> list[tuple[str, str]]:
    found = settled(text, recognise(text, corpus, NOW.date()), corpus)
    return [(span.kind, text[span.start : span.end]) for span in found]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2411.13676v1의 저자가 누구야?", [("work", "2411.13676v1"), ("field", "저자가")]),
        ("Hymba 2024", [("work", "Hymba"), ("period", "2024")]),
        ("best of 2024-10-25", [("order", "best"), ("period", "2024-10-25")]),
        ("top 3 feb 5", [("count", "top 3"), ("period", "feb 5")]),
        ("top 3 march 2024", [("count", "top 3"), ("period", "march 2024")]),
        ("K. He papers", [("person", "K. He")]),
        ("kaiming he et al.", [("person", "kaiming he et al.")]),
        ("2024년 11월 22일 추천 수 1위", [("period", "2024년 11월 22일"), ("rank", "1위")]),
        ("20표 넘게 받은 거", [("bound", "20표 넘게 받은")]),
    ],
)
def test_each_piece_is_recognised_and_none_twice(corpus: Corpus, text: str, kinds: list[tuple[str, str]]) -> None:
    assert [one for one in _kinds(corpus, text) if one[0] != "without"][: len(kinds)] == kinds


@pytest.mark.parametrize("text", ["2411.13676", "arxiv.org/pdf/2411.13676v2.pdf", "hymba", "Hymba:", "하임바"])
def test_a_work_is_recognised_by_id_and_name(corpus: Corpus, text: str) -> None:
    works = [span.meaning for span in recognise(text, corpus, NOW.date()) if isinstance(span.meaning, Work)]
    assert [work.arxiv_id for work in works] == [_HYMBA]


def test_an_id_that_is_not_here_is_an_absent_work(corpus: Corpus) -> None:
    spans = recognise("summary of 1706.03762 please", corpus, NOW.date())
    assert [span.meaning for span in spans if span.kind == "absent"] == [Absent("1706.03762")]


@pytest.mark.parametrize("text", ["3.14159", "costs $2411.13676", "version 10.2", "top 2411", "GPT-4"])
def test_other_numbers_are_no_works(corpus: Corpus, text: str) -> None:
    assert not [kind for kind, _ in _kinds(corpus, text) if kind == "work"]


def test_what_is_left_out_stands_beside_what_it_holds(corpus: Corpus) -> None:
    assert set(_kinds(corpus, "agents but not Hymba")) == {("without", "but not Hymba"), ("work", "Hymba")}


def test_common_words_of_a_long_description_wish_for_nothing(corpus: Corpus) -> None:
    text = "agents that pick the best tool more often when recent feedback of several users ranks hot topics first"
    assert not {"order", "more", "rank", "count"} & {kind for kind, _ in _kinds(corpus, text)}


@pytest.mark.parametrize("text", ["Molchanov", "anything by molchanov"])
def test_a_surname_that_few_people_have_is_a_person(corpus: Corpus, text: str) -> None:
    spans = settled(text, recognise(text, corpus, NOW.date()), corpus)
    people = [span.meaning for span in spans if isinstance(span.meaning, People)]
    assert [person.name for person in people[0].people] == ["Pavlo Molchanov"]


@pytest.mark.parametrize("text", ["logo design with diffusion models", "dawn of large language model agents"])
def test_a_plain_word_is_a_name_only_where_its_paper_fits_the_rest(corpus: Corpus, text: str) -> None:
    assert not [kind for kind, _ in _kinds(corpus, text) if kind == "work"]


@pytest.mark.parametrize("text", ["야누스 논문 알려줘", "야누스"])
def test_a_j_that_is_said_as_in_latin_is_heard(corpus: Corpus, text: str) -> None:
    works = [span.meaning for span in recognise(text, corpus, NOW.date()) if isinstance(span.meaning, Work)]
    assert [work.arxiv_id for work in works] == ["2410.13848"]


@pytest.mark.parametrize(
    ("text", "person"),
    [("송한 논문은", "송한"), ("송한이 쓴 논문", "송한"), ("송한 거 있어?", "송한"), ("김지훈 논문", "김지훈")],
)
def test_short_and_korean_names_are_people(corpus: Corpus, text: str, person: str) -> None:
    assert ("person", person) in _kinds(corpus, text)


@pytest.mark.parametrize(
    "text", ["양자컴은?", "이더넷은?", "주식 투자 논문은?", "이상한 논문은?", "정렬 논문은", "홍길동 논문"]
)
def test_strange_words_are_no_people(corpus: Corpus, text: str) -> None:
    assert "person" not in [kind for kind, _ in _kinds(corpus, text)]


@pytest.mark.parametrize(
    ("word", "torn"),
    [
        ("롱리워드", True),
        ("모바일퀀트", True),
        ("디퓨전", False),
        ("환각", False),
        ("하임바", False),
        ("reward", False),
    ],
)
def test_a_word_of_which_only_parts_are_known_may_be_a_name(word: str, torn: bool) -> None:
    assert project_corpus().is_torn(word) == torn
