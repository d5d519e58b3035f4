"""Discord limits the bot as a whole: nobody is kept waiting for ever."""

from __future__ import annotations

import asyncio

import discord
import pytest

from tests.interface.conftest import Stage
from tests.wire.payloads import CHANNEL_ID

_MESSAGES = f"/channels/{CHANNEL_ID}/messages"


async def test_a_request_that_is_given_up_during_a_global_limit_holds_up_no_other(stage: Stage) -> None:
    stage.wire.troubles.limit("POST", _MESSAGES, 20.0, everything=True)
    place = stage.bot.get_partial_messageable(CHANNEL_ID)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await place.send("first")
    async with asyncio.timeout(2):
        await place.send("second")
    assert [one["content"] for one in stage.wire.messages.listed(CHANNEL_ID)] == ["second"]


async def test_a_limit_of_an_hour_is_told_at_once(stage: Stage) -> None:
    stage.wire.troubles.limit("POST", _MESSAGES, 3600.0)
    with pytest.raises(discord.RateLimited):
        await stage.bot.get_partial_messageable(CHANNEL_ID).send("first")
