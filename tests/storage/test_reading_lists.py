"""A server's reading list: each paper once, bounded, and gone with the server."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.storage.database import Store
from bot.storage.digests.guilds import LeftGuilds
from bot.storage.reading_lists import MOST_UNREAD, Entry, ReadingLists
from bot.storage.retention import LEFT_GUILDS, READ_OF_GUILD, READ_PAPERS
from bot.storage.sweeping import RULES, sweep
from tests.conftest import MakePaper

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
GUILD, OTHER = 5, 6
ME, YOU = 7, 8


def _ids(entries: list[Entry]) -> list[str]:
    return [one.arxiv_id for one in entries]


async def _fill(store: Store, count: int, done: datetime | None = None) -> None:
    at = done.isoformat(timespec="seconds") if done else None
    async with store.transaction() as transaction:
        await transaction.execute_many(
            "INSERT INTO reading_list (guild_id, arxiv_id, title, added_by, added_at, done_at) "
            "VALUES (?, ?, 'x', 7, ?, ?)",
            [(GUILD, f"2301.{number:05}", NOW.isoformat(), at) for number in range(count)],
        )


async def test_papers_are_kept_newest_first_for_each_server_alone_and_outlive_a_restart(
    tmp_path: Path, make_paper: MakePaper
) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        lists = ReadingLists(store)
        await lists.add(GUILD, make_paper("2401.00001"), "", ME, NOW)
        await lists.add(GUILD, make_paper("2401.00002"), "", ME, NOW + SECOND)
        await lists.add(OTHER, make_paper("2401.00003", "가"), "메모", YOU, NOW)
    async with Store.open(tmp_path / "a.db") as store:
        lists = ReadingLists(store)
        assert _ids(await lists.entries(GUILD)) == ["2401.00002", "2401.00001"]
        assert await lists.entries(OTHER) == [Entry("2401.00003", "가", "메모", YOU, NOW)]


async def test_of_presses_at_one_moment_a_single_one_adds_and_a_single_one_marks(
    store: Store, make_paper: MakePaper
) -> None:
    lists = ReadingLists(store)
    added = await asyncio.gather(*(lists.add(GUILD, make_paper(), "", number, NOW) for number in range(5)))
    assert sorted(outcome for outcome, _ in added) == ["known"] * 4 + ["new"]
    before = await asyncio.gather(*(lists.finish(GUILD, make_paper().arxiv_id, number, NOW) for number in range(5)))
    assert sum(one is not None and one.done_at is None for one in before) == 1


async def test_one_paper_too_many_is_refused_whether_it_is_new_or_was_read(store: Store, make_paper: MakePaper) -> None:
    lists = ReadingLists(store)
    await lists.add(GUILD, make_paper(), "", ME, NOW)
    await lists.finish(GUILD, make_paper().arxiv_id, ME, NOW)
    await _fill(store, MOST_UNREAD)
    for refused in (
        lists.add(GUILD, make_paper("2401.00009"), "", ME, NOW),
        lists.add(GUILD, make_paper(), "", ME, NOW),
        lists.reopen(GUILD, make_paper().arxiv_id),
    ):
        with pytest.raises(InputError, match="200 papers, the maximum"):
            await refused
    assert len(await lists.entries(GUILD)) == MOST_UNREAD
    assert _ids(await lists.entries(GUILD, done=True)) == [make_paper().arxiv_id]
    assert await lists.remove(GUILD, "2301.00000", None) != ("missing", None)
    assert await lists.reopen(GUILD, make_paper().arxiv_id)


async def test_what_is_not_on_the_list_is_neither_marked_nor_taken_off(store: Store) -> None:
    lists = ReadingLists(store)
    assert await lists.finish(GUILD, "2401.00001", ME, NOW) is None
    assert not await lists.reopen(GUILD, "2401.00001")
    assert await lists.remove(GUILD, "2401.00001", None) == ("missing", None)


async def test_a_paper_whose_adder_is_forgotten_is_taken_off_by_moderators_alone(
    store: Store, make_paper: MakePaper
) -> None:
    lists = ReadingLists(store)
    await lists.add(GUILD, make_paper(), "", ME, NOW)
    async with store.transaction() as transaction:
        await transaction.execute("UPDATE reading_list SET added_by = NULL")
    assert (await lists.remove(GUILD, make_paper().arxiv_id, ME))[0] == "others"
    assert (await lists.remove(GUILD, make_paper().arxiv_id, None))[0] == "removed"


async def test_of_papers_that_were_read_the_newest_are_kept(store: Store, make_paper: MakePaper) -> None:
    await _fill(store, READ_OF_GUILD, done=NOW - SECOND)
    lists = ReadingLists(store)
    await lists.add(GUILD, make_paper(), "", ME, NOW)
    await lists.finish(GUILD, make_paper().arxiv_id, ME, NOW)
    read = await lists.entries(GUILD, done=True)
    assert len(read) == READ_OF_GUILD
    assert read[0].arxiv_id == make_paper().arxiv_id


async def test_papers_that_were_read_go_after_a_year_and_the_others_stay(store: Store, make_paper: MakePaper) -> None:
    lists = ReadingLists(store)
    await lists.add(GUILD, make_paper(), "", ME, NOW - 3 * READ_PAPERS)
    await _fill(store, 60, done=NOW - READ_PAPERS - SECOND)
    await lists.add(OTHER, make_paper("2401.00002"), "", ME, NOW - READ_PAPERS)
    await lists.finish(OTHER, "2401.00002", ME, NOW - READ_PAPERS + SECOND)
    assert [gone async for gone in sweep(store, NOW, RULES["read"])] == [25, 25, 10]
    assert _ids(await lists.entries(GUILD)) == [make_paper().arxiv_id]
    assert _ids(await lists.entries(OTHER, done=True)) == ["2401.00002"]


async def test_the_list_of_a_server_that_was_left_goes_after_thirty_days(store: Store, make_paper: MakePaper) -> None:
    lists, guilds = ReadingLists(store), LeftGuilds(store)
    for guild_id in (GUILD, OTHER):
        await lists.add(guild_id, make_paper(), "", ME, NOW)
    # It was left while the bot did not run, and had no daily post.
    await guilds.present([OTHER], NOW)
    assert await guilds.forget([GUILD], NOW + LEFT_GUILDS) == []
    assert len(await lists.entries(GUILD)) == 1
    later = NOW + LEFT_GUILDS + SECOND
    assert await guilds.long_left(later) == [GUILD]
    assert await guilds.forget([GUILD], later) == [GUILD]
    assert (await lists.entries(GUILD), len(await lists.entries(OTHER))) == ([], 1)
