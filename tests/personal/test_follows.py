"""What people follow: kept as typed, told apart by what it means, sent from the next listing day on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.digest.schedule import due
from bot.errors import InputError, NotFoundError
from bot.personal.followable import checked
from bot.personal.follows import Follows
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.values import Subscription
from bot.storage.follow import Follow
from bot.storage.people.follows import MOST_FOLLOWS, Began
from tests.conftest import MakePaper

NOW = datetime(2024, 11, 25, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
RL, AGENTS = Follow("topic", "reinforcement learning"), Follow("topic", "agents")


class Listings:
    """Hold the corpus of a day, and give way to that of the next."""

    def __init__(self, make: MakePaper) -> None:
        self._make = make
        self.load("2024-11-22", "2024-11-25")

    def load(self, *days: str) -> None:
        people = ("Yann LeCun", "Wei Wang", "Wei Zhang", "Zhang Wei")
        papers = [self._make(f"2411.{n:05}", "Robots", day=day, authors=people) for n, day in enumerate(days)]
        self.corpus = Corpus(papers)


@pytest.fixture
def listings(make_paper: MakePaper) -> Listings:
    return Listings(make_paper)


@pytest.fixture
def follows(store: Store, listings: Listings) -> Follows:
    return Follows(store, lambda: listings.corpus, time(9), "Asia/Seoul")


@pytest.fixture
def follow(follows: Follows) -> Callable[[Follow, datetime], Awaitable[Began]]:
    """Return a function by which one person follows."""

    async def one(what: Follow, now: datetime = NOW) -> Began:
        return await follows.follow(7, what, 70, "ko", now)

    return one


Act = Callable[..., Awaitable[Began]]


async def _values(follows: Follows, user_id: int = 7) -> list[str]:
    return [follow.value for follow, _ in await follows.follows(user_id)]


async def test_what_is_followed_is_shown_as_typed_oldest_first(follows: Follows, follow: Act) -> None:
    assert await follow(Follow("topic", "  Diffusion   Models ")) == "new"
    assert await follow(Follow("author", "yann lecun"), NOW + HOUR) == "new"
    assert await follow(Follow("topic", "Agents"), NOW + 2 * HOUR) == "new"
    assert await follows.follows(7) == [
        (Follow("topic", "Diffusion Models"), NOW),
        (Follow("author", "Yann LeCun"), NOW + HOUR),
        (Follow("topic", "Agents"), NOW + 2 * HOUR),
    ]
    assert await follows.follows(8) == []


@pytest.mark.parametrize("again", ["DIFFUSION models", "diffusion  models ", "ｄｉｆｆｕｓｉｏｎ models"])
async def test_the_same_topic_in_another_spelling_is_followed_already(
    follows: Follows, follow: Act, again: str
) -> None:
    assert await follow(Follow("topic", "Diffusion Models")) == "new"
    assert await follow(Follow("topic", again), NOW + HOUR) == "known"
    assert await follows.follows(7) == [(Follow("topic", "Diffusion Models"), NOW)]
    assert await follows.unfollow(7, Follow("topic", again))
    assert not await follows.unfollow(7, Follow("topic", again))
    assert await follows.follows(7) == []


async def test_korean_typed_on_a_mac_is_the_same_topic(follows: Follows, follow: Act) -> None:
    assert await follow(Follow("topic", "강화학습")) == "new"
    assert await _values(follows) == ["강화학습"]
    assert await follow(Follow("topic", "강화학습")) == "known"


async def test_a_topic_and_an_author_of_one_name_are_two_things(follows: Follows, follow: Act) -> None:
    assert await follow(Follow("topic", "LeCun")) == "new"
    assert await follow(Follow("author", "LeCun")) == "new"
    assert not await follows.unfollow(7, Follow("author", "LeCunn"))
    assert await follows.unfollow(7, Follow("author", "Yann LeCun"))
    assert await _values(follows) == ["LeCun"]


@pytest.mark.parametrize("typed", ["Yann LeCun", "LeCun, Yann", "yann lecun", "LeCun", "Yan LeCunn", "Y. LeCun"])
def test_an_author_is_kept_by_the_name_that_listings_spell(listings: Listings, typed: str) -> None:
    assert checked(Follow("author", typed), listings.corpus) == Follow("author", "Yann LeCun")


@pytest.mark.parametrize(
    ("follow", "error", "says"),
    [
        (Follow("topic", ""), InputError, "name a term"),
        (Follow("topic", "the"), InputError, "“the” is too general"),
        (Follow("topic", "a" * 101), InputError, "at most 100"),
        (Follow("author", "가" * 101), InputError, "at most 100"),
        (Follow("author", ""), NotFoundError, "check the spelling"),
        (Follow("author", "Xyzzy Plugh"), NotFoundError, "“Xyzzy Plugh”"),
        (Follow("author", "Wei"), InputError, "3 authors, such as Wei Wang, Wei Zhang, Zhang Wei"),
    ],
)
def test_what_cannot_be_followed_is_refused_with_what_to_do(
    listings: Listings, follow: Follow, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        checked(follow, listings.corpus)


def test_of_two_authors_whose_names_are_turned_around_the_one_as_typed_is_meant(listings: Listings) -> None:
    assert checked(Follow("author", "zhang wei"), listings.corpus).value == "Zhang Wei"
    assert checked(Follow("author", "wei zhang"), listings.corpus).value == "Wei Zhang"


def test_a_hundred_characters_are_a_topic(listings: Listings) -> None:
    assert checked(Follow("topic", "a" * 100), listings.corpus).value == "a" * 100


async def test_a_refused_follow_leaves_nothing_behind(follows: Follows, follow: Act, store: Store) -> None:
    with pytest.raises(InputError):
        await follow(Follow("topic", "the"))
    assert await store.rows("SELECT * FROM follower") == []


async def test_one_topic_too_many_is_refused(follows: Follows, follow: Act) -> None:
    for number in range(MOST_FOLLOWS):
        assert await follow(Follow("topic", f"topic {number}")) == "new"
    with pytest.raises(InputError, match="end one in /following"):
        await follow(RL)
    assert await follow(Follow("topic", "topic 3")) == "known"
    assert await follows.unfollow(7, Follow("topic", "topic 3"))
    assert await follow(RL) == "new"
    assert len(await follows.follows(7)) == MOST_FOLLOWS


async def test_everything_ends_at_once_for_one_person_alone(follows: Follows, follow: Act) -> None:
    await follow(RL)
    await follow(AGENTS)
    await follows.follow(8, RL, 80, "en", NOW)
    assert await follows.unfollow_all(7) == 2
    assert await follows.unfollow_all(7) == 0
    assert await _values(follows, 8) == [RL.value]


async def test_a_follower_gets_messages_of_what_comes_after(follows: Follows, follow: Act) -> None:
    await follow(RL)
    await follow(AGENTS, NOW + HOUR)
    assert await follows.subscriptions() == [
        Subscription(
            guild_id=0,
            channel_id=70,
            post_time=time(9),
            timezone="Asia/Seoul",
            count=10,
            language="ko",
            when_nothing_new="nothing",
            set_by=7,
            set_at=NOW,
            follows=(RL, AGENTS),
            user_id=7,
            listed_after=date(2024, 11, 25),
        )
    ]


async def test_the_day_that_stands_listed_is_not_due_and_the_next_one_is(
    follows: Follows, follow: Act, listings: Listings
) -> None:
    await follow(RL)
    (subscription,) = await follows.subscriptions()
    assert due(NOW + 24 * HOUR, subscription, listings.corpus.days, []) == []
    listings.load("2024-11-25", "2024-11-26")
    days = [post.day for post in due(NOW + 24 * HOUR, subscription, listings.corpus.days, [])]
    assert days == [date(2024, 11, 26)]


async def test_followers_outlive_a_restart(tmp_path: Path, listings: Listings) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        before = Follows(store, lambda: listings.corpus, time(9), "UTC")
        await before.follow(7, RL, 70, "en", NOW)
        subscriptions = await before.subscriptions()
    async with Store.open(tmp_path / "a.db") as store:
        after = Follows(store, lambda: listings.corpus, time(9), "UTC")
        assert await after.subscriptions() == subscriptions != []


async def test_nobody_gets_messages_who_follows_nothing(follows: Follows, follow: Act) -> None:
    await follow(RL)
    await follows.follow(8, RL, 80, "en", NOW)
    await follows.unfollow(7, RL)
    assert [subscription.user_id for subscription in await follows.subscriptions()] == [8]


async def test_the_moment_at_which_messages_stopped_stays(follows: Follows, follow: Act, store: Store) -> None:
    await follow(RL)
    for hours in (1, 2):
        await follows.stop(7, NOW + hours * HOUR)
    assert await store.rows("SELECT stopped_at FROM follower") == [((NOW + HOUR).isoformat(),)]


async def test_who_refuses_messages_gets_none_until_following_again(follows: Follows, follow: Act) -> None:
    await follow(RL)
    await follows.stop(7, NOW)
    assert await follows.subscriptions() == []
    assert await _values(follows) == [RL.value]
    assert await follow(RL, NOW + HOUR) == "restarted"
    assert [subscription.follows for subscription in await follows.subscriptions()] == [(RL,)]


async def test_stopped_messages_can_start_again_and_then_bring_nothing_of_the_time_between(
    follows: Follows, follow: Act, listings: Listings
) -> None:
    await follow(RL)
    assert not await follows.restart(7, 70, "ko", NOW)
    await follows.stop(7, NOW)
    assert await follows.stopped_at(7) == NOW
    listings.load("2024-11-25", "2024-12-02")
    assert await follows.restart(7, 71, "en", datetime(2024, 12, 2, 9, tzinfo=UTC))
    assert await follows.stopped_at(7) is None
    (subscription,) = await follows.subscriptions()
    assert (subscription.channel_id, subscription.language) == (71, "en")
    assert subscription.listed_after == date(2024, 12, 2)


async def test_nothing_starts_again_for_somebody_who_never_followed_anything(follows: Follows, store: Store) -> None:
    assert not await follows.restart(8, 80, "en", NOW)
    assert await follows.stopped_at(8) is None
    assert await store.rows("SELECT * FROM follower") == []


async def _listed_after(follows: Follows) -> date | None:
    (subscription,) = await follows.subscriptions()
    return subscription.listed_after


async def test_following_more_loses_no_day_that_is_still_to_come(
    follows: Follows, follow: Act, listings: Listings
) -> None:
    await follow(RL)
    listings.load("2024-11-25", "2024-11-26")
    await follow(AGENTS, NOW + 24 * HOUR)
    await follows.follow(7, AGENTS, 70, "en", NOW + 24 * HOUR)
    (subscription,) = await follows.subscriptions()
    assert (subscription.listed_after, subscription.set_at, subscription.language) == (date(2024, 11, 25), NOW, "en")


@pytest.mark.parametrize("ended", ["unfollowed", "stopped"])
async def test_beginning_again_brings_nothing_of_the_time_between(
    follows: Follows, follow: Act, listings: Listings, ended: str
) -> None:
    await follow(RL)
    await (follows.stop(7, NOW) if ended == "stopped" else follows.unfollow(7, RL))
    listings.load("2024-11-25", "2024-12-02")
    await follow(RL, datetime(2024, 12, 2, 9, tzinfo=UTC))
    assert await _listed_after(follows) == date(2024, 12, 2)


async def test_the_newest_day_is_that_of_the_followers_clock(follows: Follows, follow: Act, listings: Listings) -> None:
    listings.load("2024-11-25", "2024-11-26")
    await follow(RL, datetime(2024, 11, 25, 14, 59, tzinfo=UTC))
    assert await _listed_after(follows) == date(2024, 11, 25)
    await follows.unfollow_all(7)
    await follow(RL, datetime(2024, 11, 25, 15, tzinfo=UTC))
    assert await _listed_after(follows) == date(2024, 11, 26)


async def test_before_anything_is_listed_topics_can_be_followed(
    follows: Follows, follow: Act, listings: Listings
) -> None:
    listings.load()
    assert await follow(RL) == "new"
    assert await _listed_after(follows) is None


async def test_what_was_followed_later_keeps_its_own_first_day(
    follows: Follows, follow: Act, listings: Listings
) -> None:
    await follow(RL)
    listings.load("2024-11-25", "2024-11-26")
    await follow(AGENTS, NOW + 24 * HOUR)
    await follows.unfollow(7, RL)
    assert await _listed_after(follows) == date(2024, 11, 26)


async def test_another_channel_of_a_person_begins_afresh(follows: Follows, follow: Act, store: Store) -> None:
    await follow(RL)
    async with store.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO digest_delivery (channel_id, kind, day, guild_id, claimed_at) VALUES (?, 'listing', ?, ?, ?)",
            [(70, "2024-11-25", 0, NOW.isoformat()), (70, "2024-11-24", 5, NOW.isoformat())],
        )
    await follow(AGENTS)
    assert len(await store.rows("SELECT 1 FROM digest_delivery")) == 2
    await follows.follow(7, AGENTS, 72, "ko", NOW)
    assert await store.rows("SELECT channel_id FROM digest_delivery") == [(70,)]
    assert [subscription.channel_id for subscription in await follows.subscriptions()] == [72]
