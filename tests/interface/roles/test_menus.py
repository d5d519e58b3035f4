"""The message of a server: one stands, it shows what is offered, and its failures are told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.interface.conftest import Stage
from tests.interface.digest.digests import ALL
from tests.interface.look import buttons, weigh
from tests.interface.roles.lab import IDS, PICK, admin, join_lab, offer, post, reader
from tests.wire.look import texts
from tests.wire.payloads import CHANNEL_ID, GUILD_ID, STRANGER_ID, Payload
from tests.wire.requests import Request

MESSAGES = f"/channels/{CHANNEL_ID}/messages"
THERE = GUILD_ID + 2


@pytest.fixture(autouse=True)
async def lab(stage: Stage) -> Payload:
    server = await join_lab(stage)
    await offer(stage, "diffusion")
    return server


def said(stage: Stage, channel_id: int = CHANNEL_ID) -> list[Payload]:
    return stage.wire.messages.listed(channel_id)


async def recorded(stage: Stage) -> list[tuple[int, int]]:
    return await stage.store.rows("SELECT channel_id, message_id FROM role_menu")  # type: ignore[return-value]


def before(stage: Stage, method: str, path: str, act: Callable[[], None]) -> None:
    """Let something happen just before the first such request is done."""
    do, waiting = stage.wire.rest.answer, [act]

    def answer(request: Request) -> object:
        if waiting and request.method == method and request.path.startswith(path):
            waiting.pop()()
        return do(request)

    stage.wire.rest.answer = answer


async def test_what_is_asked_again_because_the_answer_was_lost_stands_once(stage: Stage) -> None:
    stage.wire.troubles.lose("POST", MESSAGES, times=1)
    await post(stage)
    assert len(said(stage)) == 1
    async with stage.store.transaction() as transaction:
        await transaction.execute("DELETE FROM role_menu")
    assert "Posted" in texts(await admin(stage).slash("roles post"))
    (message,) = said(stage)
    assert await recorded(stage) == [(CHANNEL_ID, int(message["id"]))]


async def test_a_message_that_was_sent_and_never_recorded_is_found_again_after_hours(stage: Stage) -> None:
    first = await post(stage)
    async with stage.store.transaction() as transaction:
        await transaction.execute("DELETE FROM role_menu")
    stage.wire.messages.nonce_window = timedelta(0)
    await offer(stage, "video")
    assert "Posted" in texts(await admin(stage).slash("roles post"))
    (message,) = said(stage)
    assert message["id"] == first["id"]
    assert "video" in texts(message)
    assert await recorded(stage) == [(CHANNEL_ID, int(message["id"]))]


async def test_a_message_that_was_deleted_just_after_it_was_sent_is_sent_anew(stage: Stage) -> None:
    first = await post(stage)
    stage.wire.messages.delete(str(CHANNEL_ID), first["id"])
    assert "was deleted" in texts(await admin(stage).slash("roles add", topic="video", role=IDS.first + 1))
    # Discord gives the message back that it had for this nonce, although it is gone.
    assert "Posted" in texts(await admin(stage).slash("roles post"))
    (message,) = said(stage)
    assert message["id"] != first["id"]
    assert await recorded(stage) == [(CHANNEL_ID, int(message["id"]))]


async def test_of_two_admins_who_post_at_once_in_two_channels_one_message_stays(stage: Stage) -> None:
    one, two = admin(stage), admin(stage, STRANGER_ID)
    answers = await asyncio.gather(one.slash("roles post"), two.slash("roles post", channel=THERE))
    assert all("✅ Posted" in texts(answer) for answer in answers)
    assert sum("takes the place of the one in" in texts(answer) for answer in answers) == 1
    ((place, message_id),) = await recorded(stage)
    standing = [*said(stage), *said(stage, THERE)]
    assert [(int(one["channel_id"]), int(one["id"])) for one in standing] == [(place, message_id)]


async def test_two_admins_who_post_at_once_in_one_channel_make_one_message_whatever_discord_remembers(
    stage: Stage,
) -> None:
    stage.wire.messages.nonce_window = timedelta(seconds=-1)
    one, two = admin(stage), admin(stage, STRANGER_ID)
    answers = await asyncio.gather(one.slash("roles post"), two.slash("roles post"))
    assert all("✅" in texts(answer) for answer in answers)
    (message,) = said(stage)
    assert await recorded(stage) == [(CHANNEL_ID, int(message["id"]))]


async def test_what_is_offered_while_the_message_is_written_is_in_it_too(stage: Stage) -> None:
    await post(stage)
    adding: list[asyncio.Task[Payload]] = []
    second = admin(stage, STRANGER_ID)

    def add() -> None:
        adding.append(asyncio.create_task(second.slash("roles add", topic="video", role=IDS.first + 1)))

    before(stage, "PATCH", MESSAGES, add)
    await admin(stage).slash("roles add", topic="agents", role=IDS.first + 2)
    await asyncio.gather(*adding)
    assert all(f"**{topic}**" in texts(said(stage)[0]) for topic in ("agents", "diffusion", "video"))


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (403, 50001, "could not be changed just now"),
        (503, 0, "could not be changed just now"),
        (404, 10003, "could not be changed just now"),
        (404, 10008, "was deleted"),
    ],
)
async def test_a_message_that_cannot_be_changed_costs_no_setting(
    stage: Stage, status: int, code: int, expected: str
) -> None:
    message = await post(stage)
    stage.wire.refuse("PATCH", f"{MESSAGES}/.*", status, code)
    answer = texts(await admin(stage).slash("roles add", topic="video", role=IDS.first + 1))
    assert "✅ Members can take" in answer
    assert expected in answer
    stage.wire.accept()
    kept = [] if code == 10008 else [(CHANNEL_ID, int(message["id"]))]
    assert await recorded(stage) == kept
    assert "✅" in texts(await admin(stage).slash("roles post"))


async def test_where_the_bot_may_not_post_it_says_what_it_needs(stage: Stage, lab: Payload) -> None:
    await stage.deliver(
        "GUILD_ROLE_UPDATE",
        {"guild_id": str(GUILD_ID), "role": lab["roles"][0] | {"permissions": str(ALL & ~(1 << 11))}},
    )
    assert "Send Messages" in texts(await admin(stage).slash("roles post"))
    await stage.deliver("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD_ID), "role": lab["roles"][0]})
    stage.wire.refuse("POST", MESSAGES, 403, 50013)
    assert r"Discord does not let me post in \#papers" in texts(await admin(stage).slash("roles post"))
    assert await recorded(stage) == []


async def test_in_a_thread_a_channel_must_be_named(stage: Stage) -> None:
    thread = stage.wire.messages.open_thread(str(CHANNEL_ID), {"name": "talk"})
    await stage.deliver("THREAD_CREATE", thread)
    asked = admin(stage, channel_id=int(thread["id"]))
    assert "a text or announcement channel: name one" in texts(await asked.slash("roles post"))
    assert "✅ Posted" in texts(await asked.slash("roles post", channel=CHANNEL_ID))


async def test_a_channel_that_is_gone_with_its_message_is_no_hindrance(stage: Stage) -> None:
    await admin(stage).slash("roles post", channel=THERE)
    stage.wire.remove_channel(THERE)
    await stage.deliver("CHANNEL_DELETE", {"id": str(THERE), "guild_id": str(GUILD_ID), "type": 0})
    assert "was deleted" in texts(await admin(stage).slash("roles add", topic="video", role=IDS.first + 1))
    assert "✅ Posted" in texts(await admin(stage).slash("roles post"))


async def test_a_deleted_role_ends_its_topic_and_the_message_shows_that(stage: Stage) -> None:
    message = await post(stage)
    await stage.deliver("GUILD_ROLE_DELETE", {"guild_id": str(GUILD_ID), "role_id": str(IDS.first)})
    assert "No topics are offered" in texts(said(stage)[0])
    assert "No roles are offered" in texts(await admin(stage).slash("roles show"))
    assert "No topics are offered" in texts(await reader(stage).press(message, PICK))


async def test_a_role_that_was_deleted_while_the_bot_was_away_is_named(stage: Stage) -> None:
    async with stage.store.transaction() as transaction:
        await transaction.execute("INSERT INTO topic_role VALUES (?, 5, '*old*')", (GUILD_ID,))
    assert r"❌ **\*old\***: The role was deleted: end its topic" in texts(await admin(stage).slash("roles show"))
    assert "✅" in texts(await admin(stage).slash("roles remove", topic=" *old* "))


async def test_the_longest_topics_and_names_fit_with_all_their_problems(stage: Stage) -> None:
    rows = [(GUILD_ID, 10 + number, f"{number:02}" + "*" * 98) for number in range(24)]
    async with stage.store.transaction() as transaction:
        await transaction.execute_many("INSERT INTO topic_role VALUES (?, ?, ?)", rows)
    message = await post(stage)
    shown = await admin(stage).slash("roles show")
    assert "25 of at most 25" in texts(shown)
    assert "more have problems, too" in texts(shown)
    menu = await reader(stage).press(message, PICK)
    assert max(weigh(one)[0] for one in (message, shown, menu)) <= 4000
    assert list(buttons(message)) == [PICK]


async def test_who_does_not_manage_roles_is_refused_whatever_their_client_shows(stage: Stage) -> None:
    stranger = stage.member(user_id=STRANGER_ID, locale="ko")
    for command, values in (
        ("add", {"topic": "video", "role": IDS.first + 1}),
        ("remove", {"topic": "diffusion"}),
        ("show", {}),
        ("post", {}),
    ):
        assert "역할 관리하기" in texts(await stranger.slash(f"roles {command}", **values))
    assert await stranger.suggestions("roles remove", "topic", "") == []
    assert await stage.store.rows("SELECT topic FROM topic_role") == [("diffusion",)]
