"""Small talk and questions about the bot, beside messages that only hold such words."""

from __future__ import annotations

import pytest

from bot.answers.understand.about_bot import subject_of
from bot.answers.understand.small_talk import small_talk


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        ("thanks!", "thanks"),
        ("thank you so much", "thanks"),
        ("tysm <3", "thanks"),
        ("고마워요", "thanks"),
        ("감사합니당", "thanks"),
        ("ㄱㅅㄱㅅ", "thanks"),
        ("hello there", "greeting"),
        ("hey bot", "greeting"),
        ("good night", "greeting"),
        ("안녕하세요~", "greeting"),
        ("ㅎㅇ", "greeting"),
        ("잘자", "greeting"),
        ("ok", "ack"),
        ("lol nice", "ack"),
        ("that's wild", "ack"),
        ("never mind", "ack"),
        ("ㅋㅋㅋㅋㅋ", "ack"),
        ("와 대박", "ack"),
        ("아하 그렇구나", "ack"),
        ("ㅇㅋ", "ack"),
        ("👍", "ack"),
    ],
)
def test_small_talk_is_the_whole_of_a_message(text: str, talk: str) -> None:
    assert small_talk(text) == talk


@pytest.mark.parametrize(
    "text",
    [
        "cool papers on diffusion",
        "great, and agents?",
        "hi-res image generation",
        "okapi",
        "대박 에이전트 논문",
        "no diffusion",
        "좋은 논문 추천해줘",
        "agents",
    ],
)
def test_a_wish_with_such_words_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "agents?",
        "who made Hymba?",
        "how does attention work",
        "which languages does Babel cover",
        "how many papers about agents do you have?",
        "에이전트 논문 몇 편 있어?",
        "요약 모델 논문",
        "한국어 말뭉치",
        "where do hallucinations come from",
        "무료 데이터셋",
    ],
)
def test_questions_about_papers_are_not_about_the_bot(text: str) -> None:
    assert subject_of(text) is None
