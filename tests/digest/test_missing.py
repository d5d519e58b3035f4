"""A channel that Discord does not know: nothing ends before it was looked for twice."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.database import Store
from tests.digest.test_channels import MINUTE, NINE, SUB, Setting, papers

DAY = timedelta(days=1)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        world = Setting(store)
        await world.service.subscribe(SUB)
        yield world


async def subscribed(world: Setting) -> bool:
    return await world.service.subscription(1, 2) is not None


async def test_one_look_ends_nothing_and_alarms_nobody_and_the_post_comes_late(world: Setting) -> None:
    world.channel.gone.add(2)
    await world.service.tick(NINE)
    assert await subscribed(world)
    world.channel.gone.clear()
    await world.service.tick(NINE + 10 * MINUTE)
    assert world.posted() == [(2, 21)]
    assert world.bell.rung == []


async def test_two_looks_within_minutes_are_one(world: Setting) -> None:
    world.channel.gone.add(2)
    await world.pass_time(NINE, 0.15, MINUTE)
    assert await subscribed(world)


async def test_a_second_look_later_ends_it_with_one_notice(world: Setting) -> None:
    world.channel.gone.add(2)
    await world.pass_time(NINE, 2)
    assert not await subscribed(world)
    ((place, text),) = world.bell.rung
    assert (place, "was deleted" in text.en) == (2, True)


async def test_the_first_look_outlives_a_restart(world: Setting) -> None:
    world.channel.gone.add(2)
    await world.service.tick(NINE)
    after = Setting(world.store, channel=world.channel)
    await after.service.tick(NINE + 20 * MINUTE)
    assert not await subscribed(after)


@pytest.mark.parametrize("sign", ["sent", "forbidden"])
async def test_a_sign_of_the_channel_between_two_looks_makes_the_second_a_first_one(world: Setting, sign: str) -> None:
    world.channel.gone.add(2)
    await world.service.tick(NINE)
    world.channel.gone.clear()
    world.channel.fault = lambda step: sign if step == "send" else "none"
    await world.service.tick(NINE + 10 * MINUTE)
    world.channel.fault = lambda _: "none"
    world.channel.gone.add(2)
    world.corpus = papers(21, 22)
    await world.service.tick(NINE + DAY)
    assert await subscribed(world)
    await world.pass_time(NINE + DAY + MINUTE, 2)
    assert not await subscribed(world)


async def test_a_failure_that_says_nothing_of_the_channel_is_no_sign_of_it(world: Setting) -> None:
    world.channel.gone.add(2)
    await world.service.tick(NINE)
    world.channel.gone.clear()
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.tick(NINE + 10 * MINUTE)
    world.channel.gone.add(2)
    await world.pass_time(NINE + 20 * MINUTE, 2)
    assert not await subscribed(world)


async def test_a_look_dated_by_a_clock_gone_wrong_is_none(world: Setting) -> None:
    world.channel.gone.add(2)
    await world.service.tick(NINE + timedelta(hours=9))
    await world.service.tick(NINE)
    assert await subscribed(world)


async def test_setting_it_up_anew_begins_anew(world: Setting) -> None:
    world.channel.gone.add(2)
    await world.service.tick(NINE)
    stored = await world.service.subscribe(SUB)
    assert stored.missing_since is None
    await world.service.tick(NINE + 20 * MINUTE)
    assert await subscribed(world)
