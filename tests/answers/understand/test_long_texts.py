"""No text takes long to read, whatever it repeats."""

from __future__ import annotations

from time import thread_time

import pytest

from bot.answers.query_service import QueryService
from bot.search.corpus import Corpus
from tests.answers.understand.kit import NOW


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "가",
        "ㅋ",
        "1",
        "1.",
        "것",
        "any ",
        "말고 ",
        "not ",
        "top 3 ",
        "the one ",
        "2024-",
        "K. ",
        "Hymba ",
        "카이밍 ",
        "?",
        "best of ",
        "ab-",
    ],
)
def test_a_whole_reading_of_a_long_text_is_bounded(corpus: Corpus, piece: str) -> None:
    service = QueryService(corpus, NOW, "en")
    service.understood("warm up")
    text = (piece * 2_000)[:1_990] + " x"
    began = thread_time()
    service.understood(text)
    assert thread_time() - began < 0.5
