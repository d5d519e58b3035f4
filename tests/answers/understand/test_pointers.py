"""Words that point at what was shown before, and words that ask for more of it."""

from __future__ import annotations

import pytest

from bot.answers.understand.meanings import More, Pointer
from bot.answers.understand.pointers import find_more, find_pointers


def _pointers(text: str) -> list[tuple[str, int]]:
    found = [span.meaning for _, span in sorted(find_pointers(text), key=lambda one: one[0])]
    return [(meaning.to, meaning.number) for meaning in found if isinstance(meaning, Pointer)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("두 번째 거 자세히", 2),
        ("첫 번째 논문 저자", 1),
        ("세번째는?", 3),
        ("3번 요약", 3),
        ("마지막 거", -1),
        ("맨 위에 있는 거", 1),
        ("후자는?", 2),
        ("the second one", 2),
        ("tell me about the third paper", 3),
        ("#4", 4),
        ("number 5's authors", 5),
        ("the last one", -1),
        ("what about the first", 1),
        ("the latter's code", 2),
        ("second?", 2),
        ("whats 3rd then", 3),
        ("third's base model", 3),
        ("the 2nd, who wrote it", 2),
        ("the authors of the third", 3),
        ("link to the second", 2),
        ("number two pls", 2),
        ("open the number four one", 4),
    ],
)
def test_ordinals_are_read_in_both_languages(text: str, number: int) -> None:
    assert ("place", number) in _pointers(text)


@pytest.mark.parametrize(
    "text",
    [
        "two stage training",
        "첫눈에 반한",
        "GPT-4",
        "세 가지 방법",
        "the last week",
        "the second author",
        "3번 이상",
        "in 5 papers",
        "the number one paper of today",
        "number of papers",
    ],
)
def test_other_numbers_are_no_ordinals(text: str) -> None:
    assert "place" not in [to for to, _ in _pointers(text)]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("who wrote it?", "it"),
        ("그 논문 성능은?", "it"),
        ("이거 링크", "it"),
        ("this paper's code", "it"),
        ("what data does that one use", "it"),
        ("the same model", "it"),
        ("which of these is newer", "these"),
        ("그 중에 제일", "these"),
        ("what data do they use", "these"),
        ("얘네 중", "these"),
        ("which of the two", "pair"),
        ("둘 중에 뭐가", "pair"),
        ("compare them", "pair"),
        ("양쪽 다", "pair"),
        ("the other one", "other"),
        ("나머지 하나는", "other"),
        ("that day", "day"),
        ("on that same day", "day"),
        ("그날 나온", "day"),
    ],
)
def test_what_points_back_says_at_what(text: str, to: str) -> None:
    assert to in [found for found, _ in _pointers(text)]


@pytest.mark.parametrize(
    "text", ["KV cache compression", "이미지 생성", "그래프 신경망", "this week's papers", "italic text", "이점"]
)
def test_topics_and_days_point_at_nothing(text: str) -> None:
    assert _pointers(text) == []


@pytest.mark.parametrize(
    ("text", "step"), [("the day after", 1), ("next day", 1), ("다음 날", 1), ("the day before", -1), ("전날은?", -1)]
)
def test_the_day_beside_is_a_step(text: str, step: int) -> None:
    assert ("day", step) in _pointers(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("more", None),
        ("show me more", None),
        ("3 more", 3),
        ("give me five more papers", 5),
        ("next", None),
        ("next 5", 5),
        ("anything else?", None),
        ("the rest", None),
        ("더 보여줘", None),
        ("두 개 더", 2),
        ("다른 거 없어?", None),
        ("다음", None),
        ("다음은?", None),
        ("그 다음도ㅋㅋ", None),
        ("다음 페이지", None),
        ("계속", None),
    ],
)
def test_more_of_the_list_is_asked_for(text: str, number: int | None) -> None:
    assert [span.meaning for span in find_more(text)] == [More(number)]


@pytest.mark.parametrize(
    "text",
    [
        "more than 10",
        "more accurate models",
        "tell me more about it",
        "더 빠른 모델",
        "next token prediction",
        "다음 토큰 예측",
        "another approach to rag",
    ],
)
def test_more_of_something_else_is_not_more_of_the_list(text: str) -> None:
    assert list(find_more(text)) == []


@pytest.mark.parametrize("text", ["whats the 2nd training stage called", "the first author's lab"])
def test_a_part_of_a_paper_is_no_place_of_a_list(text: str) -> None:
    assert _pointers(text) == []
