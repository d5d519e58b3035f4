"""Whatever goes wrong, one place answers: privately, in the person's language, in every state of the interaction."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from discord import app_commands

from bot.errors import InputError
from bot.interface.ui.errors import explained
from bot.interface.ui.language import Interaction
from bot.interface.ui.send import say
from bot.texts import Text
from tests.fuzz.spoiler import impatient
from tests.interface.conftest import Stage, Staging
from tests.interface.look import components
from tests.wire.interactions import option, press, slash
from tests.wire.payloads import MANAGE_SERVER, Payload

_SECRET = "the inner workings"


def fail(stage: Stage, error: Exception, *, after: str = "") -> None:
    """Put a command /fail in that answers with `after`, if given, and then fails."""

    @stage.bot.tree.command(name="fail")
    async def _fail(interaction: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        if after:
            await say(interaction, after, private=False)
        raise error


def check(stage: Stage, decorator: Any) -> None:
    """Put a command /checked in that is guarded by `decorator`."""

    @stage.bot.tree.command(name="checked")
    @decorator
    async def _checked(interaction: Interaction) -> None:  # pyright: ignore[reportUnusedFunction]
        await say(interaction, "passed")


@pytest.mark.parametrize(
    ("locale", "sentence"), [("en-US", "no such day"), ("ko", "그런 날은 없습니다"), ("de", "no such day")]
)
async def test_a_users_mistake_is_explained_privately(stage: Stage, locale: str, sentence: str) -> None:
    fail(stage, InputError(Text("no such day", "그런 날은 없습니다")))
    answer = await stage.answer(slash("fail", locale=locale))
    assert (answer["content"], answer["flags"]) == (sentence, 64)
    assert answer["allowed_mentions"] == {"parse": []}


async def test_a_mistake_that_quotes_what_was_typed_stays_plain(stage: Stage) -> None:
    fail(stage, InputError(Text("not a day: **@everyone** " + "x" * 5000, "…")))
    answer = await stage.answer(slash("fail"))
    assert "\\*\\*@\u200beveryone\\*\\*" in answer["content"]
    assert len(answer["content"]) <= 2000


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_a_defect_shows_a_reference_and_logs_the_traceback_under_it(
    stage: Stage, caplog: pytest.LogCaptureFixture, locale: str
) -> None:
    fail(stage, RuntimeError(_SECRET))
    answer = await stage.answer(slash("fail", locale=locale))
    assert answer["flags"] == 64
    assert _SECRET not in answer["content"]
    reference = re.search(r"[0-9a-f]{8}", answer["content"])
    assert reference is not None
    (record,) = [record for record in caplog.records if record.name == "bot.interface.ui.errors"]
    assert reference[0] in record.getMessage()
    assert "/fail" in record.getMessage()
    assert record.exc_info is not None
    assert _SECRET in str(record.exc_info[1])


async def test_a_failure_after_an_answer_comes_as_a_private_followup(stage: Stage) -> None:
    fail(stage, RuntimeError(_SECRET), after="half done")
    await stage.send(slash("fail"))
    assert [answer["data"]["content"] for answer in stage.wire.callbacks()] == ["half done"]
    (followup,) = stage.wire.followups()
    assert followup["flags"] == 64


async def test_an_expired_interaction_is_only_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    fail(stage, InputError(Text("too late", "늦음")))
    await stage.send(slash("fail", at=datetime.now(UTC) - timedelta(minutes=16)))
    assert stage.wire.callbacks() == []
    assert "expired before it was answered" in caplog.text


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (404, 10015), (401, 50027), (500, 0), (400, 40060)])
async def test_an_answer_that_discord_refuses_is_only_logged(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, status: int, code: int
) -> None:
    async def at_once(_: float) -> None:
        pass

    monkeypatch.setattr("discord.webhook.async_.asyncio.sleep", at_once)
    fail(stage, InputError(Text("nobody hears this", "없음")))
    stage.wire.refuse("POST", "/interactions/.*", status, code)
    await stage.send(slash("fail"))
    assert "could not be answered" in caplog.text
    assert stage.wire.followups() == []


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (401, 50027)])
async def test_a_reply_to_somebody_who_is_gone_is_no_defect(
    stage: Stage, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    stage.wire.refuse("POST", "/interactions/.*", status, code)
    await stage.send(slash("top"))
    assert "was gone before it was answered" in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("defer_after", [0.0, 5.0])
@pytest.mark.parametrize(("locale", "sentence"), [("en-US", "was deleted"), ("ko", "메시지가 삭제되어")])
async def test_a_press_on_a_message_that_is_deleted_meanwhile_is_one_sentence_and_no_defect(
    staging: Staging, caplog: pytest.LogCaptureFixture, locale: str, sentence: str, defer_after: float
) -> None:
    async with staging(defer_after) as stage:
        member = stage.member(locale=locale)
        await member.slash("follow topic", query="diffusion")
        shown = await member.slash("following")
        button = next(one for one in components(shown) if one.get("custom_id", "").startswith("unfollow_all"))
        opened = stage.wire.interactions.open(press(shown, button["custom_id"], locale=locale))
        stage.wire.messages.delete(shown["channel_id"], shown["id"])
        await stage.deliver("INTERACTION_CREATE", opened)
        told = stage.wire.shown[-1]
    assert sentence in told["content"]
    assert told["flags"] & 64
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize(("locale", "word"), [("en-US", "restart Discord"), ("ko", "Discord를 다시 시작")])
@pytest.mark.parametrize("payload", [slash("gone"), slash("corpus gone"), slash("corpus")])
async def test_a_command_that_this_version_does_not_have_is_explained(
    stage: Stage, payload: Payload, locale: str, word: str
) -> None:
    answer = await stage.answer(payload | {"locale": locale})
    assert word in answer["content"]
    assert answer["flags"] == 64


async def test_a_suggestion_for_a_command_that_is_gone_is_empty(stage: Stage) -> None:
    answer = await stage.answer(slash("gone", option("x", "y", focused=True), autocomplete=True))
    assert answer == {"choices": []}


class _Picky(app_commands.Transformer):
    async def transform(self, interaction: Interaction, value: Any, /) -> str:
        if value == "explained":
            raise InputError(Text("this one is explained", "설명"))
        if value != "broken":
            raise app_commands.TransformerError(value, self.type, self)
        raise ValueError(_SECRET)


@pytest.fixture
def convert(stage: Stage) -> Stage:
    @stage.bot.tree.command(name="convert")
    async def _convert(  # pyright: ignore[reportUnusedFunction]
        interaction: Interaction, value: app_commands.Transform[str, _Picky]
    ) -> None:
        await say(interaction, value)

    return stage


async def test_a_converter_may_explain_itself(convert: Stage) -> None:
    answer = await convert.answer(slash("convert", option("value", "explained")))
    assert answer["content"] == "this one is explained"


@pytest.mark.parametrize(("locale", "word"), [("en-US", "I cannot use"), ("ko", "사용할 수 없는 값")])
async def test_a_value_that_does_not_convert_is_shown_back_plainly(convert: Stage, locale: str, word: str) -> None:
    answer = await convert.answer(slash("convert", option("value", "*x* @here" + "y" * 900), locale=locale))
    assert word in answer["content"]
    assert "\\*x\\* @\u200bhere" in answer["content"]
    assert len(answer["content"]) < 300
    assert answer["flags"] == 64


async def test_a_converter_that_breaks_is_a_defect(convert: Stage, caplog: pytest.LogCaptureFixture) -> None:
    answer = await convert.answer(slash("convert", option("value", "broken")))
    assert "reference" in answer["content"]
    assert _SECRET not in answer["content"]
    assert _SECRET in caplog.text


async def test_a_cooldown_says_how_long(stage: Stage) -> None:
    check(stage, app_commands.checks.cooldown(1, 60.0))
    assert (await stage.answer(slash("checked")))["content"] == "passed"
    english, korean = await stage.answer(slash("checked")), await stage.answer(slash("checked", locale="ko"))
    assert re.fullmatch(r"Please try again in (59|60) s\.", english["content"])
    assert "초 뒤에" in korean["content"]
    assert english["flags"] == korean["flags"] == 64


async def test_a_missing_permission_is_named_as_discord_names_it(stage: Stage) -> None:
    check(stage, app_commands.checks.has_permissions(manage_guild=True, kick_members=True))
    english, korean = await stage.answer(slash("checked")), await stage.answer(slash("checked", locale="ko"))
    assert english["content"].endswith("Manage Server, Kick Members.")
    assert "서버 관리하기" in korean["content"]
    assert "Kick" in (await stage.answer(slash("checked", permissions=MANAGE_SERVER)))["content"]


async def test_a_permission_that_the_bot_lacks_is_named(stage: Stage) -> None:
    check(stage, app_commands.checks.bot_has_permissions(embed_links=True))
    assert "Embed Links" in (await stage.answer(slash("checked")))["content"]


async def test_a_check_that_breaks_is_a_defect(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Interaction) -> bool:
        raise RuntimeError(_SECRET)

    check(stage, app_commands.check(broken))
    answer = await stage.answer(slash("checked"))
    assert "reference" in answer["content"]
    assert _SECRET in caplog.text


@pytest.mark.parametrize(
    ("error", "english"),
    [
        (app_commands.NoPrivateMessage(), "This works in a server only."),
        (app_commands.CheckFailure("no"), "You may not use that here."),
    ],
)
async def test_other_checks_are_answered_too(stage: Stage, error: Exception, english: str) -> None:
    def refuse(_: Interaction) -> bool:
        raise error

    check(stage, app_commands.check(refuse))
    assert (await stage.answer(slash("checked")))["content"] == english


async def test_what_discord_or_the_network_does_is_no_defect_of_the_bot(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.wire.refuse("POST", "/interactions/.*/callback", 500, times=5)
    with impatient():
        await stage.send(slash("top"))
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert "Discord failed during /top" in caplog.text
    assert "Discord did not answer me" in stage.wire.callbacks()[-1]["data"]["content"]


def test_a_passing_trouble_is_said_to_be_one() -> None:
    text = explained(aiohttp.ServerDisconnectedError(), "/top")
    assert text.en == "Discord did not answer me just now. Please try again in a moment."
    assert "잠시 뒤에" in text.ko
