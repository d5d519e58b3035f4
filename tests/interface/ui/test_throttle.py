"""Whose turn it is, and what is left alone for a while."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interface.ui.throttle import Cooldowns, Place, Throttle

NOW = datetime(2024, 11, 25, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Crowd:
    """Let people ask for work that takes until it is released; note who is worked on, in which order."""

    def __init__(self, throttle: Throttle) -> None:
        self.throttle = throttle
        self.places = list[Place]()
        self.begun = list[str]()
        self.gates = dict[str, asyncio.Event]()

    def ask(self, name: str, user_id: int = 1, **wait: Any) -> asyncio.Task[None]:
        """Begin a request."""
        self.gates[name] = asyncio.Event()
        return asyncio.create_task(self._ask(name, user_id, **wait))

    async def release(self, *names: str) -> None:
        """Let requests end, and the next ones begin."""
        for name in names:
            self.gates[name].set()
        await settled()

    async def _ask(self, name: str, user_id: int, **wait: Any) -> None:
        async with self.throttle.turn(user_id, **wait) as place:
            self.places.append(place)
            if place == "next":
                self.begun.append(name)
                await self.gates[name].wait()


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture
def crowd() -> Crowd:
    return Crowd(Throttle(at_work=2, waiting=2))


async def test_two_requests_of_a_person_are_worked_on_at_once_and_the_others_wait_in_their_order(crowd: Crowd) -> None:
    tasks = [crowd.ask(name) for name in "abcd"]
    await settled()
    assert crowd.begun == ["a", "b"]
    await crowd.release("b")
    assert crowd.begun == ["a", "b", "c"]
    await crowd.release("a", "c", "d")
    assert crowd.begun == ["a", "b", "c", "d"]
    await asyncio.gather(*tasks)


async def test_nobody_waits_for_another_person(crowd: Crowd) -> None:
    tasks = [crowd.ask(name) for name in "abcdef"]
    tasks.append(crowd.ask("other", 2))
    await settled()
    assert "other" in crowd.begun
    await crowd.release(*crowd.gates)
    await asyncio.gather(*tasks)


async def test_the_first_of_each_burst_that_is_too_many_is_told_apart(crowd: Crowd) -> None:
    for _ in range(2):
        crowd.places.clear()
        tasks = [crowd.ask(str(number)) for number in range(7)]
        await settled()
        assert crowd.places == ["next", "next", "full", "ignored", "ignored"]
        await crowd.release(*crowd.gates)
        await asyncio.gather(*tasks)


async def test_what_belongs_to_one_conversation_is_worked_on_one_after_the_other(crowd: Crowd) -> None:
    tasks = [crowd.ask("a", lane="talk"), crowd.ask("b", lane="talk"), crowd.ask("c", lane="other")]
    await settled()
    assert crowd.begun == ["a", "c"]
    await crowd.release("c")
    assert crowd.begun == ["a", "c"]
    await crowd.release("a", "b")
    assert crowd.begun == ["a", "c", "b"]
    await asyncio.gather(*tasks)


async def test_a_turn_that_does_not_come_in_time_is_given_up_and_holds_up_no_other(crowd: Crowd) -> None:
    tasks = [crowd.ask("a"), crowd.ask("b"), crowd.ask("late", seconds=0.001), crowd.ask("c")]
    await asyncio.wait({tasks[2]})
    assert crowd.places == ["next", "next", "late"]
    await crowd.release("a", "b", "c")
    assert crowd.begun == ["a", "b", "c"]
    await asyncio.gather(*tasks)


@pytest.mark.parametrize("ending", ["a", "c", "abc", "cab", "abcd", "dcba"])
async def test_what_is_cancelled_at_any_moment_leaves_nothing_behind(crowd: Crowd, ending: str) -> None:
    tasks = {name: crowd.ask(name) for name in "abcd"}
    await settled()
    for name in ending:
        tasks[name].cancel()
        if name == "a":
            # In the moment in which the next one was to begin.
            tasks["c"].cancel()
    await settled()
    await crowd.release(*crowd.gates)
    await asyncio.wait(tasks.values())
    assert crowd.throttle._lines == {}  # pyright: ignore[reportPrivateUsage]
    assert crowd.ask("again") is not None
    await crowd.release("again")
    assert crowd.begun[-1] == "again"


def test_what_rests_is_left_alone_until_its_time_is_over() -> None:
    cooldowns = Cooldowns(HOUR)
    assert cooldowns.begin(1, NOW)
    assert not cooldowns.begin(1, NOW + HOUR / 2)
    assert cooldowns.has(1, NOW + HOUR / 2)
    assert not cooldowns.has(2, NOW)
    assert not cooldowns.has(1, NOW + HOUR)
    assert cooldowns.begin(1, NOW + HOUR)


def test_no_more_than_a_thousand_are_remembered() -> None:
    cooldowns = Cooldowns(HOUR)
    for key in range(1_001):
        assert cooldowns.begin(key, NOW)
    assert not cooldowns.has(0, NOW)
    assert cooldowns.has(1_000, NOW)


async def test_it_is_quiet_while_nobody_waits_for_an_answer() -> None:
    crowd = Crowd(Throttle())
    assert crowd.throttle.quiet.is_set()
    tasks = [crowd.ask("one", 1), crowd.ask("two", 2)]
    await settled()
    assert not crowd.throttle.quiet.is_set()
    await crowd.release("one")
    assert not crowd.throttle.quiet.is_set()
    await crowd.release("two")
    assert crowd.throttle.quiet.is_set()
    await asyncio.gather(*tasks)
