"""A process with some of the shards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.addresses import PostgresAddress
from bot.interface.app.client import PapersBot
from bot.interface.app.janitor import Janitor
from bot.interface.corpus import watch
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from tests.postgres import Server
from tests.wire.payloads import ASKER_ID, OWNER_ID, TOKEN, channel, dm_id, guild
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
    wire: Wire, address: PostgresAddress, folder: Path, seeds: Path, shards: str, *, leads: bool | Callable[[], bool]
) -> AsyncGenerator[PapersBot]:
    """Run a bot with some of the shards, until the end."""
    given: dict[str, Any] = {"discord_api": wire.api, "token": TOKEN, "timezone": "UTC", "shards": shards}
    given["follow_time"] = f"{datetime.now(UTC) - timedelta(minutes=5):%H:%M}"
    settings = Settings(**given, database=address, data_folder=folder, seeds=seeds)
    async with Store.open(address, place=settings.place) as store:
        library = Library(store, seeds)
        await library.open()
        async with PapersBot(settings, library, store, leads=leads if callable(leads) else lambda: leads) as bot:
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


async def test_what_another_process_loads_is_answered_from_though_not_all_shards_are_ready(
    wire: Wire, address: PostgresAddress, tmp_path: Path, seeds: Path
) -> None:
    wire.gateway.silence(2)
    async with (
        process(wire, address, tmp_path / "first", seeds, "0/3", leads=True) as first,
        process(wire, address, tmp_path / "second", seeds, "1-2/3", leads=False) as second,
    ):
        here, there = first._services.library, second._services.library  # pyright: ignore[reportPrivateUsage]
        for _ in range(2):
            await asyncio.wait_for(wire.identified.get(), 20)
        (seeds / "new.md").write_text(_NEW, "utf-8")
        await here.reload()
        async with asyncio.timeout(10):
            while len(there.corpus.papers) != 33:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        assert not second.is_ready()
        wire.gateway.speak(2)


async def test_people_and_owners_are_told_once_by_the_process_that_leads_whichever_that_is(
    wire: Wire, address: PostgresAddress, tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_LEAD_SECONDS", 0.1)
    leader: list[int] = [0]
    place = int(wire.messages.direct(ASKER_ID)["id"])
    async with (
        Store.open(address) as store,
        process(wire, address, tmp_path / "first", seeds, "0/2", leads=lambda: leader == [1]) as first,
        process(wire, address, tmp_path / "second", seeds, "1/2", leads=lambda: leader == [2]) as second,
    ):
        await first.wait_until_ready()
        await second.wait_until_ready()
        since = (datetime.now(UTC) - timedelta(days=2)).isoformat()
        async with store.transaction() as transaction:
            sql = "INSERT INTO follower (user_id, channel_id, language, since) VALUES (?, ?, 'en', ?)"
            await transaction.execute(sql, (ASKER_ID, place, since))
            sql = "INSERT INTO follow VALUES (?, 'topic', 'diffusion', ?, '2024-11-20')"
            await transaction.execute(sql, (ASKER_ID, since))
        (seeds / "new.md").write_text(_NEW, "utf-8")
        tick(first, second)
        await asyncio.sleep(1.5)
        assert posted(wire) == [], "nobody leads"
        leader[0] = 2
        tick(first, second)
        async with asyncio.timeout(20):
            while len(posted(wire)) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        leader[0] = 1
        tick(first, second)
        await asyncio.sleep(1.5)
        assert posted(wire) == sorted([place, dm_id(OWNER_ID)])


async def test_of_several_processes_the_one_that_leads_deletes_what_has_expired(
    wire: Wire, address: PostgresAddress, tmp_path: Path, seeds: Path
) -> None:
    now, leads = datetime(2026, 3, 1, 12, 36, 59, 900_000, UTC), [False]
    async with Store.open(address) as store, process(wire, address, tmp_path, seeds, "1/2", leads=False) as bot:
        await bot.wait_until_ready()
        async with store.transaction() as transaction:
            await transaction.execute("INSERT INTO member_vote VALUES (1, '2411.00001', 7, '2020-01-01')")
        await bot.remove_cog("Janitor")
        await bot.add_cog(Janitor(bot, store, lambda: now, 0.0, lambda: leads[0]))
        await asyncio.sleep(0.5)
        assert await store.rows("SELECT 1 FROM member_vote")
        leads[0] = True
        async with asyncio.timeout(5):
            while await store.rows("SELECT 1 FROM member_vote"):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await bot.remove_cog("Janitor")


def tick(*bots: PapersBot) -> None:
    """Let processes see to what is due now, as they do each minute."""
    for bot in bots:
        bot.dispatch("shard_ready", next(iter(bot.shards)))


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
