"""A server reads together, and somebody keeps notes and folders of their own; restarts and deletion in between."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.faults.scene import until
from tests.interface.look import menus
from tests.stories.town import EVERYTHING, SECONDS, Town
from tests.wire.look import files, is_private, texts

pytestmark = pytest.mark.asyncio(loop_scope="module")

_MARCO, _HYMBA = "2411.14405", "2411.13676"
_ON_LIST = "SELECT arxiv_id, added_by, note, done_by FROM reading_list WHERE guild_id = ? ORDER BY arxiv_id"
_MANAGE_MESSAGES = 1 << 13


async def test_a_server_reads_together(town: Town) -> None:
    server = town.server()
    one, two = server.member(), server.member(locale="ko")
    added = await one.slash("list add", paper=_MARCO, note="@everyone **read** this")
    assert not is_private(added)
    assert (added["mentions"], added["mention_roles"], added["mention_everyone"]) == ([], [], False)
    assert "\\*\\*read\\*\\*" in texts(added)
    await two.slash("list add", paper=_HYMBA)
    known = await two.slash("list add", paper=_MARCO)
    assert is_private(known)
    assert f"이미 이 서버의 읽을 논문에 있습니다(<@{one.user_id}> 님이" in texts(known)

    shown = await two.slash("list show")
    assert is_private(shown)
    assert shown["mentions"] == []
    assert "### 이 서버의 읽을 논문 2편" in texts(shown)
    assert f"<@{one.user_id}> 님이 <t:" in texts(shown)
    await town.bot.stop()
    await town.bot.start()
    after = await two.choose(shown, "읽었다고 표시하기", _MARCO)
    assert "읽었다고 표시했습니다" in texts(after)
    assert _HYMBA in texts(after)
    assert await one.suggestions("list done", "paper", "") == [
        "Hymba: A Hybrid-head Architecture for Small Language Models"
    ]

    refused = await one.slash("list remove", paper=_HYMBA)
    assert is_private(refused)
    assert "Manage Messages" in texts(refused)
    moderator = server.member(permissions=_MANAGE_MESSAGES)
    assert "🗑️ Took “Hymba" in texts(await moderator.slash("list remove", paper=_HYMBA))
    assert town.rows(_ON_LIST, server.id) == [(_MARCO, one.user_id, "@everyone **read** this", two.user_id)]
    read = await one.slash("list show", done=True)
    assert f"marked as read by <@{two.user_id}>" in texts(read)
    back = await one.choose(read, "Put back on the list", _MARCO)
    assert "is on the list again" in texts(back)
    assert "✅ Marked “Marco-o1" in texts(await one.slash("list done", paper=_MARCO))


async def test_what_somebody_wrote_on_a_servers_list_goes_with_their_data_and_the_papers_stay(town: Town) -> None:
    server = town.server()
    member, other = server.member(), server.member()
    await member.slash("list add", paper=_MARCO, note="my own words")
    await other.slash("list add", paper=_HYMBA, note="another's words")
    await member.slash("list done", paper=_HYMBA)
    shown = texts(await member.slash("privacy show"))
    assert "Papers that you put on reading lists of servers: 1" in shown
    assert "that you marked as read: 1" in shown
    data = json.loads(town.wire.requests[-1].files[0].data)
    assert (data["listed"][0]["note"], data["marked_read"][0]["arxiv_id"]) == ("my own words", _HYMBA)
    asked = await member.slash("privacy delete")
    assert "they stay there, without your name and notes" in texts(asked)
    await member.press(asked, "Delete everything")
    assert town.rows(_ON_LIST, server.id) == [
        (_HYMBA, other.user_id, "another's words", None),
        (_MARCO, None, "", None),
    ]
    left = texts(await other.slash("list show"))
    assert "-# added <t:" in left
    assert str(member.user_id) not in left


async def test_a_server_that_throws_the_bot_out_finds_its_list_again(town: Town) -> None:
    server = town.server(EVERYTHING)
    member = server.member()
    await member.slash("list add", paper=_MARCO)
    left = town.wire.part(server.id)
    away = "SELECT guild_id FROM left_guild WHERE guild_id = ?"
    async with asyncio.timeout(SECONDS):
        await until(lambda: bool(town.rows(away, server.id)), 0.05)
    await town.bot.stop()
    town.wire.join(left)
    await town.bot.start()
    assert "Marco-o1" in texts(await member.slash("list show"))
    async with asyncio.timeout(SECONDS):
        await until(lambda: not town.rows(away, server.id), 0.05)


async def test_somebody_keeps_notes_and_folders_through_a_restart_and_takes_them_along(town: Town) -> None:
    member = town.server().member(locale="ko")
    saved = await member.slash("save", paper=_MARCO, note="**강의** 때 쓰기", folder="강의")
    assert is_private(saved)
    assert "메모도 저장했습니다" in texts(saved)
    await member.slash("save", paper=_HYMBA)
    card = await member.choose(await member.slash("saved"), "메모와 폴더", _HYMBA)
    form = await member.press(card, "메모 쓰기")
    await town.bot.stop()
    await town.bot.start()
    card = await member.submit(form, note="작은 모델\n비교용")
    assert "작은 모델\n비교용" in texts(card)
    card = await member.choose(card, "폴더로 옮기기", "강의")
    assert "“강의” 폴더로 옮겼습니다" in texts(card)
    found = await member.slash("saved", query="비교용", folder="강의")
    assert _HYMBA in texts(found)
    assert _MARCO not in texts(found)
    inside = await member.slash("saved", folder="강의", sort="votes")
    assert "📝 \\*\\*강의\\*\\* 때 쓰기" in texts(inside)
    assert files(await member.press(inside, "BibTeX")) == ["saved.bib"]
    written = town.wire.requests[-1].files[0].data.decode()
    assert written.count("keywords = {강의}") == 2
    assert "note = {작은 모델 비교용}" in written

    folders = await member.press(await member.slash("saved"), "폴더")
    inside = await member.choose(folders, "폴더 열기", "강의")
    asked = await member.press(inside, "폴더 삭제")
    assert "폴더 안의 논문: 2편" in texts(asked)
    assert "논문 2편은 저장한 논문에 남아 있습니다" in texts(await member.press(asked, "폴더만 삭제"))
    assert "메모 2개" in texts(await member.slash("privacy show"))
    await member.press(await member.slash("privacy delete"), "모두 삭제")
    for table in ("saved_paper", "saved_folder"):
        assert town.rows(f"SELECT * FROM {table} WHERE user_id = ?", member.user_id) == []


async def test_a_stranger_gets_nothing_of_anothers_notes_and_folders(town: Town) -> None:
    server = town.server()
    member, stranger = server.member(), server.member()
    await member.slash("save", paper=_MARCO, note="secret", folder="Mine")
    shown = await member.slash("saved")
    card = await member.choose(await member.slash("saved"), "Note and folder", _MARCO)
    folders = await member.press(await member.slash("saved"), "Folders")
    form = await member.press(card, "Change the note")
    before = town.rows("SELECT * FROM saved_paper"), town.rows("SELECT * FROM saved_folder")
    for refused in (
        await stranger.choose(shown, "Note and folder", _MARCO),
        await stranger.press(card, "Change the note"),
        await stranger.choose(card, "Move to a folder", "No folder"),
        await stranger.submit(form, note="gotcha"),
        await stranger.choose(folders, "Open a folder", "Mine"),
        await stranger.press(folders, "New folder"),
    ):
        assert is_private(refused)
        assert texts(refused).startswith("Only the person whom")
    assert (town.rows("SELECT * FROM saved_paper"), town.rows("SELECT * FROM saved_folder")) == before
    assert "Open a folder" in menus(folders)
