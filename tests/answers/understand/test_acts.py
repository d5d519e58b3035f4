"""The act of a text by rules, and the wording that asks for it."""

from __future__ import annotations

import pytest

from bot.answers.request import Act
from bot.answers.understand.acts import asking_words, asks_figure, cues, decide
from bot.answers.understand.meanings import Count, FieldAsked, Pointer, Work
from bot.answers.understand.spans import Span
from bot.answers.understand.words import read_words

_WORK = Work("2411.13676")


def _decided(text: str, *spans: Span) -> Act:
    return decide(text, spans, read_words(text, spans, lambda word: word.isalpha(), ()))


def _at(text: str, part: str, meaning: Work | Pointer | FieldAsked | Count) -> Span:
    kinds = {Work: "work", Pointer: "pointer", FieldAsked: "field", Count: "count"}
    start = text.index(part)
    return Span(start, start + len(part), kinds[type(meaning)], meaning)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("X", "summary"),
        ("what is X about", "summary"),
        ("X 요약 좀", "summary"),
        ("papers like X", "similar"),
        ("X랑 비슷한 거", "similar"),
        ("how fast is X", "fact"),
        ("X는 몇 배 빨라?", "fact"),
    ],
)
def test_a_named_paper_is_asked_by_the_words_around_it(text: str, act: Act) -> None:
    assert _decided(text, _at(text, "X", _WORK)) == act


def test_the_name_itself_decides_nothing() -> None:
    for name in ("X", "Summary", "몇배"):
        text = f"papers like {name}"
        assert _decided(text, _at(text, name, _WORK)) == "similar"


def test_two_works_may_be_compared_and_a_field_is_asked_for() -> None:
    text = "X vs Y"
    assert _decided(text, _at(text, "X", _WORK), _at(text, "Y", Work("2410.18572"))) == "compare"
    text = "X authors"
    assert _decided(text, _at(text, "X", _WORK), _at(text, "authors", FieldAsked("authors"))) == "authors"


@pytest.mark.parametrize(
    "text", ["any papers about diffusion?", "diffusion?", "디퓨전 논문 있냐", "diffusion", "디퓨전 뭐 있어"]
)
def test_a_topic_is_a_request_for_papers(text: str) -> None:
    assert _decided(text) == "papers"


@pytest.mark.parametrize(
    "text", ["how many papers about diffusion", "디퓨전 논문 몇 편 있어?", "number of papers on diffusion"]
)
def test_papers_are_counted(text: str) -> None:
    assert _decided(text) == "count"


def test_a_ranking_asks_for_papers_though_votes_are_a_field() -> None:
    text = "top 3 votes"
    assert (
        _decided(text, _at(text, "top 3", Count(3, ranked=True)), _at(text, "votes", FieldAsked("votes"))) == "papers"
    )


@pytest.mark.parametrize("text", ["score?", "data size", "정확도는", "base model"])
def test_hardly_more_than_a_figure_is_one(text: str) -> None:
    assert asks_figure(text)
    assert not asks_figure(f"papers {text}")


def test_the_wording_that_asks_stands_where_it_is_said() -> None:
    assert asking_words("Hymba 요약해줘", "summary") == [(6, 8)]
    assert asking_words("Hymba", "summary") == []
    assert asking_words("who wrote it", "authors") == []
    assert "compare" in cues("compare X and Y")
    assert list(cues("디퓨전")) == []
