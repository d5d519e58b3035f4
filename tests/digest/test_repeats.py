"""Papers that a source lists again: a channel is shown them once in a week, and a day without news is told as such."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.corpus.paper import Listing, Paper
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.follow import Follow
from tests.digest.test_channels import MINUTE, NINE, SUB, Setting

DAY = timedelta(days=1)


def listed(**days: Iterable[int]) -> Corpus:
    """Return a corpus of papers by number, each listed on some days of October: `oct_21=(1, 2)`."""
    on: dict[int, list[int]] = {}
    for name, numbers in days.items():
        for number in numbers:
            on.setdefault(number, []).append(int(name.removeprefix("oct_")))
    return Corpus(
        Paper(
            f"2410.{number:05}",
            f"Robot {number}",
            (),
            (),
            tuple(Listing(date(2024, 10, day), number, number, "a.txt") for day in sorted(of, reverse=True)),
        )
        for number, of in on.items()
    )


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        yield Setting(store)


def shown(world: Setting) -> list[tuple[int, list[int]]]:
    """Return the day and the papers of each post."""
    return [(post.day.day, [int(hit.paper.arxiv_id[5:]) for hit in post.hits]) for _, post in world.channel.messages]


async def test_what_was_shown_on_friday_is_not_posted_over_the_weekend(world: Setting) -> None:
    await world.service.subscribe(replace(SUB, count=2))
    for number, corpus in enumerate(
        (
            listed(oct_21=(1, 2, 3)),
            listed(oct_21=(1, 2, 3), oct_22=(1, 2, 3, 4)),
            listed(oct_21=(1, 2, 3), oct_22=(1, 2, 3, 4), oct_23=(1, 2, 3, 4)),
        )
    ):
        world.corpus = corpus
        await world.service.tick(NINE + number * DAY)
    assert shown(world) == [(21, [3, 2]), (22, [4, 1])], "the third day has nothing new"


@pytest.mark.parametrize(("language", "said"), [("en", "2 of 4, without the 2 shown here"), ("ko", "4편 중 2편. 최근")])
async def test_a_post_says_what_it_leaves_out_and_so_does_its_preview(world: Setting, language: str, said: str) -> None:
    subscription = await world.service.subscribe(replace(SUB, count=2, language=language))  # type: ignore[arg-type]
    world.corpus = listed(oct_21=(1, 2, 3))
    await world.service.tick(NINE)
    world.corpus = listed(oct_21=(1, 2, 3), oct_22=(1, 2, 3, 4))
    preview = await world.service.preview(subscription, NINE + MINUTE)
    await world.service.tick(NINE + DAY)
    assert preview == world.channel.messages[-1][1]
    assert said in world.channel.messages[-1][1].lead


@pytest.mark.parametrize(("language", "said"), [("en", "shown here in the last days"), ("ko", "최근에 이 채널에서")])
async def test_a_day_without_news_gives_no_post_and_says_why_for_good(world: Setting, language: str, said: str) -> None:
    subscription = await world.service.subscribe(replace(SUB, language=language))  # type: ignore[arg-type]
    world.corpus = listed(oct_21=(1, 2))
    await world.service.tick(NINE)
    world.corpus = listed(oct_21=(1, 2), oct_22=(1, 2))
    for days in range(1, 30):
        await world.service.tick(NINE + days * DAY)
        assert await world.service.preview(subscription, NINE + days * DAY) is None
        reason = await world.service.why_nothing(subscription, NINE + days * DAY)
        assert said in reason.in_(subscription.language)
    assert [day for day, _ in shown(world)] == [21], "not weeks later either"
    world.corpus = listed(oct_21=(1, 2), oct_22=(1, 2), oct_23=(1, 2, 7))
    await world.service.tick(NINE + 30 * DAY)
    assert shown(world)[1:] == [(23, [7])], "the next news comes, and not the days before it"


async def test_a_day_without_news_gives_highlights_where_they_are_wanted(world: Setting) -> None:
    await world.service.subscribe(replace(SUB, count=1, when_nothing_new="highlights"))
    world.corpus = listed(oct_18=(8,), oct_21=(1,))
    await world.service.tick(NINE)
    world.corpus = listed(oct_18=(8,), oct_21=(1,), oct_22=(1,))
    await world.service.tick(NINE + DAY)
    assert [post.kind for _, post in world.channel.messages] == ["listing", "highlights"]
    assert shown(world)[1] == (22, [8])


async def test_after_two_weeks_a_paper_is_news_again(world: Setting) -> None:
    await world.service.subscribe(SUB)
    world.corpus = listed(oct_16=(1,))
    await world.service.tick(NINE - 5 * DAY)
    world.corpus = listed(oct_16=(1,), oct_30=(1,))
    await world.service.tick(NINE + 9 * DAY)
    assert [day for day, _ in shown(world)] == [16], "fourteen days later it is none"
    world.corpus = listed(oct_16=(1,), oct_30=(1,), oct_31=(1,))
    await world.service.tick(NINE + 10 * DAY)
    assert [day for day, _ in shown(world)] == [16, 31]


async def test_days_that_come_at_once_repeat_nothing_among_themselves(world: Setting) -> None:
    await world.service.subscribe(SUB)
    world.corpus = listed(oct_20=(9,))
    await world.service.tick(NINE)
    world.corpus = listed(oct_20=(9,), oct_21=(1, 2), oct_22=(1, 2, 3), oct_23=(2, 3))
    await world.service.tick(NINE + 2 * DAY)
    assert shown(world)[1:] == [(21, [2, 1]), (22, [3])]


async def test_a_post_that_is_tried_again_shows_what_was_claimed(world: Setting) -> None:
    await world.service.subscribe(SUB)
    world.corpus = listed(oct_21=(1, 2))
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.service.tick(NINE)
    world.channel.fault = lambda _: "none"
    await world.service.tick(NINE + 10 * MINUTE)
    assert shown(world) == [(21, [2, 1])]


async def test_what_was_given_up_was_not_shown(world: Setting) -> None:
    await world.service.subscribe(SUB)
    world.corpus = listed(oct_21=(1, 2))
    world.channel.fault = lambda step: "refused" if step == "send" else "none"
    await world.pass_time(NINE, 23)
    world.channel.fault = lambda _: "none"
    world.corpus = listed(oct_21=(1, 2), oct_22=(1, 2))
    await world.pass_time(NINE + DAY + MINUTE, 1)
    assert shown(world) == [(22, [2, 1])]


async def test_a_followed_paper_is_not_repeated_on_top_either(world: Setting) -> None:
    await world.service.subscribe(replace(SUB, follows=(Follow("topic", "robot"),)))
    world.corpus = listed(oct_21=(1,))
    await world.service.tick(NINE)
    world.corpus = listed(oct_21=(1,), oct_22=(1, 2))
    await world.service.tick(NINE + DAY)
    assert shown(world) == [(21, [1]), (22, [2])]


async def test_other_channels_are_other_readers(world: Setting) -> None:
    await world.service.subscribe(SUB)
    world.corpus = listed(oct_21=(1,))
    await world.service.tick(NINE)
    await world.service.subscribe(replace(SUB, channel_id=3))
    world.corpus = listed(oct_21=(1,), oct_22=(1,))
    await world.service.tick(NINE + DAY)
    assert world.posted() == [(2, 21), (3, 22)]
