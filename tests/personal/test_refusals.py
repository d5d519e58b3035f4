"""Discord refuses messages to a person: one refusal stops nothing, a second on another day does."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.corpus.paper import Listing, Paper
from bot.personal.follows import Follows
from bot.personal.refusals import Refusals
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.follow import Follow

NOW = datetime(2024, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOPIC = Follow("topic", "robots")


async def begin(store: Store) -> tuple[Follows, Refusals]:
    corpus = Corpus([Paper("2411.00001", "Robots", (), (), (Listing(NOW.date(), 1, 0, "a.txt"),))])
    follows = Follows(store, lambda: corpus, time(9), "UTC")
    await follows.follow(7, TOPIC, 70, "en", NOW - HOUR)
    return follows, Refusals(store, follows)


@pytest.mark.parametrize(
    ("hours", "stops"), [((0,), False), ((0, 1, 2, 14), False), ((0, 19), False), ((0, 20), True), ((0, 240), True)]
)
async def test_the_second_day_of_refusals_stops_the_messages(tmp_path: Path, hours: tuple[int], stops: bool) -> None:
    async with Store.open(tmp_path / "db") as store:
        follows, refusals = await begin(store)
        stopped = [await refusals.met(7, NOW + hour * HOUR) for hour in hours]
        assert stopped == [False] * (len(hours) - 1) + [stops]
        assert (await follows.stopped_at(7) is not None) == stops
        assert len(await follows.subscriptions()) == (not stops)
        assert [follow for follow, _ in await follows.follows(7)] == [TOPIC], "what is followed stays"


async def test_twenty_hours_of_one_day_are_one_day(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "db") as store:
        _, refusals = await begin(store)
        early = NOW.replace(hour=0)
        assert not await refusals.met(7, early)
        assert not await refusals.met(7, early + 22 * HOUR)
        assert await refusals.met(7, early + 25 * HOUR)


async def test_the_first_refusal_outlives_a_restart(tmp_path: Path) -> None:
    for hours, stops in ((0, False), (24, True)):
        async with Store.open(tmp_path / "db") as store:
            follows = Follows(store, lambda: Corpus(()), time(9), "UTC")
            if not hours:
                follows, _ = await begin(store)
            assert await Refusals(store, follows).met(7, NOW + hours * HOUR) == stops


async def test_a_message_that_arrives_takes_the_refusal_back(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "db") as store:
        follows, refusals = await begin(store)
        await refusals.met(7, NOW)
        (subscription,) = await follows.subscriptions()
        assert subscription.in_trouble
        await DigestLedger(store).recovered(subscription)
        (subscription,) = await follows.subscriptions()
        assert not subscription.in_trouble
        assert not await refusals.met(7, NOW + 24 * HOUR)


async def test_following_again_takes_the_refusal_back_and_whoever_follows_nothing_has_none(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "db") as store:
        follows, refusals = await begin(store)
        await refusals.met(7, NOW)
        await follows.follow(7, TOPIC, 70, "en", NOW + HOUR)
        assert not await refusals.met(7, NOW + 24 * HOUR)
        assert not await refusals.met(8, NOW)
        assert not await refusals.met(8, NOW + 24 * HOUR)


async def test_a_refusal_dated_by_a_clock_gone_wrong_is_none(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "db") as store:
        _, refusals = await begin(store)
        await refusals.met(7, NOW + 99 * HOUR)
        assert not await refusals.met(7, NOW)
        assert await refusals.met(7, NOW + 24 * HOUR)


async def test_whoever_was_stopped_is_told_once_unless_it_did_not_reach_them(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "db") as store:
        follows, refusals = await begin(store)
        assert await refusals.tell(7, NOW) is None, "nothing is stopped"
        await follows.stop(7, NOW)
        assert await refusals.tell(7, NOW + HOUR) == NOW
        assert await refusals.tell(7, NOW + HOUR) is None
        await refusals.untold(7)
        assert await refusals.tell(7, NOW + HOUR) == NOW
        await follows.restart(7, 70, "en", NOW + HOUR)
        await follows.stop(7, NOW + 2 * HOUR)
        assert await refusals.tell(7, NOW + 3 * HOUR) == NOW + 2 * HOUR, "of the next stop they are told anew"
