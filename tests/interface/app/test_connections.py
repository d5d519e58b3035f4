"""Which connections to Discord are up is told as it is: over real sockets, with a gateway that dies."""

from __future__ import annotations

import asyncio
import logging
import math
import threading
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.interface.app import connections
from bot.interface.app.client import PapersBot
from bot.interface.app.connections import Connections
from bot.interface.discordpy import events
from bot.interface.discordpy.heartbeats import Heartbeats
from bot.operating.gateway import Gateway, gateway_faults
from tests.interface.conftest import Stage
from tests.wire.dying import DyingGateway, dying
from tests.wire.payloads import guild

_BEAT = 0.1
_ANSWER = 0.5
_RETURN = 0.8


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what takes seconds take parts of one."""

    async def at_once(_: PapersBot, __: int | None, *, initial: bool = False) -> None:
        pass

    monkeypatch.setattr(PapersBot, "before_identify_hook", at_once)
    monkeypatch.setattr(events, "ANSWER_SECONDS", _ANSWER)
    monkeypatch.setattr(events, "_SESSION_SECONDS", 2.0)
    monkeypatch.setattr(connections, "ANSWER_SECONDS", _ANSWER)
    monkeypatch.setattr(connections, "RETURN_SECONDS", _RETURN)


@asynccontextmanager
async def connected(stage: Stage, shards: int) -> AsyncGenerator[tuple[DyingGateway, Connections]]:
    """Connect the client to a gateway that may die, and wait until all is well."""
    gateway = dying(stage.wire, shards, int(_BEAT * 1000))
    watched = Connections(stage.bot)
    running = asyncio.create_task(stage.bot.connect())
    await comes(watched, lambda found: found.ready)
    assert gateway_faults(watched.gateway(), 3600.0) == ()
    yield gateway, watched
    await stage.bot.close()
    await running
    for thread in threading.enumerate():
        # One that was about to send a heartbeat does so on this loop.
        if thread.name.startswith("keep-alive-handler"):
            await asyncio.to_thread(thread.join)


async def comes(watched: Connections, awaited: Callable[[Gateway], bool], seconds: float = 10.0) -> Gateway:
    async with asyncio.timeout(seconds):
        while not awaited(found := watched.gateway()):  # noqa: ASYNC110 - it is what is asked
            await asyncio.sleep(0.02)
    return found


async def test_before_discord_has_said_anything_there_is_no_connection(stage: Stage) -> None:
    found = Connections(stage.bot).gateway()
    assert (found, found.ready) == (Gateway(), False)


@pytest.mark.slow
async def test_a_dead_gateway_is_told_and_so_is_its_return(stage: Stage) -> None:
    stage.wire.guilds.append(guild())
    async with connected(stage, 1) as (gateway, watched):
        gateway.dead.add(0)
        began = time.monotonic()
        found = await comes(watched, lambda found: bool(found.lost))
        assert time.monotonic() - began < _BEAT + _ANSWER + 1
        assert stage.bot.is_ready(), "which discord.py goes on saying"
        assert (found.ready, found.connected, found.lost, found.latency) == (False, 0, (0,), None)
        assert found.lost_for is not None
        assert found.lost_for >= _ANSWER
        (fault,) = gateway_faults(found, 3600.0)
        assert fault.en.startswith("The connection to Discord has been down for ")
        # It has come back to a gateway that answers nobody, which makes it no better, and no younger.
        until = time.monotonic() + 2 * _RETURN
        while time.monotonic() < until:
            still = watched.gateway()
            assert still.lost == (0,)
            await asyncio.sleep(0.02)
        still = watched.gateway()
        assert still.lost_for is not None
        assert still.lost_for > found.lost_for + _RETURN
        gateway.dead.clear()
        assert (await comes(watched, lambda found: found.ready)).lost == ()


async def test_a_gateway_that_answers_no_heartbeat_is_left_and_the_session_resumed(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(stage, 1) as (gateway, watched):
        gateway.acknowledges = False
        await asyncio.wait_for(gateway.resumed.get(), 10)
        assert "shard 0: no heartbeat answer for 1 s, reconnecting" in caplog.text
        await comes(watched, lambda found: bool(found.lost))
        gateway.acknowledges = True
        await comes(watched, lambda found: found.ready)


@pytest.mark.slow
async def test_a_gateway_that_beats_and_begins_no_session_is_left(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(stage, 1) as (gateway, watched):
        gateway.aloof.add(0)
        await gateway.reconnect()
        await comes(watched, lambda found: bool(found.lost))
        async with asyncio.timeout(10):
            while "shard 0: no session for " not in caplog.text:  # noqa: ASYNC110 - the client logs
                await asyncio.sleep(0.02)
        gateway.aloof.clear()
        await comes(watched, lambda found: found.ready)


async def test_one_dead_connection_of_several_is_named(stage: Stage) -> None:
    async with connected(stage, 3) as (gateway, watched):
        gateway.dead.add(1)
        found = await comes(watched, lambda found: bool(found.lost))
        assert (found.shards, found.connected, found.lost, found.ready) == (3, 2, (1,), False)
        (fault,) = gateway_faults(found, 3600.0)
        assert fault.en.endswith(": 1 of 3 connections to Discord (shard 1).")
        assert "3개 중 1개" in fault.ko


async def test_a_connection_that_never_came_is_awaited_and_then_named(stage: Stage) -> None:
    gateway = dying(stage.wire, 3, int(_BEAT * 1000))
    gateway.dead.add(2)
    watched = Connections(stage.bot)
    running = asyncio.create_task(stage.bot.connect())
    found = await comes(watched, lambda found: found.connected == 2)
    assert (found.awaited, found.lost, found.ready) == ((2,), (), False)
    assert gateway_faults(found, 70.0) == ()
    assert [fault.en for fault in gateway_faults(found, 90.0)] == [
        "Not yet up 90 s after the start: 1 of 3 connections to Discord (shard 2)."
    ]
    await stage.bot.close()
    await running


async def test_a_return_that_discord_asks_for_is_no_fault(stage: Stage) -> None:
    async with connected(stage, 2) as (gateway, watched):
        for _ in range(3):
            came = len(gateway.connections)
            await gateway.reconnect()
            async with asyncio.timeout(5):
                while len(gateway.connections) < came + 2 or not watched.gateway().ready:
                    assert watched.gateway().lost == ()
                    await asyncio.sleep(0.01)
        await gateway.invalidate(resumable=False)
        async with asyncio.timeout(5):
            while gateway.identified.qsize() < 4 or not watched.gateway().ready:
                assert watched.gateway().lost == ()
                await asyncio.sleep(0.01)


async def test_an_answer_that_comes_early_is_no_figure(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    async with connected(stage, 1) as (gateway, watched):
        with caplog.at_level(logging.DEBUG):
            gateway.heartbeat = 3_600_000
            await gateway.reconnect()
            before = await comes(watched, lambda found: found.ready and found.heartbeat_interval == 3600)
            await asyncio.sleep(0.3)
            await gateway.acknowledge()
            # What comes after it has been read.
            gateway.dispatch("GUILD_CREATE", guild())
            async with asyncio.timeout(5):
                while not stage.bot.guilds:  # noqa: ASYNC110 - the client reads it
                    await asyncio.sleep(0.01)
        after = watched.gateway()
        assert after.latency == before.latency
        assert after.latency is not None
        assert 0 <= after.latency < 0.3
        assert after.heartbeat_age is not None
        assert after.heartbeat_age >= 0.3
        assert stage.bot.latency < 0.3


def test_only_what_is_unanswered_can_be_answered() -> None:
    beats = Heartbeats()
    assert not beats.acknowledged()
    assert (beats.latency, beats.unanswered) == (None, None)
    beats.sent()
    assert beats.unanswered is not None
    assert beats.acknowledged()
    assert beats.latency is not None
    assert math.isfinite(beats.latency)
    assert beats.latency >= 0
    assert not beats.acknowledged()
    assert beats.unanswered is None
