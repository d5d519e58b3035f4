"""The pause between two rounds of a task."""

from __future__ import annotations

import pytest

from bot.feed.rest import Rest

_DAYS = 10 * 86_400.0


class Clock:
    """Time as a test sets it."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def seconds_of(rest: Rest, clock: Clock) -> float:
    """Return how long a rest lasts."""
    began = clock.now
    while not rest.is_over:
        clock.now += 50.0
    lasted, clock.now = clock.now - began, began
    return lasted


def test_a_pause_doubles_with_each_failure_up_to_an_hour_and_begins_anew_after_a_success() -> None:
    clock = Clock()
    rest = Rest(clock)
    lasted: list[float] = []
    for failed in (True, True, True, True, True, True, False, True):
        rest.begin(failed=failed, idle=False)
        lasted.append(seconds_of(rest, clock))
    assert lasted == [300, 600, 1_200, 2_400, 3_600, 3_600, 0, 300]


@pytest.mark.parametrize(("failed", "wait", "seconds"), [(True, 600.0, 600), (True, _DAYS, 3_600), (False, 0.0, 300)])
def test_what_a_source_asks_for_is_waited_but_no_days(failed: bool, wait: float, seconds: float) -> None:
    clock = Clock()
    rest = Rest(clock)
    rest.begin(failed=failed, idle=True, wait=wait)
    assert seconds_of(rest, clock) == seconds
    rest.end()
    assert rest.is_over
