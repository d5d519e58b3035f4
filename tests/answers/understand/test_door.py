"""What every text passes first, and the small talk that it may begin with."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understand.door import MAX_CHARACTERS, at_the_door, changes_subject, without_preamble
from bot.errors import InputError


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  who   wrote\n\nHymba ?\t", "who wrote Hymba ?"),
        ("２０２４－１０－２５", "2024-10-25"),
        ("ＫＶ　캐시", "KV 캐시"),
        (unicodedata.normalize("NFD", "비디오 생성"), "비디오 생성"),
        ("“Hymba”의 ‘저자’", "\"Hymba\"의 '저자'"),
        ("「무비젠」 논문", '"무비젠" 논문'),
        ("<@123456789> 논문 <#987654321> <:kek:123456789012345678>", "논문"),
        ("who wrote Hymba <@!42>", "who wrote Hymba"),
        ("who tf wrote Hymba", "who wrote Hymba"),
        ("what the hell is Hymba", "what is Hymba"),
        ("ㅋㅋ 대박", "ㅋㅋ 대박"),
        ("ㄱㅅ", "ㄱㅅ"),
        ("Hym\x00ba\x07", "Hym ba"),
        ("KV Cache", "KV Cache"),
    ],
)
def test_a_text_is_brought_into_one_form_and_keeps_its_case(typed: str, read: str) -> None:
    assert at_the_door(typed) == read


@pytest.mark.parametrize("text", ["", "   ", "?!.", "\n\t", "<@123>", "\x00", "(((", "___"])
def test_a_text_without_anything_to_read_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="nothing to search for"):
        at_the_door(text)


@pytest.mark.parametrize("text", ["🚀", "뇌", "A", "7", "ρ", "ㅋ"])
def test_one_sign_is_enough_to_be_read(text: str) -> None:
    assert at_the_door(text) == text


def test_a_text_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(InputError, match="4,000 characters"):
        at_the_door("x" * 4_000)
    assert len(at_the_door("x " * (MAX_CHARACTERS // 2))) <= MAX_CHARACTERS


def test_signs_that_unfold_to_many_letters_make_no_text_longer_than_the_limit() -> None:
    assert len(at_the_door("\ufdfa" * MAX_CHARACTERS)) <= MAX_CHARACTERS


@given(st.text(max_size=300))
def test_what_has_passed_the_door_passes_it_unchanged(text: str) -> None:
    try:
        read = at_the_door(text)
    except InputError:
        return
    assert read == " ".join(read.split())
    assert at_the_door(read) == read


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("hi! who wrote Hymba", "who wrote Hymba"),
        ("ㅋㅋㅋㅋ 에이전트 논문 있어?", "에이전트 논문 있어?"),
        ("ok cool, papers about agents", "papers about agents"),
        ("안녕하세요. 오늘 논문 보여줘", "오늘 논문 보여줘"),
        ("thanks! and the second one", "and the second one"),
    ],
)
def test_small_talk_in_front_is_taken_off(text: str, rest: str) -> None:
    assert without_preamble(text) == rest


@pytest.mark.parametrize(
    "text", ["thanks", "hi there", "ㅋㅋ", "ok", "K. He papers", "Hymba, Taipan and MoE", "agents. only 2024"]
)
def test_small_talk_alone_and_what_is_none_stay(text: str) -> None:
    assert without_preamble(text) == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("different topic: watermarking", "watermarking"),
        ("ok new question, who wrote Hymba", "who wrote Hymba"),
        ("ok diff topic. robots?", "robots?"),
        ("changing the subject - any music papers", "any music papers"),
        ("딴 얘긴데 로봇 논문", "로봇 논문"),
        ("근데 다른 질문인데요, rag 논문", "rag 논문"),
    ],
)
def test_a_change_of_subject_is_heard_and_taken_off(text: str, rest: str) -> None:
    assert changes_subject(text)
    assert without_preamble(text) == rest


@pytest.mark.parametrize(
    "text", ["a different topic model", "other topics", "다른 논문 보여줘", "new question answering data"]
)
def test_other_things_that_are_different_change_no_subject(text: str) -> None:
    assert not changes_subject(text)


@pytest.mark.parametrize("text", ["thank you so much :)", "thanks so very much"])
def test_so_much_is_no_clause_of_its_own(text: str) -> None:
    assert without_preamble(text) == text
