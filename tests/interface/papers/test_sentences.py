"""A language model writes above the quotes of an answer that is already there, and only what they carry."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncGenerator

import pytest

from tests.conftest import SEEDS
from tests.interface.chatting import message, say
from tests.interface.conftest import Stage, Staging
from tests.interface.look import text, weigh
from tests.model.server import ModelServer, model_server
from tests.wire.interactions import option, press, slash
from tests.wire.payloads import BOT_ID, CHANNEL_ID, Payload

_ASKED = "How much does Marco-o1 improve on MGSM?"
_QUOTE = "> MGSM에서 **6.17%** 향상되었습니다."
_TRUE = "Marco-o1 improves by 6.17% on MGSM."
_MARK = "Written by a language model"


@pytest.fixture
async def model() -> AsyncGenerator[ModelServer]:
    async with model_server() as model:
        model.answer = f"{_TRUE} [1]"
        yield model


@pytest.fixture
async def stage(staging: Staging, model: ModelServer) -> AsyncGenerator[Stage]:
    async with staging(model_url=model.url, model="scripted", model_key="s3cret") as stage:
        yield stage


async def finished() -> None:
    """Wait until nothing is written any more."""
    while writing := [task for task in asyncio.all_tasks() if task.get_name() == "sentences"]:
        await asyncio.wait(writing)


def edits(stage: Stage) -> list[Payload]:
    """Return what messages of the bot were changed to."""
    return [request.body for request in stage.wire.sent("PATCH", "/(channels|webhooks)/.*/messages/.*")]


async def test_a_sentence_comes_above_the_quote_of_a_command(stage: Stage) -> None:
    first = await stage.answer(slash("ask", option("question", _ASKED)))
    assert _MARK not in text(first)
    await finished()
    (edit,) = edits(stage)
    said = text(edit)
    assert said.index("Marco-o1 improves by 6.17% on MGSM.") < said.index(_MARK) < said.index(_QUOTE)
    assert said.endswith(text(first))


async def test_a_sentence_comes_above_the_quote_of_a_chat_in_its_language(stage: Stage, model: ModelServer) -> None:
    model.answer = "Marco-o1은 MGSM에서 6.17% 향상되었습니다. [1]"
    (answer,) = await say(stage, message(f"<@{BOT_ID}> Marco-o1은 MGSM에서 얼마나 좋아졌어?"))
    await finished()
    (edit,) = edits(stage)
    assert text(edit).startswith("Marco-o1은 MGSM에서 6.17% 향상되었습니다.\n-# ✍️ 언어 모델이 쓴 문장입니다.")
    assert text(edit).endswith(text(answer))
    assert weigh(edit)[1] == weigh(answer)[1] + 1


async def test_a_translation_comes_below_a_quote_in_korean(stage: Stage, model: ModelServer) -> None:
    model.answer, model.translation = "", "It improved by 6.17% on MGSM. [1]"
    first = await stage.answer(slash("ask", option("question", _ASKED)))
    await finished()
    (edit,) = edits(stage)
    below = "> -# ✍️ Translation by a language model: It improved by 6.17% on MGSM."
    assert f"{_QUOTE} — Performance\n{below}" in text(edit)
    assert text(edit).replace(f"\n{below}", "") == text(first)
    (asked,) = model.translated
    assert "MGSM에서 6.17%" in str(asked)
    assert _ASKED not in str(asked)


async def test_a_sentence_and_a_translation_stand_together(stage: Stage, model: ModelServer) -> None:
    model.translation = "It improved by 6.17% on MGSM. [1] It improved by 61.7% on MGSM. [1]"
    await stage.answer(slash("ask", option("question", _ASKED)))
    await finished()
    said = text(edits(stage)[-1])
    assert said.index(_TRUE) < said.index(_QUOTE) < said.index("It improved by 6.17%")
    assert "61.7%" not in said


async def test_who_asks_in_korean_gets_no_translation(stage: Stage, model: ModelServer) -> None:
    model.translation = "It improved by 6.17% on MGSM. [1]"
    await say(stage, message(f"<@{BOT_ID}> Marco-o1은 MGSM에서 얼마나 좋아졌어?"))
    await finished()
    assert model.translated == []


@pytest.mark.parametrize(
    "lie",
    [
        "Marco-o1 improves by 9% on MGSM. [1]",
        "Marco-o1 improves by 6.17% on GSM8K. [1]",
        "@everyone Marco-o1 improves by 6.17% on MGSM. [1]",
        "Marco-o1 improves by 6.17% on MGSM. [4]",
    ],
)
async def test_what_the_quote_does_not_carry_changes_nothing(stage: Stage, model: ModelServer, lie: str) -> None:
    model.answer = model.translation = lie
    await stage.answer(slash("ask", option("question", _ASKED)))
    await finished()
    assert edits(stage) == []


async def test_a_model_that_fails_leaves_the_answer_as_it_is(stage: Stage, model: ModelServer) -> None:
    model.status = 500
    assert _QUOTE in text(await stage.answer(slash("ask", option("question", _ASKED))))
    await finished()
    assert edits(stage) == []


async def test_sentences_are_shown_as_they_are_written_but_at_most_once_a_second(
    stage: Stage, model: ModelServer
) -> None:
    model.answer = f"{_TRUE} [1] The improvement on MGSM is 6.17%. [1] On MGSM it improves by 6.17%. [1]"
    model.pace = 0.02
    began = time.monotonic()
    await stage.answer(slash("ask", option("question", _ASKED)))
    await finished()
    shown = [text(edit).count("6.17%") for edit in edits(stage)]
    assert shown[0] < shown[-1]
    assert len(shown) <= 1 + (time.monotonic() - began)


async def test_a_message_that_is_used_meanwhile_is_left_alone(stage: Stage, model: ModelServer) -> None:
    model.pace = 0.3
    await say(stage, message(f"<@{BOT_ID}> {_ASKED}"))
    (shown,) = stage.wire.messages.listed(CHANNEL_ID)
    await stage.send(press(shown, "authors:2411.14405"))
    await finished()
    assert edits(stage) == []


async def test_a_list_and_small_talk_send_no_more_than_their_quotes(stage: Stage, model: ModelServer) -> None:
    await stage.answer(slash("ask", option("question", "hello!")))
    await stage.answer(slash("top"))
    await finished()
    assert model.requests == []


async def test_a_request_that_found_nothing_is_searched_in_other_words(stage: Stage, model: ModelServer) -> None:
    model.answer = "diffusion"
    answer = await stage.answer(slash("ask", option("question", "papers on gizmotronic flurbers")))
    assert "Not found: gizmotronic, flurbers." in text(answer)
    assert "Searched for “diffusion” instead:" in text(answer)
    (said,) = await say(stage, message(f"<@{BOT_ID}> 제습기 관련 논문"))
    assert "대신 “diffusion”으로 찾았습니다:" in text(said)
    await stage.member().press(await stage.member().slash("model"), "Turn off for me")
    again = await stage.answer(slash("ask", option("question", "papers on gizmotronic flurbers")))
    assert "Searched for" not in text(again)


async def test_the_missing_extra_costs_nothing_but_the_sentences(
    staging: Staging, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    async with staging(model_url=model.url, model="scripted") as stage:
        assert _QUOTE in text(await stage.answer(slash("ask", option("question", _ASKED))))
        await finished()
        assert (edits(stage), model.requests) == ([], [])


def test_without_a_question_for_it_the_client_is_not_even_imported() -> None:
    look = "import sys, bot.interface.app.run, bot.console.chat; sys.exit('openai' in sys.modules)"
    subprocess.run([sys.executable, "-W", "ignore", "-c", look], check=True, cwd=SEEDS.parent)


async def test_without_a_model_there_are_no_sentences(staging: Staging) -> None:
    async with staging() as stage:
        assert stage.bot.get_cog("Sentences") is None
        await stage.answer(slash("ask", option("question", _ASKED)))
        assert edits(stage) == []
