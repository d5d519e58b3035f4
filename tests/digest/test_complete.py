"""A channel is given a day once its list is complete, at the hour it asked for; who wants it as it grows gets that."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.digest.listed import Listed
from bot.storage.database import Store
from tests.digest.test_channels import MINUTE, NINE, SUB, Setting
from tests.digest.test_repeats import listed

DAY = timedelta(days=1)
TODAY = NINE.date()
NEWEST = replace(SUB, when="newest")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        yield Setting(store)


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, 40, tzinfo=UTC) + DAY


async def test_a_list_that_grows_is_not_posted_and_the_day_before_is(world: Setting) -> None:
    await world.service.subscribe(SUB)
    world.corpus = listed(oct_20=(1,), oct_21=(2,))
    world.complete_at = {TODAY: None, TODAY - DAY: end_of(TODAY - DAY)}
    await world.service.tick(NINE)
    assert world.posted() == [(2, 20)]


async def test_who_wants_the_newest_list_gets_it_as_it_grows_and_once(world: Setting) -> None:
    await world.service.subscribe(NEWEST)
    world.corpus = listed(oct_20=(1,), oct_21=(2,))
    world.complete_at = {TODAY: None}
    await world.service.tick(NINE)
    assert world.posted() == [(2, 21)]
    world.corpus, world.complete_at = listed(oct_21=(2, 3, 4)), {TODAY: end_of(TODAY)}
    for hours in range(1, 60):
        await world.service.tick(NINE + timedelta(hours=hours))
    assert world.posted() == [(2, 21)], "late papers and late votes bring no day again"


async def test_a_day_comes_with_the_first_slot_after_its_end_and_not_in_between(world: Setting) -> None:
    await world.service.subscribe(SUB)
    world.corpus, world.complete_at = listed(oct_21=(2,)), {TODAY: None}
    await world.service.tick(NINE)
    world.complete_at = {TODAY: NINE + timedelta(hours=3)}
    for hours in range(1, 24):
        await world.service.tick(NINE + timedelta(hours=hours))
    assert world.posted() == []
    await world.service.tick(NINE + DAY)
    assert world.posted() == [(2, 21)]


async def test_a_day_that_was_complete_in_time_and_fetched_late_still_comes_that_day(world: Setting) -> None:
    await world.service.subscribe(SUB)
    world.corpus, world.complete_at = listed(oct_20=(2,)), {TODAY - DAY: None}
    await world.service.tick(NINE)
    await world.service.tick(NINE + MINUTE)
    assert world.posted() == []
    world.complete_at = {TODAY - DAY: end_of(TODAY - DAY)}
    await world.service.tick(NINE + 90 * MINUTE)
    assert world.posted() == [(2, 20)]


async def test_the_preview_and_the_reason_go_by_complete_days_too(world: Setting) -> None:
    stored = await world.service.subscribe(SUB)
    world.corpus, world.complete_at = listed(oct_21=(2,)), {TODAY: None}
    assert await world.service.preview(stored, NINE) is None
    reason = await world.service.why_nothing(stored, NINE)
    assert reason.en.startswith("The list of Oct 21, 2024 may still grow")
    assert "완성된 뒤" in reason.ko
    post = await world.service.preview(replace(stored, when="newest"), NINE)
    assert post is not None
    assert post.day == TODAY


def test_only_what_grows_or_ended_after_the_slot_is_held_back() -> None:
    corpus = listed(oct_18=(1,), oct_19=(2,), oct_20=(3,), oct_21=(4,))
    complete_at = {TODAY: None, TODAY - DAY: NINE + MINUTE, TODAY - 2 * DAY: NINE, TODAY - 9 * DAY: None}
    assert [day.day for day in Listed(corpus, complete_at).days(SUB, NINE)] == [19, 18]
    assert Listed(corpus, complete_at).days(NEWEST, NINE) == corpus.days
    assert Listed(corpus).days(SUB, NINE) == corpus.days
    assert Listed(corpus, complete_at).newest_day(SUB, NINE) == date(2024, 10, 19)
    assert Listed(corpus, complete_at).mark != Listed(corpus).mark
