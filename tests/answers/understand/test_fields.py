"""The fields of a paper that are asked for, in the words that ask."""

from __future__ import annotations

import pytest

from bot.answers.request import Field
from bot.answers.understand.fields import find_fields
from bot.answers.understand.meanings import FieldAsked


def _fields(text: str) -> list[Field]:
    return [span.meaning.field for span in find_fields(text) if isinstance(span.meaning, FieldAsked)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("who wrote it?", "authors"),
        ("who's behind this", "authors"),
        ("list the authors", "authors"),
        ("autors?", "authors"),
        ("저자 누구", "authors"),
        ("누가 썼어", "authors"),
        ("만든 사람들", "authors"),
        ("how many upvotes did it get", "votes"),
        ("vote count", "votes"),
        ("추천 수", "votes"),
        ("몇 표야", "votes"),
        ("추천 몇개 받았어", "votes"),
        ("when was it published", "day"),
        ("release date?", "day"),
        ("언제 올라왔어", "day"),
        ("날짜는?", "day"),
        ("며칠자야", "day"),
        ("link pls", "link"),
        ("where can i read it", "link"),
        ("pdf", "link"),
        ("링크 좀 줘", "link"),
        ("원문 어디서 봐", "link"),
        ("github?", "code"),
        ("is the code available", "code"),
        ("깃헙 있어", "code"),
        ("코드 공개했어?", "code"),
    ],
)
def test_a_field_is_found_however_it_is_asked_for(text: str, field: Field) -> None:
    assert field in _fields(text)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("몇표 받음?", "votes"),
        ("표수는", "votes"),
        ("투표 몇개받았냐", "votes"),
        ("업보트 몇개 얻음?", "votes"),
        ("how many upvotes it got", "votes"),
        ("vote number", "votes"),
        ("저자 몇명", "authors"),
        ("몇명이 씀", "authors"),
        ("총 저자 몇 분이야", "authors"),
        ("쓴 사람 몇명", "authors"),
        ("who else is on it", "authors"),
        ("who else worked on it", "authors"),
        ("how many ppl wrote it", "authors"),
        ("how many authors", "authors"),
        ("number of authors", "authors"),
        ("이름이랑 링크", "link"),
        ("title and link", "link"),
        ("코드", "code"),
        ("코드좀", "code"),
        ("깃헙", "code"),
        ("which day", "day"),
    ],
)
def test_the_words_around_a_field_belong_to_it(text: str, field: Field) -> None:
    spans = [span for span in find_fields(text) if span.meaning == FieldAsked(field)]
    assert any(not text[: span.start].strip() and not text[span.end :].strip(" ?") for span in spans)


@pytest.mark.parametrize(
    "text",
    [
        "the webpage one how much gain on visualwebbench",
        "web page agents",
        "웹페이지 이해",
        "write me some python code",
        "저자원 언어 번역",
        "whatever you like",
    ],
)
def test_what_only_sounds_like_a_field_is_none(text: str) -> None:
    assert _fields(text) == []


@pytest.mark.parametrize(
    "text",
    ["code generation", "추천 시스템", "추천해줘", "linking entities", "voting ensembles", "그래프 표현"],
)
def test_topics_with_such_words_are_no_fields(text: str) -> None:
    assert _fields(text) == []


def test_several_fields_are_found_in_order_of_kind() -> None:
    assert set(_fields("who wrote it and when was it listed? link please")) == {"authors", "day", "link"}
