"""A server throws the bot out and takes it back: its settings wait for thirty days."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digest.guilds import GuildTidier
from bot.storage.database import Store
from bot.storage.digests.guilds import LeftGuilds
from bot.storage.retention import LEFT_GUILDS
from bot.storage.role_menus import RoleMenu, RoleMenus
from bot.storage.topic_roles import TopicRole, TopicRoles
from tests.digest.test_channels import MINUTE, NINE, SUB, Setting, papers

DAY = timedelta(days=1)
OTHER = replace(SUB, guild_id=8, channel_id=9)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        world = Setting(store)
        await world.service.subscribe(SUB)
        await world.service.subscribe(replace(SUB, channel_id=3))
        await world.service.subscribe(OTHER)
        yield world


async def test_nothing_is_posted_to_a_server_that_was_left_and_nobody_is_told(world: Setting) -> None:
    await world.service.guild_left(1, NINE)
    await world.pass_time(NINE, 24)
    assert world.posted() == [(9, 21)]
    assert world.bell.rung == []


@pytest.mark.parametrize("by_event", [True, False])
async def test_after_the_return_posts_go_on_without_a_day_twice(world: Setting, by_event: bool) -> None:
    await world.service.tick(NINE)
    await world.service.guild_left(1, NINE + MINUTE)
    world.corpus = papers(21, 22, 23)
    await world.service.tick(NINE + DAY)
    if by_event:
        await world.service.guild_joined(1)
    else:
        await world.service.guilds_present([1, 8], NINE + DAY)
    await world.pass_time(NINE + 2 * DAY, 3)
    assert world.posted() == [(2, 21), (2, 22), (2, 23), (3, 21), (3, 22), (3, 23), (9, 21), (9, 22), (9, 23)]


async def test_a_post_that_was_claimed_comes_if_the_bot_is_back_within_the_day(world: Setting) -> None:
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.tick(NINE)
    await world.service.guild_left(1, NINE + MINUTE)
    world.channel.fault = lambda _: "none"
    await world.pass_time(NINE + MINUTE, 5)
    assert world.posted() == [(9, 21)]
    await world.service.guild_joined(1)
    await world.service.tick(NINE + timedelta(hours=6))
    assert world.posted() == [(2, 21), (3, 21), (9, 21)]


async def test_a_shard_tells_nothing_of_the_servers_of_others(world: Setting) -> None:
    elsewhere = replace(SUB, guild_id=1 << 22, channel_id=4)
    await world.service.subscribe(elsewhere)
    await world.service.guilds_present([], NINE - DAY, 1, 2)
    assert await world.store.rows("SELECT guild_id FROM left_guild") == [(1 << 22,)]
    await world.service.guilds_present([8], NINE - DAY, 0, 2)
    assert await world.store.rows("SELECT guild_id FROM left_guild ORDER BY guild_id") == [(1,), (1 << 22,)]


async def test_servers_that_were_left_while_the_bot_did_not_run_rest_too(world: Setting) -> None:
    await world.service.guilds_present([8], NINE - DAY)
    await world.service.guilds_present([8], NINE)
    await world.service.tick(NINE)
    assert world.posted() == [(9, 21)]
    await world.service.tick(NINE - DAY + LEFT_GUILDS + MINUTE)
    assert await world.service.subscriptions(1) == [], "from the first time on that it was missed"


async def test_settings_are_kept_thirty_days_and_then_removed(world: Setting) -> None:
    await world.service.guild_left(1, NINE)
    await world.service.guild_left(1, NINE + DAY)
    await world.service.tick(NINE + LEFT_GUILDS)
    assert len(await world.service.subscriptions(1)) == 2
    await world.service.tick(NINE + LEFT_GUILDS + MINUTE)
    assert await world.service.subscriptions(1) == []
    assert len(await world.service.subscriptions(8)) == 1
    await world.service.subscribe(SUB)
    await world.service.tick(NINE + LEFT_GUILDS + 2 * DAY)
    assert [place for place, _ in world.posted()].count(2) == 1, "what is set up anew holds"


@pytest.mark.parametrize("by_event", [True, False])
async def test_topic_roles_and_their_message_wait_as_long_also_without_a_daily_post(
    world: Setting, by_event: bool
) -> None:
    roles, menus = TopicRoles(world.store), RoleMenus(world.store)
    for guild_id in (8, 20):
        await roles.put(guild_id, TopicRole(5, "diffusion"))
    await menus.put(20, RoleMenu(6, 60, "ko"))
    await menus.put(21, RoleMenu(7, 70, "ko"))
    if by_event:
        for guild_id in (20, 21):
            await world.service.guild_left(guild_id, NINE)
    else:
        await world.service.guilds_present([1, 8], NINE)
    await world.service.tick(NINE + LEFT_GUILDS)
    assert len(await roles.of(20)) == 1
    await world.service.tick(NINE + LEFT_GUILDS + MINUTE)
    assert [len(await roles.of(guild_id)) for guild_id in (8, 20)] == [1, 0]
    assert [await menus.find(guild_id) for guild_id in (20, 21)] == [None, None]


async def test_a_return_within_thirty_days_keeps_them_for_good(world: Setting) -> None:
    await world.service.guild_left(1, NINE)
    await world.service.guild_joined(1)
    await world.service.guild_joined(1)
    await world.service.tick(NINE + 2 * LEFT_GUILDS)
    assert len(await world.service.subscriptions(1)) == 2


async def test_of_many_servers_a_few_at_a_time_are_asked_about_and_none_each_minute(tmp_path: Path) -> None:
    asked: list[int] = []

    async def away(guild_id: int) -> bool:
        asked.append(guild_id)
        return guild_id % 2 == 0

    async with Store.open(tmp_path / "many.db") as store:
        guilds = LeftGuilds(store)
        tidier = GuildTidier(guilds, away)
        for number in range(100):
            await guilds.left(number, NINE)
        later = NINE + LEFT_GUILDS + MINUTE
        assert len(await tidier.forget(later)) < 20
        assert len(asked) == 20
        for minute in range(20):
            await tidier.forget(later + minute * MINUTE)
        assert sorted(asked) == list(range(100))
        await tidier.forget(later + 2 * timedelta(hours=1))
        assert len(asked) == 120, "those of which nothing was certain"
