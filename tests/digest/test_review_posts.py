"""Weekly and monthly posts: what is in them, beside the daily ones, after failures and with what people change."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.corpus.paper import Listing, Paper
from bot.digest.delivery import DigestService
from bot.digest.post import DigestPost
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from bot.storage.discussions import Discussions
from bot.storage.follow import Follow
from tests.digest.world import Channel

# A Monday; the weekly post comes on Fridays at nine.
MONDAY = datetime(2024, 10, 21, 9, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)
HOUR = timedelta(hours=1)
WEEKLY = Subscription(
    1, 2, time(9), "UTC", 2, "en", "nothing", 3, MONDAY, every="week", weekday=4, review_since=MONDAY
)  # fmt: skip
BOTH = replace(WEEKLY, every="day-week")


def papers(first: date, last: date, *, without: tuple[date, ...] = ()) -> Corpus:
    """Return three papers for each day, with 0, 1 and 2 votes."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return Corpus(
        Paper(
            f"{day:%y%m}.{day.day:02}{number:03}",
            f"{'Robot' if number == 0 else 'Thing'} {day.day}",
            (),
            (),
            (Listing(day, number, number, "a.txt"),),
        )
        for day in days
        if day not in without
        for number in range(3)
    )


class World:
    """Hold a service, its channel and its papers."""

    def __init__(self, store: Store) -> None:
        self.channel = Channel()
        self.corpus = papers(date(2024, 10, 1), date(2024, 10, 24))
        self.complete_at: dict[date, datetime | None] = {}
        self.store = store
        self.ledger = DigestLedger(store)
        self.service = DigestService(
            self.ledger, lambda: self.corpus, self.channel, complete_at=lambda: self.complete_at
        )

    async def live(self, since: datetime, until: datetime, step: timedelta = HOUR) -> None:
        while since < until:
            await self.service.tick(since)
            since += step

    def reviews(self) -> list[DigestPost]:
        return [post for _, post in self.channel.messages if post.kind in ("week", "month")]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[World]:
    async with Store.open(tmp_path / "papers.db") as store:
        yield World(store)


async def test_a_week_comes_as_one_post_with_its_best_papers_and_its_days(world: World) -> None:
    await world.service.subscribe(WEEKLY)
    await world.live(MONDAY, FRIDAY + timedelta(days=3))
    ((_, post),) = world.channel.messages
    assert (post.kind, post.day, post.since, post.until) == (
        "week", date(2024, 10, 25), date(2024, 10, 18), date(2024, 10, 24),
    )  # fmt: skip
    assert post.lead == "Papers of the week, Oct 18–24, 2024: the best 2 of 21, by votes."
    assert [hit.listing.votes for hit in post.hits] == [2, 2]
    assert (post.covered, post.rest) == ("", 19)


async def test_a_review_says_which_days_have_a_listing(world: World) -> None:
    world.corpus = papers(date(2024, 10, 18), date(2024, 10, 24), without=(date(2024, 10, 19), date(2024, 10, 20)))
    await world.service.subscribe(replace(WEEKLY, language="ko"))
    await world.live(FRIDAY, FRIDAY + HOUR)
    (post,) = world.reviews()
    assert post.lead == "주간 논문(2024년 10월 18일~24일): 15편 중 추천 상위 2편"
    assert post.covered == "목록이 있는 날: 2024년 10월 18일, 2024년 10월 21일~24일"


async def test_topics_and_least_votes_hold_for_a_review_too(world: World) -> None:
    await world.service.subscribe(replace(WEEKLY, follows=(Follow("topic", "robot"),), count=4))
    await world.live(FRIDAY, FRIDAY + HOUR)
    (post,) = world.reviews()
    assert [entry.reason for entry in post.entries] == ["robot"] * 4
    await world.service.subscribe(replace(WEEKLY, channel_id=5, min_votes=3))
    await world.live(FRIDAY, FRIDAY + HOUR)
    assert len(world.reviews()) == 1


async def test_a_channel_with_both_gets_the_day_and_then_the_week_in_which_its_papers_may_come_again(
    world: World,
) -> None:
    await world.service.subscribe(BOTH)
    for days in range(8):
        world.corpus = papers(date(2024, 10, 1), date(2024, 10, 20) + timedelta(days=days))
        now = MONDAY + timedelta(days=days)
        await world.live(now, now + timedelta(days=1))
    assert world.channel.days() == [
        *(f"listing 2024-10-{day}" for day in range(20, 25)),
        "week 2024-10-25",
        *(f"listing 2024-10-{day}" for day in range(25, 28)),
    ]
    assert {entry.hit.paper.arxiv_id for _, post in world.channel.messages[:5] for entry in post.entries} & {
        entry.hit.paper.arxiv_id for entry in world.reviews()[0].entries
    }


async def test_a_review_takes_nothing_from_the_daily_post_of_its_days(world: World) -> None:
    """Quiet days come after the review of the same days."""
    await world.service.subscribe(replace(BOTH, quiet_days=frozenset({4}), count=3))
    await world.live(FRIDAY, FRIDAY + timedelta(days=2))
    assert world.channel.days() == ["week 2024-10-25", "listing 2024-10-24"]
    assert len(world.channel.messages[1][1].entries) == 3


async def test_a_paper_that_is_listed_again_is_in_one_review(world: World) -> None:
    again = Paper("2410.99999", "Again", (), (), tuple(Listing(date(2024, 10, day), 99, 99, "a") for day in (30, 24)))
    world.corpus = Corpus((*papers(date(2024, 10, 1), date(2024, 10, 31)).papers, again))
    await world.service.subscribe(WEEKLY)
    await world.live(FRIDAY, FRIDAY + timedelta(days=8))
    first, second = ([hit.paper.arxiv_id for hit in post.hits] for post in world.reviews())
    assert "2410.99999" in first
    assert "2410.99999" not in second


async def test_an_empty_week_brings_nothing_or_highlights_as_chosen(world: World) -> None:
    world.corpus = papers(date(2024, 9, 1), date(2024, 9, 3))
    await world.service.subscribe(WEEKLY)
    await world.service.subscribe(replace(WEEKLY, channel_id=5, when_nothing_new="highlights"))
    await world.live(FRIDAY, FRIDAY + timedelta(days=8))
    assert {post.channel_id for post in world.reviews()} == {5}
    first, second = world.reviews()
    assert first.lead.startswith("No paper was listed in the week before Oct 25, 2024; ")
    assert not {hit.paper.arxiv_id for hit in first.hits} & {hit.paper.arxiv_id for hit in second.hits}


async def test_papers_that_come_late_are_reviewed_within_the_week(world: World) -> None:
    world.corpus = papers(date(2024, 9, 1), date(2024, 9, 3))
    await world.service.subscribe(WEEKLY)
    await world.live(FRIDAY, FRIDAY + 5 * HOUR)
    world.corpus = papers(date(2024, 10, 1), date(2024, 10, 24))
    await world.live(FRIDAY + 5 * HOUR, FRIDAY + 6 * HOUR)
    (post,) = world.reviews()
    assert post.late
    assert post.day == date(2024, 10, 25)


async def test_a_day_whose_list_still_grows_is_left_to_the_next_review(world: World) -> None:
    world.corpus = papers(date(2024, 10, 1), date(2024, 10, 31))
    world.complete_at = {date(2024, 10, 24): None}
    await world.service.subscribe(WEEKLY)
    await world.live(FRIDAY, FRIDAY + HOUR)
    world.complete_at = {}
    await world.live(FRIDAY + timedelta(days=7), FRIDAY + timedelta(days=7, hours=1))
    assert [(post.since, post.until) for post in world.reviews()] == [
        (date(2024, 10, 18), date(2024, 10, 23)),
        (date(2024, 10, 24), date(2024, 10, 31)),
    ]


async def test_the_bot_was_away_for_days_and_posts_the_newest_week_once(world: World) -> None:
    await world.service.subscribe(WEEKLY)
    world.corpus = papers(date(2024, 10, 1), date(2024, 11, 30))
    await world.live(FRIDAY + timedelta(days=17, hours=2), FRIDAY + timedelta(days=19))
    (post,) = world.reviews()
    assert (post.day, post.late) == (date(2024, 11, 8), True)
    await world.live(FRIDAY + timedelta(days=19), FRIDAY + timedelta(days=22))
    assert [one.day for one in world.reviews()] == [date(2024, 11, 8), date(2024, 11, 15)]


async def test_a_refused_review_is_tried_again_and_one_whose_answer_was_lost_is_found(world: World) -> None:
    faults = {"send": ["refused"], "sent": ["defect"]}
    world.channel.fault = lambda at: faults[at].pop() if faults.get(at) else "none"
    await world.service.subscribe(WEEKLY)
    await world.live(FRIDAY, FRIDAY + timedelta(days=2))
    assert faults == {"send": [], "sent": []}
    (post,) = world.reviews()
    (delivery,) = await world.ledger.history(2)
    assert (delivery.message_id, delivery.since, delivery.until) == (1, post.since, post.until)


async def test_a_pause_holds_a_review_back_and_resuming_begins_with_the_next(world: World) -> None:
    await world.service.subscribe(WEEKLY)
    await world.service.pause(1, 2, FRIDAY - HOUR)
    await world.live(FRIDAY, FRIDAY + timedelta(days=1))
    await world.service.resume(1, 2, FRIDAY + timedelta(days=1))
    world.corpus = papers(date(2024, 10, 1), date(2024, 11, 1))
    await world.live(FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=8))
    assert [post.day for post in world.reviews()] == [date(2024, 11, 1)]


async def test_how_often_is_kept_through_other_changes_and_goes_with_the_subscription(world: World) -> None:
    await world.service.subscribe(WEEKLY)
    later = replace(WEEKLY, count=5, post_time=time(10), set_at=FRIDAY, review_since=FRIDAY)
    stored = await world.service.subscribe(later)
    assert stored.review_since == MONDAY
    assert await world.service.subscription(1, 2) == stored
    moved = await world.service.subscribe(replace(later, weekday=0))
    assert moved.review_since == FRIDAY
    daily = await world.service.subscribe(replace(moved, every="day", weekday=None, review_since=None))
    assert await world.service.subscription(1, 2) == daily
    await world.service.subscribe(WEEKLY)
    await world.service.unsubscribe(1, 2)
    assert await world.store.rows("SELECT * FROM digest_period") == []


async def test_a_review_names_the_papers_that_members_came_back_to(world: World) -> None:
    discussions = Discussions(world.store)
    for number, arxiv_id in enumerate(("2410.18000", "2410.19000", "2410.24002")):
        await discussions.opened(1, arxiv_id, 100 + number, MONDAY - timedelta(days=3))
    await discussions.opened(9, "2410.20000", 109, MONDAY - timedelta(days=3))
    for thread_id in (101, 102, 109):
        await discussions.used(thread_id, MONDAY + HOUR)
    await world.service.subscribe(replace(WEEKLY, count=7))
    await world.live(FRIDAY, FRIDAY + HOUR)
    (post,) = world.reviews()
    # One of them is among the best already, and one was not asked about again.
    assert "2410.24002" in [hit.paper.arxiv_id for hit in post.hits]
    assert [hit.paper.arxiv_id for hit in post.favourites] == ["2410.19000"]


async def test_a_preview_is_the_next_review_as_it_stands(world: World) -> None:
    await world.service.subscribe(WEEKLY)
    post = await world.service.preview(WEEKLY, MONDAY + timedelta(days=1))
    assert post is not None
    assert (post.kind, post.day) == ("week", date(2024, 10, 25))
    world.corpus = papers(date(2024, 9, 1), date(2024, 9, 3))
    assert await world.service.preview(WEEKLY, MONDAY) is None
    assert "next weekly post" in (await world.service.why_nothing(WEEKLY, MONDAY)).en
