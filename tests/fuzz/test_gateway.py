"""Over the real gateway: an event that cannot be read does not end the connection."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.wire.interactions import slash
from tests.wire.look import texts
from tests.wire.payloads import GUILD_ID, Payload, guild
from tests.wire.process import run_process
from tests.wire.server import open_wire

DAMAGED: list[tuple[str, Payload]] = [
    ("INTERACTION_CREATE", {}),
    ("INTERACTION_CREATE", slash("help") | {"id": "no number", "token": "t"}),
    ("INTERACTION_CREATE", slash("help") | {"id": "1", "token": "t", "data": None}),
    ("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD_ID), "role": []}),
    ("NO_SUCH_EVENT", {"x": [1]}),
]


@pytest.mark.slow
async def test_events_that_cannot_be_read_are_passed_over_and_the_bot_goes_on(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    shutil.copy(min(SEEDS.iterdir()), seeds)
    async with open_wire() as wire:
        wire.guilds.append(guild())
        async with run_process(wire, tmp_path, seeds=seeds) as bot:
            for name, data in DAMAGED:
                await bot.deliver(name, data)
            assert texts(await bot.member(seconds=10.0).slash("help"))
            assert len(wire.gateway.connections) == 1
            assert bot.log.count("skipping a malformed") == 3
            assert await bot.stop() == 0
        assert wire.faults == []
