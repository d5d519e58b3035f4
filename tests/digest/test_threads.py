"""The threads of a post: once it is recorded, once each, and after a kill too."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.digest.post import DigestPost
from bot.storage.database import Store
from bot.storage.digests.values import Delivery
from tests.digest.test_channels import MINUTE, NINE, SUB, Setting, papers
from tests.digest.world import Lost

POST = replace(SUB, threads="post")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[Setting]:
    async with Store.open(tmp_path / "db") as store:
        yield Setting(store)


def at(step: str, fault: str) -> Callable[[str], str]:
    return lambda met: fault if met == step else "none"


async def killed(world: Setting, step: str) -> None:
    """Let the post come, and end the process at a step of its threads."""
    await world.service.subscribe(POST)
    world.channel.fault = at(step, "lost")
    with suppress(Lost):
        await world.service.tick(NINE)
    world.channel.fault = at("", "")


async def only(world: Setting) -> Delivery:
    (delivery,) = await world.ledger.deliveries(2)
    return delivery


async def test_threads_are_opened_once_after_the_post_was_recorded(world: Setting) -> None:
    recorded: list[int | None] = []

    async def open_threads(post: DigestPost, message_id: int) -> int:
        recorded.append((await only(world)).message_id)
        return 55

    world.channel.open_threads = open_threads  # type: ignore[method-assign]
    await world.service.subscribe(POST)
    await world.service.subscribe(replace(SUB, channel_id=3))
    await world.pass_time(NINE, 1)
    assert recorded == [n for n, post in world.channel.messages if post.channel_id == 2]
    assert (await only(world)).thread_id == 55


@pytest.mark.parametrize("step", ["threads", "threaded"])
async def test_a_post_that_was_killed_before_its_thread_gets_it_with_the_next_tick(world: Setting, step: str) -> None:
    await killed(world, step)
    assert (await only(world)).threads_due == "post"
    await world.service.tick(NINE + MINUTE)
    delivery = await only(world)
    assert (delivery.thread_id, delivery.threads_due, delivery.last_error) == (1001, "none", None)
    asked = len(world.channel.threads)
    await world.pass_time(NINE + 2 * MINUTE, 25)
    assert len(world.channel.threads) == asked
    assert world.posted() == [(2, 21)]


async def test_threads_that_were_chosen_or_dropped_after_the_post_change_nothing_for_it(world: Setting) -> None:
    await killed(world, "threads")
    await world.service.subscribe(replace(POST, threads="none"))
    await world.service.tick(NINE + MINUTE)
    assert world.channel.threads == [1]
    world.corpus = papers(21, 22)
    await world.service.tick(NINE + timedelta(days=1))
    await world.service.subscribe(POST)
    await world.service.tick(NINE + timedelta(days=1, minutes=1))
    assert world.channel.threads == [1], "the second post was to have none"


async def test_what_is_refused_leaves_a_note_and_is_not_asked_for_again(world: Setting) -> None:
    world.channel.fault = at("threads", "forbidden")
    await world.service.subscribe(POST)
    await world.service.tick(NINE)
    world.channel.fault = at("", "")
    await world.pass_time(NINE + MINUTE, 3)
    assert world.channel.threads == []
    ((delivery, state),) = await world.service.history(2, NINE)
    assert (state, delivery.thread_id, delivery.threads_due) == ("sent", None, "none")
    assert delivery.last_error is not None
    assert world.bell.rung == []


@pytest.mark.parametrize("fault", ["refused", "defect"])
async def test_what_passes_is_tried_again_with_growing_pauses_and_given_up_after_a_day(
    world: Setting, fault: str
) -> None:
    tried: list[str] = []

    def note(step: str) -> str:
        tried.append(step)
        return fault if step == "threads" else "none"

    world.channel.fault = note
    await world.service.subscribe(POST)
    await world.pass_time(NINE, 30)
    assert 5 < tried.count("threads") < 20
    assert (await only(world)).last_error is not None
    assert tried.count("send") == 1
    world.channel.fault = at("", "")
    await world.pass_time(NINE + timedelta(hours=30), 2)
    assert world.channel.threads == []


async def test_a_thread_that_comes_late_takes_the_note_away(world: Setting) -> None:
    world.channel.fault = at("threads", "refused")
    await world.service.subscribe(POST)
    await world.service.tick(NINE)
    assert (await only(world)).last_error is not None
    world.channel.fault = at("", "")
    await world.service.tick(NINE + MINUTE)
    assert world.channel.threads == [], "it waits for its next try"
    await world.pass_time(NINE + MINUTE, 1)
    delivery = await only(world)
    assert (delivery.thread_id, delivery.last_error, delivery.retry_at) == (1001, None, None)


async def test_papers_that_left_the_corpus_get_no_thread(world: Setting) -> None:
    await killed(world, "threads")
    world.corpus = papers(20)
    await world.service.tick(NINE + MINUTE)
    delivery = await only(world)
    assert delivery.threads_due == "none"
    assert delivery.last_error is not None
    assert "no longer in the corpus" in delivery.last_error.en
