"""The commands are sent to Discord only when they changed, and until it has them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from bot.interface.app.gateway_health import Checkup
from bot.interface.discordpy.command_sync import CommandSync, sync_if_changed
from bot.interface.ui.language import Interaction
from bot.interface.ui.send import say
from bot.operating.vitals import notes
from tests.interface.conftest import NOW, Offered, Stage, Staging

_COMMANDS = "/applications/1100000000000000001/commands"


@pytest.fixture
def offered() -> Offered:
    """Let every start send its commands."""
    return Offered()


def syncs(stage: Stage) -> int:
    return len(stage.wire.sent("PUT", _COMMANDS))


async def forget(stage: Stage) -> None:
    async with stage.store.transaction() as transaction:
        await transaction.execute("DELETE FROM command_tree")


@asynccontextmanager
async def syncing(stage: Stage, pause: float = 0.01) -> AsyncGenerator[CommandSync]:
    """Begin anew, with short pauses, in the place of what began with the bot."""
    await forget(stage)
    await stage.bot.remove_cog(CommandSync.__cog_name__)
    sync = CommandSync(stage.bot.tree, stage.store, pause)
    await stage.bot.add_cog(sync)
    yield sync
    await stage.bot.remove_cog(CommandSync.__cog_name__)


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


async def test_refusals_that_pass_are_tried_again_until_discord_has_the_commands(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    troubles = stage.wire.troubles
    troubles.outage("PUT", "/applications/.*", 503, times=1)
    troubles.outage("PUT", "/applications/.*", 400, times=1)
    troubles.refuse("PUT", "/applications/.*", 403, 50001, times=1)
    troubles.refuse("PUT", "/applications/.*", 400, 30034, times=1)
    async with asyncio.timeout(5), syncing(stage) as sync:
        await sync.done()
        assert sync.trouble is None
    assert syncs(stage) == 6
    told = [record for record in caplog.records if record.name == "bot.interface.discordpy.command_sync"]
    assert [(record.levelno, record.exc_info) for record in told] == [(logging.WARNING, None)] * 4, "one line each"
    assert "HTTP 503, code 0" in told[0].getMessage()
    assert not await sync_if_changed(stage.bot.tree, stage.store), "it is known that Discord has them"


async def test_lost_answers_are_tried_again(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    # What is asked for with PUT may be asked for again, which the HTTP library does by itself too.
    stage.wire.troubles.lose("PUT", "/applications/.*", times=5)
    async with asyncio.timeout(5), syncing(stage) as sync:
        await sync.done()
        assert sync.trouble is None
    assert "could not send the slash commands to Discord (ServerDisconnectedError" in caplog.text


async def test_a_limit_says_how_long_to_wait(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.wire.troubles.limit("PUT", "/applications/.*", 1800)
    async with asyncio.timeout(5), syncing(stage) as sync:
        while sync.trouble is None:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.01)
    assert "retrying in 1800 s" in caplog.text


async def test_pauses_grow_and_end_with_the_bot(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    stage.wire.troubles.outage("PUT", "/applications/.*", 503)
    async with asyncio.timeout(5), syncing(stage, pause=0.02):
        while caplog.text.count("could not send") < 4:  # noqa: ASYNC110 - another task logs
            await asyncio.sleep(0.01)
    tries = syncs(stage)
    await asyncio.sleep(0.5)
    assert syncs(stage) == tries


async def test_commands_that_discord_calls_wrong_are_a_defect_and_sent_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.wire.refuse("PUT", "/applications/.*", 400, 50035)
    checkup = Checkup(stage.bot, stage.library, stage.store, "off")
    async with asyncio.timeout(5), syncing(stage) as sync:
        await sync.done()
        assert "the log says why" in [note.en for note in notes(await checkup.vitals(NOW))][-1]
    assert syncs(stage) == 2
    (told,) = [record for record in caplog.records if record.name == "bot.interface.discordpy.command_sync"]
    assert (told.levelno, bool(told.exc_info)) == (logging.ERROR, True)


async def test_the_start_does_not_wait_for_the_commands(stage: Stage) -> None:
    stage.wire.troubles.delay("PUT", "/applications/.*", 3600)
    async with asyncio.timeout(5), syncing(stage):
        await stage.wire.wait_for(lambda: syncs(stage) == 2 or None, "the commands")
