"""On PostgreSQL one bot at a time, wherever it runs: the second is refused, and takes over where the first has gone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import pytest

from bot.addresses import PostgresAddress
from bot.errors import UserError
from bot.operating import lease
from bot.operating.lease import only_bot
from bot.storage.database import Store
from tests.postgres import Server

KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name <> ''"
AWAY = "UPDATE lease SET holder = 'another', process = 'elsewhere, process 5', seen_at = now()"


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second be some milliseconds."""
    for name, seconds in (("_RENEW_SECONDS", 0.1), ("DEADLINE_SECONDS", 1.0), ("_LOOK_SECONDS", 0.05)):
        monkeypatch.setattr(lease, name, seconds)


@asynccontextmanager
async def bot(address: PostgresAddress, stopped: asyncio.Event | None = None) -> AsyncGenerator[Store]:
    async with Store.open(address) as store, only_bot(address, store, stopped or asyncio.Event()):
        yield store


async def run(address: PostgresAddress, sql: str) -> None:
    connection = await asyncpg.connect(address.url)
    await connection.execute(sql)
    await connection.close()


async def test_a_second_bot_is_refused_with_one_line_that_names_the_first(address: PostgresAddress) -> None:
    async with bot(address):
        with pytest.raises(UserError) as refused:
            async with bot(address):
                pass
    said = refused.value.in_("en")
    assert said.startswith("Another papers-bot runs on postgresql:///postgres already (")
    assert "process " in said
    assert "\n" not in said


async def test_after_a_stop_the_next_one_begins_at_once(address: PostgresAddress) -> None:
    async with bot(address):
        pass
    started = time.monotonic()
    async with bot(address):
        assert time.monotonic() - started < 0.9


async def test_of_several_that_start_together_one_begins(address: PostgresAddress) -> None:
    begun: list[int] = []

    async def start(number: int) -> None:
        async with bot(address):
            begun.append(number)
            await asyncio.sleep(0.6)

    ended = await asyncio.gather(*(start(number) for number in range(3)), return_exceptions=True)
    assert len(begun) == 1
    assert sum(isinstance(one, UserError) for one in ended) == 2


async def test_the_lease_of_a_bot_that_was_killed_ends_and_another_takes_over(address: PostgresAddress) -> None:
    async with AsyncExitStack() as killed:
        await killed.enter_async_context(bot(address))
        for task in asyncio.all_tasks():
            if task.get_name() == "lease":
                task.cancel()
        started = time.monotonic()
        async with bot(address):
            assert 0.5 < time.monotonic() - started < 5


async def test_who_was_taken_over_stops_and_says_so(address: PostgresAddress) -> None:
    stopped = asyncio.Event()

    async def serve() -> None:
        async with bot(address, stopped):
            await run(address, AWAY)
            async with asyncio.timeout(5):
                await stopped.wait()

    with pytest.raises(UserError, match=r"has taken over postgresql:///postgres \(elsewhere, process 5\)"):
        await serve()
    async with Store.open(address) as store:
        assert await store.rows("SELECT holder FROM lease") == [("another",)], "it is not ended by who lost it"


async def test_lost_connections_do_not_cost_the_lease(address: PostgresAddress) -> None:
    stopped = asyncio.Event()
    async with bot(address, stopped) as store:
        before = await store.rows("SELECT holder, taken_at::text FROM lease")
        for _ in range(5):
            await run(address, KILL)
            await asyncio.sleep(0.15)
        assert await store.rows("SELECT holder, taken_at::text FROM lease") == before
        assert not stopped.is_set()
