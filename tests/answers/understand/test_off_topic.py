"""What no paper answers, beside what only sounds like it."""

from __future__ import annotations

import pytest

from bot.answers.understand.off_topic import is_off_topic


@pytest.mark.parametrize(
    "text",
    [
        "gimme a good carbonara recipe lol",
        "got an easy recipe for banana bread?",
        "how do i bake bread",
        "김치찌개 레시피 알려줘",
        "파스타 끓이는 법",
        "요리 레시피 추천",
    ],
)
def test_a_meal_is_off_topic(text: str) -> None:
    assert is_off_topic(text)


@pytest.mark.parametrize(
    "text",
    [
        "convert 72 fahrenheit to celsius",
        "how many cm is 6 feet",
        "30평은 몇 제곱미터야",
        "100달러 얼마 원",
        "whats a good pizza place in naples",
        "any nice cafes near the station?",
    ],
)
def test_a_conversion_and_a_place_to_eat_are_off_topic(text: str) -> None:
    assert is_off_topic(text)


@pytest.mark.parametrize(
    "text",
    [
        "convert speech to text",
        "how many tokens is one image",
        "a good place in the model for an adapter",
        "convert a 7B model into a smaller one",
        "good recipe for fine-tuning llms",
        "best training recipe",
        "robots that cook, how do they cook",
        "학습 레시피 알려줘",
        "데이터 레시피 추천",
        "레시피 생성 논문 있어?",
    ],
)
def test_recipes_of_the_field_are_not(text: str) -> None:
    assert not is_off_topic(text)


@pytest.mark.parametrize("text", ["주말에 뭐하지", "퇴근 후에 뭐 할까", "what should i do this weekend"])
def test_how_to_spend_ones_time_is_off_topic(text: str) -> None:
    assert is_off_topic(text)
