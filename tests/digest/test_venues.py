"""Posts in forums and announcement channels: once each, completed as begun, and published once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.database import Store
from bot.storage.digests.values import Delivery
from tests.digest.test_channels import MINUTE, NINE, Setting
from tests.digest.test_channels import SUB as TWO
from tests.digest.world import Lost

DAY = timedelta(days=1)
SUB = replace(TWO, count=3)
PAPERS = replace(SUB, threads="papers")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        yield Setting(store)


@pytest.fixture
def forum(world: Setting) -> Setting:
    world.channel.kind = "forum"
    return world


@pytest.fixture
def news(world: Setting) -> Setting:
    world.channel.kind = "announcements"
    return world


def on_call(number: int, step: str, fault: str) -> Callable[[str], str]:
    """Return what happens the given time that a step is reached, counted from 1, and never else."""
    met: Counter[str] = Counter()

    def what(reached: str) -> str:
        met[reached] += 1
        return fault if reached == step and met[reached] == number else "none"

    return what


async def only(world: Setting) -> Delivery:
    (delivery,) = await world.ledger.deliveries(2)
    return delivery


def parts(world: Setting) -> list[str | None]:
    return [post.part for _, post in world.channel.messages]


async def begin(world: Setting, threads: str, number: int, step: str, fault: str = "lost") -> None:
    """Let the post come, and end the process, or fail, the given time that a step is reached."""
    await world.service.subscribe(PAPERS if threads == "papers" else SUB)
    world.channel.fault = on_call(number, step, fault)
    with suppress(Lost):
        await world.service.tick(NINE)
    world.channel.fault = lambda _: "none"


async def test_a_forum_gets_one_post_a_day_and_no_thread_below_it(forum: Setting) -> None:
    await forum.service.subscribe(replace(SUB, threads="post"))
    await forum.pass_time(NINE, 2)
    assert parts(forum) == [None]
    assert forum.channel.threads == []
    assert (await only(forum)).message_id == 1


async def test_a_forum_gets_one_post_for_each_paper_each_with_a_marker_of_its_own(forum: Setting) -> None:
    await forum.service.subscribe(replace(PAPERS, role_id=7))
    await forum.pass_time(NINE, 2)
    delivery = await only(forum)
    assert parts(forum) == [pick.arxiv_id for pick in delivery.picks]
    assert len(parts(forum)) > 2
    posts = [post for _, post in forum.channel.messages]
    assert len({post.marker for post in posts}) == len({post.nonce for post in posts}) == len(posts)
    assert [post.role_id for post in posts] == [7] + [None] * (len(posts) - 1), "it pings once"
    assert delivery.message_id == 1
    assert (delivery.threads_due, delivery.last_error) == ("none", None)


@pytest.mark.parametrize("step", ["send", "sent"])
@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_kill_between_papers_doubles_none_and_loses_none(forum: Setting, number: int, step: str) -> None:
    await begin(forum, "papers", number, step)
    assert len(parts(forum)) == number - (step == "send")
    await forum.service.tick(NINE + MINUTE)
    delivery = await only(forum)
    assert parts(forum) == [pick.arxiv_id for pick in delivery.picks]
    assert delivery.message_id == 1


@pytest.mark.parametrize("fault", ["refused", "forbidden", "defect"])
async def test_a_refusal_between_papers_is_tried_again_from_there(forum: Setting, fault: str) -> None:
    await begin(forum, "papers", 2, "sent", fault)
    delivery = await only(forum)
    assert delivery.message_id is None
    assert delivery.last_error is not None
    await forum.pass_time(NINE + MINUTE, 1)
    assert parts(forum) == [pick.arxiv_id for pick in delivery.picks]
    assert (await only(forum)).last_error is None


@pytest.mark.parametrize(("first", "then"), [("papers", "none"), ("none", "papers")])
@pytest.mark.parametrize("number", [1, 2])
async def test_what_was_begun_is_completed_as_it_was_begun(forum: Setting, first: str, then: str, number: int) -> None:
    await begin(forum, first, number if first == "papers" else 1, "sent")
    await forum.service.subscribe(PAPERS if then == "papers" else SUB)
    await forum.pass_time(NINE + MINUTE, 2)
    delivery = await only(forum)
    assert parts(forum) == ([pick.arxiv_id for pick in delivery.picks] if first == "papers" else [None])
    assert delivery.message_id == 1


async def test_a_stop_between_papers_leaves_the_rest_to_the_next_start(forum: Setting) -> None:
    stopping = asyncio.Event()
    await forum.service.subscribe(PAPERS)

    def stop(_: str) -> str:
        stopping.set()
        return "none"

    forum.channel.fault = stop
    await forum.service.tick(NINE, stopping)
    assert len(parts(forum)) == 1
    await forum.service.tick(NINE + MINUTE)
    assert parts(forum) == [pick.arxiv_id for pick in (await only(forum)).picks]


async def test_papers_of_a_post_that_was_given_up_halfway_are_not_shown_again(forum: Setting) -> None:
    await forum.service.subscribe(PAPERS)
    forum.channel.fault = lambda step: "forbidden" if step == "send" and forum.channel.messages else "none"
    await forum.pass_time(NINE, 30)
    assert len(parts(forum)) == 1
    shown = await forum.ledger.shown(2, NINE - DAY, NINE + 2 * DAY)
    assert shown == {parts(forum)[0]}


async def test_an_announcement_is_published_once_after_it_was_recorded(news: Setting) -> None:
    await news.service.subscribe(SUB)
    await news.pass_time(NINE, 2)
    assert news.channel.published == [1]
    assert (await only(news)).publish_due is False


async def test_a_channel_that_is_not_to_be_published_is_not(news: Setting) -> None:
    await news.service.subscribe(replace(SUB, publish=False))
    await news.pass_time(NINE, 2)
    assert news.posted() == [(2, 21)]
    assert news.channel.published == []


@pytest.mark.parametrize("step", ["publish", "published"])
async def test_a_kill_before_publishing_leaves_it_to_the_next_tick(news: Setting, step: str) -> None:
    await begin(news, "none", 1, step)
    assert (await only(news)).publish_due is True
    await news.service.tick(NINE + MINUTE)
    assert news.channel.published[-1] == 1
    assert (await only(news)).publish_due is False
    asked = len(news.channel.published)
    await news.pass_time(NINE + 2 * MINUTE, 25)
    assert len(news.channel.published) == asked
    assert news.posted() == [(2, 21)]


async def test_a_refused_publication_leaves_a_note_and_is_no_failed_post(news: Setting) -> None:
    await begin(news, "none", 1, "publish", "forbidden")
    await news.pass_time(NINE + MINUTE, 25)
    assert news.channel.published == []
    ((delivery, state),) = await news.service.history(2, NINE)
    assert (state, delivery.publish_due) == ("sent", False)
    assert delivery.last_error is not None
    assert news.bell.rung == []


async def test_a_publication_that_is_put_off_is_tried_again_and_given_up_after_a_day(news: Setting) -> None:
    tried: list[str] = []

    def note(step: str) -> str:
        tried.append(step)
        return "refused" if step == "publish" else "none"

    news.channel.fault = note
    await news.service.subscribe(SUB)
    await news.pass_time(NINE, 30)
    assert 3 < tried.count("publish") < 20
    assert tried.count("send") == 1
    news.channel.fault = lambda _: "none"
    await news.pass_time(NINE + timedelta(hours=30), 2)
    assert news.channel.published == []
    assert news.bell.rung == []


async def test_a_publication_that_comes_late_takes_its_note_away(news: Setting) -> None:
    await begin(news, "none", 1, "publish", "refused")
    assert (await only(news)).last_error is not None
    await news.pass_time(NINE + MINUTE, 1)
    delivery = await only(news)
    assert (delivery.publish_due, delivery.last_error, delivery.retry_at) == (False, None, None)
    assert news.channel.published == [1]
