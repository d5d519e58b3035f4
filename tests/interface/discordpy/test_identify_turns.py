"""Shards of several processes do not identify at once."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from bot.addresses import PostgresAddress
from bot.interface.discordpy.identify_turns import IdentifyTurns
from bot.storage.database import Store
from tests.postgres import Server

PAUSE = 0.6


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


async def test_shards_of_one_remainder_take_turns_and_those_of_another_do_not_wait(address: PostgresAddress) -> None:
    began = time.monotonic()
    at: dict[int, float] = {}

    async def identify(turns: IdentifyTurns, shard: int) -> None:
        await turns.take(shard)
        at[shard] = time.monotonic() - began

    async with Store.open(address) as one, Store.open(address) as other:
        first, second = (IdentifyTurns(store, 2, PAUSE) for store in (one, other))
        async with asyncio.TaskGroup() as group:
            for turns, shards in ((first, (0, 1)), (second, (2, 4))):
                for shard in shards:
                    group.create_task(identify(turns, shard))
    same = sorted(at[shard] for shard in (0, 2, 4))
    assert all(later - earlier > 0.9 * PAUSE for earlier, later in pairwise(same))
    assert at[1] < PAUSE
