"""Clocks: of every time zone through the year, of machines that jump, and a bot that starts at any second."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.delivery import DigestService
from bot.digest.schedule import due
from bot.digest.slots import latest_slot, next_slot
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import CATCH_UP, Delivery, Due
from tests.digest.test_channels import MINUTE, NINE, SUB, papers
from tests.digest.world import Channel

# Half hours, a change at midnight, one of half an hour, one in the southern summer, and the ends of the day.
ZONES = (
    "America/New_York", "America/Santiago", "Asia/Beirut", "Asia/Kathmandu", "Asia/Seoul", "Australia/Lord_Howe",
    "Europe/Berlin", "Pacific/Apia", "Pacific/Kiritimati", "UTC",
)  # fmt: skip
DAY = timedelta(days=1)
START = datetime(2024, 1, 1, tzinfo=UTC)

zones = st.sampled_from(ZONES).map(ZoneInfo)
hours = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
moments = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: START + minutes * MINUTE)
jumps = st.sampled_from((-DAY, -timedelta(hours=1), timedelta(), timedelta(), timedelta(hours=1), DAY))


def shown(slot: datetime, zone: ZoneInfo) -> time:
    return slot.astimezone(zone).time().replace(fold=0)


@given(zone=zones, hour=hours, now=moments)
@settings(deadline=None)
def test_every_date_has_one_slot_at_its_hour_or_just_behind_a_gap(zone: ZoneInfo, hour: time, now: datetime) -> None:
    slot, after = latest_slot(now, hour, zone), next_slot(now, hour, zone)
    assert slot <= now < after
    assert timedelta(hours=22) <= after - slot <= timedelta(hours=26)
    assert after.astimezone(zone).date() - slot.astimezone(zone).date() == DAY
    assert latest_slot(after - MINUTE, hour, zone) == slot
    assert latest_slot(after, hour, zone) == after
    for one in (slot, after):
        if shown(one, zone) != hour:
            before = (one - MINUTE).astimezone(zone)
            assert before.time().replace(fold=0) < hour < shown(one, zone), "clocks were put forward over it"
            assert before.date() == one.astimezone(zone).date() or shown(one, zone) == time(1)


@given(
    data=st.data(),
    zone=zones,
    start=moments,
    hour=hours,
    listed=st.sets(st.integers(0, 6), min_size=1),
)
@settings(max_examples=100, deadline=None)
def test_a_week_with_changes_and_jumps_gives_each_day_once_in_its_order(
    data: st.DataObject, zone: ZoneInfo, start: datetime, hour: time, listed: set[int]
) -> None:
    """Whatever people and the machine's clock do, what the rows say decides."""
    sub = replace(SUB, post_time=hour, timezone=zone.key, set_at=start - 3 * DAY)
    claimed: list[Delivery] = []
    clock = start
    for number in range(7):
        days = sorted((clock.date() + timedelta(days=back) for back in listed if back <= number), reverse=True)
        for _ in range(24):
            clock += timedelta(hours=1)
            claimed += [claim(post, clock) for post in due(clock, sub, days, claimed)]
        clock += data.draw(jumps)
        if data.draw(st.booleans()):
            other = data.draw(zones)
            sub = replace(sub, post_time=data.draw(hours), timezone=other.key, set_at=clock)
    posted = [item.day for item in claimed]
    assert posted == sorted(set(posted))


@given(zone=zones, start=moments, hour=hours, changes=st.lists(st.tuples(st.integers(0, 23), hours, zones), max_size=4))
@settings(max_examples=100, deadline=None)
def test_changes_of_hour_and_zone_never_cost_a_listing(
    zone: ZoneInfo, start: datetime, hour: time, changes: Sequence[tuple[int, time, ZoneInfo]]
) -> None:
    sub = replace(SUB, post_time=hour, timezone=zone.key, set_at=start)
    day = start.date() - DAY
    claimed: list[Delivery] = []
    for number in range(24 * 4):
        now = start + timedelta(hours=number)
        for after, new_hour, new_zone in changes:
            if after == number:
                sub = replace(sub, post_time=new_hour, timezone=new_zone.key, set_at=now)
        claimed += [claim(post, now) for post in due(now, sub, [day], claimed)]
    assert [item.day for item in claimed] == [day]


def claim(post: Due, now: datetime) -> Delivery:
    return Delivery(1, 2, post.kind, post.day, now, (), 1, None, None, 77, now, now)


@pytest.mark.parametrize("jump", [DAY, -DAY, 40 * DAY, -40 * DAY])
@pytest.mark.parametrize("before", [True, False], ids=["before the post", "after it"])
async def test_a_clock_that_jumps_and_comes_back_costs_and_doubles_nothing(
    tmp_path: Path, jump: timedelta, before: bool
) -> None:
    channel, corpora = Channel(), [papers(21)]
    async with Store.open(tmp_path / "db") as store:
        service = DigestService(DigestLedger(store), lambda: corpora[-1], channel)
        await service.subscribe(replace(SUB, set_at=NINE - 50 * DAY))
        begin = NINE - timedelta(hours=1) if before else NINE + timedelta(hours=1)
        if not before:
            await service.tick(NINE)
        for minutes in range(0, 60, 5):
            await service.tick(begin + jump + minutes * MINUTE)
        corpora.append(papers(21, 22))
        for minutes in range(60, 4 * 24 * 60, 15):
            await service.tick(begin + minutes * MINUTE)
    assert channel.days() == ["listing 2024-10-21", "listing 2024-10-22"]


async def test_a_clock_that_was_wrong_at_the_start_only_makes_the_post_late(tmp_path: Path) -> None:
    channel = Channel(fault=lambda step: "refused" if step == "send" else "none")
    async with Store.open(tmp_path / "db") as store:
        service = DigestService(DigestLedger(store), lambda: papers(21), channel)
        await service.subscribe(SUB)
        await service.tick(NINE + DAY)
        channel.fault = lambda _: "none"
        for minutes in range(0, 24 * 60, 5):
            await service.tick(NINE + minutes * MINUTE)
    assert channel.days() == ["listing 2024-10-21"]


HOURS = (-14, -5, 0, 5, 9, 14)


@pytest.mark.parametrize("then", HOURS)
@pytest.mark.parametrize("later", HOURS)
async def test_a_post_whose_answer_was_lost_is_found_however_wrong_the_clock_was_and_is(
    tmp_path: Path, then: int, later: int
) -> None:
    """Discord stamps by its own clock; the machine's is `then` hours ahead at the attempt, and `later` hours after."""
    channel = Channel(fault=lambda step: "refused" if step == "sent" else "none")
    async with Store.open(tmp_path / "db") as store:
        service = DigestService(DigestLedger(store), lambda: papers(21), channel)
        await service.subscribe(replace(SUB, set_at=NINE - 3 * DAY))
        channel.now = NINE - timedelta(hours=then)
        await service.tick(NINE)
        channel.fault = lambda _: "none"
        for minutes in range(20, 36 * 60, 20):
            channel.now = NINE - timedelta(hours=then) + minutes * MINUTE
            await service.tick(channel.now + timedelta(hours=later))
    assert channel.days() == ["listing 2024-10-21"]


@given(offset=st.integers(-90, 90), pause=st.integers(0, 90))
@settings(max_examples=20, deadline=None)
def test_a_start_at_any_second_about_the_hour_posts_once(
    offset: int, pause: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    asyncio.run(_restarted(offset, pause, tmp_path_factory.mktemp("second") / "db"))


async def _restarted(offset: int, pause: int, path: Path) -> None:
    channel = Channel()
    corpus = papers(21)
    async with Store.open(path) as store:
        await DigestLedger(store).subscribe(SUB)
    now = NINE + timedelta(seconds=offset - 120)
    # Each process ticks at its start and once a minute from there on; two of them end anywhere in a minute.
    for lives in (2, 1, 4):
        async with Store.open(path) as store:
            service = DigestService(DigestLedger(store), lambda: corpus, channel)
            for _ in range(lives):
                await service.tick(now)
                assert bool(channel.messages) == (now >= NINE)
                now += MINUTE
        now += timedelta(seconds=pause) - MINUTE
    assert channel.days() == ["listing 2024-10-21"]


def test_the_window_of_a_post_is_a_day() -> None:
    sub = replace(SUB, set_at=NINE - 9 * DAY)
    day = date(2024, 10, 21)
    late = NINE + timedelta(hours=14, minutes=59)
    assert due(late, sub, [day], []) == [Due("listing", day)]
    waiting = replace(claim(Due("listing", day), NINE), message_id=None, sent_at=None)
    assert due(NINE + CATCH_UP, sub, [day], [waiting]) == [], "it is tried to the end, not claimed anew"
