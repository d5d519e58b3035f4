"""New days come in while the bot runs; its owners are told once when that fails for long, and when it works again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.corpus.plan import Plan
from bot.feed.arxiv import arxiv_client
from bot.feed.client import Pace, feed_client
from bot.feed.enriching import Enricher, enricher
from bot.feed.enrichment import Enrichment
from bot.feed.files import EnrichedFiles, FeedFiles
from bot.feed.service import Feed
from bot.feed.turns import Turns
from bot.interface.app.corpus_composition import complete_at
from bot.interface.app.gateway_health import Checkup
from bot.interface.corpus.admin import CorpusAdmin
from bot.interface.corpus.feed_watch import FeedWatch
from bot.interface.corpus.sync import CorpusSync
from bot.interface.ui.audit_log import Audit
from bot.library.library import Library
from bot.storage.database import Store
from bot.storage.enrichment import EnrichmentLedger
from bot.storage.feed import FeedLedger
from bot.storage.uploads import Offers, WaitingUploads
from tests.interface.conftest import Stage, Staging
from tests.interface.corpus.test_watch import acts, told
from tests.interface.look import text
from tests.wire.hub import Hub, item, open_hub
from tests.wire.interactions import slash
from tests.wire.payloads import OWNER_ID

NOW = datetime(2026, 9, 11, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def hub() -> AsyncGenerator[Hub]:
    lists = {"2026-09-10": [item("2609.90001", "TideCache", 61)], "2026-09-11": [item("2609.90003", "Small Teachers")]}
    async with open_hub(lists) as hub:
        yield hub


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def watching(stage: Stage, hub: Hub, clock: Clock) -> AsyncGenerator[FeedWatch]:
    """Give the feed of a stage by a clock of its own; it ticks where it is told to."""
    audit = Audit(stage.store, clock)
    admin = CorpusAdmin(stage.library, WaitingUploads(stage.store), Offers(stage.store), audit, clock)
    connect = partial(feed_client, hub.url, None, Pace(limit=1.0, attempts=1))
    files = FeedFiles(stage.seeds.parent / "feed")
    feed = Feed(FeedLedger(stage.store), files, connect, admin.load_fetched)
    ledger, abstracts = EnrichmentLedger(stage.store), EnrichedFiles(stage.seeds.parent / "feed")
    pace, turns = Pace(limit=1.0, attempts=1), Turns(0.0, 0.0)

    def ask() -> AbstractAsyncContextManager[Enricher]:
        source, arxiv = feed_client(hub.url, None, pace), arxiv_client(hub.url, turns, pace)
        return enricher(source, arxiv, abstracts, ledger)

    enrichment = Enrichment(ledger, abstracts, ask, lambda: stage.library.corpus.papers, admin.load_fetched)
    watch = FeedWatch(stage.bot, feed, clock, "en", enrichment=enrichment)
    await feed.open(clock())
    try:
        yield watch
    finally:
        await watch.cog_unload()


async def tick(watch: FeedWatch) -> None:
    watch._feed._rest.end()  # pyright: ignore[reportPrivateUsage]
    await watch.tick()


async def test_a_fetched_day_is_answered_from_and_what_an_admin_has_not_seen_is_not_loaded(
    staging: Staging, hub: Hub
) -> None:
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, Clock()) as watch,
    ):
        (stage.seeds / "a.txt").write_text("## Daily Papers (2024-11-25)\n", "utf-8")
        await tick(watch)
        corpus = stage.library.corpus
        assert [str(day) for day in corpus.days[:2]] == ["2026-09-11", "2026-09-10"]
        assert len(corpus.papers) == 34, "the seeds are as they were"
        assert await acts(stage) == [(None, "corpus.fetch")]
        await tick(watch)
        assert len(await acts(stage)) == 1


async def fetch_beside(stage: Stage, hub: Hub, now: datetime) -> None:
    """Fetch and load what is due as another program does, with a database connection of its own."""
    files = FeedFiles(stage.seeds.parent / "feed")
    async with Store.open(stage.store.path) as store:
        library = Library(store, stage.seeds, feed=stage.seeds.parent / "feed")
        await library.open()
        audit = Audit(store, lambda: now)
        admin = CorpusAdmin(library, WaitingUploads(store), Offers(store), audit, lambda: now)
        connect = partial(feed_client, hub.url, None, Pace(limit=1.0, attempts=1))
        feed = Feed(FeedLedger(store), files, connect, admin.load_fetched)
        await feed.open(now)
        await feed.tick(now)


async def test_what_another_program_fetched_is_served_without_a_revision_of_the_bots_own(
    staging: Staging, hub: Hub
) -> None:
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, Clock()) as watch,
    ):
        await fetch_beside(stage, hub, NOW)
        assert len(stage.library.corpus.papers) == 32
        revision, asked = await stage.library.revision(), len(hub.asked)
        await tick(watch)
        assert len(stage.library.corpus.papers) == 34
        assert await stage.library.revision() == revision
        assert len(hub.asked) == asked, "what it fetched is not asked for again"
        assert watch.complete_at()[NOW.date()] is None


async def test_without_a_feed_the_bot_keeps_up_with_fetches_and_knows_a_list_that_grows(
    staging: Staging, hub: Hub
) -> None:
    async with staging() as stage:
        sync = stage.bot.get_cog("CorpusSync")
        assert isinstance(sync, CorpusSync)
        await sync.tick()
        assert (sync.complete_at(), len(stage.library.corpus.papers)) == ({}, 32)
        hub.lists["2026-09-09"] = []
        await fetch_beside(stage, hub, NOW)
        sync._now = lambda: NOW  # pyright: ignore[reportPrivateUsage]
        await sync.tick()
        assert [str(day) for day in stage.library.corpus.days[:2]] == ["2026-09-11", "2026-09-10"]
        end = datetime(2026, 9, 11, 2, 40, tzinfo=UTC)
        assert sync.complete_at() == {NOW.date(): None, NOW.date() - DAY: end}, "a day without a file is no listing"
        assert complete_at(stage.bot) == sync.complete_at()


async def test_a_fetched_file_that_cannot_be_read_for_a_moment_is_read_with_the_next_step(
    staging: Staging, hub: Hub
) -> None:
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, Clock()) as watch,
    ):
        file = stage.seeds.parent / "feed/2026/09/10.md"
        as_it_is = stage.library.plan_fetched

        async def plan_fetched(paths: Sequence[Path]) -> Plan:
            aside = file.rename(file.with_suffix(".aside"))
            file.mkdir()
            try:
                return await as_it_is(paths)
            finally:
                file.rmdir()
                aside.rename(file)

        stage.library.plan_fetched = plan_fetched
        await tick(watch)
        assert len(stage.library.corpus.papers) == 33
        assert (watch.state.failing_since, watch.state.fault is None) == (None, False)
        assert "Not all days could be fetched" in text(await stage.answer(slash("corpus status", user_id=OWNER_ID)))
        stage.library.plan_fetched = as_it_is
        await tick(watch)
        assert len(stage.library.corpus.papers) == 34
        assert watch.state.fault is None


async def test_papers_get_their_abstracts_behind_the_new_days_in_one_load(staging: Staging, hub: Hub) -> None:
    async with staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage:
        ids = [paper.arxiv_id for paper in stage.library.corpus.papers]
        hub.papers = {one: item(one, "T", summary=f"Abstract of {one} on tidal locks.")["paper"] for one in ids}
        async with watching(stage, hub, Clock()) as watch:
            for _ in range(3):
                watch._enrichment._rest.end()  # type: ignore[union-attr]  # pyright: ignore
                await tick(watch)
            assert await acts(stage) == [(None, "corpus.fetch")] * 2
            assert sorted(hub.asked_papers) == sorted(ids), "each once"
            abstracts = [stage.library.corpus.paper(one) for one in ids]
            assert all(paper and paper.sections[-1].text.endswith("on tidal locks.") for paper in abstracts)


async def test_the_status_counts_abstracts_and_says_why_they_do_not_come(staging: Staging, hub: Hub) -> None:
    async with staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage:
        first = stage.library.corpus.papers[0].arxiv_id
        hub.papers = {first: item(first, "T", summary="Tides.")["paper"]}
        async with watching(stage, hub, Clock()) as watch:
            assert "Papers with an abstract: 0, without: 32." in text(
                await stage.answer(slash("corpus status", user_id=OWNER_ID))
            )
            for _ in range(3):
                watch._enrichment._rest.end()  # type: ignore[union-attr]  # pyright: ignore
                await tick(watch)
            shown = text(await stage.answer(slash("corpus status", user_id=OWNER_ID)))
            assert f"Papers with an abstract: 3, without: 31, last asked for <t:{int(NOW.timestamp())}:R>." in shown
            vitals = await Checkup(stage.bot, stage.library, stage.store, "huggingface").vitals(NOW)
            assert vitals.abstracts is not None
            assert (vitals.abstracts.present, vitals.abstracts.lacking) == (3, 31)
            hub.paper_faults = ["500"] * 9
            cog = stage.bot.get_cog("FeedWatch")
            assert isinstance(cog, FeedWatch)
            cog._enrichment = watch._enrichment  # pyright: ignore[reportPrivateUsage]
            watch._enrichment._asked = {}  # type: ignore[union-attr]  # pyright: ignore
            watch._enrichment._rest.end()  # type: ignore[union-attr]  # pyright: ignore
            await tick(watch)
            shown = text(await stage.answer(slash("corpus status", user_id=OWNER_ID, locale="ko")))
            assert "초록을 가져오지 못했습니다. 127.0.0.1에 장애가 있습니다" in shown


async def test_what_was_taken_back_is_not_brought_back_by_a_fetch(staging: Staging, hub: Hub) -> None:
    clock = Clock()
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, clock) as watch,
    ):
        await tick(watch)
        await stage.library.rollback()
        hub.lists["2026-09-11"].append(item("2609.90004", "Another"))
        clock.now += HOUR
        await tick(watch)
        assert len(stage.library.corpus.papers) == 32
        assert "/corpus reload" in (watch.state.fault or ("",))[0]
        assert "Fetching them has failed since" in text(await stage.answer(slash("corpus status", user_id=OWNER_ID)))
        await stage.library.reload()
        await tick(watch)
        assert (len(stage.library.corpus.papers), watch.state.fault) == (35, None)


async def test_owners_are_told_once_after_two_days_and_once_when_it_works_again(staging: Staging, hub: Hub) -> None:
    clock = Clock()
    hub.always = "500"
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, clock) as watch,
    ):
        await tick(watch)
        clock.now += 2 * DAY - HOUR
        await tick(watch)
        assert told(stage.wire) == []
        for _ in range(3):
            clock.now += HOUR
            await tick(watch)
        (warning,) = told(stage.wire)
        assert "No new days have come for 2 days: 127.0.0.1 has an internal error (HTTP 500)" in text(warning)
        hub.always = None
        for _ in range(3):
            clock.now += HOUR
            await tick(watch)
        _, again = told(stage.wire)
        assert "New days come in again." in text(again)


async def test_owners_who_cannot_be_told_are_tried_a_few_times_a_day(
    staging: Staging, hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    hub.always = "500"
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, clock) as watch,
    ):
        stage.wire.refuse("POST", "/channels/.*/messages", 403, 50007)
        await tick(watch)
        clock.now += 2 * DAY

        def tries() -> int:
            return sum("could not notify anyone about the feed" in one.message for one in caplog.records)

        per_day: list[int] = []
        for _ in range(3):
            before = tries()
            for _ in range(24 * 6):
                clock.now += HOUR / 6
                # No round in between: only what is to be told.
                await watch._tell()  # pyright: ignore[reportPrivateUsage]
            per_day.append(tries() - before)
        assert per_day == [5, 3, 3]
        stage.wire.accept()
        clock.now += 8 * HOUR
        await watch._tell()  # pyright: ignore[reportPrivateUsage]
        (warning,) = told(stage.wire)
        assert "No new days have come for" in text(warning)


async def test_the_status_says_when_new_days_were_fetched_or_that_none_are(staging: Staging, hub: Hub) -> None:
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, Clock()) as watch,
    ):
        assert "No new days were fetched yet." in text(await stage.answer(slash("corpus status", user_id=OWNER_ID)))
        await tick(watch)
        shown = text(await stage.answer(slash("corpus status", user_id=OWNER_ID)))
        assert f"New days were last fetched <t:{int(NOW.timestamp())}:R>." in shown
    async with staging() as stage:
        assert "The feed is off: new days come as listings only." in text(
            await stage.answer(slash("corpus status", user_id=OWNER_ID))
        )


async def test_the_health_of_a_running_bot_has_the_feed(staging: Staging, hub: Hub) -> None:
    async with staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage:
        vitals = await Checkup(stage.bot, stage.library, stage.store, "huggingface").vitals(NOW)
        assert vitals.feed is not None
        assert vitals.feed.source == "huggingface"
    async with staging() as stage:
        assert (await Checkup(stage.bot, stage.library, stage.store, "off").vitals(NOW)).feed is None


async def test_a_fetch_that_hangs_is_broken_off_at_the_end(staging: Staging, hub: Hub) -> None:
    hub.always = "hang"
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, Clock()) as watch,
    ):
        watch._task = asyncio.create_task(watch.tick())  # pyright: ignore[reportPrivateUsage]
        for _ in range(1_000):
            if not hub.asked:
                await asyncio.sleep(0.01)
        async with asyncio.timeout(1.0):
            await watch.cog_unload()


async def test_of_several_processes_one_fetches_and_another_goes_on_where_it_ended(staging: Staging, hub: Hub) -> None:
    leading = [False]
    async with (
        staging(feed="huggingface", feed_url=hub.url, arxiv_url=hub.url) as stage,
        watching(stage, hub, Clock()) as watch,
    ):
        watch._leads = lambda: leading[0]  # pyright: ignore[reportPrivateUsage]
        await tick(watch)
        assert (hub.asked, watch.fetches) == ([], False)
        await fetch_beside(stage, hub, NOW)
        await tick(watch)
        assert watch.state.succeeded_at is not None, "as the other process has left it"
        asked = len(hub.asked)
        leading[0] = True
        await tick(watch)
        assert len(hub.asked) == asked, "what was fetched is not fetched again"
