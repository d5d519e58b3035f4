"""Who waits at the turnstile, and what is left alone for a while."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.interface.turnstile import Place, Rests, Turnstile

NOW = datetime(2024, 11, 25, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_the_first_of_each_burst_that_is_too_many_is_told_apart() -> None:
    turnstile, places = Turnstile(most=2), list[Place]()

    async def ask(user_id: int) -> None:
        async with turnstile.turn(user_id) as place:
            places.append(place)
            await asyncio.sleep(0)

    for _ in range(2):
        await asyncio.gather(*(ask(1) for _ in range(5)), ask(2))
    burst = ["full", "ignored", "ignored", "next", "next", "next"]
    assert sorted(places[:6]) == sorted(places[6:]) == burst


def test_what_rests_is_left_alone_until_its_time_is_over() -> None:
    rests = Rests(HOUR)
    assert rests.begin(1, NOW)
    assert not rests.begin(1, NOW + HOUR / 2)
    assert rests.has(1, NOW + HOUR / 2)
    assert not rests.has(2, NOW)
    assert not rests.has(1, NOW + HOUR)
    assert rests.begin(1, NOW + HOUR)


def test_no_more_than_a_thousand_are_remembered() -> None:
    rests = Rests(HOUR)
    for key in range(1_001):
        assert rests.begin(key, NOW)
    assert not rests.has(0, NOW)
    assert rests.has(1_000, NOW)
