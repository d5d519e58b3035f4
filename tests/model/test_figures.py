"""Numbers are compared by what they say, however a language writes them."""

from __future__ import annotations

import pytest

from bot.model.figures import Figure, figures_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.6 million samples", "360만 개의 샘플"),
        ("89 thousand problems", "89,000개의 문제"),
        ("seven billion parameters", "70억 개의 파라미터"),
        ("a 7B model", "7 billion parameters"),
        ("by a factor of 2.2", "2.2배"),
        ("in one hour", "1시간"),
        ("all fourteen systems", "14개 시스템"),
        ("58.6 percent", "58.6%"),
        ("twice as large", "2배 큰"),
    ],
)
def test_two_ways_to_write_a_number_are_one(one: str, other: str) -> None:
    assert list(figures_of(one)) == list(figures_of(other)) != []


def test_a_number_of_another_size_or_unit_is_another() -> None:
    texts = "3.6 thousand", "3.6 million", "36만", "3.6배", "3.6%", "3.6"
    assert len({figure for text in texts for figure in figures_of(text)}) == len(texts)


def test_one_that_counts_nothing_is_no_number() -> None:
    assert list(figures_of("one of the models is the best one")) == []
    assert list(figures_of("on one RTX card")) == [Figure("1")]
