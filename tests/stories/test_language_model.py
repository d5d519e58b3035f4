"""A server's bot has a language model that writes, lies and fails: people see quotes in any case, and no lie."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import suppress

import pytest
import pytest_asyncio

from tests.model.server import ModelServer, model_server
from tests.stories.town import Town
from tests.wire.look import texts
from tests.wire.payloads import Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")

_ASKED = "How much faster is UltraMem than MoE?"
_TRUE = "UltraMem is up to 6 times faster than MoE."
_LIE = "UltraMem is up to 60 times faster than Mamba."
_QUOTE = "UltraMem은 동일한 파라미터 크기에서 MoE보다 최대"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model(town: Town) -> AsyncGenerator[ModelServer]:
    """Give the bot a model, and take it away after these stories."""
    async with model_server() as model:
        await town.bot.stop()
        town.bot.settings |= {"model_url": model.url, "model": "scripted"}
        await town.bot.start()
        yield model
        await town.bot.stop()
        for name in ("model_url", "model"):
            del town.bot.settings[name]
        await town.bot.start()


async def shown_with(town: Town, message: Payload, said: str, seconds: float = 10.0) -> str:
    """Wait until a message says something, and return all that it says."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        now = texts(town.wire.messages.message(message["channel_id"], message["id"]))
        if said in now:
            return now
        await asyncio.sleep(0.05)
    with suppress(KeyError):
        return texts(town.wire.messages.message(message["channel_id"], message["id"]))
    return ""


async def test_a_true_sentence_comes_above_the_quote_and_a_lie_does_not(town: Town, model: ModelServer) -> None:
    model.answer, model.pace = f"{_LIE} [1] {_TRUE} [1] {_LIE} [1]", 0.02
    answer = await town.member().says(_ASKED)
    assert _QUOTE in texts(answer)
    said = await shown_with(town, answer, _TRUE)
    assert said.index(_TRUE) < said.index(_QUOTE)
    assert "60 times" not in said


async def test_a_model_that_fails_leaves_the_quotes_and_is_left_alone(town: Town, model: ModelServer) -> None:
    model.status = 503
    before = len(model.requests)
    answers = [await town.member().says(f"{_ASKED} {mark}") for mark in ("", "?", "!", "??", "!!")]
    assert all(_QUOTE in texts(answer) for answer in answers)
    await asyncio.sleep(0.5)
    assert len(model.requests) - before == 3
    for answer in answers:
        now = town.wire.messages.message(str(answer["channel_id"]), str(answer["id"]))
        assert "language model" not in texts(now)
