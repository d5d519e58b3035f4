"""Fetched papers get three sections in Korean, marked as machine-written; what their abstract lacks is left out."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.corpus.loader import read_folder
from bot.corpus.paper import Paper
from bot.feed.entries import FeedEntry
from bot.feed.files import FeedFiles
from bot.feed.rest import Rest
from bot.feed.written import WrittenFiles
from bot.library.library import Library
from bot.model.client import ModelClient
from bot.model.summaries import Summaries
from bot.model.summarising import Summariser
from bot.storage.database import Store
from tests.corpus.samples import SEEDS
from tests.feed.dozen import ABSTRACTS
from tests.model.samples import GLOSSARY
from tests.model.server import ModelServer, model_server

DAY = date(2026, 9, 10)
FAST, MAT = "2609.90001", "2609.90002"
ABSTRACT = {FAST: ABSTRACTS["2502.01068"], MAT: ABSTRACTS["2501.14677"]}
NEW = "FastKV는 초기 레이어에서는 전체 컨텍스트를 유지하고 선택한 토큰만 이후 레이어로 전달합니다."
FIGURES = "첫 토큰까지의 시간은 절반으로 줄고 처리량은 HeadKV보다 1.4배 높습니다."
LIE = "FastKV의 처리량은 SnapKV보다 14배 높습니다."
GOOD = (
    f"**What's New:** {NEW}\n"
    f"Technical Details: {LIE} 어텐션 점수로 어떤 토큰을 전파할지 결정합니다.\n\n"
    f"Performance Highlights: {FIGURES} 그리고"
)


class World:
    """The seeds and a fetched day of two papers, in a database, and a model."""

    def __init__(self, store: Store, server: ModelServer, folder: Path) -> None:
        self.store, self.server, self.feed = store, server, folder / "feed"
        self.library = Library(store, SEEDS, feed=self.feed)
        self.files = WrittenFiles(self.feed)
        self.loads: list[int] = []
        self.decides = True
        self.summaries = self.started()

    def started(self) -> Summaries:
        """Return the task of a bot that has just started."""
        summariser = Summariser(ModelClient(self.server.url, "scripted <!-- v1 -->"), lambda: GLOSSARY)
        self.rest = Rest()
        return Summaries(summariser, self.files, lambda: self.library.corpus.papers, self._load, self.rest)

    async def restart(self) -> None:
        """End the task, and start another one that knows nothing of it."""
        await self.summaries.close()
        self.summaries = self.started()

    async def _load(self, paths: Sequence[Path]) -> bool:
        self.loads.append(len(paths))
        if self.decides:
            await self.library.carry_out(await self.library.plan_fetched(paths))
        return self.decides

    async def fetch(self, **changed: str) -> None:
        """Write the file of the day and load it."""
        told = {one: changed.get(f"p{one[-1]}", said) for one, said in ABSTRACT.items()}
        entries = [FeedEntry(one, f"Paper {one}", abstract=said) for one, said in told.items()]
        FeedFiles(self.feed).write(DAY, entries)
        await self.library.carry_out(await self.library.plan_fetched([FeedFiles(self.feed).path_of(DAY)]))

    async def tick(self) -> None:
        """Tick after whatever pause."""
        self.rest.end()
        await self.summaries.tick()

    def paper(self, arxiv_id: str = FAST) -> Paper:
        return next(paper for paper in self.library.corpus.papers if paper.arxiv_id == arxiv_id)

    def written(self, arxiv_id: str = FAST) -> dict[str, str]:
        return {part.heading or "": part.text for part in self.paper(arxiv_id).sections if part.is_machine_written}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[World]:
    async with Store.open(tmp_path / "papers.db") as store, model_server() as server:
        world = World(store, server, tmp_path)
        await world.library.open()
        await world.fetch()
        server.answer = lambda asked: GOOD if "FastKV" in str(asked) else "Nothing in it has a label."
        yield world
        await world.summaries.close()


async def test_the_sections_stand_beside_the_listing_which_stays_as_it_is(world: World) -> None:
    day = FeedFiles(world.feed).path_of(DAY)
    before, seeds = day.read_bytes(), len(world.library.corpus.papers)
    await world.tick()
    assert world.written() == {
        "What's New (machine-written)": NEW,
        "Technical Details (machine-written)": "어텐션 점수로 어떤 토큰을 전파할지 결정합니다.",
        "Performance Highlights (machine-written)": FIGURES,
    }
    assert world.paper().sections[0].heading == "Abstract"
    assert (day.read_bytes(), len(world.library.corpus.papers)) == (before, seeds)
    assert LIE not in world.files.path_of(FAST).read_text("utf-8")
    assert len(world.server.requests) == 2


async def test_they_are_part_of_every_load(world: World) -> None:
    await world.tick()
    reading = read_folder(SEEDS, {}, feed=world.feed)
    assert reading.rejected == () == reading.warnings
    assert reading.papers[FAST] == world.paper()
    assert not (await world.library.plan()).difference
    await world.fetch()
    assert world.written() != {}


async def test_nothing_is_written_twice_without_a_cause(world: World) -> None:
    await world.tick()
    assert len(world.server.requests) == 2
    for _ in range(3):
        await world.tick()
    await world.restart()
    await world.tick()
    await world.tick()
    # Nor what gave nothing that could be kept.
    assert world.written(MAT) == {}
    assert len(world.server.requests) == 2
    await world.fetch(p1="FastKV keeps tokens. Throughput is 1.4 times higher than that of HeadKV.")
    world.server.answer = "Performance Highlights: FastKV의 처리량은 HeadKV보다 1.4배 높습니다."
    await world.tick()
    assert len(world.server.requests) == 3
    assert list(world.written()) == ["Performance Highlights (machine-written)"]


async def test_a_model_that_fails_is_left_alone_for_a_while_and_asked_again(world: World) -> None:
    world.server.status = 503
    await world.summaries.tick()
    await world.summaries.tick()
    assert (len(world.server.requests), world.written()) == (1, {})
    world.server.status = 200
    await world.tick()
    assert world.written() != {}


async def test_what_was_written_before_a_kill_is_loaded_by_the_next_start(world: World) -> None:
    world.decides = False
    await world.tick()
    assert world.written() == {}
    world.decides = True
    await world.restart()
    await world.tick()
    assert world.written() != {}
    assert len(world.server.requests) == 2


async def test_what_has_lost_its_abstract_loses_what_was_written_about_it(world: World) -> None:
    await world.tick()
    path = FeedFiles(world.feed).path_of(DAY)
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"- **Abstract**: {ABSTRACT[FAST]}", "- **Summary**: Taken back."), "utf-8")
    await world.library.carry_out(await world.library.plan_fetched([path]))
    await world.tick()
    assert not world.files.path_of(FAST).exists()
    assert world.written() == {}


async def test_a_file_that_cannot_be_read_takes_nothing_away(world: World) -> None:
    await world.tick()
    stored = {paper.arxiv_id: paper for paper in world.library.corpus.papers}
    world.files.path_of(FAST).write_bytes(b"\xff\xfe")
    reading = read_folder(SEEDS, stored, feed=world.feed)
    assert reading.papers[FAST] == stored[FAST]
    assert reading.rejected != ()


async def test_papers_of_listings_with_their_own_sections_are_left_alone(world: World) -> None:
    await world.tick()
    papers = [paper for paper in world.library.corpus.papers if paper.arxiv_id not in ABSTRACT]
    assert not any(section.is_machine_written for paper in papers for section in paper.sections)
    assert all("FastKV" in prompt or "MatAnyone" in prompt for prompt in world.server.prompts)
