"""Mentions, replies and direct messages are answered; everything else is left alone."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.answers.query_service import QueryService
from bot.interface.app.client import PapersBot
from bot.interface.app.run import run_bot
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.discussions import Discussions
from tests.interface import conftest
from tests.interface.chatting import message, say
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import buttons, text
from tests.wire.interactions import slash
from tests.wire.payloads import ASKER_ID, BOT_ID, CHANNEL_ID, GUILD_ID, STRANGER_ID, TOKEN, Payload, guild, user
from tests.wire.server import Wire

_ME = f"<@{BOT_ID}>"
_MARCO = "2411.14405"


async def test_a_mention_is_answered_in_its_language_as_a_reply_that_pings_nobody(stage: Stage) -> None:
    asked = message(f"{_ME} KV 캐시 압축 논문 알려줘")
    (korean,) = await say(stage, asked)
    assert "추천 수 모름" in text(korean)
    assert str(korean["message_reference"]["message_id"]) == asked["id"]
    assert korean["allowed_mentions"] == {"parse": [], "replied_user": False}
    (english,) = await say(stage, message(f"papers about KV cache compression {_ME}"))
    assert "votes unknown" in text(english)


async def test_a_direct_message_needs_no_mention(stage: Stage) -> None:
    (answer,) = await say(stage, message("who wrote Marco-o1?", guild_id=None))
    assert "Yu Zhao" in text(answer)
    assert "Discuss" not in buttons(answer)


async def test_a_follow_up_goes_on_about_what_its_author_was_shown(stage: Stage) -> None:
    await say(stage, message(f"{_ME} Marco-o1"))
    await say(stage, message(f"{_ME} KV cache compression", user_id=STRANGER_ID))
    (answer,) = await say(stage, message(f"{_ME} 그 논문 저자는?"))
    assert "Yu Zhao" in text(answer)


async def test_a_command_and_the_chat_are_one_conversation(stage: Stage) -> None:
    await stage.send(slash("top"))
    await stage.deliver("GUILD_CREATE", guild())
    (answer,) = await say(stage, message(f"{_ME} who wrote the first one?"))
    assert "Yu Zhao" in text(answer)


@pytest.mark.parametrize("question", ["두 번째 논문 저자는?", "who wrote the second one?"])
async def test_a_reply_to_a_list_is_about_its_papers_even_after_a_restart(staging: Staging, question: str) -> None:
    async with staging() as stage:
        await stage.send(slash("top"))
        shown = stage.wire.shown[-1]
    async with staging() as stage:
        (answer,) = await say(stage, message(question, replied=shown, user_id=STRANGER_ID))
        assert "Author Number0, Author Number1" in text(answer)
        (answer,) = await say(stage, message(f"{_ME} and the first one?", user_id=STRANGER_ID))
        assert "Marco" in text(answer)


async def test_a_reply_to_an_earlier_answer_goes_back_to_its_paper(stage: Stage) -> None:
    await say(stage, message(f"{_ME} who wrote Marco-o1?"))
    marco = stage.wire.shown[-1]
    await say(stage, message(f"{_ME} who wrote 2411.00002?"))
    (answer,) = await say(stage, message("who wrote it?", replied=marco))
    assert "Yu Zhao" in text(answer)


async def test_a_reply_within_the_list_at_hand_keeps_what_was_being_spoken_of(stage: Stage) -> None:
    await stage.send(slash("top"))
    shown = stage.wire.shown[-1]
    await say(stage, message("두 번째 논문 저자는?", replied=shown))
    (answer,) = await say(stage, message("그 논문 요약해줘", replied=shown))
    assert "KV 캐시 압축을 다룹니다" in text(answer)


async def test_a_reply_to_another_person_that_mentions_the_bot_is_an_ordinary_question(stage: Stage) -> None:
    other = message("look at this", user_id=STRANGER_ID)
    (answer,) = await say(stage, message(f"{_ME} who wrote Marco-o1?", replied=other))
    assert "Yu Zhao" in text(answer)


@pytest.mark.parametrize(
    "left_alone",
    [
        message("who wrote Marco-o1?"),
        message(f"{_ME} who wrote Marco-o1?", author=user(STRANGER_ID, bot=True)),
        message(f"{_ME} who wrote Marco-o1?", author=user(BOT_ID, bot=True)),
        message(f"{_ME} who wrote Marco-o1?", webhook_id="5"),
        message(f"@everyone {_ME} who wrote Marco-o1?", mention_everyone=True),
        message(f"{_ME} who wrote Marco-o1?", type=7),
        message("", replied=message("", author=user(BOT_ID, bot=True))),
        message("", guild_id=None),
    ],
)
async def test_what_is_no_question_to_it_is_left_alone(stage: Stage, left_alone: Payload) -> None:
    before = len(stage.wire.requests)
    assert await say(stage, left_alone) == []
    assert len(stage.wire.requests) == before


async def test_a_bare_mention_gets_a_short_help_in_the_servers_language(stage: Stage) -> None:
    (english,) = await say(stage, message(f"{_ME} <:wave:123> <@{STRANGER_ID}>"))
    assert "Ask about a paper" in text(english)
    await stage.deliver("GUILD_CREATE", guild() | {"preferred_locale": "ko"})
    (korean,) = await say(stage, message(_ME))
    assert "물어보세요" in text(korean)


async def test_a_direct_message_without_a_language_gets_the_one_that_is_set(staging: Staging) -> None:
    async with staging(language="ko") as stage:
        (answer,) = await say(stage, message("?!", guild_id=None))
        assert "검색어가 없습니다" in text(answer)


async def test_people_and_emojis_that_are_mentioned_too_are_not_searched_for(stage: Stage) -> None:
    (answer,) = await say(stage, message(f"<@!{BOT_ID}> {_ME} <@{STRANGER_ID}> KV 캐시 압축 논문 <a:party:99> 알려줘"))
    assert "찾지 못한 검색어" not in text(answer)
    assert "2411.00002" in str(answer)


async def test_a_message_that_is_too_long_is_refused_in_one_sentence(stage: Stage) -> None:
    (answer,) = await say(stage, message(f"{_ME} {'x' * 3000}"))
    assert "too long (3,000 characters" in text(answer)


async def test_a_defect_is_answered_with_a_reference_that_the_log_has(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        message = "a secret of the program"
        raise RuntimeError(message)

    monkeypatch.setattr(QueryService, "ask", broken)
    (answer,) = await say(stage, message(f"{_ME} 안녕하세요?"))
    reference = re.search(r"참조 번호 ([0-9a-f]{8})", text(answer))
    assert reference
    assert "secret" not in text(answer)
    assert reference[1] in caplog.text
    assert "a secret of the program" in caplog.text


async def test_nothing_that_somebody_types_takes_effect(stage: Stage) -> None:
    (answer,) = await say(stage, message(f"{_ME} papers by Nobody @everyone **Whatsoever** <@{STRANGER_ID}>"))
    assert "@everyone" not in text(answer)
    assert "**Whatsoever**" not in text(answer)
    assert answer["allowed_mentions"]["parse"] == []


async def test_typing_is_shown_before_the_answer(stage: Stage) -> None:
    await say(stage, message(f"{_ME} Marco-o1"))
    paths = [request.path.rpartition("/")[2] for request in stage.wire.requests[-2:]]
    assert paths == ["typing", "messages"]


async def test_typing_that_fails_loses_no_answer(stage: Stage) -> None:
    stage.wire.refuse("POST", "/channels/.*/typing", 403, 50013)
    assert len(await say(stage, message(f"{_ME} Marco-o1"))) == 1


async def test_a_message_that_was_deleted_meanwhile_is_answered_all_the_same(stage: Stage) -> None:
    (answer,) = await say(stage, message(f"{_ME} Marco-o1"))
    assert answer["message_reference"]["fail_if_not_exists"] is False


async def test_where_the_bot_may_not_read_back_it_answers_without_a_reference(stage: Stage) -> None:
    stage.wire.refuse("POST", "/channels/.*/messages", 400, 160002)
    first, second = await say(stage, message(f"{_ME} Marco-o1"))
    assert "message_reference" in first
    assert "message_reference" not in second


async def test_where_the_bot_may_not_write_it_stays_silent_and_stops_trying(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.wire.refuse("POST", "/channels/.*", 403, 50013)
    caplog.set_level(logging.WARNING)
    await say(stage, message(f"{_ME} Marco-o1"))
    before = len(stage.wire.requests)
    await say(stage, message(f"{_ME} Marco-o1"), message(f"{_ME} KV cache"))
    assert len(stage.wire.requests) == before
    assert caplog.text.count(f"cannot be answered in channel {CHANNEL_ID}") == 1
    assert "Traceback" not in caplog.text


async def test_questions_of_one_person_are_answered_in_their_order(stage: Stage) -> None:
    said = await say(stage, message(f"{_ME} summarise Marco-o1"), message(f"{_ME} who wrote it?"))
    assert _MARCO in text(said[0])
    assert "Authors of" in text(said[1])


async def test_who_floods_the_bot_gets_five_answers_and_keeps_nobody_waiting(stage: Stage) -> None:
    flood = [message(f"{_ME} Marco-o1") for _ in range(12)]
    other = message(f"{_ME} KV cache compression", user_id=STRANGER_ID)
    said = await say(stage, *flood, other)
    hints = [answer for answer in said if "One at a time, please: I am still working" in text(answer)]
    replied = [str(answer["message_reference"]["message_id"]) for answer in said]
    assert (len(said), len(hints)) == (7, 1)
    assert str(hints[0]["message_reference"]["message_id"]) == flood[5]["id"]
    assert replied.index(other["id"]) < replied.index(flood[4]["id"])
    assert len(await say(stage, message(f"{_ME} Marco-o1"))) == 1


async def test_each_burst_is_hinted_at_once_in_the_language_of_its_author(stage: Stage) -> None:
    for _ in range(2):
        said = await say(stage, *(message(f"{_ME} Marco-o1 논문 알려줘") for _ in range(8)))
        assert sum("한 번에 하나씩 부탁드립니다" in text(answer) for answer in said) == 1


def unheard(stage: Stage, **further: Any) -> Payload:
    """Return a reply to the bot's last message without a ping, as Discord lets the bot see it."""
    made = message("", replied=stage.wire.shown[-1])
    made["mentions"] = []
    return made | further


async def test_a_reply_that_does_not_ping_gets_one_hint_an_hour(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.send(slash("top"))
    await stage.deliver("GUILD_CREATE", guild() | {"preferred_locale": "ko"})
    (hint,) = await say(stage, unheard(stage))
    assert "답장에서 @를 켜거나 저를 멘션해 주세요" in text(hint)
    assert hint["allowed_mentions"]["replied_user"] is False
    assert await say(stage, unheard(stage)) == []
    assert len(await say(stage, unheard(stage, author=user(STRANGER_ID)))) == 1
    monkeypatch.setattr(conftest, "NOW", NOW + timedelta(hours=1))
    assert len(await say(stage, unheard(stage))) == 1


async def test_where_the_bot_may_not_write_no_hint_is_tried_either(stage: Stage) -> None:
    await stage.send(slash("top"))
    reply = unheard(stage)
    stage.wire.refuse("POST", "/channels/.*", 403, 50013)
    await say(stage, message(f"{_ME} Marco-o1"))
    before = len(stage.wire.requests)
    await say(stage, reply)
    assert len(stage.wire.requests) == before


def forwarded(content: str, **further: Any) -> Payload:
    """Return a message that forwards another."""
    inner: Payload = {"content": content, "embeds": [], "attachments": [], "flags": 0, "type": 0, "mentions": []}
    inner |= {"timestamp": "2024-11-25T00:00:00+00:00", "edited_timestamp": None}
    return message("", guild_id=None, message_snapshots=[{"message": inner | further}])


async def test_the_papers_of_a_message_that_is_forwarded_to_it_are_shown_and_can_be_asked_about(stage: Stage) -> None:
    (answer,) = await say(stage, forwarded("you must read https://arxiv.org/abs/2411.14405"))
    assert "몬테카를로" in text(answer)
    assert "Discuss" not in buttons(answer)
    (answer,) = await say(stage, message("who wrote it?", guild_id=None))
    assert "Yu Zhao" in text(answer)
    (answer,) = await say(stage, forwarded("", embeds=[{"type": "rich", "url": "https://arxiv.org/abs/2411.00002"}]))
    assert "KV 캐시 압축" in text(answer)


async def test_a_forwarded_message_about_no_paper_is_said_to_be_so(stage: Stage) -> None:
    (answer,) = await say(stage, forwarded("점심 뭐 먹지?"))
    assert "이 메시지에서 논문을 찾지 못했습니다" in text(answer)


@pytest.mark.parametrize("user_id", [ASKER_ID, STRANGER_ID])
async def test_in_a_papers_thread_everyone_is_understood(stage: Stage, user_id: int) -> None:
    await Discussions(stage.store).opened(GUILD_ID, _MARCO, CHANNEL_ID, NOW)
    (answer,) = await say(stage, message(f"{_ME} 그 논문 저자는?", user_id=user_id))
    assert "Yu Zhao" in text(answer)
    await say(stage, message(f"{_ME} 2411.00002", user_id=user_id))
    (answer,) = await say(stage, message(f"{_ME} 그 논문 저자는?", user_id=user_id))
    assert "Author Number0" in text(answer)


@pytest.mark.parametrize(
    "further",
    [
        {"mentions": [user(BOT_ID, bot=True)]},
        {"sticker_items": [{"id": "5", "name": "wave", "format_type": 1}]},
        {"author": user(STRANGER_ID, bot=True)},
        {"referenced_message": message("hello", user_id=STRANGER_ID)},
        {"referenced_message": None},
    ],
)
async def test_what_is_no_such_reply_gets_no_hint(stage: Stage, further: Payload) -> None:
    await stage.send(slash("top"))
    assert await say(stage, unheard(stage, **further)) == []


async def test_an_answer_that_is_being_worked_on_may_end(
    tmp_path: Path, wire: Wire, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(_: PapersBot, __: int | None, *, initial: bool = False) -> None:
        """Identify without the pause that spares the real gateway."""

    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    ask = QueryService.ask

    def slow(service: QueryService, question: str, conversation: object = None) -> object:
        loop.call_soon_threadsafe(begun.set)
        time.sleep(0.05)
        return ask(service, question, conversation)

    monkeypatch.setattr(PapersBot, "before_identify_hook", at_once)
    monkeypatch.setattr(QueryService, "ask", slow)
    wire.guilds.append(guild())
    async with Store.open(tmp_path / "papers.db") as store:
        library = Library(store, seeds)
        await library.open()
        settings = Settings(discord_api=wire.api, token=SecretStr(TOKEN), seeds=seeds, timezone="UTC")
        async with asyncio.timeout(10), asyncio.TaskGroup() as running:
            running.create_task(run_bot(settings, library, store))
            await wire.identified.get()
            wire.gateway.dispatch("MESSAGE_CREATE", message(f"{_ME} Marco-o1"))
            await begun.wait()
            os.kill(os.getpid(), signal.SIGTERM)
    (answer,) = wire.sent("POST", "/channels/.*/messages")
    assert _MARCO in str(answer.body)
