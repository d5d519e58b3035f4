"""Several channels of a server: set up, paused, in trouble, gone; and who is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.corpus.paper import Listing, Paper
from bot.digest.delivery import DigestService
from bot.digest.flight import Flight
from bot.digest.post import DigestPost
from bot.errors import InputError
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from bot.storage.follow import Follow
from tests.digest.world import Bell, Channel, join

NOON = datetime(2024, 10, 20, 12, tzinfo=UTC)
NINE = datetime(2024, 10, 21, 9, tzinfo=UTC)
SUB = Subscription(1, 2, time(9), "UTC", 2, "en", "nothing", 3, NOON)
MINUTE = timedelta(minutes=1)


def papers(*days: int) -> Corpus:
    return Corpus(
        Paper(f"24{day}.{n:05}", f"Robot {n}", (), (), (Listing(date(2024, 10, day), n, n, "a.txt"),))
        for day in days
        for n in range(3)
    )


@dataclass
class Setting:
    """Hold a service and everything around it."""

    store: Store
    channel: Channel = field(default_factory=Channel)
    bell: Bell = field(default_factory=Bell)
    corpus: Corpus = field(default_factory=lambda: papers(21))
    people: list[Subscription] = field(default_factory=list[Subscription])
    stopped: list[int | None] = field(default_factory=list[int | None])
    patience: float = 5.0
    places: int = 8
    complete_at: dict[date, datetime | None] = field(default_factory=dict[date, "datetime | None"])

    def __post_init__(self) -> None:
        self.ledger = DigestLedger(self.store)
        self.service = DigestService(
            self.ledger,
            lambda: self.corpus,
            self.channel,
            self.patience,
            notifier=self.bell,
            people=self,
            complete_at=lambda: self.complete_at,
            stop=self._stop,
            flight=Flight(self.places),
        )

    @property
    def hour(self) -> str:
        return "09:00 UTC"

    async def follow(self, *people: Subscription) -> None:
        for person in people:
            await join(self.store, person)
        self.people += people

    async def subscriptions(self, channel_ids: Collection[int] | None = None) -> Sequence[Subscription]:
        there = [one for one in self.people if one.user_id not in self.stopped]
        return [one for one in there if channel_ids is None or one.channel_id in channel_ids]

    async def _stop(self, subscription: Subscription, now: datetime) -> None:
        self.stopped.append(subscription.user_id)

    async def pass_time(self, start: datetime, hours: float, step: timedelta = 5 * MINUTE) -> None:
        for number in range(int(timedelta(hours=hours) / step)):
            await self.service.tick(start + number * step)

    def posted(self) -> list[tuple[int, int]]:
        return sorted((post.channel_id, post.day.day) for _, post in self.channel.messages)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        yield Setting(store)


async def test_every_option_is_kept(world: Setting) -> None:
    full = replace(
        SUB,
        min_votes=5,
        follows=(Follow("topic", "확산 모델"), Follow("topic", 'KV, "cache"')),
        role_id=9,
        quiet_days=frozenset({5, 6}),
        threads="papers",
        notice_channel_id=8,
        paused_at=NOON,
        noticed_at=NINE,
        when_nothing_new="highlights",
        language="ko",
    )
    await world.service.subscribe(full)
    assert await world.service.subscription(1, 2) == full
    assert await world.service.subscriptions(1) == [full]
    assert await world.service.subscription(1, 3) is None
    assert await world.service.subscriptions(2) == []


async def test_a_server_has_ten_channels_each_with_its_own_post(world: Setting) -> None:
    for number in range(10):
        await world.service.subscribe(replace(SUB, channel_id=number + 1))
    with pytest.raises(InputError, match="10 channels"):
        await world.service.subscribe(replace(SUB, channel_id=11))
    await world.service.subscribe(replace(SUB, channel_id=10, count=1))
    await world.service.subscribe(replace(SUB, guild_id=4, channel_id=40))
    await world.service.tick(NINE)
    assert world.posted() == [*((number, 21) for number in range(1, 11)), (40, 21)]
    assert sorted(len(post.entries) for _, post in world.channel.messages) == [1] + [2] * 10


async def test_changing_an_option_keeps_the_moment_of_setting_and_changing_the_hour_does_not(world: Setting) -> None:
    await world.service.subscribe(SUB)
    assert (await world.service.subscribe(replace(SUB, count=9, set_at=NINE))).set_at == NOON
    assert (await world.service.subscribe(replace(SUB, post_time=time(10), set_at=NINE))).set_at == NINE
    assert (await world.service.subscribe(replace(SUB, channel_id=3, set_at=NINE))).set_at == NINE


async def test_a_paused_channel_is_silent_and_goes_on_at_the_slot_after_the_pause(world: Setting) -> None:
    await world.service.subscribe(SUB)
    await world.service.subscribe(replace(SUB, channel_id=3))
    assert await world.service.pause(1, 2, NOON)
    assert not await world.service.pause(1, 2, NOON)
    assert not await world.service.pause(1, 77, NOON)
    await world.service.tick(NINE)
    assert world.posted() == [(3, 21)]
    assert await world.service.resume(1, 2, NINE + MINUTE)
    assert not await world.service.resume(1, 2, NINE + MINUTE)
    await world.service.tick(NINE + 2 * MINUTE)
    assert world.posted() == [(3, 21)]
    await world.service.tick(NINE + timedelta(days=1))
    assert world.posted() == [(2, 21), (3, 21)]


async def test_a_pause_holds_back_what_was_claimed_before_it(world: Setting) -> None:
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.subscribe(SUB)
    await world.service.tick(NINE)
    await world.service.pause(1, 2, NINE)
    world.channel.fault = lambda _: "none"
    await world.pass_time(NINE, 12)
    assert world.posted() == []


async def test_a_preview_of_a_pause_shows_what_would_come_and_skips_quiet_days(world: Setting) -> None:
    stored = await world.service.subscribe(replace(SUB, paused_at=NOON, quiet_days=frozenset({0, 1})))
    world.corpus = papers(21, 22, 23)
    post = await world.service.preview(stored, NINE)
    assert post is not None
    assert (post.day, post.late) == (date(2024, 10, 23), False)
    assert await world.service.preview(replace(stored, quiet_days=frozenset(range(7))), NINE) is None


async def test_nothing_that_fits_is_no_claim_and_is_not_looked_for_again_until_the_papers_change(
    world: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []

    def top(corpus: Corpus, *values: object) -> tuple[()]:
        looked.append(values)
        return ()

    await world.service.subscribe(replace(SUB, min_votes=5))
    await world.service.tick(NINE)
    with monkeypatch.context() as patched:
        patched.setattr(Corpus, "top", top)
        await world.service.tick(NINE + MINUTE)
    assert looked == []
    assert await world.ledger.deliveries(2) == []
    # The votes have come in.
    world.corpus = Corpus(
        [Paper("2421.00001", "Robot", (), (), (Listing(date(2024, 10, 21), 7, 0, "a.txt"),))], generation=2
    )
    await world.service.tick(NINE + timedelta(hours=2))
    assert world.posted() == [(2, 21)]


async def test_highlights_take_the_place_of_a_listing_in_which_nothing_fits(world: Setting) -> None:
    great = Paper("2420.00001", "Great", (), (), (Listing(date(2024, 10, 19), 99, 0, "a.txt"),))
    world.corpus = Corpus([*papers(21).papers, great])
    await world.service.subscribe(replace(SUB, min_votes=50, when_nothing_new="highlights"))
    await world.pass_time(NINE, 2)
    assert [(post.kind, [hit.paper.title for hit in post.hits]) for _, post in world.channel.messages] == [
        ("highlights", ["Great"])
    ]


async def test_a_lost_permission_is_told_once_and_what_is_regained_resumes_by_itself(world: Setting) -> None:
    world.channel.fault = lambda step: "forbidden" if step == "send" else "none"
    world.corpus = papers(20, 21, 22, 23)
    await world.service.subscribe(SUB)
    await world.pass_time(NINE, 60)
    assert [number for number, _ in world.bell.rung] == [2]
    (_, text), *_ = world.bell.rung
    assert "missing permission" in text.en
    assert "권한이 없습니다" in text.ko
    kept = await world.service.subscription(1, 2)
    assert kept is not None
    assert kept.noticed_at is not None
    world.channel.fault = lambda _: "none"
    await world.pass_time(NINE + timedelta(hours=60), 24)
    assert world.posted() == [(2, 23)]
    kept = await world.service.subscription(1, 2)
    assert kept is not None
    assert kept.noticed_at is None


async def test_what_passes_by_itself_is_told_to_nobody(world: Setting) -> None:
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.subscribe(SUB)
    await world.pass_time(NINE, 23)
    assert world.bell.rung == []


async def test_a_notice_that_fails_is_not_repeated_and_harms_nothing(world: Setting) -> None:
    world.bell.broken = True
    world.channel.fault = lambda step: "forbidden" if step == "send" else "none"
    await world.service.subscribe(SUB)
    await world.pass_time(NINE, 6)
    assert len(world.bell.rung) == 1
    world.channel.fault = lambda _: "none"
    await world.pass_time(NINE + timedelta(hours=6), 6)
    assert world.posted() == [(2, 21)]


@pytest.mark.parametrize("by_event", [True, False])
async def test_a_deleted_channel_ends_its_subscription_alone_and_says_so_once(world: Setting, by_event: bool) -> None:
    await world.service.subscribe(SUB)
    await world.service.subscribe(replace(SUB, channel_id=3))
    if by_event:
        await world.service.channel_deleted(2, "papers")
        await world.service.channel_deleted(2, "papers")
    else:
        world.channel.gone.add(2)
    await world.pass_time(NINE, 2)
    assert [one.channel_id for one in await world.service.subscriptions(1)] == [3]
    assert len(world.posted()) == 1
    assert ["/digest set" in text.en for _, text in world.bell.rung] == [True]


async def test_the_history_says_what_became_of_each_post_newest_first(world: Setting) -> None:
    await world.service.subscribe(SUB)
    await world.service.tick(NINE)
    world.corpus = papers(21, 22, 23)
    world.channel.fault = lambda step: "forbidden" if step == "send" else "none"
    await world.pass_time(NINE + timedelta(days=1), 24)
    now = NINE + timedelta(days=2)
    await world.service.tick(now + MINUTE)
    history = await world.service.history(2, now + 2 * MINUTE)
    assert [(item.day.day, state) for item, state in history] == [(23, "waiting"), (22, "failed"), (21, "sent")]
    assert history[0][0].last_error == ("missing permission", "권한이 없습니다")
    assert len(await world.service.history(2, now, limit=2)) == 2
    assert await world.service.history(9, now) == []


async def test_channels_are_served_at_once_but_no_more_than_there_are_places_for(world: Setting) -> None:
    running: set[int] = set()
    full, most = asyncio.Event(), 0
    send = world.channel.send

    async def slowly(post: DigestPost) -> int:
        nonlocal most
        running.add(post.channel_id)
        most = max(most, len(running))
        if most == 8:
            full.set()
        await full.wait()
        # Long enough for a ninth to come.
        await asyncio.sleep(0.02)
        running.remove(post.channel_id)
        return await send(post)

    world.channel.send = slowly  # type: ignore[method-assign]
    for number in range(1, 21):
        await world.service.subscribe(replace(SUB, guild_id=number, channel_id=number))
    await world.service.tick(NINE)
    assert len(world.posted()) == 20
    assert most == 8


async def test_a_channel_that_hangs_holds_up_no_other(world: Setting) -> None:
    world = Setting(world.store, patience=0.2)
    send = world.channel.send

    async def hanging(post: DigestPost) -> int:
        if post.channel_id == 2:
            await asyncio.sleep(60)
        return await send(post)

    world.channel.send = hanging  # type: ignore[method-assign]
    for number in (2, 3, 4):
        await world.service.subscribe(replace(SUB, channel_id=number))
    await world.service.tick(NINE)
    assert world.posted() == [(3, 21), (4, 21)]


async def test_people_who_cannot_be_read_do_not_silence_the_servers(world: Setting) -> None:
    class Broken(Setting):
        async def subscriptions(self, channel_ids: Collection[int] | None = None) -> Sequence[Subscription]:
            raise RuntimeError

    world = Broken(world.store)
    await world.follow(replace(SUB, guild_id=0, channel_id=70, user_id=7))
    await world.service.subscribe(SUB)
    await world.service.tick(NINE)
    assert world.posted() == [(2, 21)]


@pytest.mark.parametrize("fault", ["forbidden", "gone"])
async def test_a_person_who_takes_no_messages_is_stopped_and_no_server_is_told(world: Setting, fault: str) -> None:
    world.channel.fault = lambda step: fault if step == "send" else "none"
    person = replace(SUB, guild_id=0, channel_id=70, user_id=7, follows=(Follow("topic", "robot"),))
    await world.follow(person)
    await world.pass_time(NINE, 12)
    assert world.stopped == [7]
    assert world.bell.rung == []
    (delivery,) = await world.ledger.deliveries(70)
    assert delivery.last_error == ("missing permission", "권한이 없습니다")


async def test_a_person_gets_one_message_with_the_new_days_and_none_without_a_match(world: Setting) -> None:
    person = replace(SUB, guild_id=0, channel_id=70, user_id=7, listed_after=date(2024, 10, 20), count=10)
    await world.follow(
        replace(person, follows=(Follow("topic", "robot"),)),
        replace(person, channel_id=80, user_id=8, follows=(Follow("topic", "zebras"),)),
    )
    world.corpus = papers(20, 21, 22, 23)
    await world.pass_time(NINE + timedelta(days=2), 24)
    assert world.posted() == [(70, 23)]
    (_, post), *_ = world.channel.messages
    assert (len(post.entries), post.user_id, {entry.reason for entry in post.entries}) == (9, 7, {"robot"})


async def test_nothing_is_claimed_for_a_person_whose_data_were_deleted_meanwhile(world: Setting) -> None:
    world.people.append(replace(SUB, guild_id=0, channel_id=70, user_id=7, follows=(Follow("topic", "robot"),)))
    await world.pass_time(NINE, 1)
    assert world.posted() == []
    assert await world.ledger.deliveries(70) == []


async def test_a_topic_followed_later_brings_no_older_papers(world: Setting) -> None:
    old, new = Follow("topic", "zebras"), Follow("topic", "robot", after=date(2024, 10, 22))
    person = replace(SUB, guild_id=0, channel_id=70, user_id=7, listed_after=date(2024, 10, 20), count=10)
    await world.follow(replace(person, follows=(old, new)))
    world.corpus = papers(21, 22, 23)
    await world.pass_time(NINE + timedelta(days=2), 2)
    (_, post), *_ = world.channel.messages
    assert {entry.hit.listing.day.day for entry in post.entries} == {23}


async def test_a_persons_older_message_is_not_sent_beside_a_newer_one_when_the_clock_goes_back(world: Setting) -> None:
    person = replace(SUB, guild_id=0, channel_id=70, user_id=7, follows=(Follow("topic", "robot"),))
    await world.follow(person)
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.tick(NINE)
    world.corpus = papers(21, 22)
    tomorrow = NINE + timedelta(days=1)
    await world.service.tick(tomorrow + MINUTE)
    world.channel.fault = lambda _: "none"
    await world.service.tick(tomorrow - MINUTE)
    await world.pass_time(tomorrow - MINUTE, 3)
    assert world.posted() == [(70, 22)]


async def test_channels_that_fail_together_do_not_come_back_together_yet_each_as_it_always_would(
    world: Setting,
) -> None:
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    for number in range(1, 9):
        await world.service.subscribe(replace(SUB, channel_id=number))
    await world.service.tick(NINE)
    pauses = [item.retry_at - NINE for n in range(1, 9) for item in await world.ledger.deliveries(n) if item.retry_at]
    assert len(set(pauses)) == 8
    assert all(4 * MINUTE <= pause <= 5 * MINUTE for pause in pauses)
    assert abs(pauses[0] - timedelta(minutes=4, seconds=47.8)) < timedelta(seconds=1)
