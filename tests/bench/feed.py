"""What the feed takes: a day of papers until they can be found, a year of days at once, and a day without anything new.

Papers are recombined ones with new ids, whose whole summaries are their abstracts: longer than those of the source.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from bot.feed.client import FeedClient, feed_client
from bot.feed.fetching import Fetcher
from bot.feed.files import FeedFiles
from bot.feed.service import Feed
from bot.library.library import Library
from bot.operating.runtime_tuning import settle, tune
from bot.settings import Settings, load_settings
from bot.storage.database import Store
from bot.storage.feed import FeedLedger
from tests.bench.corpora import Recombined
from tests.bench.feed_source import Lists, entries, open_source
from tests.bench.figures import FeedFigures
from tests.bench.heartbeat import heartbeat
from tests.bench.machine import settled_memory
from tests.bench.runs import environment, run
from tests.wire.hub import item, open_hub

__all__ = ["measure_feed"]

_DAY = timedelta(days=1)
_DAYS = [date(2026, 9, 8) + _DAY * number for number in range(3)]
_A_DAY = 100
_YEAR = [day for day in (date(2025, 1, 1) + _DAY * number for number in range(350)) if day.weekday() < 5]
_A_YEARS_DAY = 50
_NOON = datetime(2026, 9, 11, 12, tzinfo=UTC)
# Between two noons: hourly until it is complete and once then, hourly from its opening on, and others once a day.
_PLAN = {date(2026, 9, 11): 15, date(2026, 9, 12): 10}


class _Inside(NamedTuple):
    """Hold what is measured inside of one process; the names are those of FeedFigures."""

    day: float
    day_cpu: float
    stall: float
    resident: float
    memory: float


def measure_feed(papers: int) -> FeedFigures:
    """Return the figures of a corpus of so many papers."""
    tune()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Recombined(papers).write_listings(folder / "seeds")
        own = {"database": folder / "papers.db", "seeds": folder / "seeds", "feed_folder": folder}
        inside = asyncio.run(_days(load_settings().model_copy(update=own), _made(papers, _DAYS, _A_DAY)))
        year = asyncio.run(_year(folder, _made(papers, _YEAR[:250], _A_YEARS_DAY)))
        asked = asyncio.run(_idle(folder / "idle"))
    beyond = sum(max(0, count - _PLAN.get(day, 1)) for day, count in asked.items())
    return FeedFigures(**inside._asdict(), year=year, idle=asked.total(), idle_beyond=beyond)


def _made(papers: int, days: Sequence[date], a_day: int) -> Lists:
    """Return lists of papers that are not among the first ones."""
    made = islice(Recombined(papers + len(days) * a_day, chance=2).papers(), papers, None)
    return {str(day): entries(islice(made, a_day), f"{2600 + number}") for number, day in enumerate(days)}


async def _days(settings: Settings, lists: Lists) -> _Inside:
    async with (
        Store.open(settings.database) as store,
        open_source(lists, settings.place.with_name("days.json")) as url,
        feed_client(url, None) as client,
    ):
        library = Library(store, settings.seeds, settings.glossary, feed=settings.feed_listings, ahead=True)
        await library.open()
        await asyncio.to_thread(library.corpus.prepare_names)
        settle()
        before = settled_memory()
        async with heartbeat() as late:
            spent = [await _one_day(library, client, settings.feed_listings, day) for day in _DAYS]
        assert len(library.corpus.top(_DAYS[-1], _DAYS[-1])) == _A_DAY
        resident = settled_memory()
    seconds, cpu = zip(*spent, strict=True)
    return _Inside(
        statistics.median(seconds), statistics.median(cpu), max(late) * 1000, resident, max(resident - before, 0.0)
    )


async def _one_day(library: Library, client: FeedClient, folder: Path, day: date) -> tuple[float, float]:
    """Return the seconds until the papers of a day can be found, and those of the processor."""
    began, cpu = time.perf_counter(), time.process_time()
    report = await Fetcher(client, FeedFiles(folder)).fetch([day], _NOON)
    plan = await library.plan_fetched(report.changed)
    await library.carry_out(plan, spent=True)
    return time.perf_counter() - began, time.process_time() - cpu


async def _year(folder: Path, lists: Lists) -> float:
    async with open_source(lists, folder / "year.json") as url:
        variables = environment(folder / "papers.db", folder / "seeds")
        variables |= {"BOT_FEED_URL": url, "BOT_FEED_FOLDER": str(folder)}
        command = ["-m", "bot", "fetch", "--since", min(lists), "--until", max(lists)]
        return (await asyncio.to_thread(run, command, variables)).seconds


async def _idle(folder: Path) -> Counter[date]:
    """Return which lists are asked for from a noon to the next, as often as they are, by ticks once a minute."""
    lists = {str(_NOON.date() - _DAY * number): [item(f"2609.{number:05}")] for number in range(8)}

    async def load(_: Sequence[Path]) -> bool:
        return True

    async with Store.open(folder / "papers.db") as store, open_hub(lists) as hub:
        hub.today = _NOON.date() + _DAY
        feed = Feed(FeedLedger(store), FeedFiles(folder), partial(feed_client, hub.url, None), load)
        await feed.open(_NOON)
        await feed.tick(_NOON)
        hub.asked.clear()
        for minute in range(1, 24 * 60):
            await feed.tick(_NOON + timedelta(minutes=minute))
    return Counter(map(date.fromisoformat, hub.days()))
