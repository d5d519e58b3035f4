"""Channels that hang, and a Discord that answers nobody: nothing is lost or doubled, and nobody waits for another."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.digest.breaker import Breaker
from bot.digest.delivery import DigestService
from bot.digest.flight import Crew, Flight, Seat
from bot.digest.pace import Pace
from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Venue
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.texts import Text
from tests.digest.test_channels import MINUTE, NINE, SUB, papers

_DOWN = Text("Discord refused the message (HTTP 502)", "Discord가 메시지를 거부했습니다(HTTP 502)")


@dataclass
class Discord:
    """Be up or down, hang in some channels, and lose some answers."""

    is_down: bool = False
    hanging: set[int] = field(default_factory=set[int])
    failing: set[int] = field(default_factory=set[int])
    losing: set[int] = field(default_factory=set[int])
    tries: list[int] = field(default_factory=list[int])
    posts: list[DigestPost] = field(default_factory=list[DigestPost])

    def venue(self, post: DigestPost) -> Venue:
        return "messages"

    async def send(self, post: DigestPost) -> int:
        self.tries.append(post.channel_id)
        if self.is_down or post.channel_id in self.failing:
            raise CannotPostError(_DOWN, unanswered=True)
        if post.channel_id in self.hanging:
            await asyncio.Event().wait()
        self.posts.append(post)
        if post.channel_id in self.losing:
            self.losing.discard(post.channel_id)
            raise CannotPostError(_DOWN, unanswered=True)
        return len(self.posts)

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        if self.is_down:
            raise CannotPostError(_DOWN, unanswered=True)
        return next((n for n, known in enumerate(self.posts, 1) if known.marker == post.marker), None)

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        return message_id

    async def publish(self, post: DigestPost, message_id: int) -> None:
        raise AssertionError

    @property
    def reached(self) -> set[int]:
        """The channels that have their post, which none has twice."""
        assert max(Counter((post.channel_id, post.day) for post in self.posts).values(), default=1) == 1
        return {post.channel_id for post in self.posts}


class Scene:
    """Hold a service over a Discord that may be down."""

    def __init__(self, store: Store, discord: Discord | None = None, flight: Flight | None = None) -> None:
        self.store = store
        self.discord = discord or Discord()
        self.corpus = papers(21)
        self.flight = flight or Flight(8, 64, 0.05)
        self.restart()

    def restart(self, patience: float = 0.4) -> None:
        """Let another process begin."""
        self.ledger = DigestLedger(self.store)
        self.service = DigestService(self.ledger, lambda: self.corpus, self.discord, patience, flight=self.flight)

    async def set_up(self, *numbers: int) -> None:
        for number in numbers:
            await self.service.subscribe(replace(SUB, guild_id=number, channel_id=number))


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncGenerator[Scene]:
    async with Store.open(tmp_path / "db") as store:
        yield Scene(store)


@pytest.mark.parametrize("few", [False, True])
async def test_after_ten_minutes_of_502_posts_begin_with_the_next_try_and_none_is_lost(scene: Scene, few: bool) -> None:
    numbers = range(1, 4 if few else 41)
    await scene.set_up(*numbers)
    scene.discord.is_down = True
    wanted = await scene.service.tick(NINE)
    assert wanted is not None
    assert wanted <= 20, "the round rests, and soon tries again"
    first = len(scene.discord.tries)
    assert first <= 24, "most are not even tried"
    for step in range(1, 40):
        assert await scene.service.tick(NINE + step * timedelta(seconds=15)) == wanted
    assert len(scene.discord.tries) - first <= 40, "one at a time"
    claimed = await scene.store.rows("SELECT attempts, error_en FROM digest_delivery")
    assert len(claimed) == len(numbers), "they are claimed in time"
    assert max(attempts for attempts, _ in claimed) <= 1, "what fails for everybody is nobody's own failure"
    assert all(error is not None for _, error in claimed)
    scene.discord.is_down = False
    assert await scene.service.tick(NINE + timedelta(minutes=10)) is None
    assert scene.discord.reached == set(numbers)
    assert all(not post.late for post in scene.discord.posts)


async def test_a_restart_in_an_outage_loses_and_doubles_nothing(scene: Scene) -> None:
    await scene.set_up(*range(1, 21))
    scene.discord.is_down = True
    await scene.service.tick(NINE)
    scene.restart()
    await scene.service.tick(NINE + MINUTE)
    scene.restart()
    scene.discord.is_down = False
    await scene.service.tick(NINE + 2 * MINUTE)
    await scene.service.tick(NINE + 8 * MINUTE)
    assert scene.discord.reached == set(range(1, 21))


async def test_posts_that_fall_due_in_an_outage_are_claimed_and_come_after_it_late(scene: Scene) -> None:
    await scene.set_up(*range(1, 11))
    scene.discord.is_down = True
    await scene.service.tick(NINE)
    later = replace(SUB, guild_id=50, channel_id=50, post_time=(NINE + 5 * MINUTE).time())
    await scene.service.subscribe(later)
    await scene.service.tick(NINE + 5 * MINUTE)
    assert len(await scene.ledger.deliveries(50)) == 1
    scene.discord.is_down = False
    await scene.service.tick(NINE + timedelta(hours=1))
    assert scene.discord.reached == {*range(1, 11), 50}
    assert all(post.late for post in scene.discord.posts)


async def test_an_outage_of_more_than_a_day_keeps_to_the_days_that_can_still_come(scene: Scene) -> None:
    await scene.set_up(*range(1, 11))
    scene.discord.is_down = True
    await scene.service.tick(NINE)
    scene.corpus = papers(21, 22)
    tomorrow = NINE + timedelta(days=1)
    await scene.service.tick(tomorrow)
    scene.discord.is_down = False
    await scene.service.tick(tomorrow + timedelta(hours=2))
    assert {(post.channel_id, post.day.day) for post in scene.discord.posts} == {(n, 22) for n in range(1, 11)}


async def test_answers_that_were_lost_while_it_went_down_double_nothing(scene: Scene) -> None:
    await scene.set_up(*range(1, 31))
    scene.discord.losing = set(range(1, 31))
    await scene.service.tick(NINE)
    assert 8 <= len(scene.discord.posts) < 30
    for step in range(1, 120):
        await scene.service.tick(NINE + step * timedelta(seconds=15))
    assert scene.discord.reached == set(range(1, 31))


async def test_what_began_in_an_outage_and_fails_after_it_does_not_wait_for_long(scene: Scene) -> None:
    await scene.set_up(*range(1, 31))
    scene.discord.hanging = set(range(1, 31))
    wanted = await scene.service.tick(NINE)
    assert wanted is not None
    scene.discord.hanging = set()
    await scene.service.tick(NINE + timedelta(seconds=15))
    assert len(scene.discord.reached) >= 14
    # What hung until now has come to the end of its patience.
    await asyncio.sleep(0.5)
    await scene.service.tick(NINE + timedelta(seconds=75))
    assert scene.discord.reached == set(range(1, 31))


async def test_channels_that_hang_or_fail_hold_up_no_other(scene: Scene) -> None:
    await scene.set_up(*range(1, 101))
    scene.discord.hanging, scene.discord.failing = set(range(5, 101, 20)), set(range(15, 101, 20))
    well = set(range(1, 101)) - scene.discord.hanging - scene.discord.failing
    began = asyncio.get_running_loop().time()
    await asyncio.wait_for(scene.service.tick(NINE), 10)
    assert scene.discord.reached == well
    assert asyncio.get_running_loop().time() - began < 5
    await asyncio.sleep(0.5)
    waiting = await scene.store.rows("SELECT attempts, retry_at FROM digest_delivery WHERE message_id IS NULL")
    assert [attempts for attempts, _ in waiting] == [1] * 10, "each has its own pause"


async def test_a_channel_that_hangs_is_not_served_twice_at_once_and_others_go_on(scene: Scene) -> None:
    await scene.set_up(1, 2)
    scene.restart(patience=30)
    scene.discord.hanging = {1}
    await scene.service.tick(NINE)
    await scene.set_up(3)
    await scene.service.tick(NINE + 10 * MINUTE)
    assert scene.discord.tries.count(1) == 1
    assert scene.discord.reached == {2, 3}


async def test_where_too_many_hang_one_is_given_up_for_now_and_found_or_sent_later(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "db") as store:
        scene = Scene(store, flight=Flight(4, 2, 0.05))
        scene.restart(patience=30)
        await scene.set_up(*range(1, 31))
        scene.discord.hanging = set(range(1, 8))
        await asyncio.wait_for(scene.service.tick(NINE), 10)
        assert scene.discord.reached == set(range(8, 31))
        given_up = await store.rows("SELECT channel_id FROM digest_delivery WHERE error_en IS NOT NULL")
        assert len(given_up) == 5, "two go on beside the others"
        scene.discord.hanging = set()
        await scene.service.tick(NINE + 10 * MINUTE)
        assert scene.discord.reached >= {row[0] for row in given_up}


async def test_broken_channels_do_not_make_an_outage_again_and_again(scene: Scene) -> None:
    await scene.set_up(*range(1, 21))
    scene.discord.failing = set(range(1, 20))
    for minute in range(12 * 60):
        await scene.service.tick(NINE + minute * MINUTE)
    assert scene.discord.reached == {20}
    assert max(Counter(scene.discord.tries).values()) < 60
    await scene.service.subscribe(
        replace(SUB, guild_id=41, channel_id=41, post_time=(NINE + timedelta(hours=12)).time())
    )
    await scene.service.tick(NINE + timedelta(hours=12))
    await scene.service.tick(NINE + timedelta(hours=12, minutes=1))
    assert 41 in scene.discord.reached


async def test_the_pulse_goes_on_through_an_outage_and_stops_with_a_standstill(scene: Scene) -> None:
    await scene.set_up(*range(1, 11))
    scene.discord.is_down = True
    steps = [scene.service.stepped]
    for step in range(5):
        await scene.service.tick(NINE + step * timedelta(seconds=15))
        steps.append(scene.service.stepped)
    assert steps[0] is None
    assert all(before is None or (after is not None and before < after) for before, after in pairwise(steps))
    scene.restart(patience=60)
    scene.discord.is_down = False

    async def stand_still(*_: object, **__: object) -> object:
        await asyncio.Event().wait()

    scene.ledger.claim = stand_still  # type: ignore[method-assign]
    await scene.set_up(99)
    standing = asyncio.create_task(scene.service.tick(NINE + timedelta(hours=1)))
    await asyncio.sleep(0.5)
    last = scene.service.stepped
    await asyncio.sleep(0.3)
    assert scene.service.stepped == last
    assert not standing.done()
    standing.cancel()
    await asyncio.wait({standing})


def test_one_answer_ends_the_rest_and_only_a_row_of_many_begins_it() -> None:
    breaker = Breaker()
    for number in range(7):
        breaker.failed((number, number))
        breaker.failed((number, number))
    assert not breaker.is_open
    breaker.answered()
    for number in range(8):
        breaker.failed((number, number))
    assert breaker.is_open
    assert len(breaker.blamed()) == 8
    assert breaker.blamed() == []
    breaker.answered()
    assert not breaker.is_open
    breaker.failed((1, 1))
    breaker.round_ended()
    assert not breaker.is_open, "one channel may be broken by itself"
    breaker.failed((2, 2))
    breaker.round_ended()
    assert breaker.is_open
    for _ in range(100):
        breaker.probed()
    assert breaker.pause <= 40


async def test_requests_go_at_a_pace_under_discords_limit() -> None:
    pace, loop, went = Pace(), asyncio.get_running_loop(), list[float]()

    async def go() -> None:
        await pace.turn()
        went.append(loop.time())

    await asyncio.gather(*(go() for _ in range(80)))
    assert max(sum(0 <= later - one < 1 for later in went) for one in went) <= 50
    assert went[-1] - went[0] < 2.2


async def test_what_waited_for_the_end_of_a_limit_goes_at_the_same_pace() -> None:
    is_open, loop, went = asyncio.Event(), asyncio.get_running_loop(), list[float]()
    pace = Pace(is_open=lambda: is_open)

    async def go() -> None:
        await pace.turn()
        went.append(loop.time())

    is_open.set()
    loop.call_later(0.2, is_open.clear)
    loop.call_later(0.8, is_open.set)
    began = loop.time()
    await asyncio.gather(*(go() for _ in range(80)))
    assert not [moment for moment in went if 0.25 <= moment - began < 0.8]
    assert max(sum(0 <= later - one < 0.2 for later in went) for one in went) <= 16
    assert went[-1] - began < 3


async def test_a_post_gives_way_to_answers_but_not_for_good() -> None:
    is_quiet, loop, went = asyncio.Event(), asyncio.get_running_loop(), list[float]()
    pace = Pace(a_second=1000, is_quiet=lambda: is_quiet)

    async def go() -> None:
        await pace.turn()
        went.append(loop.time())

    began = loop.time()
    await asyncio.gather(*(go() for _ in range(4)))
    assert went[0] - began >= 0.045
    assert went[-1] - began >= 0.18
    is_quiet.set()
    quiet = loop.time()
    await go()
    assert went[-1] - quiet < 0.04


async def test_what_ends_a_work_in_spite_of_itself_ends_its_crew() -> None:
    class LostError(BaseException):
        pass

    ended: list[str] = []

    async def broken(_: Seat) -> None:
        raise LostError

    async def long(_: Seat) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("long")

    async def start(crew: Crew) -> None:
        await crew.launch(long)
        await crew.launch(broken)
        await crew.settled()

    flight = Flight(2)
    with pytest.raises(LostError):
        async with flight.crew() as crew:
            await start(crew)
    assert ended == ["long"]
