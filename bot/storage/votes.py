"""The SQL of members' votes: 👍 on a paper, counted for each server."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import InputError
from bot.storage.connections import EachOwn, Reading
from bot.storage.database import Store
from bot.storage.moments import stamp_seconds
from bot.storage.retention import VOTES_OF_PERSON
from bot.texts import Text

__all__ = ["KeptVote", "MemberVotes", "VoteRanking", "read_votes"]

_FULL = Text(
    "You have voted for {most:,} papers on this server, the maximum: press 👍 on one of them to take it back.",
    "한 서버에서 👍는 논문 {most:,}편까지 누를 수 있습니다. 이미 누른 논문의 👍를 다시 눌러 취소한 뒤 시도해 주세요.",
)
_ONE = "guild_id = ? AND arxiv_id = ? AND user_id = ?"
_COUNTS = EachOwn(
    "SELECT arxiv_id, count(*) FROM member_vote "
    "WHERE guild_id = ?1 AND arxiv_id IN (SELECT value FROM json_each(?2)) GROUP BY arxiv_id",
    "SELECT arxiv_id, count(*) FROM member_vote "
    "WHERE guild_id = ?1 AND arxiv_id IN (SELECT json_array_elements_text(?2::json)) GROUP BY arxiv_id",
)
_RANKING = (
    "SELECT arxiv_id, votes, count(*) OVER () FROM (SELECT arxiv_id, count(*) AS votes FROM member_vote AS vote "
    "WHERE guild_id = ?1{some} GROUP BY arxiv_id) AS voted ORDER BY votes DESC, arxiv_id DESC LIMIT ?2"
)
_LISTED = " AND EXISTS (SELECT 1 FROM listing WHERE listing.arxiv_id = vote.arxiv_id AND day BETWEEN ?3 AND ?4)"


@dataclass(frozen=True, slots=True)
class VoteRanking:
    """The papers with most votes and the number of each, most first, and how many papers have any."""

    papers: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class KeptVote:
    """A person's vote for a paper on a server, whose id is text as in other exported data."""

    guild_id: str
    arxiv_id: str
    voted_at: datetime


class MemberVotes:
    """Members' votes in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def toggle(self, guild_id: int, arxiv_id: str, user_id: int, now: datetime) -> bool:
        """Count a person's vote, or take it back if it is counted; return whether it is counted now.

        Raises InputError if the person has voted for as many papers of the server as they may.
        """
        async with self._store.transaction() as transaction:
            if await transaction.execute(f"DELETE FROM member_vote WHERE {_ONE}", (guild_id, arxiv_id, user_id)):  # noqa: S608 - own words
                return False
            await transaction.execute(
                "INSERT INTO member_vote (guild_id, arxiv_id, user_id, voted_at) VALUES (?, ?, ?, ?)",
                (guild_id, arxiv_id, user_id, stamp_seconds(now)),
            )
            ((count,),) = await transaction.rows(
                "SELECT count(*) FROM member_vote WHERE user_id = ? AND guild_id = ?", (user_id, guild_id)
            )
            if count > VOTES_OF_PERSON:
                raise InputError(_FULL.fill(most=VOTES_OF_PERSON))
        return True

    async def counts(self, guild_id: int, arxiv_ids: Collection[str]) -> dict[str, int]:
        """Return how many members of a server voted for each of some papers; those without votes are missing."""
        return dict(await self._store.rows(_COUNTS, (guild_id, json.dumps(list(arxiv_ids)))))

    async def count(self, guild_id: int, arxiv_id: str) -> int:
        """Return how many members of a server voted for a paper."""
        return (await self.counts(guild_id, (arxiv_id,))).get(arxiv_id, 0)

    async def ranking(self, guild_id: int, limit: int, days: tuple[date, date] | None = None) -> VoteRanking:
        """Return the at most `limit` papers with most votes on a server; of equals the newer paper comes first.

        With `days` only papers that are listed from the first to the second of them.
        """
        if days is None:
            rows = await self._store.rows(_RANKING.format(some=""), (guild_id, limit))
        else:
            first, last = (day.isoformat() for day in days)
            rows = await self._store.rows(_RANKING.format(some=_LISTED), (guild_id, limit, first, last))
        return VoteRanking(tuple((arxiv_id, votes) for arxiv_id, votes, _ in rows), rows[0][2] if rows else 0)


async def read_votes(source: Store | Reading, user_id: int) -> list[KeptVote]:
    """Return a person's votes on all servers, newest first, as `source` sees them."""
    rows = await source.rows(
        "SELECT guild_id, arxiv_id, voted_at FROM member_vote WHERE user_id = ? "
        "ORDER BY voted_at DESC, guild_id, arxiv_id",
        (user_id,),
    )
    return [KeptVote(str(guild_id), arxiv_id, datetime.fromisoformat(at)) for guild_id, arxiv_id, at in rows]
