from __future__ import annotations

import time
import timeit

import pytest

from bot.search.unknown_works import title_like_spans


def known(word: str) -> bool:
    return word in {"gpt", "rag"}


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ('do you have "deep residual learning"?', "deep residual learning"),
        ("what about Deep Residual Learning for Image Recognition", "Deep Residual Learning for Image Recognition"),
        ("attention is all you need 있음?", "attention is all you need"),
        ("the AlphaFold 3 paper", "AlphaFold 3"),
        ("SAM2랑 비교", "SAM2"),
        ("is GPT-5 there", "GPT-5"),
    ],
)
def test_what_is_surely_the_name_of_a_work_is_seen(text: str, work: str) -> None:
    (span,) = title_like_spans(text, known)
    assert text[slice(*span)] == work


@pytest.mark.parametrize(
    "text",
    [
        "Show Me The Papers",
        "RAG papers from Oct 2024",
        "don't you think it's what I'd want",
        "'모델이란 무엇인가' 논문",
        "top 3 of 2024",
        "what do you need?",
    ],
)
def test_what_may_be_anything_is_left_alone(text: str) -> None:
    assert title_like_spans(text, known) == []


@pytest.mark.parametrize("piece", ["a-", "Ab ", '"', "'a ", "A1-", "The Of ", " is all you need", "a "])
def test_a_hostile_text_takes_no_time(piece: str) -> None:
    text = (piece * 4000)[:4000]
    assert min(timeit.repeat(lambda: title_like_spans(text, known), timer=time.process_time, number=1, repeat=3)) < 0.05
