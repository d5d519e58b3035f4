"""The feed of a running bot: it fetches what is due, once; it loads what it wrote, and rests after a failure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.errors import CorpusError
from bot.feed.client import Pace, feed_client
from bot.feed.files import FeedFiles
from bot.feed.report import feed_facts, feed_fault, feed_note
from bot.feed.service import Feed
from bot.storage.database import Store
from bot.storage.feed import FeedLedger
from bot.texts import Text
from tests.wire.hub import Hub, item

NOW = datetime(2026, 9, 11, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class World:
    """A feed on a database, with what it loads; `decides` is what the load answers."""

    def __init__(self, hub: Hub, store: Store, folder: Path) -> None:
        self.loads: list[list[str]] = []
        self.decides: bool | CorpusError = True
        self.folder = folder
        connect = partial(feed_client, hub.url, None, Pace(limit=1.0, attempts=2, pause=0.01))
        self.feed = Feed(FeedLedger(store), FeedFiles(folder), connect, self._load)

    async def _load(self, paths: Sequence[Path]) -> bool:
        self.loads.append([path.relative_to(self.folder).as_posix() for path in paths])
        if isinstance(self.decides, CorpusError):
            raise self.decides
        return self.decides

    async def rested(self, now: datetime) -> None:
        """Tick after whatever pause."""
        self.feed._rest.end()  # pyright: ignore[reportPrivateUsage]
        await self.feed.tick(now)


@pytest.fixture
async def store(tmp_path: Path):
    async with Store.open(tmp_path / "papers.db") as store:
        yield store


@pytest.fixture
async def world(hub: Hub, store: Store, tmp_path: Path) -> World:
    world = World(hub, store, tmp_path / "feed")
    await world.feed.open(NOW)
    return world


async def test_the_first_round_fetches_a_week_and_later_ones_nothing_until_something_is_due(
    world: World, hub: Hub
) -> None:
    await world.feed.tick(NOW)
    assert hub.days() == [str(date(2026, 9, 11) - DAY * back) for back in range(8)]
    assert world.loads == [["2026/09/11.md", "2026/09/10.md"]]
    for minutes in range(1, 60):
        await world.feed.tick(NOW + timedelta(minutes=minutes))
    assert len(hub.asked) == 8
    await world.feed.tick(NOW + HOUR)
    assert hub.days()[8:] == ["2026-09-11"]
    assert world.feed.state.succeeded_at == NOW + HOUR


async def test_a_restart_goes_on_where_the_last_start_ended_and_loads_what_may_not_be(
    world: World, hub: Hub, store: Store
) -> None:
    await world.feed.tick(NOW)
    again = World(hub, store, world.folder)
    await again.feed.open(NOW)
    await again.feed.tick(NOW + timedelta(minutes=1))
    assert len(hub.asked) == 8
    assert again.loads == [["2026/09/11.md", "2026/09/10.md"]]
    assert again.feed.state.succeeded_at == NOW


async def test_after_a_failure_it_rests_and_what_failed_is_due_again(world: World, hub: Hub) -> None:
    hub.always = "500"
    await world.feed.tick(NOW)
    assert len(hub.asked) == 6, "three days, twice each"
    assert world.feed.state.failing_since == NOW
    assert (world.feed.state.fault or Text("", "")).en.startswith("127.0.0.1 has an internal error (HTTP 500)")
    await world.feed.tick(NOW + HOUR)
    assert len(hub.asked) == 6, "it rests by the machine's clock"
    hub.always = None
    await world.rested(NOW + HOUR)
    assert world.feed.state.failing_since is None
    assert world.loads == [["2026/09/11.md", "2026/09/10.md"]]


async def test_a_day_that_is_not_open_is_no_failure_and_not_asked_for_each_minute(world: World, hub: Hub) -> None:
    hub.today = date(2026, 9, 10)
    await world.feed.tick(NOW)
    await world.feed.tick(NOW + timedelta(minutes=1))
    assert (len(hub.asked), world.feed.state.fault) == (8, None)


async def test_what_could_not_be_loaded_is_loaded_later(world: World, hub: Hub) -> None:
    world.decides = CorpusError(Text("The disk is full.", "디스크가 가득 찼습니다."))
    await world.feed.tick(NOW)
    assert world.feed.state.fault == Text("The disk is full.", "디스크가 가득 찼습니다.")
    world.decides = False
    await world.rested(NOW + timedelta(minutes=5))
    assert "/corpus reload" in (world.feed.state.fault or Text("", "")).en
    world.decides = True
    await world.rested(NOW + timedelta(minutes=15))
    assert (world.feed.state.fault, len(hub.asked), len(world.loads)) == (None, 8, 3)


async def test_an_old_day_that_fails_alone_is_named_and_is_no_failure_of_the_feed(world: World, hub: Hub) -> None:
    bad = date(2026, 9, 8)
    hub.lists[str(bad)] = [{"paper": None}]
    await world.feed.tick(NOW)
    for hours in range(1, 60):
        await world.rested(NOW + hours * HOUR)
        state = world.feed.state
        assert state.failing_since is None, hours
        assert (state.fault or Text("", "")).en.startswith("Sep 8, 2026 could not be fetched: "), hours
    state = world.feed.state
    assert feed_fault(state, NOW + 60 * HOUR) is None
    note = feed_note(state, NOW + 60 * HOUR)
    assert (note or Text("", "")).en.startswith("New days come in, but not all of them: Sep 8, 2026 could")
    hub.always = "500"
    await world.rested(NOW + 60 * HOUR)
    assert world.feed.state.failing_since == NOW + 60 * HOUR, "the newest fail, too"
    hub.always = None
    hub.lists[str(bad)] = []
    await world.rested(NOW + 61 * HOUR)
    assert (world.feed.state.failing_since, world.feed.state.fault) == (None, None)


async def test_the_newest_day_alone_makes_the_feed_fail(world: World, hub: Hub) -> None:
    hub.lists["2026-09-11"] = [{"paper": None}]
    await world.feed.tick(NOW)
    assert world.feed.state.failing_since == NOW


async def test_a_day_that_grows_is_told_from_one_that_is_complete(world: World, hub: Hub) -> None:
    await world.feed.tick(NOW)
    end = datetime(2026, 9, 11, 2, 40, tzinfo=UTC)
    complete = world.feed.complete_at(NOW)
    assert (complete[date(2026, 9, 11)], complete[date(2026, 9, 10)]) == (None, end)
    hub.lists["2026-09-11"].append(item("2609.90009", "A Late One"))
    after = end + DAY
    assert world.feed.complete_at(after)[date(2026, 9, 11)] is None, "it was not fetched since"
    await world.feed.tick(after)
    assert world.feed.complete_at(after)[date(2026, 9, 11)] == after


def test_a_failure_is_a_note_at_first_and_a_fault_after_two_days() -> None:
    from bot.storage.feed import FeedState  # noqa: PLC0415

    state = FeedState().after(NOW, None).after(NOW + HOUR, Text("It is down.", "장애입니다."))
    assert feed_fault(state, NOW + DAY) is None
    assert (feed_note(state, NOW + DAY) or Text("", "")).en == "The last fetch of new days failed: It is down."
    later = NOW + HOUR + 2 * DAY
    assert (feed_fault(state, later) or Text("", "")).en == "No new days have come for 2 days: It is down."
    assert feed_note(state, later) is None
    assert feed_facts("huggingface", state) == {
        "source": "huggingface",
        "tried_at": "2026-09-11T13:00:00+00:00",
        "succeeded_at": "2026-09-11T12:00:00+00:00",
        "failing_since": "2026-09-11T13:00:00+00:00",
        "fault": "It is down.",
    }
