"""Members' votes: one each for a paper on a server, ranked, and kept for two years."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.storage.database import Store
from bot.storage.digests.favourites import Favourites
from bot.storage.digests.guilds import LeftGuilds
from bot.storage.people.kept import Privacy
from bot.storage.retention import LEFT_GUILDS, VOTES, VOTES_OF_PERSON
from bot.storage.sweeping import RULES, sweep
from bot.storage.votes import MemberVotes

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LAB, CLUB = 1, 2
A, B, C = "2411.00001", "2411.00002", "cs/0101001"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    async with Store.open(tmp_path / "papers.db") as opened:
        yield opened


async def vote(store: Store, *papers: str, guild_id: int = LAB, user_id: int = 7, at: datetime = NOW) -> None:
    for paper in papers:
        assert await MemberVotes(store).toggle(guild_id, paper, user_id, at)


async def test_a_vote_counts_once_for_each_member_and_server(store: Store) -> None:
    votes = MemberVotes(store)
    await asyncio.gather(*(vote(store, A, user_id=user_id) for user_id in range(20)))
    await vote(store, A, guild_id=CLUB)
    await vote(store, C)
    assert await votes.counts(LAB, (A, B, C)) == {A: 20, C: 1}
    assert await votes.count(CLUB, A) == 1
    assert await votes.count(CLUB, B) == 0
    assert not await votes.toggle(LAB, A, 7, NOW)
    assert await votes.count(LAB, A) == 19
    assert await votes.toggle(LAB, A, 7, NOW)
    assert await votes.count(LAB, A) == 20


async def test_of_papers_with_as_many_votes_the_newer_one_is_first(store: Store) -> None:
    votes = MemberVotes(store)
    await vote(store, A, B, "2411.00003", user_id=1)
    await vote(store, A, user_id=2)
    await vote(store, "2411.00009", guild_id=CLUB)
    ranking = await votes.ranking(LAB, 2)
    assert ranking.papers == ((A, 2), ("2411.00003", 1))
    assert ranking.total == 3
    assert (await votes.ranking(3, 10)).papers == ()
    assert (await votes.ranking(3, 10)).total == 0


async def test_the_ranking_of_some_days_has_the_papers_listed_then(store: Store) -> None:
    async with store.transaction() as transaction:
        for paper, day in ((A, "2024-11-21"), (A, "2024-11-22"), (B, "2024-11-23")):
            await transaction.execute(
                "INSERT INTO paper (arxiv_id, title, more_authors) VALUES (?, 'x', 0) ON CONFLICT DO NOTHING", (paper,)
            )
            await transaction.execute(
                "INSERT INTO listing (arxiv_id, day, position, source_file) VALUES (?, ?, 0, 'x')", (paper, day)
            )
    votes = MemberVotes(store)
    await vote(store, A, B, C)
    assert (await votes.ranking(LAB, 10, (date(2024, 11, 21), date(2024, 11, 22)))).papers == ((A, 1),)
    assert {paper for paper, _ in (await votes.ranking(LAB, 10, (date.min, date.max))).papers} == {A, B}


async def test_who_votes_for_everything_is_told_to_take_one_back(store: Store) -> None:
    many = [(LAB, f"{number:04}.00007", 7, "") for number in range(VOTES_OF_PERSON)]
    async with store.transaction() as transaction:
        await transaction.execute_many("INSERT INTO member_vote VALUES (?, ?, ?, ?)", many)
    with pytest.raises(InputError, match="5,000 papers"):
        await vote(store, A)
    assert await MemberVotes(store).count(LAB, A) == 0
    await vote(store, A, guild_id=CLUB)
    assert not await MemberVotes(store).toggle(LAB, "0000.00007", 7, NOW)
    await vote(store, A)


async def test_votes_are_shown_and_deleted_with_the_rest_of_a_persons_data(store: Store) -> None:
    await vote(store, A, at=NOW - timedelta(days=1))
    await vote(store, B, guild_id=CLUB)
    await vote(store, A, user_id=8)
    kept = await Privacy(store).delete(7)
    assert [(vote.guild_id, vote.arxiv_id) for vote in kept.votes] == [("2", B), ("1", A)]
    assert kept.votes[0].voted_at == NOW
    assert not kept.nothing
    assert (await Privacy(store).kept(7)).nothing
    assert await MemberVotes(store).counts(LAB, (A, B)) == {A: 1}


async def test_votes_go_after_two_years(store: Store) -> None:
    await vote(store, A, at=NOW - VOTES - timedelta(hours=1))
    await vote(store, B, at=NOW - VOTES + timedelta(hours=1))
    assert sum([count async for count in sweep(store, NOW, RULES["votes"])]) == 1
    assert await MemberVotes(store).counts(LAB, (A, B)) == {B: 1}


@pytest.mark.parametrize("offline", [False, True])
async def test_the_votes_of_a_server_that_was_left_go_with_its_settings(store: Store, offline: bool) -> None:
    guilds = LeftGuilds(store)
    for guild_id in (LAB, CLUB, 3):
        await vote(store, A, B, guild_id=guild_id)
    if offline:
        await guilds.present([LAB, 3], NOW)
    else:
        await guilds.left(CLUB, NOW)
    later = NOW + LEFT_GUILDS + timedelta(hours=1)
    assert await guilds.long_left(NOW) == []
    assert await guilds.long_left(later) == [CLUB]
    await guilds.forget([LAB, CLUB], later)
    assert await store.rows("SELECT DISTINCT guild_id FROM member_vote") == [(LAB,), (3,)]
    assert await guilds.long_left(later) == []


async def test_favourites_count_votes_of_the_time_as_much_as_threads(store: Store) -> None:
    await vote(store, A, B, user_id=1)
    await vote(store, A, user_id=2)
    await vote(store, C, user_id=3, at=NOW - timedelta(days=8))
    await vote(store, C, user_id=3, guild_id=CLUB)
    async with store.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO discussion (guild_id, arxiv_id, thread_id, opened_at, used_at) VALUES (1, ?, 5, '', ?)",
            (B, NOW.isoformat()),
        )
    week = NOW - timedelta(days=7), NOW + timedelta(minutes=1)
    assert await Favourites(store).of(LAB, *week) == [B, A], "both have two, and the newer one is first"
    await vote(store, A, user_id=4)
    assert await Favourites(store).of(LAB, *week) == [A, B]
