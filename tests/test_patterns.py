"""No pattern of the program takes long, whatever is written to make it slow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.patterns import hostile, literals, patterns, slowest

_LENGTH = 10_000
_SECONDS = 0.02
_PARTS = 8


@pytest.mark.slow
@pytest.mark.parametrize("part", range(_PARTS))
def test_no_pattern_takes_long_on_repetitions_of_its_own_parts(part: int) -> None:
    slow = {
        f"{one.place} {one.pattern.pattern[:60]}": found
        for one in patterns()[part::_PARTS]
        if (found := slowest(one.pattern, _LENGTH, _SECONDS))[1]
    }
    assert slow == {}


def test_every_pattern_is_looked_at_those_in_functions_too() -> None:
    places = {one.place.rpartition(":")[0] for one in patterns()}
    assert {"particles.py", "search/ids.py", "answers/wording.py", "interface/digest/options.py"} <= places


def test_patterns_that_are_written_out_in_calls_are_found(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text('re.sub("a+b", "", text)\nre.split(rf"x{y}", text)\ntext.split("c")\n', "utf-8")
    assert [one.pattern.pattern for one in literals(tmp_path)] == ["a+b", "xa"]


@pytest.mark.parametrize(
    "quadratic",
    [
        r"(?:a\s+|the\s+)*code",
        r"(?:\w+-)?\w+ing\b",
        r"[a-z-]+(?:\.[A-Z]{2})?/\d{7}",
        r"(?P<inside>[^~]+)~",
        r"[A-Za-z\d]*[a-z][A-Z]+[A-Za-z\d]*",
    ],
)
def test_the_check_sees_patterns_whose_time_grows_with_the_square_of_the_length(quadratic: str) -> None:
    assert slowest(re.compile(quadratic), _LENGTH, _SECONDS)[0] > _SECONDS


def test_texts_that_are_made_to_be_slow_hold_what_a_pattern_matches() -> None:
    texts = set(hostile(re.compile(r"by (?:us|me) [0-9]{2,3}"), 24))
    assert any(text.startswith("by us 00by us") for text in texts)
    assert any(text.startswith("by me") for text in texts)
