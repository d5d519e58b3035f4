"""Members pick topics: only what is offered is given or taken, and what fails is told."""

from __future__ import annotations

import asyncio

import pytest

from tests.interface.conftest import Stage
from tests.interface.look import components, menus
from tests.interface.roles.lab import IDS, MENU, PICK, admin, held, join_lab, offer, post, reader
from tests.wire.interactions import choose, press
from tests.wire.look import is_private, options, texts
from tests.wire.payloads import GUILD_ID, STRANGER_ID, Payload

_SET = "topic_roles_set"


@pytest.fixture
async def message(stage: Stage) -> Payload:
    await join_lab(stage)
    await offer(stage, "diffusion", "agents", "video")
    return await post(stage)


async def test_only_what_is_offered_now_is_given_or_taken(stage: Stage, message: Payload) -> None:
    member = reader(stage)
    stage.wire.rest.roles.hold(GUILD_ID, member.user_id, IDS.banning, IDS.first + 2)
    menu = await member.press(message, PICK)
    hostile = [IDS.banning, IDS.above, IDS.managed, IDS.ruling, IDS.admins, IDS.bot, GUILD_ID, 10**30, "", "x", "-1"]
    payload = choose(menu, _SET, *map(str, hostile), str(IDS.first), user_id=STRANGER_ID)
    payload["member"]["roles"] = [str(IDS.banning), str(IDS.first + 2)]
    await stage.send(payload)
    done = [(act, int(role_id)) for act, _, role_id, _ in stage.wire.rest.roles.done]
    assert done == [("give", IDS.first), ("take", IDS.first + 2)]
    assert held(stage, member) == {IDS.banning, IDS.first}


async def test_a_topic_that_was_added_since_the_menu_was_opened_is_not_taken_away(
    stage: Stage, message: Payload
) -> None:
    member = reader(stage)
    menu = await member.press(message, PICK)
    stage.wire.rest.roles.hold(GUILD_ID, member.user_id, IDS.silent)
    await admin(stage).slash("roles add", topic="robots", role=IDS.silent)
    menu = await member.choose(menu, MENU, "agents")
    assert held(stage, member) == {IDS.silent, IDS.first + 1}
    ticked = [option["label"] for option in menus(menu)[MENU]["options"] if option.get("default")]
    assert ticked == ["agents", "robots"], "what it shows then is what the member has"


async def test_a_topic_that_ended_since_is_neither_given_nor_taken(stage: Stage, message: Payload) -> None:
    member = reader(stage)
    stage.wire.rest.roles.hold(GUILD_ID, member.user_id, IDS.first + 1)
    menu = await member.press(message, PICK)
    await admin(stage).slash("roles remove", topic="diffusion")
    await admin(stage).slash("roles remove", topic="agents")
    menu = await member.choose(menu, MENU, "diffusion", "video")
    assert held(stage, member) == {IDS.first + 1, IDS.first + 2}
    assert list(options(menu)) == ["video"]


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, 50013, "Discord does not let me change “diffusion”: please tell the admins"),
        (404, 10007, "Discord does not let me change “diffusion”"),
        (503, 0, "Discord did not answer, so “diffusion” and what follows it may be as before"),
    ],
)
async def test_a_failure_in_between_ends_it_and_what_was_done_is_shown(
    stage: Stage, message: Payload, status: int, code: int, said: str
) -> None:
    member = reader(stage)
    menu = await member.press(message, PICK)
    stage.wire.refuse("PUT", rf".*/roles/{IDS.first}", status, code)
    picked = await member.choose(menu, MENU, "agents", "diffusion", "video")
    assert "✅ You are pinged for: agents.\n❌ " in texts(picked)
    assert said in texts(picked)
    assert held(stage, member) == {IDS.first + 1}
    ticked = [option["label"] for option in menus(picked)[MENU]["options"] if option.get("default")]
    assert ticked == ["agents"]
    stage.wire.accept()
    await member.choose(menu, MENU, "agents", "diffusion", "video")
    assert held(stage, member) == {IDS.first, IDS.first + 1, IDS.first + 2}


async def test_a_role_that_is_gone_without_the_bot_knowing_stops_nothing(stage: Stage, message: Payload) -> None:
    member = reader(stage)
    menu = await member.press(message, PICK)
    stage.wire.refuse("PUT", rf".*/roles/{IDS.first}", 404, 10011)
    assert "You are pinged for: agents, video" in texts(await member.choose(menu, MENU, "agents", "diffusion", "video"))


async def test_who_presses_in_direct_messages_or_where_the_bot_sees_no_server_reads_why_not(
    stage: Stage, message: Payload
) -> None:
    direct = await stage.answer(press(message, "topic_roles", guild_id=None))
    assert "in a server only" in texts(direct)
    stage.bot._connection._guilds.clear()  # pyright: ignore[reportPrivateUsage]
    away = await stage.answer(press(message, "topic_roles", locale="ko"))
    assert is_private(away)
    assert "몇 분 뒤에 다시" in texts(away)


async def test_a_choice_without_its_menu_gives_and_takes_nothing_else(stage: Stage, message: Payload) -> None:
    member = reader(stage)
    stage.wire.rest.roles.hold(GUILD_ID, member.user_id, IDS.first + 1)
    payload = choose(message, _SET, str(IDS.first), user_id=STRANGER_ID)
    payload["member"]["roles"] = [str(IDS.first + 1)]
    await stage.send(payload)
    assert held(stage, member) == {IDS.first, IDS.first + 1}


async def test_of_two_choices_in_quick_succession_the_later_holds(stage: Stage, message: Payload) -> None:
    member = reader(stage)
    menu = await member.press(message, PICK)
    stage.wire.troubles.delay("PUT", rf".*/roles/{IDS.first + 1}", 0.3, times=1)
    first = asyncio.create_task(member.choose(menu, MENU, "agents", "diffusion"))
    await stage.wire.wait_for(lambda: stage.wire.sent("PUT", r".*/roles/\d+") or None, "the first role")
    later = asyncio.create_task(member.choose(menu, MENU, "video"))
    await asyncio.gather(first, later)
    assert held(stage, member) == {IDS.first + 2}
    assert "No longer for: agents, diffusion" in texts(later.result())


async def test_the_menu_says_which_topics_cannot_be_picked(stage: Stage, message: Payload) -> None:
    await stage.deliver(
        "GUILD_ROLE_UPDATE",
        {"guild_id": str(GUILD_ID), "role": _role(stage, IDS.first) | {"permissions": str(1 << 17)}},
    )
    menu = await reader(stage).press(message, PICK)
    assert "cannot be picked just now: diffusion" in texts(menu)
    assert sorted(options(menu)) == ["agents", "video"]
    assert all(part.get("min_values") == 0 for part in components(menu) if part["type"] == 3)


def _role(stage: Stage, role_id: int) -> Payload:
    return next(role for role in stage.wire.guilds[0]["roles"] if role["id"] == str(role_id))
