"""A slow command is deferred in time, and finished whatever happens."""

from __future__ import annotations

import asyncio
import gc
import logging

import pytest

from bot.errors import NotFoundError
from bot.interface.ui.defer import run_or_defer
from bot.interface.ui.language import Interaction
from bot.interface.ui.send import say
from bot.texts import Text
from tests.interface.conftest import Stage
from tests.wire.interactions import slash


async def slow(result: object = "done") -> object:
    await asyncio.sleep(0.02)
    if isinstance(result, Exception):
        raise result
    return result


def command(stage: Stage, result: object, *, private: bool = False, defer_after: float = 0.001) -> None:
    """Put a command /slow in that takes longer than its patience."""

    @stage.bot.tree.command(name="slow")
    async def _slow(interaction: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        await say(
            interaction,
            str(await run_or_defer(interaction, slow(result), defer_after, private=private)),
            private=private,
        )


async def test_a_slow_command_is_deferred_and_answered_later(stage: Stage) -> None:
    command(stage, "done")
    await stage.send(slash("slow"))
    assert stage.wire.callbacks() == [{"type": 5}]
    (answer,) = stage.wire.followups()
    assert answer["content"] == "done"
    assert answer["allowed_mentions"] == {"parse": []}


async def test_a_quick_command_is_not_deferred(stage: Stage) -> None:
    command(stage, "done", defer_after=5.0)
    assert (await stage.answer(slash("slow")))["content"] == "done"
    assert stage.wire.followups() == []


async def test_a_private_command_is_deferred_privately(stage: Stage) -> None:
    command(stage, "done", private=True)
    await stage.send(slash("slow"))
    assert stage.wire.callbacks() == [{"type": 5, "data": {"flags": 64}}]
    assert stage.wire.followups()[0]["flags"] == 64


async def test_a_failure_after_a_public_deferral_is_still_private(stage: Stage) -> None:
    command(stage, NotFoundError(Text("nothing there", "없습니다")))
    await stage.send(slash("slow"))
    (removed,) = stage.wire.sent("DELETE", "/webhooks/.*/messages/@original")
    (answer,) = stage.wire.followups()
    assert (answer["content"], answer["flags"]) == ("nothing there", 64)
    assert stage.wire.requests.index(removed) < len(stage.wire.requests) - 1


async def test_a_failure_after_a_private_deferral_takes_its_place(stage: Stage) -> None:
    command(stage, NotFoundError(Text("nothing there", "없습니다")), private=True)
    await stage.send(slash("slow"))
    assert stage.wire.sent("DELETE", "/webhooks/.*") == []
    assert stage.wire.followups()[0]["content"] == "nothing there"


async def test_an_answer_is_never_removed_by_a_later_failure(stage: Stage) -> None:
    @stage.bot.tree.command(name="twofold")
    async def _twofold(interaction: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        await say(interaction, str(await run_or_defer(interaction, slow(), 0.001)), private=False)
        raise NotFoundError(Text("second part failed", "실패"))

    await stage.send(slash("twofold"))
    assert stage.wire.sent("DELETE", "/webhooks/.*") == []
    assert [answer["content"] for answer in stage.wire.followups()] == ["done", "second part failed"]


async def test_work_is_finished_though_the_asker_is_gone(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.wire.refuse("POST", "/interactions/.*", 404, 10062)
    finished = asyncio.Event()

    async def work() -> None:
        await slow()
        finished.set()

    @stage.bot.tree.command(name="slow")
    async def _slow(interaction: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        await run_or_defer(interaction, work(), 0.001)

    with caplog.at_level(logging.WARNING):
        await stage.send(slash("slow"))
    assert finished.is_set()
    assert "was gone before it was answered" in caplog.text
    assert stage.wire.followups() == []


async def test_what_fails_in_the_work_is_told_though_discord_does_not_wait(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.wire.refuse("POST", "/interactions/.*", 400, times=1)
    command(stage, NotFoundError(Text("nothing there", "없습니다")))
    await stage.send(slash("slow"))
    gc.collect()
    assert stage.wire.callbacks()[-1]["data"]["content"] == "nothing there"
    assert "never retrieved" not in caplog.text


async def test_a_waiting_message_that_cannot_be_removed_does_not_hide_the_failure(stage: Stage) -> None:
    command(stage, NotFoundError(Text("nothing there", "없습니다")))
    stage.wire.refuse("DELETE", "/webhooks/.*", 404, 10008)
    await stage.send(slash("slow"))
    assert stage.wire.followups()[0]["content"] == "nothing there"
