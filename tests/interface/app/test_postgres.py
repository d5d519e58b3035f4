"""The bot on the wire with its database on a PostgreSQL server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.addresses import PostgresAddress
from bot.interface.app.client import PapersBot
from bot.interface.app.run import run_bot
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from tests.interface.look import text
from tests.postgres import Server
from tests.wire.interactions import slash
from tests.wire.payloads import CHANNEL_ID, GUILD_ID, TOKEN, guild
from tests.wire.server import Wire

KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name <> ''"


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


@asynccontextmanager
async def running(
    address: PostgresAddress, tmp_path: Path, wire: Wire, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Store]:
    async def at_once(_: PapersBot, __: int | None, *, initial: bool = False) -> None:
        """Identify without the pause that spares the real gateway."""

    monkeypatch.setattr(PapersBot, "before_identify_hook", at_once)
    given: dict[str, Any] = {"discord_api": wire.api, "token": TOKEN, "timezone": "UTC", "seeds": seeds}
    settings = Settings(**given, database=address, data_folder=tmp_path)
    async with Store.open(address, place=settings.place) as store:
        library = Library(store, seeds)
        await library.open()
        stopped = asyncio.Event()
        bot = asyncio.create_task(run_bot(settings, library, store, stopped))
        await asyncio.wait_for(wire.identified.get(), 10)
        yield store
        stopped.set()
        await asyncio.wait_for(bot, 10)


async def cut(address: PostgresAddress) -> None:
    connection = await asyncpg.connect(address.url)
    await connection.execute(KILL)
    await connection.close()


async def test_it_posts_what_is_due_once_and_answers_also_after_its_connections_were_cut(
    address: PostgresAddress, tmp_path: Path, wire: Wire, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    due = (now - timedelta(minutes=5)).time().replace(second=0, microsecond=0)
    before = now - timedelta(days=1, hours=1)
    wanted = Subscription(GUILD_ID, CHANNEL_ID, due, "UTC", 2, "en", "highlights", 3, before)
    async with Store.open(address) as store:
        await DigestLedger(store).subscribe(wanted)
    wire.guilds.append(guild())
    async with running(address, tmp_path, wire, seeds, monkeypatch) as store:
        await wire.until("POST", f".*/channels/{CHANNEL_ID}/messages")
        async with asyncio.timeout(10):
            while await store.rows("SELECT 1 FROM digest_delivery WHERE message_id IS NULL"):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await cut(address)
        wire.gateway.dispatch("INTERACTION_CREATE", wire.interactions.open(slash("top")))
        answer = await wire.until("POST", "/interactions/.*")
        assert "2411.14405" in text(answer.body["data"])
    async with running(address, tmp_path, wire, seeds, monkeypatch):
        await asyncio.sleep(1)
    sent = [one for one in wire.requests if one.method == "POST" and one.path.endswith(f"/{CHANNEL_ID}/messages")]
    assert len(sent) == 1
