"""Somebody whose messages Discord refuses is told once, privately, where they next use the bot."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.personal.follows import Follows
from bot.settings import Settings
from bot.storage.database import Store
from tests.interface.conftest import NOW, Stage
from tests.interface.look import buttons
from tests.wire.look import is_private, texts
from tests.wire.payloads import ASKER_ID, Payload


async def stopped(stage: Stage, store: Store) -> Follows:
    usual = Settings(token=None)
    follows = Follows(store, lambda: stage.library.corpus, usual.follow_time, "UTC")
    await stage.member().slash("follow topic", query="diffusion")
    await follows.stop(ASKER_ID, NOW - timedelta(days=1))
    return follows


def told(stage: Stage) -> list[Payload]:
    return [one for one in stage.wire.followups() if "🔔" in str(one)]


@pytest.mark.parametrize(("locale", "said"), [("en-US", "I send you no messages"), ("ko", "보내지 않고 있습니다")])
async def test_they_are_told_once_below_an_answer_and_can_begin_again(stage: Stage, locale: str, said: str) -> None:
    follows = await stopped(stage, stage.store)
    member = stage.member(locale=locale)
    for _ in range(2):
        await member.slash("top", day="2024-11-22")
    await stage.wire.wait_for(lambda: told(stage) or None, "word of it")
    (notice,) = told(stage)
    assert said in texts(notice)
    assert is_private(notice)
    shown = next(one for one in stage.wire.shown if said in texts(one))
    assert list(buttons(shown)) == ["다시 받기" if locale == "ko" else "Start again"]
    again = await member.press(shown, next(iter(buttons(shown))))
    assert "diffusion" in texts(again)
    assert await follows.stopped_at(ASKER_ID) is None


async def test_what_shows_it_anyway_says_it_once(stage: Stage) -> None:
    await stopped(stage, stage.store)
    assert "Discord refused them" in texts(await stage.member().slash("following"))
    assert told(stage) == []


async def test_word_that_did_not_arrive_is_given_again(stage: Stage) -> None:
    await stopped(stage, stage.store)
    stage.wire.refuse("POST", "/webhooks/.*", 404, 10015, times=1)
    await stage.member().slash("top", day="2024-11-22")
    await stage.wire.wait_for(lambda: told(stage) or None, "the first try")
    async with asyncio.timeout(5):
        while await stage.store.rows("SELECT 1 FROM follower WHERE told_at IS NOT NULL"):  # noqa: ASYNC110 - a database tells nobody
            await asyncio.sleep(0)
    await stage.member().slash("top", day="2024-11-22")
    await stage.wire.wait_for(lambda: len(told(stage)) == 2 or None, "the second try")


async def test_others_hear_nothing(stage: Stage) -> None:
    await stage.member().slash("follow topic", query="diffusion")
    await stage.member().slash("top", day="2024-11-22")
    assert told(stage) == []
