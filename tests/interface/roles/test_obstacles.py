"""Which roles the bot gives on request, and what it says of the others."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.interface.roles.obstacles import obstacle
from tests.interface.conftest import Stage
from tests.interface.look import text
from tests.interface.roles.lab import IDS, join_lab
from tests.wire.payloads import GUILD_ID, OWNER_ID, Payload


@pytest.fixture
async def lab(stage: Stage) -> Payload:
    return await join_lab(stage)


async def changed(stage: Stage, lab: Payload, role_id: int, **changes: Any) -> discord.Guild:
    """Return the server with a role that is changed."""
    role = next(one for one in lab["roles"] if one["id"] == str(role_id)) | changes
    await stage.deliver("GUILD_ROLE_UPDATE", {"guild_id": str(GUILD_ID), "role": role})
    guild = stage.bot.get_guild(GUILD_ID)
    assert guild is not None
    return guild


def said(guild: discord.Guild, role_id: int = IDS.first) -> str:
    reason = obstacle(guild, role_id)
    return "" if reason is None else reason.en


async def test_a_role_below_the_bots_own_that_gives_nothing_is_fine(stage: Stage, lab: Payload) -> None:
    guild = await changed(stage, lab, IDS.first, name="topic")
    assert [said(guild, IDS.first + number) for number in range(3)] == [""] * 3
    assert "was deleted" in said(guild, 7)


@pytest.mark.parametrize(
    "bit",
    [1, 2, 3, 4, 5, 7, 13, 17, 22, 23, 24, 27, 28, 29, 30, 33, 34, 40],
)
async def test_what_manages_a_server_or_its_people_is_not_given(stage: Stage, lab: Payload, bit: int) -> None:
    guild = await changed(stage, lab, IDS.first, permissions=str(1 << bit))
    assert "lets people do what not everybody should: " in said(guild)
    reason = obstacle(guild, IDS.first)
    assert reason is not None
    assert not reason.ko.rpartition(": ")[2].partition(".")[0].isascii(), "the permission has its Korean name"
    guild = await changed(stage, lab, GUILD_ID, permissions=str(1 << bit))
    assert "lets people do" not in said(guild), "where everybody may do that, the role adds nothing"


@pytest.mark.parametrize("bit", [6, 10, 11, 14, 15, 18, 31, 35, 38])
async def test_what_lets_people_talk_is_given(stage: Stage, lab: Payload, bit: int) -> None:
    assert said(await changed(stage, lab, IDS.first, permissions=str(1 << bit))) == ""


async def test_linked_roles_are_given_by_discord_alone(stage: Stage, lab: Payload) -> None:
    guild = await changed(stage, lab, IDS.first, tags={"guild_connections": None})
    assert "not by hand" in said(guild)


async def test_the_order_of_roles_decides_also_in_one_place(stage: Stage, lab: Payload) -> None:
    guild = await changed(stage, lab, IDS.first, position=5)
    assert "stands above my own role: drag @papers above it" in said(guild), "of two in one place the older is above"
    assert said(await changed(stage, lab, IDS.first, position=4)) == ""


async def test_a_bot_without_a_role_of_its_own_needs_one(stage: Stage) -> None:
    server = await join_lab(stage)
    server["roles"] = [one for one in server["roles"] if one["id"] != str(IDS.bot)]
    server["members"][0]["roles"] = []
    await stage.deliver("GUILD_DELETE", {"id": str(GUILD_ID)})
    await stage.deliver("GUILD_CREATE", server)
    guild = stage.bot.get_guild(GUILD_ID)
    assert guild is not None
    assert "I need a role of my own that stands above it" in said(guild)


async def test_the_owner_may_offer_every_role_that_the_bot_can_give(stage: Stage, lab: Payload) -> None:
    lab["owner_id"] = str(OWNER_ID + 50)
    await stage.deliver("GUILD_UPDATE", lab)
    owner = stage.member(user_id=OWNER_ID + 50)
    assert "✅" in text(await owner.slash("roles add", topic="video", role=IDS.first))
    acts = await stage.store.rows("SELECT action, detail FROM audit")
    assert acts == [("roles.add", f"result=done topic=video role={IDS.first}")]
