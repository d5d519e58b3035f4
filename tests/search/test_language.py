from __future__ import annotations

import pytest

from bot.search.language import summary_language
from tests.conftest import MakePaper


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("LLM의 추론 능력을 높이는 Chain-of-Thought 방법을 소개합니다.", "ko"),
        ("We introduce a method.", "en"),
        ("We introduce a fast method for it. 빠른 방법을 소개합니다.", "both"),
        ("42 + 1", "none"),
        ("", "none"),
    ],
)
def test_the_language_of_a_summary_is_told_by_its_words(make_paper: MakePaper, text: str, language: str) -> None:
    assert summary_language(make_paper(text=text)) == language
