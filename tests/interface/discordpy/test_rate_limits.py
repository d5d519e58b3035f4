"""Limits that make no sense in Discord's answers: whoever asks next is answered all the same."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from bot.interface.discordpy.rate_limits import Bucket
from tests.interface.conftest import Stage
from tests.wire.payloads import CHANNEL_ID


@pytest.mark.parametrize(
    "said",
    [
        {"X-RateLimit-Remaining": "x"},
        {"X-RateLimit-Remaining": "0"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "nan"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "1e9"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1e300"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "0.01", "X-RateLimit-Limit": "0"},
    ],
)
async def test_an_answer_with_a_limit_of_nonsense_counts_and_the_next_request_goes_through(
    stage: Stage, said: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = web.Response.prepare

    async def prepared(self: web.Response, request: web.BaseRequest) -> object:
        self.headers.update(said)
        return await prepare(self, request)

    monkeypatch.setattr(web.Response, "prepare", prepared)
    place = stage.bot.get_partial_messageable(CHANNEL_ID)
    async with asyncio.timeout(2):
        await place.send("first")
        await place.send("second")
    assert [one["content"] for one in stage.wire.messages.listed(CHANNEL_ID)] == ["second", "first"]


async def test_a_limit_that_makes_sense_is_waited_for(stage: Stage) -> None:
    bucket = stage.bot.http.get_ratelimit("a route")
    assert isinstance(bucket, Bucket)
    assert stage.bot.http.get_ratelimit("a route") is bucket
    headers = {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "2", "X-RateLimit-Reset-After": "1.5"}
    bucket.update(web.Response(headers=headers))  # pyright: ignore[reportArgumentType]
    assert (bucket.limit, bucket.remaining, bucket.reset_after) == (5, 2, 1.5)
