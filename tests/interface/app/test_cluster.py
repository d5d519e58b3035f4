"""A process with some of the shards."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.addresses import PostgresAddress
from bot.interface.app.client import PapersBot
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from tests.postgres import Server
from tests.wire.payloads import TOKEN
from tests.wire.server import Wire


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identify without the pause that spares the real gateway."""

    async def at_once(_: PapersBot, __: int | None, *, initial: bool = False) -> None:
        pass

    monkeypatch.setattr(PapersBot, "before_identify_hook", at_once)


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
