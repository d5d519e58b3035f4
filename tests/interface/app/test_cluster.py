"""A process with some of the shards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.addresses import PostgresAddress
from bot.interface.app.client import PapersBot
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from tests.postgres import Server
from tests.wire.payloads import TOKEN, channel, guild
from tests.wire.server import Wire

_NEW = "## Daily Papers (2025-02-06)\n\n### [Fresh Zeppelin](https://arxiv.org/abs/2502.99999)\n\n- new\n"


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identify without the pause that spares the real gateway."""

    async def at_once(_: PapersBot, __: int | None, *, initial: bool = False) -> None:
        pass

    monkeypatch.setattr(PapersBot, "before_identify_hook", at_once)


@asynccontextmanager
async def process(
    wire: Wire, address: PostgresAddress, folder: Path, seeds: Path, shards: str, *, leads: bool
) -> AsyncGenerator[PapersBot]:
    """Run a bot with some of the shards, until the end."""
    given: dict[str, Any] = {"discord_api": wire.api, "token": TOKEN, "timezone": "UTC", "shards": shards}
    settings = Settings(**given, database=address, data_folder=folder, seeds=seeds)
    async with Store.open(address, place=settings.place) as store:
        library = Library(store, seeds)
        await library.open()
        async with PapersBot(settings, library, store, leads=lambda: leads) as bot:
            running = asyncio.create_task(bot.start(TOKEN))
            yield bot
            await bot.close()
            await running


def in_shard(shard: int) -> int:
    """Return the id of a server of one of four shards."""
    return (1_000 + shard) << 22


async def due_in(store: Store, *guild_ids: int) -> None:
    """Set up a post of each server that is due now, in the channel of the same number."""
    now = datetime.now(UTC)
    hour = (now - timedelta(minutes=5)).time().replace(second=0, microsecond=0)
    for guild_id in guild_ids:
        of = Subscription(
            guild_id, guild_id + 1, hour, "UTC", 2, "en", "highlights", 3, now - timedelta(days=1, hours=1)
        )
        await DigestLedger(store).subscribe(of)


def posted(wire: Wire) -> list[int]:
    """Return the channels of the posts, in order."""
    sent = [one.path for one in wire.requests if one.method == "POST"]
    return sorted(int(path.split("/")[-2]) for path in sent if path.endswith("/messages"))


async def test_two_processes_post_once_to_each_server_and_leave_those_of_the_other_alone(
    wire: Wire, address: PostgresAddress, tmp_path: Path, seeds: Path
) -> None:
    servers = [in_shard(shard) for shard in range(4)]
    gone = in_shard(4)
    wire.guilds += [guild(guild_id=one, channels=(channel(one + 1, guild_id=one),)) for one in servers]
    async with Store.open(address) as store:
        await due_in(store, *servers, gone)
        async with (
            process(wire, address, tmp_path / "first", seeds, "0-1/4", leads=True),
            process(wire, address, tmp_path / "second", seeds, "2-3/4", leads=False),
        ):
            async with asyncio.timeout(20):
                while len(posted(wire)) < 4:  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
            await asyncio.sleep(1)
        assert posted(wire) == [one + 1 for one in servers]
        assert await store.rows("SELECT guild_id FROM left_guild") == [(gone,)], "and that of their own, which was left"


async def test_what_one_process_loads_and_takes_back_the_other_answers_from_within_ten_seconds(
    wire: Wire, address: PostgresAddress, tmp_path: Path, seeds: Path
) -> None:
    async with (
        process(wire, address, tmp_path / "first", seeds, "0/2", leads=True) as first,
        process(wire, address, tmp_path / "second", seeds, "1/2", leads=False) as second,
    ):
        here, there = first._services.library, second._services.library  # pyright: ignore[reportPrivateUsage]
        await second.wait_until_ready()
        await asyncio.sleep(0.5)
        (seeds / "new.md").write_text(_NEW, "utf-8")
        for change, papers in ((here.reload, 33), (here.rollback, 32)):
            await change()
            assert len(here.corpus.papers) == papers
            assert len(there.corpus.papers) != papers
            async with asyncio.timeout(10):
                while len(there.corpus.papers) != papers:  # noqa: ASYNC110
                    await asyncio.sleep(0.1)


async def test_it_connects_its_shards_only_to_the_gateway_that_discord_names(
    wire: Wire, address: PostgresAddress, tmp_path: Path
) -> None:
    given: dict[str, Any] = {"discord_api": wire.api, "token": TOKEN, "database": address, "data_folder": tmp_path}
    settings = Settings(**given, shards="2-3/4")  # pyright: ignore[reportArgumentType]
    wire.gateway.shards = 7
    async with (
        Store.open(address, place=settings.place) as store,
        PapersBot(settings, Library(store, tmp_path), store) as bot,
    ):
        running = asyncio.create_task(bot.start(TOKEN))
        identified = [await asyncio.wait_for(wire.identified.get(), 10) for _ in range(2)]
        assert [one["shard"] for one in identified] == [[2, 4], [3, 4]]
        await bot.close()
        await running
