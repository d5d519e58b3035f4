"""The words of a text, their roles, and which of them carry no topic."""

from __future__ import annotations

import pytest

from bot.answers.understand.fillers import bare_word, is_filler, is_jamo, is_noise
from bot.answers.understand.meanings import Count, Excluded
from bot.answers.understand.spans import Span
from bot.answers.understand.words import read_words


def _known(word: str) -> bool:
    return word in ("agents", "diffusion", "논문", "C++")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("GPT-4o, C++ and A* at 3.5", ["GPT-4o", "C++", "and", "A*", "at", "3.5"]),
        ("LLM에이전트 논문이요", ["LLM", "에이전트", "논문이요"]),
        ("ㅋㅋ대박 🚀", ["ㅋㅋ", "대박", "🚀"]),
        ("text-to-image R&D don't", ["text-to-image", "R&D", "don't"]),
        ("...!?", []),
    ],
)
def test_words_are_what_is_typed_together_in_one_script(text: str, words: list[str]) -> None:
    found = read_words(text, (), _known, ())
    assert [word.typed for word in found] == words
    assert [text[word.start : word.end] for word in found] == words


def test_a_word_is_of_a_span_a_filler_known_or_unknown() -> None:
    text = "top 3 agents zeppelin please"
    found = read_words(text, (Span(0, 5, "count", Count(3)),), _known, ())
    assert [(word.typed, word.role) for word in found] == [
        ("top", "span"),
        ("3", "span"),
        ("agents", "known"),
        ("zeppelin", "unknown"),
        ("please", "filler"),
    ]


def test_words_of_an_exclusion_keep_their_roles_and_words_of_a_term_are_no_fillers() -> None:
    text = "chain of thought without diffusion"
    without = Span(17, 34, "without", Excluded(25, 34))
    found = read_words(text, (without,), _known, ((0, 16),))
    assert [word.role for word in found] == ["unknown", "unknown", "unknown", "filler", "known"]
    assert [word.in_term for word in found] == [True, True, True, False, False]


@pytest.mark.parametrize(
    "word",
    [
        "please",
        "thx",
        "papers",
        "anything",
        "anyone",
        "wanna",
        "y'all",
        "wait",
        "논문",
        "논문들",
        "논문이야",
        "알려줘",
        "추천좀",
        "있나요",
        "관련된거",
        "ㅋㅋ",
        "뭐야",
        "논문인데",
        "거",
        "모아줘",
        "골라주세요",
        "던져줄래",
    ],
)
def test_words_of_asking_carry_no_topic(word: str) -> None:
    assert is_filler(word)


@pytest.mark.parametrize(
    "word", ["agents", "diffusion", "memory", "speed", "에이전트", "추론", "이미지", "논문집필", "요약", "한국어"]
)
def test_words_of_the_field_are_no_fillers(word: str) -> None:
    assert not is_filler(word)


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("디퓨전논문", "디퓨전"),
        ("편집쪽으로만", "편집"),
        ("기반임", "기반"),
        ("양자화관련", "양자화"),
        ("에이전트", "에이전트"),
        ("GPT", "GPT"),
    ],
)
def test_what_is_written_on_to_a_word_is_taken_off(word: str, bare: str) -> None:
    assert bare_word(word) == bare


def test_jamo_alone_are_laughter_and_only_some_fillers_are_noise_in_a_description() -> None:
    assert is_jamo("ㅋㅋㅋ")
    assert not is_jamo("ㅋ대박")
    assert is_noise("lol")
    assert is_noise("부탁해")
    assert not is_noise("fast")
