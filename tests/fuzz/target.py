"""What is fuzzed, and how: many cases of a strategy, each held against what is true of all of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded
from hypothesis.strategies import SearchStrategy

__all__ = ["CASES", "Broken", "Target", "TooSlow", "fuzz", "known_cases", "within"]

# What is slow takes long to find: some of it is enough.
_MOST_SLOW = 3

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Target:
    """Hold a name, the cases (what JSON can hold), and a check that raises where a case breaks something."""

    name: str
    cases: SearchStrategy[Any]
    check: Callable[[Any], None]


class Broken(Exception):  # noqa: N818 - it is a finding
    """Tell which case broke a target: the smallest that was found."""

    def __init__(self, target: Target, case: object) -> None:
        self.case = json.dumps(case)
        super().__init__(f"{target.name} does not hold for {self.case}")


class TooSlow(Exception):  # noqa: N818 - it is a finding
    """Tell that a case took too long."""


def fuzz(target: Target, count: int, seed: int | None = None) -> int:
    """Check so many cases, the same ones every time where no seed is given; return how many ran.

    Raises Broken with what broke as its cause.
    """
    ran, last = 0, None
    slow: list[tuple[object, TooSlow]] = []

    def holds(case: object) -> None:
        nonlocal ran, last
        ran, last = ran + 1, case
        if len(slow) >= _MOST_SLOW:
            return
        if error := _slowness(target, case):
            # Not raised here: what is made a little smaller is a little quicker.
            slow.append((case, error))

    given_cases = settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=seed is None,
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
        report_multiple_bugs=False,
    )(given(target.cases)(holds))
    try:
        (given_cases if seed is None else seeded(seed)(given_cases))()
    except Exception as error:
        raise Broken(target, last) from error
    if slow:
        case, error = min(slow, key=lambda found: len(json.dumps(found[0])))
        raise Broken(target, case) from error
    return ran


def _slowness(target: Target, case: object) -> TooSlow | None:
    """Check a case; return what says that it takes too long, twice, as the first time may have met a collection."""
    try:
        target.check(case)
    except TooSlow:
        try:
            target.check(case)
        except TooSlow as error:
            return error
    return None


def known_cases(name: str) -> list[Any]:
    """Return the kept cases of a target: what broke it once."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(CASES.glob(f"{name}-*.json"))]


@contextmanager
def within(seconds: float) -> Generator[None]:
    """Hold that a block takes this thread no longer than so many seconds of work."""
    started = time.thread_time()
    yield
    took = time.thread_time() - started
    if took > seconds:
        message = f"it took {took:.2f} s, longer than {seconds} s"
        raise TooSlow(message)
