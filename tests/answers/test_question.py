from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.intents import Intent
from bot.answers.question import MAX_CHARACTERS, understand
from bot.errors import InputError
from bot.search.analysis import tokens

TODAY = date(2024, 11, 21)


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("help", "help", ""),
        ("사용법", "help", ""),
        ("what can you do?", "help", ""),
        ("안녕하세요!", "greeting", ""),
        ("thanks a lot", "greeting", ""),
        ("감사합니다", "greeting", ""),
        ("2024-10-21에 몇 편 올라왔어?", "count", ""),
        ("how many papers on 2024-10-21?", "count", ""),
        ("who wrote Hymba?", "authors", "Hymba"),
        ("who are the authors of Hymba", "authors", "Hymba"),
        ("Hymba 저자가 누구야?", "authors", "Hymba"),
        ("Hymba 누가 쓴 거야?", "authors", "Hymba"),
        ("how many votes did Hymba get?", "votes", "Hymba"),
        ("Hymba 추천 수 알려줘", "votes", "Hymba"),
        ("Hymba 추천 몇 개 받았어?", "votes", "Hymba"),
        ("when was Taipan listed?", "date", "Taipan"),
        ("Taipan 언제 올라왔어?", "date", "Taipan"),
        ("link to Hymba", "link", "Hymba"),
        ("Hymba 링크 줘", "link", "Hymba 줘"),
        ("top 3 of 25 October 2024", "top", ""),
        ("어제 1등 논문", "top", ""),
        ("2024-10-25 상위 3편", "top", ""),
        ("가장 인기 있는 diffusion 논문", "top", "diffusion"),
        ("most popular diffusion papers", "top", "diffusion"),
        ("papers by Kaiming He", "by_author", "Kaiming He"),
        ("Kaiming He가 쓴 논문 있어?", "by_author", "Kaiming He 있어"),
        ("how much faster is UltraMem than MoE?", "fact", "how much faster is UltraMem than MoE"),
        ("Hymba 캐시는 얼마나 줄었어?", "fact", "Hymba 캐시는 얼마나 줄었어"),
        ("KV 캐시 압축 논문 알려줘", "find", "KV 캐시 압축"),
        ("any papers about KV cache compression?", "find", "KV cache compression"),
        ("top-k sampling", "find", "top-k sampling"),
    ],
)
def test_what_is_asked_is_understood_in_both_languages(text: str, intent: Intent, topic: str) -> None:
    question = understand(text, TODAY, (), "en")
    assert question.intent == intent
    assert tokens(question.topic) == tokens(topic)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2024-10-25 top 3", 3),
        ("상위 5편 보여줘", 5),
        ("어제 1등 논문", 1),
        ("the most voted paper of 2024-10-25", 1),
        ("탑 7", 7),
        ("popular papers", None),
    ],
)
def test_how_many_papers_are_wanted_is_read(text: str, count: int | None) -> None:
    question = understand(text, TODAY, (), "en")
    assert (question.intent, question.count) == ("top", count)


@pytest.mark.parametrize(
    ("text", "topic", "without"),
    [
        (
            "diffusion transformer 말고 autoregressive image generation",
            "autoregressive image generation",
            "diffusion transformer",
        ),
        ("이미지 생성은 빼고 비디오 생성 논문", "비디오 생성", "이미지 생성"),
        ("image generation but not diffusion", "image generation", "diffusion"),
    ],
)
def test_what_is_not_wanted_is_kept_apart(text: str, topic: str, without: str) -> None:
    question = understand(text, TODAY, (), "en")
    assert tokens(question.topic) == tokens(topic)
    assert tokens(question.without) == tokens(without)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Nov 2024 diffusion papers with over 10 votes", 11),
        ("2024년 11월 diffusion 논문 추천 10개 초과", 11),
        ("2024년 11월 diffusion 논문 추천 10개 이상", 10),
        ("diffusion papers of Nov 2024, at least 10 votes", 10),
    ],
)
def test_days_and_votes_are_filters_and_the_rest_is_the_topic(text: str, least: int) -> None:
    question = understand(text, TODAY, (), "en")
    assert question.period is not None
    assert (question.period.since, question.period.until) == (date(2024, 11, 1), date(2024, 11, 30))
    assert question.min_votes == least
    assert tokens(question.topic) == ["diffus"]


@pytest.mark.parametrize(("text", "language"), [("Hymba 저자", "ko"), ("who wrote it", "en"), ("12345", "ko")])
def test_the_reply_is_in_the_language_of_the_question_else_in_that_of_the_settings(text: str, language: str) -> None:
    assert understand(text, TODAY, (), "ko").language == language


@pytest.mark.parametrize("text", ["", "   ", "?!…", "😀😀"])
def test_a_question_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no word"):
        understand(text, TODAY, (), "en")


def test_a_question_that_is_too_long_is_refused_with_its_length() -> None:
    with pytest.raises(InputError, match="4,000 characters"):
        understand("x" * 4_000, TODAY, (), "en")
    understand("x " * (MAX_CHARACTERS // 2), TODAY, (), "en")


@given(st.text(max_size=120))
def test_any_text_is_understood_or_refused_with_a_sentence(text: str) -> None:
    try:
        question = understand(text, TODAY, (), "en")
    except InputError:
        return
    assert len(question.topic) <= len(question.text) + 20
