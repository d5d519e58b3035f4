"""Why was this paper not posted? What the doctor says is what happens."""

from __future__ import annotations

import random
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.corpus.paper import Listing, Paper, Section
from bot.digest.stages import Stage
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.values import Subscription
from bot.storage.follow import Follow
from tests.digest.test_channels import MINUTE, NINE, NOON, SUB, Setting

DAY = timedelta(days=1)
TODAY = date(2024, 10, 21)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        yield Setting(store)


def paper(number: int, votes: int | None, *days: int, topic: str = "Robot") -> Paper:
    listings = tuple(Listing(date(2024, 10, day), votes, number, "a.txt") for day in sorted(days, reverse=True))
    return Paper(f"2410.{number:05}", f"{topic} {number}", (), (Section(None, topic),), listings)


async def stages(world: Setting, subscription: Subscription, now: object = NINE) -> dict[str, Stage]:
    found = await world.service.stages(subscription, now)  # type: ignore[arg-type]
    assert found is not None
    return {hit.paper.arxiv_id: stage for hit, stage in found.papers}


async def test_each_paper_of_the_day_has_its_stage_before_and_after_the_post(world: Setting) -> None:
    wanted = replace(SUB, min_votes=3, follows=(Follow("topic", "agents"),))
    world.corpus = Corpus(
        paper(number, votes, 21, topic="Agents" if number == 6 else "Robot")
        for number, votes in enumerate((9, 8, 4, 2, None, 5), 1)
    )
    await world.service.subscribe(wanted)
    assert await stages(world, wanted) == {
        "2410.00001": "next", "2410.00002": "topic", "2410.00003": "count", "2410.00004": "votes",
        "2410.00005": "votes", "2410.00006": "next",
    }  # fmt: skip
    await world.service.tick(NINE)
    ((_, post),) = world.channel.messages
    assert {hit.paper.arxiv_id for hit in post.hits} == {"2410.00001", "2410.00006"}
    after = await stages(world, wanted, NINE + MINUTE)
    assert after == await stages(world, wanted) | {"2410.00001": "sent", "2410.00006": "sent"}
    assert (after["2410.00002"], after["2410.00003"], after["2410.00004"]) == ("topic", "count", "votes")


async def test_a_paper_that_comes_after_the_post_is_late(world: Setting) -> None:
    world.corpus = Corpus([paper(1, 1, 21)])
    await world.service.subscribe(SUB)
    await world.service.tick(NINE)
    world.corpus = Corpus([paper(1, 1, 21), paper(2, 5, 21)])
    assert await stages(world, SUB, NINE + MINUTE) == {"2410.00001": "sent", "2410.00002": "late"}


async def test_a_paper_of_the_last_days_was_shown(world: Setting) -> None:
    world.corpus = Corpus([paper(1, 9, 21)])
    await world.service.subscribe(SUB)
    await world.service.tick(NINE)
    world.corpus = Corpus([paper(1, 9, 21, 22), paper(2, 1, 22)])
    assert await stages(world, SUB, NINE + DAY) == {"2410.00001": "shown", "2410.00002": "next"}


async def test_a_day_that_may_still_grow_holds_all_its_papers_back(world: Setting) -> None:
    world.corpus = Corpus([paper(1, 9, 21), paper(2, 9, 21)])
    world.complete_at = {TODAY: None}
    assert set((await stages(world, SUB)).values()) == {"incomplete"}
    assert set((await stages(world, replace(SUB, when="newest"))).values()) == {"next"}


async def test_a_post_that_waits_or_was_given_up_says_so_of_its_papers(world: Setting) -> None:
    world.corpus = Corpus([paper(1, 9, 21)])
    await world.service.subscribe(SUB)
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.tick(NINE)
    assert await stages(world, SUB, NINE + MINUTE) == {"2410.00001": "waiting"}
    assert await stages(world, SUB, NINE + 2 * DAY) == {"2410.00001": "failed"}


async def test_without_a_listing_there_are_no_stages(world: Setting) -> None:
    world.corpus = Corpus([])
    assert await world.service.stages(SUB, NINE) is None


@pytest.mark.parametrize("seed", range(12))
async def test_what_goes_into_the_next_post_is_what_is_posted(world: Setting, seed: int) -> None:
    chance = random.Random(seed)
    topics = ["Robot", "Agents", "Diffusion"]
    listed: list[Paper] = []
    for day in range(21, 26):
        again = [
            replace(one, listings=(Listing(date(2024, 10, day), 50, 0, "a"), *one.listings)) for one in listed[-2:]
        ]
        new = [paper(day * 100 + n, chance.randrange(9), day, topic=chance.choice(topics)) for n in range(8)]
        listed = [*listed[:-2], *again, *new]
        world.corpus = Corpus(listed)
        wanted = replace(
            SUB,
            count=chance.randint(1, 6),
            min_votes=chance.randrange(5),
            follows=(Follow("topic", "agents"),) if chance.random() < 0.5 else (),
            set_at=NOON,
        )
        await world.service.subscribe(wanted)
        now = NINE + (day - 21) * DAY
        expected = {arxiv_id for arxiv_id, stage in (await stages(world, wanted, now)).items() if stage == "next"}
        await world.service.tick(now)
        posted = {hit.paper.arxiv_id for _, post in world.channel.messages if post.day.day == day for hit in post.hits}
        assert posted == expected
        sent = {arxiv_id for arxiv_id, stage in (await stages(world, wanted, now)).items() if stage == "sent"}
        assert sent == expected


async def test_without_daily_posts_the_papers_are_those_of_the_coming_review(world: Setting) -> None:
    wanted = replace(SUB, every="week", weekday=(TODAY + 2 * DAY).weekday(), review_since=SUB.set_at, min_votes=3)
    world.corpus = Corpus([paper(1, 9, 18), paper(2, 2, 19), paper(3, 5, 20), paper(4, 4, 20), paper(5, 8, 2)])
    await world.service.subscribe(wanted)
    before = await stages(world, wanted)
    assert before == {"2410.00001": "next", "2410.00002": "votes", "2410.00003": "next", "2410.00004": "count"}
    await world.service.tick(NINE + 2 * DAY)
    ((_, post),) = world.channel.messages
    assert {hit.paper.arxiv_id for hit in post.hits} == {key for key, stage in before.items() if stage == "next"}
    after = await stages(world, wanted, NINE + 2 * DAY + MINUTE)
    assert after == before | {"2410.00001": "sent", "2410.00003": "sent"}
    later = await stages(world, wanted, NINE + 3 * DAY)
    assert (later["2410.00001"], later["2410.00004"]) == ("shown", "next")
