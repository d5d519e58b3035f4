"""/discuss and the button of cards: one thread for each paper and server, however it is asked for."""

from __future__ import annotations

import asyncio
from typing import Unpack

import pytest

from bot.storage.discussions import Discussions
from tests.interface.conftest import Stage, Staging
from tests.interface.look import buttons, text
from tests.wire import payloads
from tests.wire.interactions import Who, option, press, slash
from tests.wire.look import is_private
from tests.wire.payloads import ASKER_ID, BOT_ID, CHANNEL_ID, GUILD_ID, ORDINARY, STRANGER_ID, Payload, channel, guild

_CREATE, _WRITE, _SEE = 1 << 35, 1 << 38, 1 << 10
_THREADS = _CREATE | _WRITE
_MARCO = "2411.14405"
_VOICE = channel(1400000000000000077, kind=2) | {"bitrate": 64000, "user_limit": 0}


def discuss(paper: str = _MARCO, *, bot: int = ORDINARY | _THREADS, **who: Unpack[Who]) -> Payload:
    """Return /discuss by somebody who may open threads, where the bot may too."""
    who.setdefault("permissions", _CREATE)
    asked = slash("discuss", option("paper", paper), **who)
    return asked | {"app_permissions": str(bot)}


def press_discuss(card: Payload, **who: Unpack[Who]) -> Payload:
    """Return a press on a card's button by somebody who may open threads."""
    custom_id = buttons(card)["Discuss"]["custom_id"]
    who.setdefault("permissions", _CREATE)
    asked = press(card, custom_id, **who)
    return asked | {"app_permissions": str(ORDINARY | _THREADS)}


def threads(stage: Stage) -> list[Payload]:
    """Return the threads of the server."""
    return [place for place in stage.wire.messages.channels.values() if place["type"] in (10, 11)]


async def card_of(stage: Stage, arxiv_id: str = _MARCO, **who: Unpack[Who]) -> Payload:
    """Return the card that somebody asks for, as Discord keeps it."""
    await stage.answer(slash("paper", option("id_or_title", arxiv_id), **who))
    return stage.wire.shown[-1]


@pytest.mark.parametrize(
    ("locale", "said"), [("en-US", "The thread to discuss this paper is open"), ("ko", "토론 스레드를 열었습니다")]
)
async def test_a_thread_is_opened_with_the_card_in_it(stage: Stage, locale: str, said: str) -> None:
    answer = await stage.answer(discuss(locale=locale))
    (thread,) = threads(stage)
    assert answer["content"] == f"💬 {said}: <#{thread['id']}>"
    assert not is_private(answer)
    assert (thread["type"], thread["parent_id"]) == (11, str(CHANNEL_ID))
    assert thread["name"] == "Marco-o1: Towards *Open* Reasoning Models [v1]"
    (card,) = stage.wire.messages.listed(thread["id"])
    assert "몬테카를로" in text(card)
    assert ("비슷한 논문" if locale == "ko" else "Similar") in buttons(card)
    assert not {"Discuss", "토론"} & set(buttons(card))


async def test_a_title_does_as_well_as_an_id_and_one_that_is_too_long_for_a_thread_is_cut(
    stage: Stage,
) -> None:
    title = "A very long title " * 12
    (stage.seeds / "long.txt").write_text(
        f"## Daily Papers (2024-11-20)\n\n### [{title.strip()}](https://arxiv.org/abs/2411.77777)\n\nVote: 1\n\n"
        "Authors: A B\n\n- **What's New**: 요약입니다.\n",
        "utf-8",
    )
    await stage.library.reload()
    await stage.answer(discuss(title))
    (thread,) = threads(stage)
    assert 80 <= len(thread["name"]) <= 100
    assert thread["name"].endswith("…")


async def test_a_second_request_gets_a_link_to_the_thread_there_is(stage: Stage) -> None:
    await stage.answer(discuss())
    (thread,) = threads(stage)
    english = await stage.answer(discuss("Marco-o1: Towards Open Reasoning Models", user_id=STRANGER_ID))
    korean = await stage.answer(discuss(locale="ko"))
    assert english["content"] == f"💬 This server discusses the paper here: <#{thread['id']}>"
    assert korean["content"] == f"💬 이 서버에는 이 논문의 토론 스레드가 이미 있습니다: <#{thread['id']}>"
    assert threads(stage) == [thread]


async def test_the_link_is_given_wherever_one_asks_and_whatever_one_may_do(stage: Stage) -> None:
    await stage.answer(discuss())
    (thread,) = threads(stage)
    answer = await stage.answer(discuss(channel=_VOICE, permissions=0, bot=ORDINARY))
    assert f"<#{thread['id']}>" in answer["content"]


async def test_an_archived_thread_is_linked_as_it_is(stage: Stage) -> None:
    await stage.answer(discuss())
    (thread,) = threads(stage)
    stage.wire.messages.change_channel(thread["id"], {"archived": True})
    assert f"<#{thread['id']}>" in (await stage.answer(discuss()))["content"]
    assert len(threads(stage)) == 1


async def test_a_thread_that_was_deleted_unnoticed_is_opened_anew(stage: Stage) -> None:
    await stage.answer(discuss())
    (first,) = threads(stage)
    stage.wire.messages.remove_channel(first["id"])
    answer = await stage.answer(discuss())
    (second,) = threads(stage)
    assert second["id"] != first["id"]
    assert f"is open: <#{second['id']}>" in answer["content"]
    assert await Discussions(stage.store).find(GUILD_ID, _MARCO) == int(second["id"])


async def test_one_answer_that_knows_no_thread_opens_no_second_one(stage: Stage) -> None:
    await stage.answer(discuss())
    (thread,) = threads(stage)
    look = f"/channels/{thread['id']}"
    stage.wire.refuse("GET", look, 404, 10003, times=1)
    assert f"here: <#{thread['id']}>" in (await stage.answer(discuss()))["content"]
    stage.wire.refuse("GET", look, 404, 0)
    await stage.answer(discuss())
    assert threads(stage) == [thread], "an answer that names no channel is none"


async def test_of_a_server_in_an_outage_no_thread_is_believed_to_be_deleted(stage: Stage) -> None:
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild()))
    await stage.answer(discuss())
    (thread,) = threads(stage)
    await stage.deliver("GUILD_DELETE", {"id": str(GUILD_ID), "unavailable": True})
    stage.wire.refuse("GET", f"/channels/{thread['id']}", 404, 10003)
    gone = {"id": thread["id"], "guild_id": str(GUILD_ID), "parent_id": str(CHANNEL_ID), "type": 11}
    await stage.deliver("THREAD_DELETE", gone)
    assert f"here: <#{thread['id']}>" in (await stage.answer(discuss()))["content"]
    assert await Discussions(stage.store).find(GUILD_ID, _MARCO) == int(thread["id"])


async def test_a_thread_that_the_bot_may_not_see_any_more_is_still_the_one(stage: Stage) -> None:
    await stage.answer(discuss())
    (thread,) = threads(stage)
    stage.wire.troubles.refuse("GET", f"/channels/{thread['id']}", 403, 50001)
    assert f"here: <#{thread['id']}>" in (await stage.answer(discuss()))["content"]
    assert len(threads(stage)) == 1


async def test_when_a_thread_is_deleted_cards_offer_a_new_one(stage: Stage) -> None:
    stage.wire.join(guild())
    await stage.deliver("GUILD_CREATE", guild())
    await stage.answer(discuss())
    (thread,) = threads(stage)
    assert "Discussed in" in text(await card_of(stage))
    gone = {"id": thread["id"], "guild_id": str(GUILD_ID), "parent_id": str(CHANNEL_ID), "type": 11}
    await stage.deliver("THREAD_DELETE", gone)
    assert "Discussed in" not in text(await card_of(stage))


async def test_the_button_opens_the_thread_and_answers_whoever_pressed_only(stage: Stage) -> None:
    answer = await stage.answer(press_discuss(await card_of(stage), user_id=STRANGER_ID))
    (thread,) = threads(stage)
    assert is_private(answer)
    assert f"<#{thread['id']}>" in answer["content"]


async def test_later_cards_in_the_server_link_to_the_thread_and_those_elsewhere_do_not(stage: Stage) -> None:
    await stage.answer(discuss())
    (thread,) = threads(stage)
    there = await card_of(stage)
    assert f"Discussed in <#{thread['id']}>" in text(there)
    assert "Discussed" not in text(await card_of(stage, guild_id=1400000000000000099))
    assert "Discussed" not in text(await card_of(stage, guild_id=None))


async def test_people_who_press_at_once_get_one_thread(stage: Stage) -> None:
    card = await card_of(stage)
    stage.wire.troubles.delay("POST", "/channels/.*/threads", 0.05)
    presses = [press_discuss(card, user_id=STRANGER_ID + number) for number in range(4)]
    await asyncio.gather(*(stage.send(asked) for asked in (*presses, discuss())))
    (thread,) = threads(stage)
    answers = [body["data"]["content"] for body in stage.wire.callbacks()[-5:]]
    assert all(f"<#{thread['id']}>" in answer for answer in answers)
    assert sum("is open" in answer for answer in answers) == 1
    assert len(stage.wire.messages.listed(thread["id"])) == 1


async def test_two_papers_get_two_threads_and_a_server_has_its_own(stage: Stage) -> None:
    await stage.answer(discuss())
    await stage.answer(discuss("2411.00002"))
    other = 1400000000000000099
    await stage.answer(discuss(guild_id=other, channel=channel(other + 1, guild_id=other)))
    assert sorted(place["guild_id"] for place in threads(stage)) == [str(GUILD_ID), str(GUILD_ID), str(other)]


async def test_in_an_announcement_channel_the_thread_is_of_its_kind(stage: Stage) -> None:
    news = channel(1400000000000000055, kind=5)
    await stage.answer(discuss(channel=news))
    (thread,) = threads(stage)
    assert (thread["type"], thread["parent_id"]) == (10, news["id"])


@pytest.mark.parametrize("user_id", [ASKER_ID, STRANGER_ID])
async def test_it_is_the_paper_of_the_thread_for_everyone_in_it(stage: Stage, user_id: int) -> None:
    await stage.answer(discuss())
    (thread,) = threads(stage)
    who_wrote_it = slash("ask", option("question", "who wrote it?"), channel=thread, user_id=user_id)
    assert "Yu Zhao" in text(await stage.answer(who_wrote_it))


async def test_in_a_thread_what_one_was_shown_last_comes_before_its_paper(stage: Stage) -> None:
    await stage.answer(discuss())
    (thread,) = threads(stage)
    who = Who(channel=thread, user_id=STRANGER_ID)
    await stage.answer(slash("paper", option("id_or_title", "2411.00002"), **who))
    answer = await stage.answer(slash("ask", option("question", "who wrote it?"), **who))
    assert "Author Number0" in text(answer)
    elsewhere = slash("ask", option("question", "who wrote it?"), user_id=STRANGER_ID)
    assert "Yu Zhao" not in text(await stage.answer(elsewhere))


@pytest.mark.parametrize(
    ("asked", "english", "korean"),
    [
        (discuss("9999.99999"), "No paper here matches", "해당하는 논문이 없습니다"),
        (discuss("nothing like any of them"), "No paper here matches", "해당하는 논문이 없습니다"),
        (discuss(guild_id=None), "in a server only", "서버에서만"),
        (discuss(installed="user"), "not a member of this server", "이 서버에 없어서"),
        (discuss(channel=_VOICE), "in text channels only", "텍스트 채널에서만"),
        (discuss(channel=channel(1400000000000000078, kind=15)), "in text channels only", "텍스트 채널에서만"),
        (discuss(permissions=0), "You need this permission for that: Create Public Threads", "공개 스레드 만들기"),
        (
            discuss(bot=ORDINARY),
            "for that: Create Public Threads, Send",
            "스레드에서 메시지 보내기",
        ),
        (discuss(bot=_SEE | _CREATE), "I lack permissions for that: Send Messages in Threads", "봇에 다음 권한"),
    ],
)
async def test_where_no_thread_can_be_opened_one_sentence_says_why(
    stage: Stage, asked: Payload, english: str, korean: str
) -> None:
    first, second = await stage.answer(asked), await stage.answer(asked | {"locale": "ko"})
    assert is_private(first)
    assert is_private(second)
    assert english in first["content"]
    assert korean in second["content"]
    assert threads(stage) == []


async def in_thread(stage: Stage, permissions: int, parent: Payload | None = None) -> Payload:
    """Return a thread about something else in a server where everybody has `permissions`."""
    parent = parent or channel()
    await stage.deliver("GUILD_CREATE", stage.wire.join(guild(permissions, channels=(parent,))))
    return payloads.thread("1400000000000000123", parent, {"name": "talk"}) | {"permissions": str(ORDINARY | _THREADS)}


def others(stage: Stage, talk: Payload) -> list[Payload]:
    """Return the threads of the server but for one."""
    return [thread for thread in threads(stage) if thread["id"] != talk["id"]]


@pytest.mark.parametrize("kind", [0, 5])
async def test_in_a_thread_about_something_else_one_is_opened_beside_it(stage: Stage, kind: int) -> None:
    talk = await in_thread(stage, ORDINARY | _THREADS, channel(kind=kind))
    answer = await stage.answer(discuss(channel=talk))
    (thread,) = others(stage, talk)
    assert thread["parent_id"] == talk["parent_id"]
    assert f"<#{thread['id']}>" in answer["content"]
    again = await stage.answer(discuss(channel=thread))
    assert f"here: <#{thread['id']}>" in again["content"]


async def test_in_a_thread_the_rights_in_its_channel_count(stage: Stage) -> None:
    talk = await in_thread(stage, ORDINARY)
    answer = await stage.answer(discuss(channel=talk))
    assert "You need this permission for that: Create Public Threads" in answer["content"]
    assert others(stage, talk) == []


async def test_in_a_thread_where_the_bot_alone_may_not_it_says_so(stage: Stage) -> None:
    everyone = {"id": str(BOT_ID), "type": 1, "allow": "0", "deny": str(_WRITE)}
    talk = await in_thread(stage, ORDINARY | _THREADS, channel() | {"permission_overwrites": [everyone]})
    answer = await stage.answer(discuss(channel=talk))
    assert "I lack permissions for that: Send Messages in Threads" in answer["content"]
    assert others(stage, talk) == []


async def test_in_a_thread_of_a_forum_none_can_be_opened(stage: Stage) -> None:
    forum: Payload = channel(1400000000000000078, kind=15)
    forum |= {"available_tags": [], "default_reaction_emoji": None}
    talk = await in_thread(stage, ORDINARY | _THREADS, forum)
    assert "in text channels only" in (await stage.answer(discuss(channel=talk)))["content"]


@pytest.mark.parametrize("bot", [1 << 3, ORDINARY | _THREADS])
async def test_administrators_may(stage: Stage, bot: int) -> None:
    await stage.answer(discuss(permissions=1 << 3, bot=bot))
    assert len(threads(stage)) == 1


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [(403, 50013, "I lack permissions for that"), (400, 160006, "as many open threads as Discord allows")],
)
async def test_what_discord_refuses_is_explained(stage: Stage, status: int, code: int, said: str) -> None:
    stage.wire.troubles.refuse("POST", "/channels/.*/threads", status, code)
    answer = await stage.answer(discuss())
    assert said in answer["content"]
    assert await Discussions(stage.store).find(GUILD_ID, _MARCO) is None


async def test_a_thread_whose_card_is_refused_is_not_opened_twice(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.wire.troubles.refuse("POST", "/channels/.*/messages", 403, 50013)
    await stage.answer(discuss())
    await stage.answer(discuss())
    assert len(threads(stage)) == 1
    assert "has no card for 2411.14405" in caplog.text


async def test_a_slow_thread_is_waited_for(staging: Staging) -> None:
    async with staging(defer_after=0.01) as stage:
        stage.wire.troubles.delay("POST", "/channels/.*/threads", 0.1)
        await stage.send(discuss())
        (thread,) = threads(stage)
        assert stage.wire.callbacks()[-1]["type"] == 5
        assert f"<#{thread['id']}>" in stage.wire.followups()[-1]["content"]


async def test_titles_are_suggested(stage: Stage) -> None:
    asked = slash("discuss", option("paper", "marco", focused=True), autocomplete=True)
    assert [one["value"] for one in (await stage.answer(asked))["choices"]] == [_MARCO]


async def test_it_is_offered_in_servers_that_have_the_bot_only(stage: Stage) -> None:
    (offered,) = [one for one in stage.wire.rest.commands if one["name"] == "discuss"]
    assert (offered["contexts"], offered["integration_types"]) == ([0], [0])
