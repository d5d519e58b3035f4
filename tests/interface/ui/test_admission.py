"""One fairness for commands, presses and chat: two of a person's requests at work, four waiting, one word about it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.answers.query_service import QueryService
from bot.interface.ui import admission
from tests.interface.chatting import answers, message
from tests.interface.conftest import Stage
from tests.interface.look import text
from tests.wire.interactions import apply, option, press, slash
from tests.wire.payloads import BOT_ID, STRANGER_ID, Payload

_BUSY = "One at a time, please: I am still working on your earlier requests"


class Slow:
    """Let whatever the query service is asked take until it is released."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate = threading.Event()
        self.begun = threading.Semaphore(0)
        for name in ("ask", "paper", "found_in"):
            monkeypatch.setattr(QueryService, name, self._slowed(getattr(QueryService, name)))

    async def begins(self, count: int) -> None:
        """Wait until so many are worked on."""
        for _ in range(count):
            assert await asyncio.to_thread(self.begun.acquire, timeout=5)

    def _slowed(self, work: Callable[..., object]) -> Callable[..., object]:
        def slow(*given: object) -> object:
            self.begun.release()
            self.gate.wait(5)
            return work(*given)

        return slow


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    slow = Slow(monkeypatch)
    yield slow
    slow.gate.set()


def asking(**who: int) -> Payload:
    return slash("ask", option("question", "Marco-o1"), user_id=who.get("user_id", STRANGER_ID))


def begun(stage: Stage, *payloads: Payload) -> list[asyncio.Task[None]]:
    """Let somebody send interactions and messages, all at once."""
    tasks = list[asyncio.Task[None]]()
    for payload in payloads:
        name = "INTERACTION_CREATE" if "application_id" in payload else "MESSAGE_CREATE"
        opened = stage.wire.interactions.open(payload) if name == "INTERACTION_CREATE" else payload
        tasks.append(asyncio.create_task(stage.deliver(name, opened)))
    return tasks


def said(stage: Stage) -> list[str]:
    """Return all that was answered so far, to interactions and messages."""
    return [text(one) for one in (*(one.get("data", {}) for one in stage.wire.callbacks()), *answers(stage))]


async def test_a_flood_of_commands_is_told_once_and_the_rest_is_dropped_with_a_line(
    stage: Stage, slow: Slow, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot.interface.ui.admission"):
        tasks = begun(stage, *(asking() for _ in range(20)))
        await slow.begins(2)
        assert [one.startswith(_BUSY) for one in said(stage)] == [True]
        assert caplog.text.count("has too many requests waiting") == 13
        slow.gate.set()
        await asyncio.gather(*tasks)
    assert [one.startswith(_BUSY) for one in said(stage)] == [True] + [False] * 6
    assert all(one["data"].get("flags") == 64 for one in stage.wire.callbacks()[:1])


async def test_all_surfaces_are_one_line_and_another_person_does_not_stand_in_it(stage: Stage, slow: Slow) -> None:
    shown = message("", user_id=BOT_ID)
    mine = [
        asking(),
        press(shown, "open:2411.14405", user_id=STRANGER_ID),
        apply("Find papers", message("2411.14405"), user_id=STRANGER_ID),
        *(message(f"<@{BOT_ID}> Marco-o1", user_id=STRANGER_ID) for _ in range(3)),
        press(shown, "open:2411.00002", user_id=STRANGER_ID),
    ]
    tasks = begun(stage, *mine)
    await slow.begins(2)
    assert [one.startswith(_BUSY) for one in said(stage)] == [True]
    tasks += begun(stage, asking(user_id=STRANGER_ID + 1))
    await slow.begins(1)
    slow.gate.set()
    await asyncio.gather(*tasks)
    assert sum(not one.startswith(_BUSY) for one in said(stage)) == 7


async def test_who_waits_longer_than_discord_does_is_told_in_time(
    stage: Stage, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "_SECONDS", 0.01)
    tasks = begun(stage, *(asking() for _ in range(3)))
    await slow.begins(2)
    await asyncio.wait({tasks[2]})
    assert [one.startswith(_BUSY) for one in said(stage)] == [True]
    slow.gate.set()
    await asyncio.gather(*tasks)
    assert len(said(stage)) == 3


async def test_a_turn_that_was_waited_for_shortens_the_time_before_discord_is_asked_to_wait(
    stage: Stage, slow: Slow
) -> None:
    services = stage.bot._services  # pyright: ignore[reportPrivateUsage]
    object.__setattr__(services, "defer_after", 0.05)
    tasks = begun(stage, *(asking() for _ in range(4)))
    await slow.begins(2)
    await asyncio.sleep(0.1)
    slow.gate.set()
    await asyncio.gather(*tasks)
    assert len(stage.wire.callbacks()) == 4
    assert [one["type"] for one in stage.wire.callbacks()[:2]] == [5, 5]
    assert stage.wire.faults == []


async def test_the_end_of_a_very_long_message_is_not_read_and_the_answer_says_so(stage: Stage) -> None:
    for start, found in (("https://arxiv.org/abs/2411.00002", True), ("점심 뭐 먹지", False)):
        long = message(f"{start} {'점심 ' * 1_400} https://arxiv.org/abs/2411.14405")
        for locale, note in (("en-US", "the first 4,000 characters"), ("ko", "앞 4,000자만 읽었습니다")):
            answer = await stage.answer(apply("Find papers", long, locale=locale))
            assert note in text(answer)
            assert ("2411.00002" in str(answer), "2411.14405" in str(answer)) == (found, False)
    short = await stage.answer(apply("Find papers", message("2411.00002")))
    assert "characters of the message" not in text(short)
