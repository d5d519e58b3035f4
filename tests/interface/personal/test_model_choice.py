"""People turn the language model off for themselves, who manages a server for all of it; nothing is sent then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from bot.storage.digests.ledger import DigestLedger
from tests.interface.conftest import Stage, Staging
from tests.interface.digest.digests import join, set_up
from tests.interface.look import buttons, text
from tests.model.server import ModelServer, model_server
from tests.wire.interactions import option, press, slash
from tests.wire.payloads import MANAGE_SERVER

_ASKED = slash("ask", option("question", "How much does Marco-o1 improve on MGSM?"))


@pytest.fixture
async def model() -> AsyncGenerator[ModelServer]:
    async with model_server() as model:
        model.answer = "Marco-o1 improves by 6.17% on MGSM. [1]"
        yield model


@pytest.fixture
async def stage(staging: Staging, model: ModelServer) -> AsyncGenerator[Stage]:
    async with staging(model_url=model.url, model="scripted") as stage:
        yield stage


async def asked(stage: Stage, model: ModelServer) -> int:
    """Ask, and return how often the model was asked for it."""
    before, translated = len(model.requests), len(model.translated)
    await stage.send(_ASKED)
    while writing := [task for task in asyncio.all_tasks() if task.get_name() == "sentences"]:
        await asyncio.wait(writing)
    assert len(model.translated) - translated <= len(model.requests) - before
    return len(model.requests) - before


async def test_the_card_says_what_goes_where(stage: Stage) -> None:
    card = await stage.answer(slash("model"))
    assert "The model scripted at 127.0.0.1 may write" in text(card)
    assert "the question as you typed it, the quotes" in text(card)
    assert list(buttons(card)) == ["Turn off for me"]
    assert "언어 모델" in text(await stage.answer(slash("model", locale="ko")))


async def test_a_person_turns_it_off_and_on_for_themselves(stage: Stage, model: ModelServer) -> None:
    assert await asked(stage, model) == 1
    member = stage.member()
    card = await member.press(await member.slash("model"), "Turn off for me")
    assert "For you: off" in text(card)
    assert await asked(stage, model) == 0
    shown = await member.slash("privacy show")
    assert "That no language model writes" in text(shown)
    again = await member.press(shown, "Language model")
    assert "For you: on" in text(await member.press(again, "Turn on for me"))


async def test_who_manages_a_server_turns_it_off_for_all(stage: Stage, model: ModelServer) -> None:
    manager = stage.member(user_id=4711, permissions=MANAGE_SERVER)
    card = await manager.press(await manager.slash("model"), "Turn off on this server")
    assert "On this server: off" in text(card)
    assert await asked(stage, model) == 0
    (act,) = await stage.store.rows("SELECT action, detail FROM audit")
    assert act == ("model", "result=done turn=off")
    await manager.press(card, "Turn on on this server")
    assert await asked(stage, model) == 1


async def test_setting_the_daily_post_turns_it_off_and_on_too(stage: Stage, model: ModelServer) -> None:
    off, on = option("model", value=False), option("model", value=True)
    told = await stage.answer(slash("digest set", off, permissions=MANAGE_SERVER))
    assert "The language model is off on this server" in told["content"]
    assert await asked(stage, model) == 0
    assert await stage.store.rows("SELECT action, detail FROM audit") == [("model", "result=done turn=off")]
    told = await stage.answer(slash("digest set", on, permissions=MANAGE_SERVER, locale="ko"))
    assert "언어 모델이 문장을 쓸 수 있습니다" in told["content"]
    assert await asked(stage, model) == 1
    refused = await stage.answer(slash("digest set", off, permissions=0))
    assert "Manage Server" in refused["content"]
    assert "On this server: on" in text(await stage.answer(slash("model")))


async def test_it_is_turned_off_beside_what_is_set_of_the_daily_post(stage: Stage, model: ModelServer) -> None:
    join(stage)
    saved = await stage.answer(set_up(option("model", value=False)))
    assert "✅ Saved." in text(saved)
    assert "The language model is off on this server" in text(saved)
    assert await asked(stage, model) == 0


async def test_the_panel_of_the_daily_post_leads_to_the_switch(stage: Stage, model: ModelServer) -> None:
    join(stage)
    manager = stage.member(user_id=4711, permissions=MANAGE_SERVER)
    card = await manager.press(await manager.slash("digest set"), "Language model")
    assert "On this server: off" in text(await manager.press(card, "Turn off on this server"))
    assert await asked(stage, model) == 0


async def test_who_does_not_manage_the_server_cannot_forge_the_button(stage: Stage, model: ModelServer) -> None:
    card = await stage.member().slash("model")
    refused = await stage.answer(press(card, "model:guild:off", permissions=0))
    assert "Manage Server" in text(refused)
    assert await asked(stage, model) == 1


async def test_without_a_model_there_is_no_such_command(staging: Staging) -> None:
    async with staging() as stage:
        assert stage.bot.tree.get_command("model") is None
        assert "Language model" not in buttons(await stage.answer(slash("privacy show")))
        join(stage)
        assert "Language model" not in buttons(await stage.answer(slash("digest set", permissions=MANAGE_SERVER)))
        answer = await stage.answer(set_up(option("model", value=False)))
        assert "no language model" in answer["content"]
        assert await DigestLedger(stage.store).subscriptions() == []
