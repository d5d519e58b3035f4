"""What is to be left out, and how far the words reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.understand.exclusions import find_exclusions
from bot.answers.understand.spans import Excluded


def _excluded(text: str) -> list[str]:
    found = [span.meaning for span in find_exclusions(text) if isinstance(span.meaning, Excluded)]
    return [text[meaning.start : meaning.end].strip() for meaning in found]


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("agents but not the web ones", "web"),
        ("agents without medical", "medical"),
        ("agents w/o medical, sorted by votes", "medical"),
        ("everything except 2024-10-25", "2024-10-25"),
        ("papers other than Hymba please", "Hymba"),
        ("image models, no diffusion", "diffusion"),
        ("not interested in vision, just audio", "vision"),
        ("not into robotics", "robotics"),
        ("excluding surveys from 2024", "surveys"),
        ("비전 말고 음성", "비전"),
        ("이미지 생성은 빼고 비디오", "이미지 생성"),
        ("2025년꺼 빼고", "2025년꺼"),
        ("의료 제외하고 보여줘", "의료"),
        ("좋은 논문, 설문 아닌 거", "설문"),
        ("서베이는 싫고 실험 논문", "서베이"),
    ],
)
def test_what_is_left_out_ends_where_the_clause_does(text: str, out: str) -> None:
    assert _excluded(text) == [out]


@pytest.mark.parametrize(
    "text",
    [
        "models without training",
        "editing without paired data",
        "attention is all you need",
        "notable agents",
        "빼어난 논문",
        "말고기 데이터",
        "no idea",
    ],
)
def test_how_something_works_and_other_words_leave_out_nothing(text: str) -> None:
    assert _excluded(text) == []


@given(st.text(alphabet="abc notwihu,말고빼 은는", max_size=200))
def test_what_is_left_out_lies_inside_its_span_and_the_text(text: str) -> None:
    for span in find_exclusions(text):
        assert isinstance(span.meaning, Excluded)
        assert 0 <= span.start <= span.meaning.start < span.meaning.end <= span.end <= len(text)
