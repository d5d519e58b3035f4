"""A fetch that is killed anywhere leaves whole files, and the next one brings what is missing."""

from __future__ import annotations

import asyncio
import random
import signal
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.corpus.enriching import read_enrichments
from bot.corpus.markdown import parse_listing
from bot.storage.database import Store
from bot.storage.feed import FeedLedger
from bot.storage.papers import PaperStore
from tests.wire.hub import Hub, item, open_hub
from tests.wire.nursery import Nursery

pytestmark = pytest.mark.slow

FIRST = date(2026, 8, 1)
LISTS = {
    str(FIRST + timedelta(days=day)): [item(f"26{day + 10}.{number:05}", f"Paper {number}") for number in range(40)]
    for day in range(30)
}
KILLS = 5


@dataclass(frozen=True)
class Program:
    """Run `papers-bot` on a folder and a source."""

    nursery: Nursery
    hub: Hub
    folder: Path

    async def fetch(self, kill_after: int | None, *arguments: str, pause: float = 0.0) -> int:
        """Run `papers-bot fetch`, by default over all days, and return its exit code.

        It is killed after so many requests and seconds of `pause`.
        """
        which = arguments or ("--since", "2026-08-01", "--until", "2026-08-30")
        return await self.run("fetch", *which, kill_after=kill_after, pause=pause)

    async def run(self, *arguments: str, kill_after: int | None = None, pause: float = 0.0) -> int:
        (self.folder / "seeds").mkdir(exist_ok=True)
        own = {
            "SEEDS": self.folder / "seeds", "DATABASE": self.folder / "papers.db", "FEED_URL": self.hub.url,
            "ARXIV_URL": self.hub.url, "TIMEZONE": "UTC",
        }  # fmt: skip
        environment = {f"BOT_{name}": str(value) for name, value in own.items()}
        asked = self._asked
        child = await self.nursery.start(arguments, environment, self.folder, self.folder / "log")
        while kill_after is not None and child.running and self._asked - asked < kill_after:
            await asyncio.wait({child.ended}, timeout=0.001)
        if kill_after is not None:
            await asyncio.wait({child.ended}, timeout=pause)
            child.send(signal.SIGKILL)
        return await child.ended

    @property
    def _asked(self) -> int:
        return len(self.hub.asked) + len(self.hub.asked_papers)


def broken(folder: Path) -> list[str]:
    """Return the files that are not the whole list of their day."""
    found: list[str] = []
    for path in (folder / "feed").rglob("*.md"):
        parsed = parse_listing(path.read_text("utf-8"), path.name)
        day = "-".join((*path.parts[-3:-1], path.stem))
        if [paper.arxiv_id for paper in parsed.papers] != [entry["paper"]["id"] for entry in LISTS[day]]:
            found.append(day)
    return found


def days_of(folder: Path) -> set[str]:
    """Return the days of which there is a file."""
    return {"-".join((*path.parts[-3:-1], path.stem)) for path in (folder / "feed").rglob("*.md")}


async def held(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """Return what the database holds: the listed days, the papers, and the days that were noted as fetched."""
    async with Store.open(folder / "papers.db") as store:
        papers = (await PaperStore(store).stored()).papers
        noted = {str(day) for day in await FeedLedger(store).fetched()}
    return {str(one.day) for paper in papers.values() for one in paper.listings}, set(papers), noted


@pytest.mark.parametrize("seed", [1])
async def test_a_fetch_that_is_killed_leaves_whole_files_and_loses_no_day(
    nursery: Nursery, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    kills = [*((after, 0.0) for after in sorted(dice.sample(range(1, 30), KILLS))), *((30, n / 8) for n in range(1, 4))]
    known: set[str] = set()
    async with open_hub(LISTS) as hub:
        program = Program(nursery, hub, tmp_path)
        for after, pause in kills:
            code = await program.fetch(after, pause=pause)
            assert code != 0 or after == 30
            days, asked = days_of(tmp_path), len(hub.asked)
            assert broken(tmp_path) == []
            assert known <= days, "what was there before the kill is there"
            assert len(days) >= after - 1, "every day that was answered but the last has its file"
            _, _, noted = await held(tmp_path)
            assert noted <= days, "no day is taken for fetched that is not there"
            if days:
                assert await program.run("load") == 0
                listed, papers, _ = await held(tmp_path)
                assert listed == days
                assert papers == {entry["paper"]["id"] for day in days for entry in LISTS[day]}
            assert len(hub.asked) == asked, "nothing was fetched again"
            known = days
        assert await program.fetch(None) == 0
    assert broken(tmp_path) == []
    assert days_of(tmp_path) == LISTS.keys()
    assert list((tmp_path / "feed").rglob("*.part")) == [], "what kills left behind is removed"


async def test_an_enriching_that_is_killed_leaves_whole_files_and_goes_on(nursery: Nursery, tmp_path: Path) -> None:
    papers = [item(f"2608.{number:05}", f"Paper {number}", summary="") for number in range(8)]
    async with open_hub({"2026-08-03": papers}) as hub:
        program = Program(nursery, hub, tmp_path)
        hub.papers = {f"2608.{number:05}": item(f"2608.{number:05}", "Whole " * 50)["paper"] for number in range(8)}
        for kill_after in (3, 9, None):
            code = await program.fetch(kill_after, "--day", "2026-08-03", "--enrich")
            reading = read_enrichments(tmp_path / "feed")
            assert reading is None or reading.rejected == ()
            assert reading is None or all(len(paper.sections) == 2 for paper in reading.told.values())
        assert code == 0
        assert reading is not None
        assert set(reading.told) == set(hub.papers)
        asked = len(hub.asked_papers)
        assert await program.fetch(None, "--day", "2026-08-03", "--enrich") == 0
        assert len(hub.asked_papers) == asked
    assert not [path for path in (tmp_path / "feed").rglob("*") if path.is_file() and path.suffix != ".md"]
