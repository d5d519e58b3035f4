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
