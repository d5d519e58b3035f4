"""/corpus is for the bot's admins only, wherever they are; its status tells all that they should know."""

from __future__ import annotations

import pytest

from tests.interface.conftest import Stage, Staging
from tests.interface.look import text
from tests.wire.interactions import press, slash
from tests.wire.look import is_private
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
@pytest.mark.parametrize("name", ["corpus status", "corpus reload", "corpus rollback"])
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
    assert text(answer).startswith("32 papers of 2 days, the newest Nov 22, 2024.")
    assert is_private(answer)


async def test_an_administrator_of_an_admin_server_is_one(staging: Staging) -> None:
    async with staging(admin_guild_ids=[GUILD_ID]) as stage:
        assert "32 papers" in text(await stage.answer(slash("corpus status", permissions=ADMINISTRATOR)))
        assert "Only the admins" in text(await stage.answer(slash("corpus status", permissions=MANAGE_SERVER)))


async def test_an_administrator_of_an_admin_server_is_one_elsewhere_too(staging: Staging) -> None:
    async with staging(admin_guild_ids=[GUILD_ID]) as stage:
        stage.bot._connection._add_guild_from_data(guild(permissions=ADMINISTRATOR))  # pyright: ignore[reportPrivateUsage, reportArgumentType]
        stage.wire.members[str(GUILD_ID), str(ASKER_ID)] = member(ASKER_ID)
        assert "32 papers" in text(await stage.answer(slash("corpus status", guild_id=None)))
        stage.wire.members.clear()
        assert "Only the admins" in text(await stage.answer(slash("corpus status", guild_id=None)))


async def test_a_stranger_is_looked_up_once_in_a_while_however_often_they_ask(staging: Staging) -> None:
    async with staging(admin_guild_ids=[GUILD_ID]) as stage:
        stage.bot._connection._add_guild_from_data(guild(permissions=ADMINISTRATOR))  # pyright: ignore[reportPrivateUsage, reportArgumentType]
        for _ in range(5):
            assert "Only the admins" in text(await stage.answer(slash("corpus status", guild_id=None)))
        assert len(stage.wire.sent("GET", rf"/guilds/{GUILD_ID}/members/{ASKER_ID}")) == 1


async def test_a_member_of_an_admin_server_is_none_elsewhere(staging: Staging) -> None:
    async with staging(admin_guild_ids=[GUILD_ID]) as stage:
        stage.bot._connection._add_guild_from_data(guild())  # pyright: ignore[reportPrivateUsage, reportArgumentType]
        stage.wire.members[str(GUILD_ID), str(ASKER_ID)] = member(ASKER_ID)
        assert "Only the admins" in text(await stage.answer(slash("corpus status", guild_id=None)))


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
        assert ("32 papers" in text(answer)) is admin
        assert "32 papers" in text(await stage.answer(slash("corpus status", user_id=OWNER_ID)))


@pytest.mark.parametrize("custom_id", ["corpus_apply:1:0123456789abcdef", "corpus_overwrite:1", "corpus_undo:1"])
async def test_a_button_in_somebody_elses_hands_does_nothing(stage: Stage, custom_id: str) -> None:
    before = stage.library.corpus
    (stage.seeds / "b.txt").unlink()
    message = await stage.member().slash("top")
    answer = await stage.answer(press(message, custom_id, permissions=ADMINISTRATOR))
    assert (answer["content"], answer["flags"]) == ("Only the admins of this bot may do that.", 64)
    assert stage.library.corpus is before


async def test_status_tells_revision_age_and_index(stage: Stage) -> None:
    revision = await stage.library.revision()
    assert revision is not None
    said = text(await stage.answer(slash("corpus status", user_id=OWNER_ID))).splitlines()
    assert said == [
        "32 papers of 2 days, the newest Nov 22, 2024. Index builds since the start: 1.",
        f"Revision 1, loaded <t:{int(revision.loaded_at.timestamp())}:R>: +32 −0, 0 changed, 0 entries rejected.",
        "The folder holds just what is loaded.",
        "The feed is off: new days come as listings only.",
        "Papers with an abstract: 0, without: 32.",
    ]


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en-US", ["differ from what is loaded: +0 −30, 0 changed", "Rejected entries: 14", "… and 4 more"]),
        ("ko", ["불러온 자료와 다릅니다: +0 −30", "거부된 항목: 14건", "… 외 4건"]),
    ],
)
async def test_status_tells_whether_the_folder_has_changed_and_what_cannot_be_read(
    stage: Stage, locale: str, words: list[str]
) -> None:
    (stage.seeds / "b.txt").unlink()
    broken = "".join(f"### no link *{number}*\n\n- text\n\n" for number in range(14))
    (stage.seeds / "c.txt").write_text(f"## Daily Papers (2024-11-23)\n\n{broken}", "utf-8")
    said = text(await stage.answer(slash("corpus status", user_id=OWNER_ID, locale=locale)))
    assert [word for word in [*words, "- c.txt\\:3: "] if word not in said] == []
    for file in stage.seeds.iterdir():
        file.unlink()
    said = text(await stage.answer(slash("corpus status", user_id=OWNER_ID)))
    assert "32 papers" in said
    assert "No paper could be read" in said


async def test_an_empty_corpus_says_what_to_do(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.library, "_corpus", type(stage.library.corpus)(()))
    answer = await stage.answer(slash("corpus status", user_id=OWNER_ID, locale="ko"))
    assert "불러온 논문이 없습니다" in text(answer)
