"""A bot that is told to stop in the middle of the daily posts: what is being sent ends well, the rest comes later."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.interface.app.client import PapersBot
from bot.interface.app.run import run_bot
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from tests.wire.payloads import GUILD_ID, TOKEN, channel, guild
from tests.wire.server import Wire

_CHANNELS = range(501, 581)
_MESSAGES = "/channels/[0-9]+/messages"


async def _subscribe(store: Store) -> None:
    """Let each of many servers have a post that was due a little while ago."""
    moment = datetime.now(UTC) - timedelta(minutes=1)
    for number in _CHANNELS:
        await DigestLedger(store).subscribe(
            Subscription(
                GUILD_ID + number, number, moment.time(), "UTC", 2, "en", "nothing", 1, moment - timedelta(days=2)
            )
        )


def _open_channels(wire: Wire) -> None:
    for number in _CHANNELS:
        place = channel(number, guild_id=GUILD_ID + number)
        wire.join(guild(guild_id=GUILD_ID + number, channels=(place,)))


async def test_a_stop_in_the_middle_of_the_posts_sends_no_further_one_and_the_next_start_does(
    tmp_path: Path, wire: Wire, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(bot: PapersBot, _: int | None, *, initial: bool = False) -> None:
        """Identify without the pauses that spare the real gateway and wait for further servers."""
        bot._connection.guild_ready_timeout = 0.05  # pyright: ignore[reportPrivateUsage]

    monkeypatch.setattr(PapersBot, "before_identify_hook", at_once)
    _open_channels(wire)
    wire.troubles.delay("POST", _MESSAGES, 0.2)
    async with Store.open(tmp_path / "papers.db") as store:
        await _subscribe(store)
        library = Library(store, seeds)
        await library.open()
        settings = Settings(discord_api=wire.api, token=TOKEN, timezone="UTC", seeds=seeds)  # type: ignore[call-arg]
        for last in (False, True):
            stopped = asyncio.Event()
            running = asyncio.create_task(run_bot(settings, library, store, stopped))
            await wire.until("POST", _MESSAGES)
            if last:
                wire.troubles.clear()
                await wire.wait_for(lambda: len(wire.sent("POST", _MESSAGES)) >= len(_CHANNELS) or None, "the rest")
            stopped.set()
            await asyncio.wait_for(running, 10)
            rows = await store.rows("SELECT claimed_at, message_id FROM digest_delivery")
            assert len(rows) == len(_CHANNELS) if last else len(rows) < len(_CHANNELS)
            sent = [row for row in rows if row[1] is not None]
            assert len(sent) == len(wire.sent("POST", _MESSAGES))
    assert [len(wire.messages.listed(number)) for number in _CHANNELS] == [1] * len(_CHANNELS)
