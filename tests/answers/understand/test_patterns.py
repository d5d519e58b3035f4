"""No pattern that reads messages takes long, whatever is written to make it slow."""

from __future__ import annotations

import re
from time import thread_time

import pytest

from bot.answers.desk import Desk
from bot.search.corpus import Corpus
from tests.answers.understand.hostile import hostile, patterns, slowest
from tests.answers.understand.kit import NOW

_PATTERNS = patterns()
_MODULES = sorted({name.split(".")[0] for name in _PATTERNS})
_LENGTH = 10_000
_SECONDS = 0.02


@pytest.mark.slow
@pytest.mark.parametrize("module", _MODULES)
def test_no_pattern_takes_long_on_repetitions_of_its_own_parts(module: str) -> None:
    own = {name: pattern for name, pattern in _PATTERNS.items() if name.startswith(f"{module}.")}
    slow = {name: slowest(pattern, _LENGTH, _SECONDS) for name, pattern in own.items()}
    assert {name: found for name, found in slow.items() if found[1]} == {}


@pytest.mark.parametrize(
    "quadratic",
    [
        r"[가-힣]*\s*몇",
        r"(?:거|것)?[가-힣]*편",
        r"\S+\s*그거",
        r"(?:a\s+|the\s+)*code",
        r"[ㅋㅎ]{2,}\s+",
        r"(?:\w+-)?\w+ing\b",
    ],
)
def test_the_check_sees_patterns_whose_time_grows_with_the_square_of_the_length(quadratic: str) -> None:
    assert slowest(re.compile(quadratic), _LENGTH, _SECONDS)[0] > _SECONDS


def test_texts_that_are_made_to_be_slow_hold_what_a_pattern_matches() -> None:
    texts = set(hostile(re.compile(r"who\s+(?:wrote|made) [0-9]{2,3}"), 24))
    assert any(text.startswith("who wrote 00who wrote") for text in texts)
    assert any(text.startswith("who made") for text in texts)


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
    desk = Desk(corpus, NOW, "en")
    desk.understood("warm up")
    text = (piece * 2_000)[:1_990] + " x"
    began = thread_time()
    desk.understood(text)
    assert thread_time() - began < 0.5
