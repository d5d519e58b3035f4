"""Daily posts on PostgreSQL: never twice and never lost, whoever else serves them and whenever connections break."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import asyncpg
import pytest

from bot.addresses import PostgresAddress
from bot.digest.delivery import DigestService
from bot.errors import StoreError
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from tests.digest.test_delivery import START, SUBSCRIPTION, papers
from tests.digest.world import Channel
from tests.postgres import Server

DUE = START.replace(day=21, hour=9)
CHANNELS = range(1, 21)
KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name <> ''"


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


def serving(store: Store, channel: Channel) -> DigestService:
    return DigestService(DigestLedger(store), lambda: Corpus(papers(20, 21)), channel)


async def subscribe_all(service: DigestService) -> None:
    for number in CHANNELS:
        await service.subscribe(replace(SUBSCRIPTION, guild_id=number, channel_id=number))


def posts(channel: Channel) -> Counter[int]:
    return Counter(post.channel_id for _, post in channel.messages)


async def test_two_processes_that_serve_the_same_channels_post_once(address: PostgresAddress) -> None:
    channel = Channel()
    async with Store.open(address) as one, Store.open(address) as other:
        services = [serving(store, channel) for store in (one, other, one, other)]
        await subscribe_all(services[0])
        for minute in range(3):
            await asyncio.gather(*(service.tick(DUE + timedelta(minutes=minute)) for service in services))
        assert posts(channel) == Counter(CHANNELS)


@pytest.mark.parametrize("seed", range(3))
async def test_connections_that_break_at_any_moment_neither_double_nor_lose_a_post(
    address: PostgresAddress, seed: int
) -> None:
    channel, chance = Channel(), random.Random(seed)
    broken = 0

    async def breaking() -> None:
        nonlocal broken
        connection = await asyncpg.connect(address.url, server_settings={"application_name": ""})
        try:
            while True:
                await asyncio.sleep(chance.uniform(0.0, 0.06))
                broken += len(await connection.fetch(KILL))
        finally:
            await connection.close()

    async with Store.open(address) as store:
        service = serving(store, channel)
        await subscribe_all(service)
        strikes = asyncio.create_task(breaking())
        for minute in range(0, 240, 20):
            with suppress(StoreError):
                await service.tick(DUE + timedelta(minutes=minute))
        strikes.cancel()
        await asyncio.wait({strikes})
        for minute in range(240, 600, 20):
            await service.tick(DUE + timedelta(minutes=minute))
        assert broken > 5
        assert posts(channel) == Counter(CHANNELS)
        unrecorded = await store.rows("SELECT channel_id FROM digest_delivery WHERE message_id IS NULL")
        assert unrecorded == []
