"""What happens while a tick is under way: people change their minds, and the bot is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digest.post import DigestPost
from bot.storage.database import Store
from bot.storage.digests.values import Delivery, Subscription
from bot.storage.follow import Follow
from tests.digest.test_channels import MINUTE, NINE, SUB, Setting, papers

Act = Callable[[Setting], Awaitable[object]]

# Nine channels are served at once or wait: the last one is behind the eight of the gate.
LAST = replace(SUB, guild_id=9, channel_id=9)


async def _turn_off(world: Setting) -> None:
    assert await world.service.unsubscribe(9, 9)


async def _pause(world: Setting) -> None:
    assert await world.service.pause(9, 9, NINE)


async def _leave(world: Setting) -> None:
    await world.service.guild_left(9, NINE)


async def _set_anew(world: Setting) -> None:
    await world.service.subscribe(replace(LAST, count=1, role_id=77, language="ko"))


def _during_the_first_send(world: Setting, act: Act) -> None:
    """Let `act` happen in the middle of the first message that is sent."""
    send, first = world.channel.send, asyncio.Lock()

    async def meanwhile(post: DigestPost) -> int:
        async with first:
            if not world.channel.messages:
                await act(world)
            return await send(post)

    world.channel.send = meanwhile  # type: ignore[method-assign]


async def _nine_channels(store: Store) -> Setting:
    world = Setting(store)
    for number in range(1, 9):
        await world.service.subscribe(replace(SUB, guild_id=number, channel_id=number))
    await world.service.subscribe(LAST)
    return world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        yield await _nine_channels(store)


@pytest.mark.parametrize("act", [_turn_off, _pause, _leave])
async def test_a_channel_that_was_turned_off_while_it_waited_gets_nothing(world: Setting, act: Act) -> None:
    _during_the_first_send(world, act)
    await world.service.tick(NINE)
    assert world.posted() == [(number, 21) for number in range(1, 9)]
    assert await world.ledger.deliveries(9) == []


async def test_a_channel_that_was_set_anew_while_it_waited_gets_what_was_set(world: Setting) -> None:
    _during_the_first_send(world, _set_anew)
    await world.service.tick(NINE)
    (last,) = [post for _, post in world.channel.messages if post.channel_id == 9]
    assert (len(last.entries), last.role_id, last.language) == (1, 77, "ko")


@pytest.mark.parametrize("act", [_turn_off, _pause])
async def test_nothing_is_claimed_for_a_channel_that_was_turned_off_at_the_last_moment(
    world: Setting, act: Act
) -> None:
    claim = world.ledger.claim

    async def late(subscription: Subscription, *values: object) -> list[Delivery]:
        if subscription.channel_id == 9:
            await act(world)
        return await claim(subscription, *values)  # type: ignore[arg-type]

    world.ledger.claim = late  # type: ignore[method-assign]
    await world.service.tick(NINE)
    assert world.posted() == [(number, 21) for number in range(1, 9)]
    assert await world.ledger.deliveries(9) == []


@pytest.mark.parametrize("act", [_turn_off, _pause])
async def test_what_was_claimed_is_not_sent_once_it_is_turned_off_even_during_the_search_for_it(
    world: Setting, act: Act
) -> None:
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.tick(NINE)
    world.channel.fault = lambda _: "none"
    find = world.channel.find

    async def slowly(post: DigestPost, since: object) -> int | None:
        if post.channel_id == 9:
            await act(world)
        return await find(post, since)  # type: ignore[arg-type]

    world.channel.find = slowly  # type: ignore[method-assign]
    await world.service.tick(NINE + 6 * MINUTE)
    assert world.posted() == [(number, 21) for number in range(1, 9)]


@pytest.mark.parametrize(
    ("act", "got"), [(_pause, [(21, None), (22, None)]), (_set_anew, [(21, None), (22, None), (23, 77)])]
)
async def test_a_change_between_two_days_of_a_channel_holds_for_the_second(
    tmp_path: Path, act: Act, got: list[tuple[int, int | None]]
) -> None:
    async with Store.open(tmp_path / "db") as store:
        world = Setting(store)
        await world.service.subscribe(LAST)
        await world.service.tick(NINE)
        world.corpus = papers(21, 22, 23)
        send = world.channel.send

        async def meanwhile(post: DigestPost) -> int:
            await act(world)
            return await send(post)

        world.channel.send = meanwhile  # type: ignore[method-assign]
        await world.service.tick(NINE + timedelta(days=2))
        assert [(post.day.day, post.role_id) for _, post in world.channel.messages] == got


async def test_a_person_whose_data_are_deleted_between_claim_and_sending_gets_nothing(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "db") as store:
        world = Setting(store)
        person = replace(SUB, guild_id=0, channel_id=70, user_id=7, follows=(Follow("topic", "robot"),))
        await world.follow(person)
        attempt = world.ledger.attempt

        async def late(*values: object) -> bool:
            async with store.transaction() as transaction:
                await transaction.execute("DELETE FROM digest_delivery WHERE channel_id = 70")
                await transaction.execute("DELETE FROM follower WHERE user_id = 7")
            return await attempt(*values)  # type: ignore[arg-type]

        world.ledger.attempt = late  # type: ignore[method-assign]
        await world.service.tick(NINE)
        assert world.posted() == []


async def test_a_stop_before_anything_is_sent_sends_nothing_and_looks_after_no_further_channel(world: Setting) -> None:
    stopping, looked = asyncio.Event(), list[int]()
    claim, current = world.ledger.claim, world.ledger.current

    async def stop(*values: object) -> list[Delivery]:
        stopping.set()
        return await claim(*values)  # type: ignore[arg-type]

    async def look(subscription: Subscription) -> Subscription | None:
        looked.append(subscription.channel_id)
        return await current(subscription)

    world.ledger.claim, world.ledger.current = stop, look  # type: ignore[method-assign]
    await world.service.tick(NINE, stopping)
    assert world.channel.messages == []
    assert len(await world.store.rows("SELECT 1 FROM digest_delivery")) == 1
    assert 9 not in looked
    await world.service.tick(NINE + MINUTE)
    assert world.posted() == [(number, 21) for number in range(1, 10)]


async def test_a_stop_lets_what_is_being_sent_come_to_its_end_and_claims_nothing_more(tmp_path: Path) -> None:
    stopping, claimed = asyncio.Event(), 0

    async def count(world: Setting) -> int:
        # A transaction comes after the claims that were waiting for theirs.
        async with world.store.transaction() as transaction:
            return len(await transaction.rows("SELECT 1 FROM digest_delivery"))

    async def stop(world: Setting) -> None:
        nonlocal claimed
        stopping.set()
        claimed = await count(world)

    async with Store.open(tmp_path / "db") as store:
        world = Setting(store)
        for number in range(1, 31):
            await world.service.subscribe(replace(SUB, guild_id=number, channel_id=number))
        _during_the_first_send(world, stop)
        await world.service.tick(NINE, stopping)
        sent = {post.channel_id for _, post in world.channel.messages}
        assert 1 <= len(sent) <= claimed <= 8
        assert await count(world) == claimed
        recorded = await store.rows("SELECT channel_id FROM digest_delivery WHERE message_id IS NOT NULL")
        attempted = await store.rows("SELECT channel_id FROM digest_delivery WHERE attempted_at IS NOT NULL")
        assert {row[0] for row in recorded} == {row[0] for row in attempted} == sent
        await world.service.tick(NINE, stopping)
        assert {post.channel_id for _, post in world.channel.messages} == sent
    async with Store.open(tmp_path / "db") as store:
        after = Setting(store, channel=world.channel)
        await after.service.tick(NINE + MINUTE)
        assert after.posted() == [(number, 21) for number in range(1, 31)]
