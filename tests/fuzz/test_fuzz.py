"""A few cases of each target, the same ones every time, and all that broke one before."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from tests.fuzz.__main__ import all_targets
from tests.fuzz.target import CASES, Target, fuzz, known_cases

COUNTS = {
    "listing": 80,
    "file": 60,
    "upload": 60,
    "words": 100,
    "asked": 60,
    "understand": 200,
    "look_up": 80,
    "markup": 100,
    "command": 80,
    "press": 120,
    "answer": 30,
    "post": 8,
    # These may leave the client without its channel.
    "event": 200,
    "start": 10,
}


@pytest.fixture(scope="module")
def targets() -> Generator[dict[str, Target]]:
    with all_targets() as found:
        yield {target.name: target for target in found}


def test_every_target_is_fuzzed_here_and_every_kept_case_belongs_to_one(targets: dict[str, Target]) -> None:
    assert set(COUNTS) == set(targets)
    assert {path.name.rpartition("-")[0] for path in CASES.glob("*.json")} <= set(targets)


@pytest.mark.parametrize("name", COUNTS)
def test_what_broke_it_once_does_not_any_more(targets: dict[str, Target], name: str) -> None:
    for case in known_cases(name):
        targets[name].check(case)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_it_holds_whatever_comes(targets: dict[str, Target], name: str, count: int) -> None:
    assert fuzz(targets[name], count) >= count // 2
