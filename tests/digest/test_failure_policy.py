"""What goes wrong around a post: order, pauses, searches, clocks, previews."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.corpus.paper import Listing, Paper
from bot.digest.delivery import DigestService
from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Venue
from bot.digest.schedule import due
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Delivery, Due, Pick, Subscription
from bot.texts import Text

SEOUL = ZoneInfo("Asia/Seoul")
START = datetime(2024, 10, 20, 12, tzinfo=SEOUL)
SUB = Subscription(1, 2, time(9), "Asia/Seoul", 2, "en", "nothing", 3, START.astimezone(UTC))


def papers(*days: int, each: int = 3) -> list[Paper]:
    return [
        Paper(f"24{d:02}.{n:05}", f"Paper {n}", (), (), (Listing(date(2024, 10, d), n, n, "a.txt"),))
        for d in days
        for n in range(each)
    ]


@dataclass
class Discord:
    """Stamp messages with its own clock and search as the wire does: after `since`, newest first, 2,000 at most."""

    now: datetime = START
    fault: str = "none"
    chatter: int = 0
    messages: list[tuple[datetime, int, DigestPost]] = field(default_factory=list[tuple[datetime, int, DigestPost]])
    sends: int = 0
    finds: int = 0
    no_history: bool = False

    def venue(self, post: DigestPost) -> Venue:
        return "messages"

    async def send(self, post: DigestPost) -> int:
        self.sends += 1
        if self.fault == "refused":
            raise CannotPostError(Text("missing permission", "권한이 없습니다"))
        if self.fault == "defect":
            raise RuntimeError("unexpected")
        if self.fault == "hang" and post.channel_id == 2:
            await asyncio.sleep(3600)
        self.messages.append((self.now, len(self.messages) + 1, post))
        if self.fault == "lost":
            raise CannotPostError(Text("unreachable", "연결할 수 없습니다"))
        return len(self.messages)

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        self.finds += 1
        if self.no_history:
            raise CannotPostError(Text("missing permission", "권한이 없습니다"))
        for at, number, kept in self.messages:
            newer = self.chatter * (self.now - at).total_seconds() / 3600  # other people's messages an hour
            if kept.marker == post.marker and at >= since and newer < 2000:
                return number
        return None

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        return message_id

    async def publish(self, post: DigestPost, message_id: int) -> None:
        raise AssertionError

    def days(self, channel: int = 2) -> list[int]:
        return [post.day.day for _, _, post in self.messages if post.channel_id == channel]


async def test_days_of_one_batch_stay_in_order_after_a_passing_failure(tmp_path: Path) -> None:
    d, corpora = Discord(), [Corpus(papers(20))]
    async with Store.open(tmp_path / "db") as store:
        s = DigestService(DigestLedger(store), lambda: corpora[-1], d)
        await s.subscribe(replace(SUB, set_at=datetime(2024, 10, 19, tzinfo=UTC)))
        await s.tick(datetime(2024, 10, 20, 9, tzinfo=SEOUL))
        corpora.append(Corpus(papers(20, 21, 22)))
        now = datetime(2024, 10, 22, 9, tzinfo=SEOUL)
        d.fault = "refused"
        await s.tick(now)
        d.fault = "none"
        for m in range(1, 20):
            await s.tick(now + timedelta(minutes=m))
    assert d.days() == [20, 21, 22]


async def test_an_unforeseen_error_is_recorded_and_paused_too(tmp_path: Path) -> None:
    d = Discord(fault="defect")
    async with Store.open(tmp_path / "db") as store:
        ledger = DigestLedger(store)
        s = DigestService(ledger, lambda: Corpus(papers(21)), d)
        await s.subscribe(SUB)
        for m in range(120):
            await s.tick(datetime(2024, 10, 21, 9, tzinfo=SEOUL) + timedelta(minutes=m))
        (x,) = await ledger.deliveries(2)
    assert d.sends < 10, d.sends
    assert x.last_error is not None


async def test_a_hanging_send_in_one_guild_does_not_hold_up_the_next(tmp_path: Path) -> None:
    d = Discord(fault="hang")
    async with Store.open(tmp_path / "db") as store:
        s = DigestService(DigestLedger(store), lambda: Corpus(papers(21)), d, 0.05)
        await s.subscribe(SUB)
        await s.subscribe(replace(SUB, guild_id=9, channel_id=10))
        task = asyncio.create_task(s.tick(datetime(2024, 10, 21, 9, tzinfo=SEOUL)))
        await asyncio.wait({task}, timeout=0.5)
        got = d.days(10)
        task.cancel()
        await asyncio.wait({task})
    assert got == [21]


async def test_refused_searches_pause_longer_each_time(tmp_path: Path) -> None:
    d = Discord(fault="refused", no_history=True)
    async with Store.open(tmp_path / "db") as store:
        s = DigestService(DigestLedger(store), lambda: Corpus(papers(21)), d)
        await s.subscribe(SUB)
        for m in range(0, 24 * 60, 5):
            await s.tick(datetime(2024, 10, 21, 9, tzinfo=SEOUL) + timedelta(minutes=m))
    assert d.finds + d.sends < 20, (d.finds, d.sends)


async def test_a_lost_answer_in_a_busy_channel_hours_after_the_claim_is_found(tmp_path: Path) -> None:
    d = Discord(chatter=200)  # 200 messages an hour
    now = datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    async with Store.open(tmp_path / "db") as store:
        s = DigestService(DigestLedger(store), lambda: Corpus(papers(21)), d)
        await s.subscribe(SUB)
        for m in range(0, 24 * 60, 5):
            d.now = now + timedelta(minutes=m)
            d.fault = "refused" if m < 240 else "lost" if not d.messages else "none"
            await s.tick(d.now)
    assert d.days() == [21]


async def test_a_lost_answer_is_found_although_our_clock_was_ten_minutes_ahead(tmp_path: Path) -> None:
    d = Discord(fault="lost")
    now = datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    async with Store.open(tmp_path / "db") as store:
        s = DigestService(DigestLedger(store), lambda: Corpus(papers(21)), d)
        await s.subscribe(SUB)
        d.now = now - timedelta(minutes=10)
        await s.tick(now)
        d.fault = "none"
        d.now = now + timedelta(minutes=20)
        await s.tick(d.now)
    assert d.days() == [21]


def test_a_claim_dated_in_the_future_does_not_silence_the_channel() -> None:
    future = Delivery(
        1, 2, "listing", date(2024, 10, 20), datetime(2030, 1, 1, tzinfo=UTC), (Pick("a"),), 1, None, None, 7
    )
    now = datetime(2024, 10, 25, 9, tzinfo=SEOUL)
    assert due(now, SUB, [date(2024, 10, 25)], [future]) != []


async def test_preview_shows_the_claimed_post_that_waits_for_its_next_try(tmp_path: Path) -> None:
    d = Discord(fault="refused")
    async with Store.open(tmp_path / "db") as store:
        s = DigestService(DigestLedger(store), lambda: Corpus(papers(21)), d)
        sub = await s.subscribe(SUB)
        now = datetime(2024, 10, 21, 9, tzinfo=SEOUL)
        await s.tick(now)
        preview = await s.preview(sub, now + timedelta(minutes=1))
    assert preview is not None


async def test_preview_shows_the_oldest_of_several_pending_days(tmp_path: Path) -> None:
    d = Discord()
    async with Store.open(tmp_path / "db") as store:
        corpora = [Corpus(papers(21))]
        s = DigestService(DigestLedger(store), lambda: corpora[-1], d)
        sub = await s.subscribe(SUB)
        await s.tick(datetime(2024, 10, 21, 9, tzinfo=SEOUL))
        corpora.append(Corpus(papers(21, 22, 23)))
        now = datetime(2024, 10, 23, 8, tzinfo=SEOUL)
        preview = await s.preview(sub, now)
        await s.tick(now + timedelta(hours=1))
    assert preview is not None
    assert preview == d.messages[1][2]


async def test_the_last_try_lies_within_the_window(tmp_path: Path) -> None:
    d = Discord(fault="refused")
    now = datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    async with Store.open(tmp_path / "db") as store:
        s = DigestService(DigestLedger(store), lambda: Corpus(papers(21)), d)
        await s.subscribe(SUB)
        for m in range(0, 26 * 60, 5):
            d.fault = "refused" if m < 1360 else "none"  # healthy again 80 minutes before the window ends
            await s.tick(now + timedelta(minutes=m))
    assert d.days() == [21]


async def test_a_day_that_left_the_corpus_does_not_read_all_0(tmp_path: Path) -> None:
    d = Discord(fault="refused")
    now = datetime(2024, 10, 21, 9, tzinfo=SEOUL)
    moved = [replace(p, listings=(replace(p.newest, day=date(2024, 10, 19)),)) for p in papers(21)]
    async with Store.open(tmp_path / "db") as store:
        corpora = [Corpus(papers(21))]
        s = DigestService(DigestLedger(store), lambda: corpora[-1], d)
        await s.subscribe(SUB)
        await s.tick(now)
        corpora.append(Corpus(moved))
        d.fault = "none"
        await s.tick(now + timedelta(minutes=10))
    assert "all 0" not in d.messages[0][2].lead


async def test_a_tick_reads_three_days_and_the_newest_listing_not_years(tmp_path: Path) -> None:
    first = datetime(2024, 1, 1, 9, tzinfo=SEOUL)
    async with Store.open(tmp_path / "db") as store:
        ledger = DigestLedger(store)
        await ledger.subscribe(SUB)
        for n in range(10):
            moment = first + timedelta(days=n)
            await ledger.claim(SUB, [(Due("listing", moment.date()), [Pick(f"2401.{n:05}")])], moment)
        last = first + timedelta(days=9)
        assert [x.day.day for x in await ledger.deliveries(2, last - timedelta(days=1))] == [9, 10]
        (left,) = await ledger.deliveries(2, last + timedelta(days=99))
        assert [pick.arxiv_id for pick in left.picks] == ["2401.00009"]
        assert len(await ledger.deliveries(2)) == len(await ledger.shown(2)) == 10
