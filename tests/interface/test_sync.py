"""The commands are sent to Discord only when they changed."""

from __future__ import annotations

import logging

import pytest

from bot.interface.language import Interaction
from bot.interface.replies import say
from bot.interface.sync import sync_if_changed
from tests.interface.conftest import Stage, Staging


def syncs(stage: Stage) -> int:
    return len(stage.wire.sent("PUT", "/applications/1100000000000000001/commands"))


async def test_the_first_start_sends_the_commands(stage: Stage) -> None:
    assert syncs(stage) == 1


async def test_the_next_start_sends_nothing(staging: Staging) -> None:
    async with staging():
        pass
    async with staging() as stage:
        assert syncs(stage) == 1


async def test_a_changed_command_is_sent(stage: Stage) -> None:
    @stage.bot.tree.command(name="new", description="Something new")
    async def _new(interaction: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        await say(interaction, "new")

    assert await sync_if_changed(stage.bot.tree, stage.store)
    assert not await sync_if_changed(stage.bot.tree, stage.store)
    assert syncs(stage) == 2


async def test_another_application_has_its_own_version(stage: Stage) -> None:
    async with stage.store.transaction() as transaction:
        await transaction.execute("UPDATE command_tree SET application_id = 1")
    assert await sync_if_changed(stage.bot.tree, stage.store)


async def test_a_lost_answer_does_not_end_the_start(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async with stage.store.transaction() as transaction:
        await transaction.execute("DELETE FROM command_tree")
    # What is asked for with PUT may be asked for again, which the HTTP library does by itself.
    stage.wire.troubles.lose("PUT", "/applications/.*", times=9)
    assert not await sync_if_changed(stage.bot.tree, stage.store)
    stage.wire.accept()
    stage.wire.troubles.limit("PUT", "/applications/.*", 3600)
    assert not await sync_if_changed(stage.bot.tree, stage.store)
    assert caplog.text.count("could not be sent to Discord") == 2
    assert await sync_if_changed(stage.bot.tree, stage.store)


async def test_a_failed_start_of_the_commands_is_tried_again_by_the_next_start(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage.store.transaction() as transaction:
        await transaction.execute("DELETE FROM command_tree")
    stage.wire.refuse("PUT", "/applications/.*", 403, 50001)
    with caplog.at_level(logging.ERROR):
        assert not await sync_if_changed(stage.bot.tree, stage.store)
    assert "could not be sent to Discord" in caplog.text
    stage.wire.accept()
    assert await sync_if_changed(stage.bot.tree, stage.store)
