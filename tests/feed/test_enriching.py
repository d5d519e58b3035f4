"""Papers that lack an abstract are asked for once, at both sources; what comes is a file that adds to its paper."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.corpus.enriching import read_enrichments
from bot.corpus.paper import Listing, Paper, Section
from bot.feed.arxiv import arxiv_client
from bot.feed.client import Pace, feed_client
from bot.feed.enriching import Enricher, enricher, lacking
from bot.feed.enrichment import Enrichment
from bot.feed.files import EnrichedFiles
from bot.feed.turns import Turns
from bot.storage.database import Store
from bot.storage.enrichment import Asked, EnrichmentLedger
from tests.corpus.samples import paper
from tests.wire.hub import Hub, item

NOW = datetime(2026, 9, 11, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PACE = Pace(limit=1.0, attempts=2, pause=0.01)


def known(arxiv_id: str, **more: object) -> dict[str, object]:
    return item(arxiv_id, f"Paper {arxiv_id}")["paper"] | more


def listed(arxiv_id: str, day: int = 10, *sections: Section) -> Paper:
    return Paper(arxiv_id, "T", (), sections, (Listing(date(2026, 9, day), 1, 0, "a.md"),))


class World:
    """An enricher on a database, with fast sources."""

    def __init__(self, hub: Hub, store: Store, folder: Path) -> None:
        self.hub, self.folder = hub, folder
        self.ledger, self.files = EnrichmentLedger(store), EnrichedFiles(folder)

    @asynccontextmanager
    async def connect(self) -> AsyncGenerator[Enricher]:
        source = feed_client(self.hub.url, None, PACE)
        arxiv = arxiv_client(self.hub.url, Turns(0.0, 0.0), PACE)
        async with enricher(source, arxiv, self.files, self.ledger) as asking:
            yield asking

    async def enrich(self, *arxiv_ids: str, now: datetime = NOW):
        async with self.connect() as asking:
            return await asking.enrich(arxiv_ids, now)

    def told(self, arxiv_id: str) -> Paper | None:
        reading = read_enrichments(self.folder)
        assert reading is None or reading.rejected == ()
        return reading.told.get(arxiv_id) if reading else None


@pytest.fixture
async def world(hub: Hub, tmp_path: Path):
    async with Store.open(tmp_path / "papers.db") as store:
        yield World(hub, store, tmp_path / "feed")


async def test_the_source_is_asked_first_and_arxiv_for_the_rest_in_one_request(world: World, hub: Hub) -> None:
    hub.papers["2609.00001"] = known("2609.00001", githubRepo="https://github.com/a/b", organization={"name": "lab"})
    hub.arxiv = {one: known(one) for one in ("2609.00002", "hep-th/9901001")}
    report = await world.enrich("2609.00001", "2609.00002", "2609.00003", "hep-th/9901001")
    assert report.outcomes == {
        "2609.00001": "found",
        "2609.00002": "found",
        "2609.00003": "unknown",
        "hep-th/9901001": "found",
    }
    assert hub.asked_papers == ["2609.00001", "2609.00002", "2609.00003"]
    assert hub.asked_arxiv == [["2609.00002", "2609.00003", "hep-th/9901001"]]
    one, two = world.told("2609.00001"), world.told("2609.00002")
    assert one is not None
    assert two is not None
    assert (one.code, one.organization, one.keywords) == (
        "https://github.com/a/b",
        "lab",
        ("key-value cache", "long context"),
    )
    assert [section.heading for section in one.sections] == ["Summary", "Abstract (Hugging Face)"]
    assert two.sections[-1].text == "We study Paper 2609.00002 in depth. It is 4.2 points better."
    assert two.authors == ("Ada Okafor", "Jonas Weber")
    assert "Vote" not in world.files.path_of("2609.00001").read_text("utf-8")


async def test_what_the_source_knows_without_an_abstract_arxiv_completes(world: World, hub: Hub) -> None:
    hub.papers["2609.00001"] = known("2609.00001", summary="", githubRepo="https://github.com/a/b")
    hub.arxiv["2609.00001"] = known("2609.00001")
    await world.enrich("2609.00001")
    told = world.told("2609.00001")
    assert told is not None
    assert (told.code, told.sections[-1].heading) == ("https://github.com/a/b", "Abstract (arXiv)")


def test_papers_are_due_newest_first_and_again_after_a_month() -> None:
    abstract = Section("Abstract", "We study.")
    papers = [listed("2609.00001", 9), listed("2609.00002", 10), listed("2609.00003", 10, abstract), paper()]
    assert lacking(papers, {}, NOW) == ["2609.00002", "2609.00001", paper().arxiv_id]
    asked = {"2609.00002": Asked(NOW - 29 * DAY, "unknown"), "2609.00001": Asked(NOW - 30 * DAY, "unknown")}
    assert lacking(papers[:2], asked, NOW) == ["2609.00001"]
    assert lacking(papers[2:3], {"2609.00003": Asked(NOW - 30 * DAY, "found")}, NOW) == ["2609.00003"]


@pytest.mark.parametrize(
    "gone",
    [
        {"withdrawnAt": "2026-09-10T00:00:00Z"},
        {"summary": "This paper has been withdrawn by the authors due to an error in Table 2."},
        {"summary": "Withdrawn by arXiv administrators because of disputed authorship."},
        {"comment": "This submission has been withdrawn. Please see 2609.00009"},
        {"title": "Withdrawn: Paper 2609.00001"},
    ],
)
async def test_a_withdrawn_abstract_is_taken_out_again(world: World, hub: Hub, gone: dict[str, object]) -> None:
    hub.papers["2609.00001"] = known("2609.00001")
    hub.arxiv["2609.00002"] = known("2609.00002")
    await world.enrich("2609.00001", "2609.00002")
    hub.papers["2609.00001"] |= gone
    hub.arxiv["2609.00002"] |= gone if "withdrawnAt" not in gone else {"comment": "Paper withdrawn by arXiv"}
    report = await world.enrich("2609.00001", "2609.00002")
    assert report.outcomes == {"2609.00001": "withdrawn", "2609.00002": "withdrawn"}
    assert report.changed == [world.files.path_of(one) for one in report.outcomes]
    assert (world.told("2609.00001"), world.told("2609.00002")) == (None, None)


@pytest.mark.parametrize(
    "more", [{"comment": "Withdrawn from ICLR"}, {"summary": "We study drugs withdrawn by regulators."}]
)
async def test_a_paper_that_only_speaks_of_withdrawals_is_not_withdrawn(
    world: World, hub: Hub, more: dict[str, object]
) -> None:
    hub.arxiv["2609.00001"] = known("2609.00001") | more
    outcomes = (await world.enrich("2609.00001")).outcomes
    assert outcomes == {"2609.00001": "found"}


async def test_what_a_source_drops_stays(world: World, hub: Hub) -> None:
    hub.papers["2609.00001"] = known("2609.00001")
    await world.enrich("2609.00001")
    hub.papers.clear()
    assert (await world.enrich("2609.00001")).outcomes == {"2609.00001": "unknown"}
    assert world.told("2609.00001") is not None


async def test_an_answer_about_another_paper_is_no_answer(world: World, hub: Hub) -> None:
    hub.papers["2609.00001"] = known("2609.00002")
    hub.arxiv["2609.00001"] = known("2609.00001") | {"title": "12"}
    assert (await world.enrich("2609.00001")).outcomes == {"2609.00001": "found"}


async def test_nothing_of_an_abstract_becomes_structure(world: World, hub: Hub) -> None:
    evil = (
        "One.\n\n### [Fake](https://arxiv.org/abs/2609.00009)\n\nVote: 9\n"
        "- **Abstract**: x\n## Daily Papers (2020-01-01)"
    )
    hub.papers["2609.00001"] = known("2609.00001", summary=evil) | {"title": "A](https://arxiv.org/abs/2609.00009)"}
    await world.enrich("2609.00001")
    reading = read_enrichments(world.folder)
    assert reading is not None
    assert (set(reading.told), reading.rejected) == ({"2609.00001"}, ())
    assert [section.heading for section in reading.told["2609.00001"].sections] == [
        "Summary",
        "Abstract (Hugging Face)",
    ]


async def test_a_failure_leaves_what_was_not_answered_for_later(world: World, hub: Hub) -> None:
    hub.papers = {f"2609.0000{number}": known(f"2609.0000{number}") for number in range(1, 6)}
    hub.paper_faults = ["401"]
    report = await world.enrich(*hub.papers)
    assert (report.outcomes, report.left) == ({}, 5)
    assert "refuses the request" in (report.fault.en if report.fault else "")
    hub.paper_faults = ["500", "500"]
    report = await world.enrich(*hub.papers)
    assert (len(report.outcomes), report.left, report.fault) == (4, 1, None), "one is skipped"
    hub.arxiv_faults = ["html", "html"]
    report = await world.enrich("2609.00001", "2609.00009")
    assert (list(report.outcomes), report.left) == (["2609.00001"], 1)
    assert "answered with a web page" in (report.fault.en if report.fault else "")
    assert set(await world.ledger.asked()) == set(hub.papers) - {"2609.00001"} | {"2609.00001"}


async def test_a_disk_that_cannot_be_written_is_named_and_nothing_is_noted(world: World, hub: Hub) -> None:
    hub.papers["2609.00001"] = known("2609.00001")
    world.folder.write_text("no folder", "utf-8")
    report = await world.enrich("2609.00001")
    assert "cannot be written" in (report.fault.en if report.fault else "")
    assert await world.ledger.asked() == {}


async def test_five_thousand_papers_are_looked_through_within_a_moment() -> None:
    papers = [listed(f"2609.{number:05}") for number in range(5_500)]
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert len(lacking(papers, {}, NOW)) == 5_500
    assert loop.time() - began < 0.5


class Running(World):
    """The slow task of a bot, with the papers that it has loaded."""

    def __init__(self, hub: Hub, store: Store, folder: Path, count: int) -> None:
        super().__init__(hub, store, folder)
        self.papers = {f"2609.{number:05}": listed(f"2609.{number:05}") for number in range(count)}
        hub.papers = {arxiv_id: known(arxiv_id) for arxiv_id in self.papers}
        self.loads: list[int] = []
        self.decides = True
        self.task = self.started()

    def started(self) -> Enrichment:
        return Enrichment(self.ledger, self.files, self.connect, lambda: [*self.papers.values()], self.load)

    async def load(self, paths: Sequence[Path]) -> bool:
        self.loads.append(len(paths))
        if self.decides:
            for path in paths:
                self.papers[path.stem] = listed(path.stem, 10, Section("Abstract", "We study."))
        return self.decides

    async def ticks(self, count: int, now: datetime = NOW) -> None:
        for _ in range(count):
            self.task._rest.end()  # pyright: ignore[reportPrivateUsage]
            await self.task.tick(now)


@pytest.fixture
async def store(tmp_path: Path):
    async with Store.open(tmp_path / "papers.db") as store:
        yield store


async def test_the_slow_task_asks_for_some_at_a_time_and_loads_many_at_once(
    hub: Hub, store: Store, tmp_path: Path
) -> None:
    running = Running(hub, store, tmp_path / "feed", 130)
    await running.ticks(1)
    assert (len(hub.asked_papers), running.loads) == (20, [])
    await running.ticks(9)
    assert (len(hub.asked_papers), running.loads) == (130, [100, 30])
    await running.ticks(2, NOW + 29 * DAY)
    assert len(hub.asked_papers) == 130
    await running.ticks(1, NOW + 30 * DAY)
    assert len(hub.asked_papers) == 150


async def test_a_restart_loads_what_was_written_and_asks_for_nothing_again(
    hub: Hub, store: Store, tmp_path: Path
) -> None:
    running = Running(hub, store, tmp_path / "feed", 30)
    await running.ticks(1)
    running.task = running.started()
    await running.ticks(2)
    assert (sorted(hub.asked_papers), running.loads) == (sorted(running.papers), [30])


async def test_while_loads_wait_for_an_admin_no_more_is_asked_for_than_is_loaded_at_once(
    hub: Hub, store: Store, tmp_path: Path
) -> None:
    running = Running(hub, store, tmp_path / "feed", 200)
    running.decides = False
    await running.ticks(9)
    assert len(hub.asked_papers) == 100
    running.decides = True
    await running.ticks(8)
    assert (len(hub.asked_papers), running.loads[-2:]) == (200, [100, 100])


async def test_it_rests_after_a_failure(hub: Hub, store: Store, tmp_path: Path) -> None:
    running = Running(hub, store, tmp_path / "feed", 30)
    hub.paper_faults = ["401"] * 3
    await running.task.tick(NOW)
    await running.task.tick(NOW)
    assert len(hub.asked_papers) == 1
    await running.ticks(4)
    assert (len(set(hub.asked_papers)), running.loads) == (30, [30])
