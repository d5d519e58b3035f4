"""A world in which everything breaks at every step: no post is doubled, and what can still come comes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.paper import Listing, Paper
from bot.corpus.store import Store
from bot.digest.delivery import CannotPostError, DigestService
from bot.digest.ledger import DigestLedger
from bot.digest.post import DigestPost
from bot.digest.schedule import CATCH_UP, Delivery, Due, Subscription
from bot.search.corpus import Corpus
from bot.texts import Text
from tests.digest.world import Lost

ZONES = ("Asia/Seoul", "America/New_York", "Pacific/Kiritimati", "UTC")
START = datetime(2024, 11, 1, 0, 30, tzinfo=UTC)  # New York's clocks go back on the 3rd
CHAOS = timedelta(days=3)
STEADY = Subscription(9, 10, time(9), "Asia/Seoul", 2, "ko", "nothing", 3, START)


@dataclass
class World:
    """Hold what outlives a restart of the bot: Discord's clock and messages, and the listings."""

    chance: random.Random
    now: datetime = START
    skew: timedelta = timedelta()
    calm: bool = False
    broken: bool = False
    days: set[date] = field(default_factory=lambda: {date(2024, 10, 30)})
    messages: list[tuple[datetime, int, DigestPost]] = field(default_factory=list[tuple[datetime, int, DigestPost]])
    loaded: Corpus = field(default_factory=lambda: Corpus(()))

    @property
    def clock(self) -> datetime:
        """What the bot takes for the present."""
        return self.now + self.skew

    def corpus(self) -> Corpus:
        if self.loaded.days != tuple(sorted(self.days, reverse=True)):
            self.loaded = self._load()
        return self.loaded

    def _load(self) -> Corpus:
        papers = (
            Paper(f"{day:%y%m}.{day.day:02}{n:03}", f"Paper {n}", (), (), (Listing(day, n, n, "a.txt"),))
            for day in self.days
            for n in range(4)
        )
        return Corpus(papers)

    def perhaps_die(self) -> None:
        """End the process here, sometimes."""
        if not self.calm and self.chance.random() < 0.08:
            raise Lost

    def perhaps_fail(self) -> None:
        if self.calm:
            return
        if self.broken or self.chance.random() < 0.1:
            raise CannotPostError(Text("missing permission", "권한이 없습니다"))
        if self.chance.random() < 0.05:
            message = "something nobody thought of"
            raise RuntimeError(message)

    async def send(self, post: DigestPost) -> int:
        self.perhaps_die()
        self.perhaps_fail()
        self.messages.append((self.now, len(self.messages) + 1, post))
        number = len(self.messages)
        self.perhaps_die()
        self.perhaps_fail()
        return number

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        self.perhaps_die()
        self.perhaps_fail()
        fitting = (n for at, n, kept in self.messages if kept.marker == post.marker and at >= since)
        return next((n for n in fitting if self.messages[n - 1][2].channel_id == post.channel_id), None)

    def listed(self, channel_id: int) -> list[date]:
        return [post.day for _, _, post in self.messages if (post.kind, post.channel_id) == ("listing", channel_id)]


class MortalLedger(DigestLedger):
    """Die before or after each write, sometimes."""

    def __init__(self, store: Store, world: World) -> None:
        super().__init__(store)
        self._world = world

    async def claim(
        self, subscription: Subscription, posts: Sequence[tuple[Due, Sequence[str]]], now: datetime
    ) -> None:
        self._world.perhaps_die()
        await super().claim(subscription, posts, now)
        self._world.perhaps_die()

    async def _update(self, delivery: Delivery, changes: str, *values: str | int) -> None:
        self._world.perhaps_die()
        await super()._update(delivery, changes, *values)
        self._world.perhaps_die()


@given(seed=st.integers(0, 2**32))
@settings(max_examples=8, deadline=None)
def test_nothing_is_doubled_and_nothing_lost(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    asyncio.run(_live(World(random.Random(seed)), tmp_path_factory.mktemp("world") / "db"))


async def _live(world: World, path: Path) -> None:
    subscription = replace(STEADY, guild_id=1, channel_id=2, when_nothing_new="highlights")
    async with Store.open(path) as store:
        for one in (subscription, STEADY):
            await DigestLedger(store).subscribe(one)
    while world.now < START + CHAOS:
        async with Store.open(path) as store:
            service = DigestService(MortalLedger(store, world), world.corpus, world)
            with suppress(Lost):
                for _ in range(world.chance.randrange(1, 8)):
                    subscription = await _something_happens(world, service, subscription)
                    await _tick(service, world)
    await _calm_down(world, path, subscription)
    _check(world)


async def _something_happens(world: World, service: DigestService, old: Subscription) -> Subscription:
    """Let time pass, clocks err, listings arrive, and people change what they want."""
    chance = world.chance
    world.now += timedelta(minutes=chance.choice((1, 5, 20, 60, 120)))
    if chance.random() < 0.1:
        world.skew = timedelta(minutes=chance.randrange(-7, 8))
    if chance.random() < 0.1:
        world.broken = chance.random() < 0.4
    if chance.random() < 0.1:
        world.days.add(world.now.date() - timedelta(days=chance.randrange(2)))
    if chance.random() > 0.06:
        return old
    change: dict[str, object] = chance.choice(
        (
            {"post_time": time(chance.randrange(24), chance.randrange(60))},
            {"timezone": chance.choice(ZONES)},
            {"count": chance.randrange(1, 5)},
            {"channel_id": chance.choice((2, 5))},
            {"when_nothing_new": chance.choice(("nothing", "highlights"))},
        )
    )
    return await service.subscribe(replace(old, set_at=world.clock, **change))  # type: ignore[arg-type]


async def _tick(service: DigestService, world: World) -> None:
    """Tick, and sometimes be stopped anywhere in it."""
    task = asyncio.create_task(service.tick(world.clock))
    if world.chance.random() < 0.15:
        await asyncio.sleep(world.chance.random() * 0.003)
        task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _calm_down(world: World, path: Path, subscription: Subscription) -> None:
    """Let two days pass without faults: what was claimed in time comes, and so does what is newer."""
    world.calm, world.skew = True, timedelta()
    async with Store.open(path) as store:
        ledger = DigestLedger(store)
        service = DigestService(ledger, world.corpus, world)
        known = await ledger.deliveries(subscription.channel_id)
        # A listing a little ahead of the window's end may come too late for the tick before it.
        hopeful = [
            x for x in known if x.message_id is None and world.now - x.claimed_at < CATCH_UP - timedelta(hours=1)
        ]
        newest = max((x.day for x in known if x.kind == "listing"), default=max(world.days) - timedelta(days=1))
        newer = sorted(day for day in world.days if day > newest)[-3:]
        for _ in range(2 * 24):
            await service.tick(world.now)
            world.now += timedelta(hours=1)
        sent = {(x.kind, x.day): x for x in await ledger.deliveries(subscription.channel_id)}
    assert [x.day for x in hopeful if sent[x.kind, x.day].message_id is None] == []
    assert [day for day in newer if day not in world.listed(subscription.channel_id)] == []


def _check(world: World) -> None:
    posts = [post for _, _, post in world.messages]
    keys = [(post.channel_id, post.kind, post.day) for post in posts]
    assert len(keys) == len(set(keys)), keys
    for channel_id in (2, 5, 10):
        assert world.listed(channel_id) == sorted(world.listed(channel_id))
    for number, post in enumerate(posts):
        shown = {hit.paper.arxiv_id for old in posts[:number] if old.channel_id == post.channel_id for hit in old.hits}
        assert post.kind == "listing" or not shown & {hit.paper.arxiv_id for hit in post.hits}
