"""A bot whose gateway has died says so to whoever asks, and soon enough for a container's health check."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from bot.operating.gateway import ANSWER_SECONDS, RETURN_SECONDS
from bot.operating.health_socket import ask
from tests.conftest import SEEDS
from tests.operating.beside import beside
from tests.wire.dying import dying
from tests.wire.fixtures import wire
from tests.wire.nursery import Nursery
from tests.wire.payloads import guild
from tests.wire.process import BotProcess, run_process
from tests.wire.server import Wire

__all__ = ["wire"]

_DOCKERFILE = Path(__file__).resolve().parents[2] / "config" / "Dockerfile"
# What Discord tells its clients.
_HEARTBEAT_SECONDS = 41.25
_CHECK_TAKES = 2.0


def test_a_container_turns_red_within_90_seconds_of_a_dead_gateway() -> None:
    (line,) = [line for line in _DOCKERFILE.read_text("utf-8").splitlines() if line.startswith("HEALTHCHECK")]
    found = {name: int(value) for name, value in re.findall(r"--(interval|retries|timeout)=(\d+)", line)}
    # Silence shows when the heartbeat that it begins right behind has its successor unanswered.
    shown = max(_HEARTBEAT_SECONDS + ANSWER_SECONDS, RETURN_SECONDS)
    assert shown + found["retries"] * (found["interval"] + _CHECK_TAKES) <= 90
    assert found["retries"] > 1, "one check that comes late is no dead bot"
    assert found["timeout"] > 10, "it waits ten seconds for the bot's answer itself"
    # To identify anew takes five seconds, a pause before it up to four.
    assert RETURN_SECONDS > 5 + 4


@pytest.mark.slow
async def test_a_dead_gateway_is_red_and_green_again_when_it_is_back(
    wire: Wire, tmp_path: Path, nursery: Nursery
) -> None:
    gateway = dying(wire, shards=2, heartbeat=1000)
    wire.join(guild())
    async with run_process(wire, tmp_path, nursery, seeds=SEEDS) as bot:
        assert (await until(bot, ready=True))["servers"] == {"count": 1, "unavailable": 0}
        gateway.dead.add(1)
        found = cast("Mapping[str, Any]", (await until(bot, ready=False))["gateway"])
        assert (found["ready"], found["shards"], found["connected"], found["lost"]) == (False, 2, 1, [1])
        checked = await beside(bot, "check", "--live")
        assert checked.code == 1
        assert re.search(r"Down for \d+ s: 1 of 2 connections to Discord \(shard 1\)\.", checked.out)
        assert "All is well" not in checked.out
        await logged(bot, "Down for ")
        gateway.dead.clear()
        await gateway.close()
        await until(bot, ready=True)
        checked = await beside(bot, "check", "--live")
        assert (checked.code, checked.out.splitlines()[-1]) == (0, "All is well.")
        await logged(bot, "connected to Discord again: 2 of 2 connections are up")


async def logged(bot: BotProcess, said: str) -> None:
    async with asyncio.timeout(10):
        while said not in bot.log:  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.1)


async def until(bot: BotProcess, *, ready: bool) -> Mapping[str, object]:
    """Wait until all connections are up and all is well, or neither."""
    found = await ask(bot.folder / "papers.db")
    async with asyncio.timeout(40):
        while not (found["ok"] == cast("Any", found["gateway"])["ready"] == ready):
            await asyncio.sleep(0.2)
            found = await ask(bot.folder / "papers.db")
    return found
