"""Several bots on one PostgreSQL: each has shards of its own, and one of them does what one does for all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from bot.addresses import PostgresAddress
from bot.errors import UserError
from bot.operating import lease
from bot.operating.lease import only_bot
from bot.shards import Shards
from bot.storage.database import Store
from tests.postgres import Server

FIRST, SECOND = Shards(0, 1, 4), Shards(2, 3, 4)
DEADLINE = 1.0


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second be some milliseconds."""
    for name, seconds in (("_RENEW_SECONDS", 0.1), ("DEADLINE_SECONDS", DEADLINE), ("_LOOK_SECONDS", 0.05)):
        monkeypatch.setattr(lease, name, seconds)


@asynccontextmanager
async def bot(address: PostgresAddress, shards: Shards | None) -> AsyncGenerator[Callable[[], bool]]:
    async with Store.open(address) as store, only_bot(address, store, asyncio.Event(), shards) as leads:
        yield leads


async def refusal(address: PostgresAddress, shards: Shards | None) -> str:
    with pytest.raises(UserError) as refused:
        async with bot(address, shards):
            pass
    assert "\n" not in refused.value.in_("en")
    return refused.value.in_("en")


async def becomes(leads: Callable[[], bool], expected: bool, seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while leads() is not expected:  # noqa: ASYNC110 - the clock is all there is to wait for
            await asyncio.sleep(0.02)


async def test_two_bots_with_shards_of_their_own_run_beside_each_other(address: PostgresAddress) -> None:
    async with bot(address, FIRST) as first, bot(address, SECOND) as second:
        await asyncio.sleep(3 * DEADLINE)
        assert (first(), second()) == (True, False)


async def test_the_same_shards_are_refused_with_one_line_that_names_the_holder(address: PostgresAddress) -> None:
    async with bot(address, FIRST), bot(address, SECOND):
        said = await refusal(address, Shards(1, 2, 4))
        assert said.startswith("Another papers-bot on postgresql:///postgres has shards 0-1/4 already (")
        assert "which excludes shards 1-2/4: stop it first" in said
        assert "has shards 0-1/4 already" in await refusal(address, Shards(0, 0, 8)), "of another number"
        assert "Another papers-bot runs on" in await refusal(address, None), "all of them"


async def test_a_bot_with_all_shards_excludes_any_other(address: PostgresAddress) -> None:
    async with bot(address, None) as leads:
        assert "has all shards already" in await refusal(address, SECOND)
        assert leads()


async def test_after_a_stop_other_shards_of_the_same_begin_at_once(address: PostgresAddress) -> None:
    async with bot(address, FIRST):
        pass
    started = time.monotonic()
    async with bot(address, Shards(1, 3, 4)):
        assert time.monotonic() - started < 0.9 * DEADLINE


async def test_what_one_does_for_all_is_taken_over_and_given_back(address: PostgresAddress) -> None:
    async with bot(address, SECOND) as second:
        await becomes(second, True)
        async with bot(address, FIRST) as first:
            await becomes(first, True)
            assert not second(), "never both"
        await becomes(second, True)


async def test_where_the_first_is_killed_another_takes_over_once_it_cannot_lead_any_more(
    address: PostgresAddress,
) -> None:
    async with AsyncExitStack() as killed, bot(address, SECOND) as second:
        first = await killed.enter_async_context(bot(address, FIRST))
        await becomes(second, False)
        await becomes(first, True)
        for task in asyncio.all_tasks():
            owner = getattr(task.get_coro(), "cr_frame", None)
            if task.get_name() == "lease" and owner is not None and owner.f_locals["self"]._shards == FIRST:
                task.cancel()
        while first():
            assert not second(), "never both"
            await asyncio.sleep(0.02)
        await becomes(second, True, 2 * DEADLINE)
