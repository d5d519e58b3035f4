"""/corpus: for the bot's admins only, wherever they are."""

from __future__ import annotations

import asyncio

import pytest

from tests.interface.conftest import Stage, Staging
from tests.wire.interactions import slash
from tests.wire.payloads import (
    ADMINISTRATOR,
    ASKER_ID,
    CHANNEL_ID,
    GUILD_ID,
    MANAGE_SERVER,
    OWNER_ID,
    Payload,
    guild,
    member,
    user,
)


def team_member(user_id: int, role: str, state: int = 2) -> Payload:
    return {"user": user(user_id), "role": role, "membership_state": state, "permissions": ["*"], "team_id": "9"}


@pytest.mark.parametrize("permissions", [0, MANAGE_SERVER, ADMINISTRATOR])
@pytest.mark.parametrize("name", ["corpus status", "corpus reload"])
async def test_anybody_else_gets_a_private_refusal(stage: Stage, name: str, permissions: int) -> None:
    before = stage.library.corpus
    (stage.seeds / "b.txt").unlink()
    answer = await stage.answer(slash(name, permissions=permissions))
    assert (answer["content"], answer["flags"]) == ("Only the admins of this bot may do that.", 64)
    assert "관리자만" in (await stage.answer(slash(name, permissions=permissions, locale="ko")))["content"]
    assert stage.library.corpus is before


@pytest.mark.parametrize("guild_id", [GUILD_ID, None])
async def test_the_owner_is_an_admin_in_servers_and_direct_messages(stage: Stage, guild_id: int | None) -> None:
    answer = await stage.answer(slash("corpus status", user_id=OWNER_ID, guild_id=guild_id))
    assert answer["content"].startswith("32 papers of 2 days, the newest Nov 22, 2024.")
    assert answer["flags"] == 64


async def test_an_administrator_of_an_admin_server_is_one(staging: Staging) -> None:
    async with staging(admin_guild_ids=[GUILD_ID]) as stage:
        assert "32 papers" in (await stage.answer(slash("corpus status", permissions=ADMINISTRATOR)))["content"]
        assert "Only the admins" in (await stage.answer(slash("corpus status", permissions=MANAGE_SERVER)))["content"]


async def test_an_administrator_of_an_admin_server_is_one_elsewhere_too(staging: Staging) -> None:
    async with staging(admin_guild_ids=[GUILD_ID]) as stage:
        stage.bot._connection._add_guild_from_data(guild(permissions=ADMINISTRATOR))  # pyright: ignore[reportPrivateUsage, reportArgumentType]
        stage.wire.members[str(GUILD_ID), str(ASKER_ID)] = member(ASKER_ID)
        assert "32 papers" in (await stage.answer(slash("corpus status", guild_id=None)))["content"]
        stage.wire.members.clear()
        assert "Only the admins" in (await stage.answer(slash("corpus status", guild_id=None)))["content"]


async def test_a_member_of_an_admin_server_is_none_elsewhere(staging: Staging) -> None:
    async with staging(admin_guild_ids=[GUILD_ID]) as stage:
        stage.bot._connection._add_guild_from_data(guild())  # pyright: ignore[reportPrivateUsage, reportArgumentType]
        stage.wire.members[str(GUILD_ID), str(ASKER_ID)] = member(ASKER_ID)
        assert "Only the admins" in (await stage.answer(slash("corpus status", guild_id=None)))["content"]


async def test_an_administrator_of_some_other_server_is_none(staging: Staging) -> None:
    async with staging(admin_guild_ids=[GUILD_ID]) as stage:
        answer = await stage.answer(slash("corpus status", guild_id=CHANNEL_ID, permissions=ADMINISTRATOR))
        assert "Only the admins" in answer["content"]


@pytest.mark.parametrize(
    ("role", "state", "admin"),
    [("admin", 2, True), ("developer", 2, True), ("read_only", 2, False), ("admin", 1, False)],
)
async def test_the_team_are_admins_where_they_may_change_the_application(
    staging: Staging, role: str, state: int, admin: bool
) -> None:
    async with staging() as stage:
        members = [team_member(ASKER_ID, role, state)]
        stage.wire.team = {"id": "9", "name": "t", "icon": None, "owner_user_id": str(OWNER_ID), "members": members}
        stage.bot._application = await stage.bot.application_info()  # pyright: ignore[reportPrivateUsage]
        answer = await stage.answer(slash("corpus status"))
        assert ("32 papers" in answer["content"]) is admin
        assert "32 papers" in (await stage.answer(slash("corpus status", user_id=OWNER_ID)))["content"]


@pytest.mark.parametrize(("locale", "word"), [("en-US", "32 papers, nothing changed"), ("ko", "논문 32편, ")])
async def test_a_reload_reports_that_nothing_changed(stage: Stage, locale: str, word: str) -> None:
    answer = await stage.answer(slash("corpus reload", user_id=OWNER_ID, locale=locale))
    assert word in answer["content"]
    assert answer["flags"] == 64


async def test_a_reload_takes_new_listings_in_and_names_what_was_rejected(stage: Stage) -> None:
    (stage.seeds / "b.txt").unlink()
    broken = "".join(f"### no link *{number}*\n\n- text\n\n" for number in range(14))
    (stage.seeds / "c.txt").write_text(f"## Daily Papers (2024-11-23)\n\n{broken}", "utf-8")
    answer = await stage.answer(slash("corpus reload", user_id=OWNER_ID))
    assert "2 papers, +0 −30" in answer["content"]
    assert "- c.txt\\:3: the entry has no link" in answer["content"]
    assert "more" in answer["content"]
    assert len(stage.library.corpus.papers) == 2


async def test_a_reload_that_fails_keeps_the_papers_and_says_why(stage: Stage) -> None:
    for file in stage.seeds.iterdir():
        file.unlink()
    answer = await stage.answer(slash("corpus reload", user_id=OWNER_ID))
    assert "No paper could be read" in answer["content"]
    assert answer["flags"] == 64
    assert len(stage.library.corpus.papers) == 32


async def test_a_slow_reload_is_deferred_privately_while_questions_are_answered(staging: Staging) -> None:
    async with staging(patience=0.0) as stage:
        reload = asyncio.create_task(stage.send(slash("corpus reload", user_id=OWNER_ID)))
        await stage.wire.until("POST", "/interactions/.*")
        assert stage.wire.callbacks()[0] == {"type": 5, "data": {"flags": 64}}
        await reload
        assert "32 papers" in stage.wire.followups()[0]["content"]


async def test_an_empty_corpus_says_what_to_do(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.library, "_corpus", type(stage.library.corpus)(()))
    answer = await stage.answer(slash("corpus status", user_id=OWNER_ID, locale="ko"))
    assert "불러온 논문이 없습니다" in answer["content"]
