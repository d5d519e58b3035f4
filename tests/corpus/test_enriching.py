"""Files that say more of a paper: part of every load, never a paper by themselves, and gone with their file."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.corpus.enriching import enriched_path
from bot.corpus.loader import Reading, fingerprint, read_files, read_folder
from bot.corpus.paper import Paper
from bot.corpus.plan import plan_load
from bot.corpus.revision import Stored
from tests.corpus.samples import entry, listing

IDS = ("2411.00001", "2411.00002", "hep-th/9901001")


class World:
    """A folder of listings with two days, and that of the feed."""

    def __init__(self, folder: Path) -> None:
        self.seeds, self.feed = folder / "seeds", folder / "feed"
        self.seeds.mkdir()
        (self.seeds / "a.txt").write_text(listing(*map(entry, IDS)), "utf-8")
        later = listing(entry("2411.00001")).replace("2024-11-22", "2024-11-23")
        day = self.feed / "2024/11/23.md"
        day.parent.mkdir(parents=True)
        day.write_text(later, "utf-8")

    def tell(self, arxiv_id: str, more: str = "", *, title: str = "A Title", about: str | None = None) -> Path:
        path = enriched_path(self.feed, arxiv_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        said = f"### [{title}](https://arxiv.org/abs/{about or arxiv_id})\n\n{more}\n"
        path.write_text(said + "- **Summary**: It works.\n- **Abstract**: We measure tides. They rise.\n", "utf-8")
        return path

    def read(self, stored: dict[str, Paper] | None = None) -> Reading:
        return read_folder(self.seeds, stored or {}, feed=self.feed)

    def part(self, paths: Sequence[Path], stored: dict[str, Paper]) -> Reading:
        return read_files(self.seeds, self.feed, paths, stored)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def sections(paper: Paper) -> list[str | None]:
    return [section.heading for section in paper.sections]


def test_what_is_known_comes_behind_the_sections_of_the_listing(world: World) -> None:
    before = dict(world.read().papers)
    world.tell("2411.00001", "Code: https://github.com/a/b\nOrganization: A Lab\nKeywords: tides, moons")
    world.tell("hep-th/9901001")
    reading = world.read()
    assert (reading.rejected, reading.files) == ((), 2)
    one, old = reading.papers["2411.00001"], reading.papers["hep-th/9901001"]
    assert sections(one) == [*sections(before["2411.00001"]), "Summary", "Abstract"]
    assert (one.code, one.organization, one.keywords) == ("https://github.com/a/b", "A Lab", ("tides", "moons"))
    assert sections(old)[-2:] == ["Summary", "Abstract"]
    assert one.listings == before["2411.00001"].listings
    assert reading.papers["2411.00002"] == before["2411.00002"]


def test_a_file_without_a_listing_makes_no_paper(world: World) -> None:
    world.tell("2411.99999")
    reading = world.read()
    assert (set(reading.papers), reading.rejected) == (set(IDS), ())
    assert set(world.part([world.tell("2411.99998")], dict(reading.papers)).papers) == set(IDS)


def test_a_file_speaks_of_no_other_paper_than_that_of_its_name(world: World) -> None:
    before = world.read().papers
    world.tell("2411.00001", about="2411.00002")
    reading = world.read()
    assert reading.papers == before
    assert [problem.file for problem in reading.rejected] == ["feed/enriched/2411/2411.00001.md"]


@pytest.mark.parametrize(
    ("listed", "told", "taken"),
    [
        ("Ada Okafor, Jonas Weber", "Jonas Weber, Ada Okafor", ("Jonas Weber", "Ada Okafor")),
        ("ADA Okafor, Jonas Weber", "Jonas Weber, Ada Okafor", ("Jonas Weber", "ADA Okafor")),
        ("Ada Okafor, Jonas Weber", "Jonas Weber, Ada Okafor, Li Na", ("Ada Okafor", "Jonas Weber")),
        ("Ada Okafor, Jonas Weber", "Jonas Weber", ("Ada Okafor", "Jonas Weber")),
        ("Ada Okafor et al.", "Ada Okafor", ("Ada Okafor",)),
        ("Ada Okafor, Jonas Weber", "", ("Ada Okafor", "Jonas Weber")),
    ],
)
def test_the_true_order_of_authors_is_taken_where_the_names_are_the_same(
    tmp_path: Path, listed: str, told: str, taken: tuple[str, ...]
) -> None:
    world = World(tmp_path)
    text = f"## Daily Papers (2024-11-22)\n\n### [T](https://arxiv.org/abs/2411.00009)\n\nAuthors: {listed}\n\n- A.\n"
    (world.seeds / "b.txt").write_text(text, "utf-8")
    world.tell("2411.00009", f"Authors: {told}\n" if told else "")
    assert world.read().papers["2411.00009"].authors == taken


def test_reading_a_part_gives_what_reading_all_gives_whatever_came_before(world: World) -> None:
    chance = random.Random(7)
    stored = dict(world.read().papers)
    day = world.feed / "2024/11/23.md"
    for step in range(60):
        changed: list[Path] = []
        for arxiv_id in chance.sample((*IDS, "2411.77777"), chance.randint(1, 3)):
            path = enriched_path(world.feed, arxiv_id)
            if path.exists() and chance.random() < 0.4:
                path.unlink()
            else:
                path = world.tell(arxiv_id, f"Code: https://github.com/a/b{step}" if chance.random() < 0.5 else "")
            changed.append(path)
        if chance.random() < 0.3:
            # An abstract of its own, in the listing.
            more = chance.choice(("", "\n- **Abstract**: Of the listing.\n"))
            day.write_text(listing(entry("2411.00001")).replace("2024-11-22", "2024-11-23").rstrip() + more, "utf-8")
            changed.append(day)
        part = world.part(changed, stored)
        assert part.papers == world.read(stored).papers, step
        assert part.rejected == ()
        stored = dict(part.papers)


def test_a_paper_of_two_files_is_the_same_paper_whether_a_part_is_read_or_all(world: World) -> None:
    """The seeds list it on the day of a fetched listing, with a count of their own, and another day repeats it."""
    chance = random.Random(3)
    stored = dict(world.read().papers)
    for step in range(60):
        changed: list[Path] = []
        for day in chance.sample(("22", "23", "24"), chance.randint(1, 3)):
            path = world.feed / f"2024/11/{day}.md"
            votes, code = chance.choice(("-", "0", "7", "61")), chance.choice(("", "Code: https://github.com/a/b\n"))
            text = (
                f"## Daily Papers (2024-11-{day})\n\n### [T {day}](https://arxiv.org/abs/2411.00001)\n\nVote: {votes}\n"
            )
            path.write_text(f"{text}\n{code}\n- Of step {step}.\n", "utf-8")
            changed.append(path)
        part = world.part(changed, stored)
        assert part.papers == world.read(stored).papers, step
        stored = dict(part.papers)


def test_the_plan_notices_a_file_that_changes_or_goes(world: World) -> None:
    path = world.tell("2411.00001")
    seen = [fingerprint(world.seeds, world.feed)]
    stored = Stored(None, dict(world.read().papers))
    assert not plan_load(world.seeds, stored, feed=world.feed).difference
    path.write_text(path.read_text("utf-8").replace("tides", "high tides"), "utf-8")
    seen.append(fingerprint(world.seeds, world.feed))
    (update,) = plan_load(world.seeds, stored, feed=world.feed).difference.updated
    assert update.after.sections[-1].text.startswith("We measure high tides")
    path.unlink()
    seen.append(fingerprint(world.seeds, world.feed))
    (update,) = plan_load(world.seeds, stored, feed=world.feed).difference.updated
    assert (update.lost_sections, len(set(seen))) == (2, 3)


def test_a_file_that_cannot_be_read_this_time_keeps_what_is_stored_of_it(world: World) -> None:
    path = world.tell("2411.00001")
    stored = dict(world.read().papers)
    path.write_bytes(b"\xff\xfe")
    for reading in (world.read(stored), world.part([path], stored)):
        assert reading.papers == stored
        assert [problem.file for problem in reading.rejected] == ["feed/enriched/2411/2411.00001.md"]
    path.unlink()
    assert world.part([path], stored).papers == world.read(stored).papers != stored


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_folder_that_cannot_be_looked_into_keeps_what_is_stored_of_it(world: World) -> None:
    path = world.tell("2411.00001")
    stored = dict(world.read().papers)
    path.parent.chmod(0)
    try:
        assert world.read(stored).papers == stored
    finally:
        path.parent.chmod(0o700)


def test_what_is_stored_stays_while_the_folder_of_the_feed_is_away(world: World) -> None:
    world.tell("2411.00002")
    stored = dict(world.read().papers)
    world.feed.rename(world.feed.with_name("away"))
    assert world.read(stored).papers == stored


def test_a_feed_below_the_folder_of_listings_is_read_in_the_same_way(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.feed = world.feed.rename(world.seeds / "feed")
    path = world.tell("2411.00001")
    reading = world.read()
    assert (reading.rejected, reading.files) == ((), 2)
    assert sections(reading.papers["2411.00001"])[-1] == "Abstract"
    assert world.part([path], dict(reading.papers)).papers == reading.papers
