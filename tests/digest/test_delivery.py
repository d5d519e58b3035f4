from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.corpus.paper import Listing, Paper
from bot.digest.delivery import DigestService
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from tests.digest.world import Channel, Lost

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2024, 10, 20, 12, tzinfo=SEOUL)


def papers(*days: int, each: int = 3) -> list[Paper]:
    return [
        Paper(f"24{day:02}.{n:05}", f"Paper {n}", (), (), (Listing(date(2024, 10, day), n, n, "a.txt"),))
        for day in days
        for n in range(each)
    ]


SUBSCRIPTION = Subscription(1, 2, time(9), "Asia/Seoul", 2, "en", "nothing", 3, START.astimezone(UTC))


@asynccontextmanager
async def _service(path: Path, corpus: Corpus, channel: Channel) -> AsyncGenerator[tuple[DigestService, DigestLedger]]:
    async with Store.open(path) as store:
        ledger = DigestLedger(store)
        yield DigestService(ledger, lambda: corpus, channel), ledger


async def test_a_day_is_posted_at_its_hour_once_with_the_best_papers(tmp_path: Path) -> None:
    channel = Channel()
    async with _service(tmp_path / "db", Corpus(papers(20, 21)), channel) as (service, ledger):
        await service.subscribe(SUBSCRIPTION)
        for minutes in range(0, 3 * 24 * 60, 30):
            await service.tick(START + timedelta(minutes=minutes))
        assert channel.days() == ["listing 2024-10-21"]
        _, post = channel.messages[0]
        assert [hit.listing.votes for hit in post.hits] == [2, 1]
        assert post.lead == "Daily papers of Oct 21, 2024: the best 2 of 3, by votes."
        (delivery,) = await ledger.deliveries(2)
        assert (delivery.message_id, delivery.attempts) == (1, 1)


async def test_a_restart_after_sending_and_before_recording_finds_the_post_again(tmp_path: Path) -> None:
    corpus, path = Corpus(papers(21)), tmp_path / "db"
    channel = Channel(fault=lambda step: "lost" if step == "sent" else "none")
    due_at = datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    async with _service(path, corpus, channel) as (service, _):
        await service.subscribe(SUBSCRIPTION)
        with suppress(Lost):
            await service.tick(due_at)
    channel.fault = lambda _: "none"
    async with _service(path, corpus, channel) as (service, ledger):
        await service.tick(due_at + timedelta(minutes=20))
        assert channel.days() == ["listing 2024-10-21"]
        assert (await ledger.deliveries(2))[0].message_id == 1


async def test_what_was_claimed_is_posted_even_when_the_votes_have_changed_since(tmp_path: Path) -> None:
    path, due_at = tmp_path / "db", datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    channel = Channel(fault=lambda step: "lost" if step == "send" else "none")
    async with _service(path, Corpus(papers(21)), channel) as (service, _):
        await service.subscribe(SUBSCRIPTION)
        with suppress(Lost):
            await service.tick(due_at)
    channel.fault = lambda _: "none"
    reversed_votes = [
        replace(paper, listings=(replace(paper.newest, votes=9 - (paper.newest.votes or 0)),)) for paper in papers(21)
    ]
    async with _service(path, Corpus(reversed_votes), channel) as (service, _):
        await service.tick(due_at + timedelta(minutes=1))
    assert [hit.paper.arxiv_id for hit in channel.messages[0][1].hits] == ["2421.00002", "2421.00001"]


async def test_a_channel_that_refuses_is_asked_again_with_growing_pauses_and_the_reason_is_kept(tmp_path: Path) -> None:
    asked: list[datetime] = []
    now = datetime(2024, 10, 21, 9, tzinfo=SEOUL)

    def refuse(step: str) -> str:
        if step == "send":
            asked.append(now)
        return "refused" if step == "send" else "none"

    channel = Channel(fault=refuse)
    async with _service(tmp_path / "db", Corpus(papers(21)), channel) as (service, ledger):
        await service.subscribe(SUBSCRIPTION)
        for _ in range(12 * 60):
            await service.tick(now)
            now += timedelta(minutes=1)
        pauses = [later - earlier for earlier, later in itertools.pairwise(asked)]
        assert pauses == sorted(pauses)
        assert len(asked) < 10
        assert (await ledger.deliveries(2))[0].last_error == ("missing permission", "권한이 없습니다")
        channel.fault = lambda _: "none"
        for _ in range(6 * 60):
            await service.tick(now)
            now += timedelta(minutes=1)
    assert channel.days() == ["listing 2024-10-21"]


async def test_a_guild_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    now = datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    faults = iter(["defect"])
    channel = Channel(fault=lambda step: next(faults, "none") if step == "send" else "none")
    async with _service(tmp_path / "db", Corpus(papers(21)), channel) as (service, _):
        await service.subscribe(SUBSCRIPTION)
        await service.subscribe(replace(SUBSCRIPTION, guild_id=9, channel_id=10))
        await service.tick(now)
        # Which of the two comes first is up to the database.
        assert len(channel.messages) == 1
        await service.tick(now + timedelta(minutes=5))
        assert sorted(post.channel_id for _, post in channel.messages) == [2, 10]


async def test_highlights_never_show_a_paper_twice_and_end_with_the_archive(tmp_path: Path) -> None:
    channel = Channel()
    async with _service(tmp_path / "db", Corpus(papers(20, 21, each=3)), channel) as (service, _):
        await service.subscribe(replace(SUBSCRIPTION, when_nothing_new="highlights"))
        for day in range(10):
            await service.tick(datetime(2024, 10, 21, 9, tzinfo=SEOUL) + timedelta(days=day))
    shown = [hit.paper.arxiv_id for _, post in channel.messages for hit in post.hits]
    assert len(shown) == len(set(shown)) == 6
    assert channel.days()[:2] == ["listing 2024-10-21", "highlights 2024-10-22"]


async def test_a_channel_that_ends_and_returns_gets_nothing_twice(tmp_path: Path) -> None:
    now = datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    channel = Channel()
    async with _service(tmp_path / "db", Corpus(papers(21)), channel) as (service, _):
        await service.subscribe(SUBSCRIPTION)
        await service.tick(now)
        assert await service.unsubscribe(1, 2)
        assert not await service.unsubscribe(1, 2)
        await service.subscribe(replace(SUBSCRIPTION, set_at=now))
        await service.tick(now + timedelta(days=1))
        assert [post.channel_id for _, post in channel.messages] == [2]


async def test_a_change_of_the_count_just_after_the_hour_does_not_cost_the_post(tmp_path: Path) -> None:
    channel, now = Channel(), datetime(2024, 10, 21, 9, 0, 20, tzinfo=SEOUL)
    async with _service(tmp_path / "db", Corpus(papers(21)), channel) as (service, _):
        await service.subscribe(SUBSCRIPTION)
        await service.subscribe(replace(SUBSCRIPTION, count=1, set_at=now))
        await service.tick(now + timedelta(seconds=30))
    assert [len(post.hits) for _, post in channel.messages] == [1]


async def test_the_preview_shows_what_will_be_posted_and_posts_nothing(tmp_path: Path) -> None:
    channel, now = Channel(), datetime(2024, 10, 21, 8, tzinfo=SEOUL)
    async with _service(tmp_path / "db", Corpus(papers(21)), channel) as (service, ledger):
        stored = await service.subscribe(SUBSCRIPTION)
        preview = await service.preview(stored, now)
        assert channel.messages == []
        assert await ledger.deliveries(2) == []
        await service.tick(now + timedelta(hours=1))
        assert preview is not None
        assert preview == channel.messages[0][1]
        assert await service.preview(stored, now + timedelta(hours=2)) is None


async def test_two_ticks_at_once_post_once(tmp_path: Path) -> None:
    channel, now = Channel(), datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    async with _service(tmp_path / "db", Corpus(papers(21)), channel) as (service, _):
        await service.subscribe(SUBSCRIPTION)
        await asyncio.gather(*(service.tick(now) for _ in range(5)))
    assert len(channel.messages) == 1
