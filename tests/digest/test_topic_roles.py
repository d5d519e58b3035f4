"""A post pings the role of a topic where one of the papers that it shows is on it, and each role once."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.digest.divided import parts_of
from bot.digest.post import DigestPost, TopicPing, compose
from bot.digest.topic_roles import with_topic_pings
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.values import Delivery, Pick, Subscription
from bot.storage.topic_roles import TopicRole
from tests.conftest import MakePaper
from tests.digest.test_channels import MINUTE, NINE, Setting
from tests.digest.test_channels import SUB as TWO

DAY = date(2024, 10, 25)
NOW = datetime(2024, 10, 25, 9, tzinfo=UTC)
SUB = Subscription(1, 2, time(9), "UTC", 3, "en", "nothing", 3, NOW - timedelta(days=1))
ROBOTS, FILMS, ZEBRAS = TopicRole(10, "robot"), TopicRole(11, "films"), TopicRole(12, "zebra")


def corpus(make_paper: MakePaper) -> Corpus:
    return Corpus(
        [
            make_paper("2410.00001", "Robot Hands That Grasp", "", votes=5),
            make_paper("2410.00002", "Films of Robot Hands", "", votes=4),
            make_paper("2410.00003", "Films in Colour", "", votes=3),
            make_paper("2410.00004", "Zebra Crossings", "", votes=2),
        ]
    )


def composed(corpus: Corpus, *numbers: int, subscription: Subscription = SUB) -> DigestPost:
    picks = tuple(Pick(f"2410.0000{number}") for number in numbers)
    post = compose(Delivery(1, 2, "listing", DAY, NOW, picks), subscription, corpus, NOW)
    assert post is not None
    return post


def test_only_topics_of_papers_that_are_shown_ping(make_paper: MakePaper) -> None:
    papers = corpus(make_paper)
    post = with_topic_pings(composed(papers, 1, 2), (ROBOTS, FILMS, ZEBRAS), papers)
    assert post.pinged == (10, 11), "zebras are in the listing, and not in the post"
    assert post.topic_pings[0] == TopicPing(10, frozenset({"2410.00001", "2410.00002"}))
    assert with_topic_pings(composed(papers, 3), (ROBOTS, ZEBRAS), papers).pinged == ()
    assert with_topic_pings(composed(papers, 4), (replace(ZEBRAS, topic="the"),), papers).pinged == ()


def test_the_role_of_every_post_is_pinged_once_though_it_has_a_topic_too(make_paper: MakePaper) -> None:
    papers = corpus(make_paper)
    post = composed(papers, 1, 3, subscription=replace(SUB, role_id=10))
    assert with_topic_pings(post, (ROBOTS, FILMS), papers).pinged == (10, 11)


def test_of_the_posts_of_single_papers_the_first_on_a_topic_pings_its_role(make_paper: MakePaper) -> None:
    papers = corpus(make_paper)
    subscription = replace(SUB, role_id=7, threads="papers")
    post = with_topic_pings(composed(papers, 1, 2, 3, subscription=subscription), (ROBOTS, FILMS, ZEBRAS), papers)
    assert [part.pinged for part in parts_of(post)] == [(7, 10), (11,), ()]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        setting = Setting(store)
        await setting.service.subscribe(TWO)
        for role in (replace(ROBOTS, topic="Robot"), ZEBRAS):
            await setting.ledger.topic_roles.put(1, role)
        yield setting


def pings(world: Setting) -> list[tuple[int, ...]]:
    return [post.pinged for _, post in world.channel.messages]


async def test_a_preview_shows_whom_the_post_will_ping(world: Setting) -> None:
    post = await world.service.preview(TWO, NINE)
    assert post is not None
    assert post.pinged == (10,)
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.tick(NINE)
    claimed = await world.service.preview(TWO, NINE)
    assert claimed is not None
    assert (claimed.pinged, claimed.marker) == ((10,), post.marker)
    assert pings(world) == []


@pytest.mark.parametrize("fault", ["refused", "forbidden", "defect"])
async def test_a_post_whose_answer_was_lost_is_found_and_pings_once(world: Setting, fault: str) -> None:
    world.channel.fault = lambda step: fault if step == "sent" else "none"
    await world.service.tick(NINE)
    world.channel.fault = lambda _: "none"
    await world.pass_time(NINE + MINUTE, 20)
    assert pings(world) == [(10,)]


async def test_a_role_that_is_offered_no_more_when_the_post_is_sent_is_not_pinged(world: Setting) -> None:
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.tick(NINE)
    world.channel.fault = lambda _: "none"
    await world.ledger.topic_roles.remove(1, "robot")
    await world.pass_time(NINE + MINUTE, 2)
    assert pings(world) == [()]


async def test_a_servers_topic_roles_are_not_those_of_another(world: Setting) -> None:
    await world.service.subscribe(replace(TWO, guild_id=8, channel_id=9))
    await world.service.tick(NINE)
    assert {post.channel_id: post.pinged for _, post in world.channel.messages} == {2: (10,), 9: ()}


@pytest.fixture
async def forum(tmp_path: Path, make_paper: MakePaper) -> AsyncGenerator[Setting]:
    """Return a forum whose post of four papers, robots, robots and films, films, zebras, is sent one by one."""
    async with Store.open(tmp_path / "db") as store:
        setting = Setting(store, corpus=corpus(make_paper))
        setting.channel.kind = "forum"
        await setting.service.subscribe(replace(TWO, count=4, threads="papers", role_id=7))
        for role in (ROBOTS, FILMS):
            await setting.ledger.topic_roles.put(1, role)
        yield setting


def stop_after(setting: Setting, count: int, how: str) -> None:
    """Refuse, or lose the answer of, all posts after some have come."""
    step = "send" if how == "refused" else "sent"
    sent = setting.channel.messages
    setting.channel.fault = lambda met: "refused" if met == step and len(sent) >= count + (step == "sent") else "none"


DAY_OF_FORUM = datetime(2024, 10, 25, 9, tzinfo=UTC)


@pytest.mark.parametrize("how", ["refused", "lost answer"])
@pytest.mark.parametrize("count", [1, 2])
async def test_posts_of_single_papers_ping_each_role_once_though_a_topic_changes_between_them(
    forum: Setting, how: str, count: int
) -> None:
    stop_after(forum, count, how)
    await forum.service.tick(DAY_OF_FORUM)
    forum.channel.fault = lambda _: "none"
    await forum.ledger.topic_roles.put(1, replace(ROBOTS, topic="films"))
    await forum.ledger.topic_roles.put(1, replace(FILMS, topic="zebra"))
    await forum.pass_time(DAY_OF_FORUM + MINUTE, 2)
    assert len(forum.channel.messages) == 4
    pinged = [role for roles in pings(forum) for role in roles]
    assert len(pinged) == len(set(pinged)), pinged
    assert pings(forum)[0] == (7, 10)


async def test_posts_of_single_papers_ping_each_role_once_though_a_paper_is_taken_back_between_them(
    forum: Setting,
) -> None:
    stop_after(forum, 1, "refused")
    await forum.service.tick(DAY_OF_FORUM)
    forum.channel.fault = lambda _: "none"
    forum.corpus = Corpus(forum.corpus.papers[1:], generation=2)
    await forum.pass_time(DAY_OF_FORUM + MINUTE, 2)
    assert pings(forum) == [(7, 10), (11,), (), ()]


async def test_a_role_of_a_paper_whose_post_was_refused_is_pinged_when_it_comes(forum: Setting) -> None:
    stop_after(forum, 1, "refused")
    await forum.service.tick(DAY_OF_FORUM)
    forum.channel.fault = lambda _: "none"
    await forum.pass_time(DAY_OF_FORUM + MINUTE, 2)
    assert pings(forum) == [(7, 10), (11,), (), ()]
