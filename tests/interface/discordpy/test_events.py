"""A gateway that talks nonsense, on a real socket: the bot goes on."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from bot.interface.app.client import PapersBot
from tests.interface.conftest import Stage
from tests.wire.look import texts
from tests.wire.payloads import GUILD_ID, Payload, guild
from tests.wire.people import Member
from tests.wire.server import Wire


class Door:
    """Bring what people do over the gateway."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    async def deliver(self, name: str, data: Payload) -> None:
        """Dispatch an event."""
        self.wire.gateway.dispatch(name, data)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identify and come back without the pauses that spare the real gateway."""

    def soon(_: object) -> float:
        return 0.01

    async def at_once(_: PapersBot, __: int | None, *, initial: bool = False) -> None:
        pass

    monkeypatch.setattr(PapersBot, "before_identify_hook", at_once)
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", soon)


@asynccontextmanager
async def connected(stage: Stage) -> AsyncGenerator[Member]:
    """Connect the client, and give somebody who talks to it; it is to be connected still at the end."""
    stage.wire.join(guild())
    # So long it waits for servers that may still come.
    stage.bot._connection.guild_ready_timeout = 0.05  # pyright: ignore[reportPrivateUsage]
    running = asyncio.create_task(stage.bot.connect())
    try:
        await asyncio.wait_for(stage.wire.identified.get(), 5)
        yield Member(Door(stage.wire))
        assert not running.done()
    finally:
        for shard in stage.bot.shards.values():
            await shard.disconnect()
        running.cancel()
        await asyncio.wait({running})
    assert [one for one in stage.wire.sockets if not one.closed] == []
    hearts = [one for one in threading.enumerate() if one.name.startswith("keep-alive")]
    for heart in hearts:
        heart.join(1)
    assert not any(heart.is_alive() for heart in hearts), "a connection that was given up still beats"


async def is_answered(member: Member) -> bool:
    return "Marco-o1" in texts(await member.slash("paper", id_or_title="2411.14405"))


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "<html>",
        "[]",
        "null",
        "7",
        '"?"',
        "{}",
        '{"op": 42}',
        '{"op": null, "d": null, "t": [], "s": 1}',
        '{"op": 0, "t": {}, "d": 1, "s": null}',
        '{"op": 0, "t": "RESUMED", "d": null, "s": null}',
        '{"op": 0, "t": "INTERACTION_CREATE", "d": [], "s": null}',
        '{"op": 10, "d": null}',
    ],
)
async def test_a_frame_that_makes_no_sense_is_passed_over(stage: Stage, frame: str) -> None:
    async with connected(stage) as member:
        await stage.wire.gateway.blurt(frame)
        assert await is_answered(member)
        assert len(stage.wire.sockets) == 1, "on the same connection"


async def test_a_broken_stream_is_begun_anew(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async with connected(stage) as member:
        with caplog.at_level(logging.CRITICAL):
            await stage.wire.gateway.blurt(b"no zlib\x00\x00\xff\xff")
            await asyncio.wait_for(stage.wire.identified.get(), 5)
        assert await is_answered(member)


@pytest.mark.parametrize("lacking", ["", "session_id", "resume_gateway_url", "user", "guilds"])
async def test_a_session_that_begins_without_what_it_needs_is_begun_anew(stage: Stage, lacking: str) -> None:
    stage.wire.gateway.lacking = [lacking, lacking]
    async with connected(stage) as member:
        for _ in "ab":
            await asyncio.wait_for(stage.wire.identified.get(), 5)
        await asyncio.wait_for(stage.bot.wait_until_ready(), 5)
        assert stage.bot.get_guild(GUILD_ID) is not None
        assert await is_answered(member)
