"""What people say of their day is no request for the papers of that day."""

from __future__ import annotations

import pytest

from bot.answers.understand.mood import is_mood
from bot.search.corpus import Corpus
from tests.answers.understand.kit import understood


@pytest.mark.parametrize(
    "text",
    [
        "so tired today",
        "im so exhausted",
        "아 진짜 졸리다",
        "ugh this week has been exhausting",
        "i'm starving lol",
        "mondays are rough",
        "오늘 너무 졸려",
        "요즘 진짜 바쁘네ㅠㅠ",
        "이번 주 할 일 왤케 많아",
        "월요일 진짜 싫다",
        "몸이 너무 아프다..",
        "i'll read it this weekend",
        "thanks, will check it out tomorrow",
        "gonna skim this one later",
        "땡큐 주말에 읽어봐야지",
        "오 이거 내일 꼭 읽어볼게요",
        "나중에 살펴봐야겠다 감사",
        "thx thats all for today!!",
    ],
)
def test_a_mood_asks_for_nothing(corpus: Corpus, text: str) -> None:
    assert is_mood(text)
    assert understood(corpus, text).act in ("ack", "off")


@pytest.mark.parametrize(
    "text",
    [
        "papers of this week",
        "tired of rag, show me agents",
        "요즘 바쁜데 짧은 논문 추천",
        "오늘 논문",
        "지난주에 뭐 많이 나왔어?",
        "sad face recognition",
        "슬픔 감정 인식",
        "hot papers this week",
        "주말에 읽어볼만한 논문",
        "let me check the code of hymba",
        "내일 읽을게, 링크 줘",
        "요즘 볼게 없네",
    ],
)
def test_what_asks_for_papers_is_no_mood(text: str) -> None:
    assert not is_mood(text)
