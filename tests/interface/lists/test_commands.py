"""A server's reading list: who may put papers on it, mark them as read and take them off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage.reading_lists import MOST_UNREAD, ReadingLists
from tests.interface.conftest import NOW, Stage, Staging
from tests.interface.look import buttons, menus, text, weigh
from tests.interface.personal.saving import listed, upload
from tests.wire.interactions import press
from tests.wire.look import files, is_private
from tests.wire.payloads import ASKER_ID, GUILD_ID, STRANGER_ID, Payload

MARCO = "2411.14405"
MANAGE_MESSAGES = 1 << 13
ANOTHER_GUILD = GUILD_ID + 1
_DONE = "Mark as read"
_OFF = "Take off the list"


async def put(stage: Stage, count: int, *, note: str = "", title: str = "Lost paper", done: bool = False) -> None:
    """Put papers on the list that the corpus does not have, the last one newest."""
    rows = [
        (
            GUILD_ID,
            f"2301.{number:05}",
            f"{title} {number}",
            note,
            ASKER_ID,
            (NOW + timedelta(seconds=number)).isoformat(),
        )
        for number in range(count)
    ]
    async with stage.store.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO reading_list (guild_id, arxiv_id, title, note, added_by, added_at, done_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(*row, row[-1] if done else None) for row in rows],
        )


async def unread(stage: Stage, guild_id: int = GUILD_ID) -> list[str]:
    return [one.arxiv_id for one in await ReadingLists(stage.store).entries(guild_id)]


async def read(stage: Stage) -> list[str]:
    return [one.arxiv_id for one in await ReadingLists(stage.store).entries(GUILD_ID, done=True)]


async def test_a_paper_is_put_on_the_list_for_all_to_see_with_its_note_as_plain_text(stage: Stage) -> None:
    note = "**must** read @everyone <@123456789012345678> [x](https://evil.example)"
    answer = await stage.member().slash("list add", paper=MARCO, note=note)
    assert not is_private(answer)
    assert text(answer).startswith("📚 Added “Marco-o1: Towards \\*Open\\*")
    assert "(1 of at most 200)" in text(answer)
    assert "\\*\\*must\\*\\* read @\u200beveryone" in text(answer)
    assert "<@123" not in text(answer).replace("\\<@", "")
    (one,) = await ReadingLists(stage.store).entries(GUILD_ID)
    assert (one.arxiv_id, one.added_by, one.added_at, one.note) == (MARCO, ASKER_ID, NOW, note)


async def test_the_list_names_who_added_what_and_when_to_the_asker_only(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO, note="for the eval chapter")
    await stage.member(user_id=STRANGER_ID).slash("list add", paper="2411.00002")
    shown = await stage.member().slash("list show")
    assert is_private(shown)
    assert "### This server's reading list: 2" in text(shown)
    assert f"📝 for the eval chapter\n-# added by <@{ASKER_ID}>, <t:" in text(shown)
    assert f"-# added by <@{STRANGER_ID}>, <t:" in text(shown)
    assert set(listed(shown)) == {MARCO, "2411.00002"}


async def test_a_duplicate_is_told_with_who_added_it_and_changes_nothing(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO, note="first")
    again = await stage.member(user_id=STRANGER_ID).slash("list add", paper=MARCO, note="second")
    assert is_private(again)
    assert f"is on this server's reading list already: added by <@{ASKER_ID}>" in text(again)
    assert "Its note stays as it is" in text(again)
    (one,) = await ReadingLists(stage.store).entries(GUILD_ID)
    assert (one.added_by, one.note) == (ASKER_ID, "first")


async def test_who_added_a_paper_may_write_another_note(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO)
    changed = await stage.member().slash("list add", paper=MARCO, note="now with a note")
    assert "its note is the new one now" in text(changed)
    (one,) = await ReadingLists(stage.store).entries(GUILD_ID)
    assert one.note == "now with a note"


async def test_each_server_has_a_list_of_its_own(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO)
    elsewhere = stage.member(guild_id=ANOTHER_GUILD)
    assert "reading list is empty" in text(await elsewhere.slash("list show"))
    refused = await elsewhere.slash("list done", paper=MARCO)
    assert is_private(refused)
    assert "is not on this server's reading list" in text(refused)
    assert await unread(stage) == [MARCO]


async def test_a_paper_that_nobody_knows_is_not_put_on_the_list(stage: Stage) -> None:
    refused = await stage.member().slash("list add", paper="no such paper at all")
    assert is_private(refused)
    assert await unread(stage) == []


async def test_a_full_list_says_what_to_do_and_loses_nothing(stage: Stage) -> None:
    await put(stage, MOST_UNREAD)
    refused = await stage.member().slash("list add", paper=MARCO)
    assert is_private(refused)
    assert "200 papers, the maximum: mark some as read with /list done" in text(refused)
    assert len(await unread(stage)) == MOST_UNREAD
    await stage.member().slash("list done", paper="2301.00000")
    assert "Added" in text(await stage.member().slash("list add", paper=MARCO))


async def test_anybody_marks_a_paper_as_read_and_that_is_shown_with_their_name(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO)
    stranger = stage.member(user_id=STRANGER_ID)
    done = await stranger.slash("list done", paper="Marco-o1: Towards *Open* Reasoning Models [v1]")
    assert not is_private(done)
    assert text(done).startswith("✅ Marked “Marco-o1")
    assert "was marked as read already" in text(await stranger.slash("list done", paper=MARCO))
    assert "reading list is empty" in text(await stranger.slash("list show"))
    shown = await stage.member().slash("list show", done=True)
    assert "### What this server has read: 1" in text(shown)
    assert f"marked as read by <@{STRANGER_ID}>, <t:" in text(shown)


async def test_a_paper_that_was_read_can_be_added_again(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO)
    await stage.member().slash("list done", paper=MARCO)
    again = await stage.member(user_id=STRANGER_ID).slash("list add", paper=MARCO)
    assert "had been read; it is on this server's reading list again" in text(again)
    assert (await unread(stage), await read(stage)) == ([MARCO], [])


async def test_only_who_added_a_paper_or_manages_messages_takes_it_off(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO)
    refused = await stage.member(user_id=STRANGER_ID, locale="ko").slash("list remove", paper=MARCO)
    assert is_private(refused)
    assert "메시지 관리하기 권한이 있는 사람만" in text(refused)
    assert await unread(stage) == [MARCO]
    moderator = stage.member(user_id=STRANGER_ID, permissions=MANAGE_MESSAGES)
    assert "🗑️ Took “Marco-o1" in text(await moderator.slash("list remove", paper=MARCO))
    assert await unread(stage) == []
    await stage.member().slash("list add", paper=MARCO)
    await stage.member().slash("list remove", paper=MARCO)
    assert await unread(stage) == []


async def test_a_strangers_menu_offers_nothing_to_take_off_and_a_forged_one_takes_nothing_off(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO)
    mine = await stage.member().slash("list show")
    assert _OFF in menus(mine)
    stranger = stage.member(user_id=STRANGER_ID)
    theirs = await stranger.slash("list show")
    assert _OFF not in menus(theirs)
    forged = await stage.member(user_id=STRANGER_ID).choose(mine, _OFF, MARCO)
    assert "nothing was left to do" in text(forged)
    assert await unread(stage) == [MARCO]


async def test_the_menus_mark_papers_as_read_and_put_them_back_in_place(stage: Stage) -> None:
    await put(stage, 7)
    member = stage.member()
    first = await member.slash("list show")
    assert "Page 1 of 2" in text(first)
    second = await member.press(first, "Next")
    assert listed(second) == ["2301.00001", "2301.00000"]
    after = await member.choose(second, _DONE, "2301.00001", "2301.00000")
    assert after["id"] == first["id"]
    assert "✅ Marked 2 papers as read." in text(after)
    assert listed(after) == [f"2301.{number:05}" for number in (6, 5, 4, 3, 2)]
    done = await member.press(after, "Show papers that were read")
    assert set(listed(done)) == {"2301.00000", "2301.00001"}
    back = await member.choose(done, "Put back on the list", "2301.00000")
    assert "📚 “Lost paper 0” is on the list again." in text(back)
    assert await read(stage) == ["2301.00001"]


async def test_the_list_is_searched_as_all_papers_are_and_by_its_notes(stage: Stage) -> None:
    for paper in (MARCO, "2411.10002", "2411.00002"):
        await stage.member().slash("list add", paper=paper, note="quokka seminar" if paper == MARCO else "x")
    found = await stage.member().slash("list show", query="robot")
    assert listed(found) == ["2411.10002"]
    assert "Matching “robot”" in text(found)
    assert listed(await stage.member().slash("list show", query="quokka")) == [MARCO]
    assert "None of the 3 papers" in text(await stage.member().slash("list show", query="zzyzx"))
    left = await stage.member().choose(found, _DONE, "2411.10002")
    assert "None of these papers is on this list any more" in text(left)


async def test_suggestions_are_papers_of_the_list_and_for_removal_ones_own(stage: Stage) -> None:
    await put(stage, 3)
    member, stranger = stage.member(), stage.member(user_id=STRANGER_ID)
    assert await member.suggestions("list done", "paper", "LOST 1") == ["Lost paper 1"]
    assert await member.suggestions("list remove", "paper", "paper") == [f"Lost paper {n}" for n in (2, 1, 0)]
    assert await stranger.suggestions("list remove", "paper", "") == []
    assert "Marco-o1: Towards *Open* Reasoning Models [v1]" in await member.suggestions("list add", "paper", "marco")


@pytest.mark.parametrize("form", ["BibTeX", "Markdown"])
async def test_the_list_is_given_as_a_file_with_its_notes(stage: Stage, form: str) -> None:
    await stage.member().slash("list add", paper=MARCO, note="50% of {this} & that")
    await put(stage, 1)
    answer = await stage.member().press(await stage.member().slash("list show"), form)
    assert is_private(answer)
    assert f"The reading list of this server (2) as {form}." in text(answer)
    assert files(answer) == [f"to-read.{'bib' if form == 'BibTeX' else 'md'}"]
    written = upload(stage).data.decode()
    assert "Lost paper 0" in written
    assert ("note = {50\\% of" in written) if form == "BibTeX" else ("note: 50% of \\{this\\} \\& that" in written)


async def test_long_titles_and_notes_fit_in_a_message(stage: Stage) -> None:
    await put(stage, 200, note="*_" * 100, title="@everyone *_[]<> " * 30)
    for locale in ("en-US", "ko"):
        shown = await stage.member(locale=locale, permissions=MANAGE_MESSAGES).slash("list show")
        units, parts = weigh(shown)
        assert units <= 4000
        assert parts <= 40
        assert "@everyone" not in text(shown)


async def test_everything_is_said_in_korean(stage: Stage) -> None:
    member = stage.member(locale="ko")
    assert "읽을 논문 목록이 비어 있습니다" in text(await member.slash("list show"))
    assert "이 서버의 읽을 논문에 추가했습니다(1편, 최대 200편)" in text(await member.slash("list add", paper=MARCO))
    assert "이미 이 서버의 읽을 논문에 있습니다" in text(await member.slash("list add", paper=MARCO))
    assert f"<@{ASKER_ID}> 님이 <t:" in text(await member.slash("list show"))
    assert "읽었다고 표시했습니다" in text(await member.slash("list done", paper=MARCO))
    assert "### 이 서버에서 읽은 논문 1편" in text(await member.slash("list show", done=True))
    assert "읽을 논문에서 뺐습니다" in text(await member.slash("list remove", paper=MARCO))


async def test_the_buttons_work_after_a_restart_and_wait_for_a_slow_disk(staging: Staging) -> None:
    async with staging() as before:
        await put(before, 7)
        first = await before.member().slash("list show")
    async with staging(defer_after=0.0) as after:
        second = await after.member().press(first, "Next")
        assert "Page 2 of 2" in text(second)
        assert "✅ Marked" in text(await after.member().choose(second, _DONE, "2301.00000"))
        assert not is_private(await after.member().slash("list add", paper=MARCO))
        refused = await after.member(user_id=STRANGER_ID).slash("list remove", paper=MARCO)
        assert is_private(refused)


async def test_two_members_do_the_same_at_once_and_one_is_told_that_it_was_done(stage: Stage) -> None:
    await stage.member().slash("list add", paper=MARCO)
    mine, theirs = await stage.member().slash("list show"), await stage.member(user_id=STRANGER_ID).slash("list show")
    assert "✅ Marked" in text(await stage.member().choose(mine, _DONE, MARCO))
    assert "The list has changed meanwhile" in text(
        await stage.member(user_id=STRANGER_ID).choose(theirs, _DONE, MARCO)
    )
    (one,) = await ReadingLists(stage.store).entries(GUILD_ID, done=True)
    assert one.done_by == ASKER_ID


@pytest.mark.parametrize("custom_id", ["reading", "reading:0", "reading:x:0:1", "reading_done:0", "reading_md:0"])
async def test_a_button_that_means_nothing_is_answered_privately(stage: Stage, custom_id: str) -> None:
    await put(stage, 1)
    answer: Payload = await stage.answer(press(await stage.member().slash("list show"), custom_id))
    assert is_private(answer)
    assert "earlier version" in text(answer)


async def test_in_direct_messages_there_is_no_list(stage: Stage) -> None:
    for command in ("add", "show", "done", "remove"):
        options = {} if command == "show" else {"paper": MARCO}
        refused = await stage.member(guild_id=None).slash(f"list {command}", **options)
        assert is_private(refused)
        assert "in a server only" in text(refused)
    assert not buttons(refused)
