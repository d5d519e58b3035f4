from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understand.numbers import number_at, read_number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("7", 7), ("1,024", 1024), ("three", 3), ("twenty-one", 21), ("twenty one", 21), ("dozen", 12),
        ("two thousand and eighteen", 2018), ("one hundred", 100),
        ("하나", 1), ("두", 2), ("스물셋", 23), ("서른 하나", 31), ("열두", 12), ("십오", 15), ("이천이십사", 2024),
        ("이공이사", 2024), ("백이십", 120), ("삼만", 30_000), ("3만", 30_000),
        ("두개", 2), ("두 개", 2), ("세편", 3), ("10편", 10), ("한 명", 1), ("스무 권", 20), ("열 표", 10),
        ("다섯가지", 5),
    ],
)  # fmt: skip
def test_numbers_are_read_in_figures_and_words_of_both_languages(word: str, number: int) -> None:
    assert read_number(word) == number


@pytest.mark.parametrize("word", ["", "paper", "논문", "개", "three five", "2.5", "수십", "두더지", "one more"])
def test_what_is_no_number_is_left_alone(word: str) -> None:
    assert read_number(word) is None


def test_a_number_is_found_where_it_begins() -> None:
    assert number_at("top twenty one papers", 4) == (21, 14)
    assert number_at("논문 스물세 편", 3) == (23, 6)
    assert number_at("top ten", 0) is None


@given(st.integers(0, 999_999))
def test_every_number_is_read_back_in_figures(number: int) -> None:
    assert read_number(f"{number}") == number
    assert read_number(f"{number:,}편") == number


@given(st.text(max_size=40))
def test_any_word_is_a_number_or_none(word: str) -> None:
    number = read_number(word)
    assert number is None or number >= 0
