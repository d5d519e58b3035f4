"""A world in which everything breaks at every step: no post is doubled, and what can still come comes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.delivery import DigestService
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import CATCH_UP, Subscription
from bot.storage.follow import Follow
from tests.digest.chaos import START, MortalLedger, World
from tests.digest.world import Lost, join

pytestmark = pytest.mark.slow

SEOUL = ZoneInfo("Asia/Seoul")
ZONES = ("Asia/Seoul", "America/New_York", "Pacific/Kiritimati", "UTC")
CHAOS = timedelta(days=3)
STEADY = Subscription(9, 10, time(9), "Asia/Seoul", 2, "ko", "nothing", 3, START)
# A server with two channels, of which the second one pins and opens threads, and may be deleted.
# The first one has a review of the week on the second day too.
FIRST = replace(
    STEADY, guild_id=1, channel_id=2, when_nothing_new="highlights", every="day-week",
    weekday=(START + timedelta(days=1)).weekday(), review_since=START,
)  # fmt: skip
SECOND = replace(STEADY, guild_id=1, channel_id=5, follows=(Follow("topic", "robot"),), threads="post")
PERSON = replace(
    STEADY, guild_id=0, channel_id=70, user_id=7, follows=(Follow("topic", "robot"),), listed_after=date(2024, 10, 29)
)
CHANNELS = (2, 5, 10, 70)

Event = Callable[[World, DigestService], Awaitable[object]]


class Followers:
    """Be the one person who follows something."""

    hour = "09:00 Asia/Seoul"

    async def subscriptions(self, channel_ids: Collection[int] | None = None) -> list[Subscription]:
        return [PERSON] if channel_ids is None or PERSON.channel_id in channel_ids else []


def service_of(world: World, ledger: DigestLedger) -> DigestService:
    return DigestService(ledger, world.corpus, world, notifier=world, people=Followers())


@given(seed=st.integers(0, 2**32))
@settings(max_examples=5, deadline=None)
def test_nothing_is_doubled_and_nothing_lost(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    asyncio.run(_live(World(random.Random(seed)), tmp_path_factory.mktemp("world") / "db"))


@given(seed=st.integers(0, 2**32))
@settings(max_examples=5, deadline=None)
def test_a_clock_that_is_hours_wrong_doubles_nothing(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Dates, and what is still in time, are then the clock's; but what stands in a channel stands there."""
    world = World(random.Random(seed), most_skew=timedelta(hours=14))
    asyncio.run(_break(world, tmp_path_factory.mktemp("world") / "db"))
    _check_doubles(world)


async def _live(world: World, path: Path) -> None:
    await _break(world, path)
    await _calm_down(world, path)
    _check(world)


async def _break(world: World, path: Path) -> None:
    async with Store.open(path) as store:
        for one in (FIRST, SECOND, STEADY):
            await DigestLedger(store).subscribe(one)
        await join(store, PERSON)
    while world.now < START + CHAOS:
        async with Store.open(path) as store:
            service = service_of(world, MortalLedger(store, world))
            with suppress(Lost):
                for _ in range(world.chance.randrange(1, 8)):
                    await _something_happens(world, service)
                    await _tick(service, world)


async def _something_happens(world: World, service: DigestService) -> None:
    """Let time pass, clocks err, listings arrive, and people change what they want."""
    chance = world.chance
    world.now += timedelta(minutes=chance.choice((1, 5, 20, 60, 120)))
    if chance.random() < 0.1:
        world.skew = world.most_skew * (chance.randrange(-7, 8) / 7)
    if chance.random() < 0.1:
        world.broken = chance.random() < 0.4
    if chance.random() < 0.1:
        world.days.add(world.now.date() - timedelta(days=chance.randrange(2)))
    if chance.random() < 0.12:
        event: Event = chance.choice((_change, _change, _change, _pause_or_resume, _permit_or_forbid, _delete))
        await event(world, service)


async def _change(world: World, service: DigestService) -> None:
    """Let somebody set one of the channels up anew."""
    chance = world.chance
    change: dict[str, object] = chance.choice(
        (
            {"post_time": time(chance.randrange(24), chance.randrange(60))},
            {"timezone": chance.choice(ZONES)},
            {"count": chance.randrange(1, 5)},
            {"min_votes": chance.randrange(6)},
            {"quiet_days": frozenset({chance.randrange(7), chance.randrange(7)})},
            {"when_nothing_new": chance.choice(("nothing", "highlights"))},
            {"weekday": chance.randrange(7), "every": "day-week", "review_since": world.clock},
        )
    )
    if old := await service.subscription(1, chance.choice((2, 5))):
        await service.subscribe(replace(old, set_at=world.clock, **change))  # type: ignore[arg-type]


async def _pause_or_resume(world: World, service: DigestService) -> None:
    channel_id = world.chance.choice((2, 5))
    if channel_id in world.paused:
        resumed = await service.resume(1, channel_id, world.clock)
        assert resumed or channel_id in world.deleted
        world.paused.remove(channel_id)
    elif await service.pause(1, channel_id, world.clock):
        world.paused.add(channel_id)


async def _permit_or_forbid(world: World, _: DigestService) -> None:
    world.forbidden ^= {world.chance.choice((2, 5, 10))}


async def _delete(world: World, service: DigestService) -> None:
    """Delete a channel, of which the bot may hear or not; mostly it stays."""
    if world.chance.random() < 0.6:
        return
    world.deleted.add(5)
    if world.chance.random() < 0.5:
        await service.channel_deleted(5, "papers")


async def _tick(service: DigestService, world: World) -> None:
    """Tick, and sometimes be stopped anywhere in it."""
    task = asyncio.create_task(service.tick(world.clock))
    if world.chance.random() < 0.15:
        await asyncio.sleep(world.chance.random() * 0.003)
        task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _calm_down(world: World, path: Path) -> None:
    """Let days without faults, pauses and quiet days pass: what was claimed in time comes, and so does the newer."""
    world.calm, world.skew = True, timedelta()
    world.forbidden.clear()
    async with Store.open(path) as store:
        ledger = DigestLedger(store)
        service = service_of(world, ledger)
        for one in await ledger.subscriptions():
            await service.resume(one.guild_id, one.channel_id, world.now)
            await ledger.subscribe(replace(one, quiet_days=frozenset(), min_votes=0, paused_at=None))
        world.paused.clear()
        channels = [channel for channel in CHANNELS if channel not in world.deleted]
        known = {channel: await ledger.deliveries(channel) for channel in channels}
        # A listing a little ahead of the window's end may come too late for the tick before it.
        young = world.now - CATCH_UP + timedelta(hours=1)
        world.days.add(world.now.date() + timedelta(days=1))
        for _ in range(3 * 24):
            await service.tick(world.now)
            world.now += timedelta(hours=1)
        for channel in channels:
            sent = {(x.kind, x.day): x for x in await ledger.deliveries(channel)}
            hopeful = [x for x in known[channel] if x.message_id is None and x.claimed_at > young]
            assert [x.day for x in hopeful if sent[x.kind, x.day].message_id is None] == []
            newest = max((x.day for x in known[channel] if x.kind == "listing"), default=max(world.days))
            newer = sorted(day for day in world.days if day > newest)
            # A person's days come as one, under the last.
            wanted = newer[-1:] if channel == PERSON.channel_id else newer[-3:]
            assert [day for day in wanted if day not in world.listed(channel)] == []
            assert [x.day for x in sent.values() if x.threads_due != "none" and x.sent_at and x.sent_at > young] == []
            done = [x for x in sent.values() if x.thread_id is not None]
            assert all(x.message_id in world.threaded for x in done)
        assert world.deleted.isdisjoint(one.channel_id for one in await ledger.subscriptions())


def _check_doubles(world: World) -> None:
    assert world.wrongs == []
    keys = [(post.channel_id, post.kind, post.day) for _, _, post in world.messages]
    assert len(keys) == len(set(keys)), keys


def _check(world: World) -> None:
    _check_doubles(world)
    for channel in CHANNELS:
        assert world.listed(channel) == sorted(world.listed(channel))
        shown = [{entry.hit.paper.arxiv_id for entry in post.entries} for post in world.posts(channel)]
        for number, post in enumerate(world.posts(channel)):
            earlier = set[str]().union(*shown[:number])
            assert post.kind != "highlights" or not shown[number] & earlier
        # Six days go by.
        assert [post.kind for post in world.posts(channel)].count("week") <= 1
    _check_notices(world)
    _check_person(world)


def _check_notices(world: World) -> None:
    """Between two notices of a channel lies a post that came; of an end there is one."""
    for channel in CHANNELS:
        told = [reached for noticed, reached in world.notices if noticed == channel]
        ended = [told.pop()] if told and channel in world.deleted else []
        assert all(before < after for before, after in pairwise(told)), (channel, told, ended)


def _check_person(world: World) -> None:
    """A person gets at most one message a date, with nothing that they do not follow and nothing twice."""
    sent = zip(world.sent_at, world.messages, strict=True)
    dates = [at.astimezone(SEOUL).date() for at, (_, _, post) in sent if post.user_id is not None]
    assert len(dates) == len(set(dates)), dates
    papers = [entry.hit.paper for post in world.posts(PERSON.channel_id) for entry in post.entries]
    assert all(paper.title.startswith("Robot") for paper in papers)
    assert len(papers) == len({paper.arxiv_id for paper in papers})
