"""The SQL of what people follow, and where their messages go."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Literal

from bot.errors import InputError
from bot.normal import normal
from bot.storage.connections import EachOwn, Reading, Row, Transaction
from bot.storage.database import Store
from bot.storage.follow import Follow
from bot.storage.moments import stamp
from bot.texts import Language, Text

__all__ = ["MOST_FOLLOWS", "Began", "Followed", "Follower", "FollowerStore", "read_follows"]

# Outcomes of following: started; already followed; already followed, but stopped messages resume.
Began = Literal["new", "known", "restarted"]

MOST_FOLLOWS = 25

_FULL = Text(
    "You follow {most} topics and authors, the maximum: end one in /following and try again.",
    "주제와 저자는 {most}개까지 팔로우할 수 있습니다. /팔로우목록에서 하나를 해제한 뒤 다시 시도해 주세요.",
)

_FOLLOWER = (
    "INSERT INTO follower (user_id, channel_id, language, since) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (user_id) DO UPDATE SET channel_id = excluded.channel_id, language = excluded.language, "
    "stopped_at = NULL, refused_at = NULL, told_at = NULL"
)
_FOLLOW = "INSERT INTO follow (user_id, kind, value, followed_at, listed_after) VALUES (?, ?, ?, ?, ?)"
_FOLLOWERS = (
    "SELECT user_id, channel_id, language, since, refused_at, kind, value, listed_after "
    "FROM follower JOIN follow USING (user_id) "
    "WHERE stopped_at IS NULL{some} ORDER BY user_id, followed_at, kind, value"
)
_OF_CHANNELS = EachOwn(
    _FOLLOWERS.format(some=" AND channel_id IN (SELECT value FROM json_each(?))"),
    _FOLLOWERS.format(some=" AND channel_id IN (SELECT json_array_elements_text(?::json)::bigint)"),
)
_OF_FORMER_CHANNEL = tuple(
    f"DELETE FROM {table} WHERE guild_id = 0 AND channel_id = "  # noqa: S608 - own words
    "(SELECT channel_id FROM follower WHERE user_id = ? AND channel_id <> ?)"
    for table in ("digest_delivery", "digest_posted")
)


@dataclass(frozen=True, slots=True)
class Followed:
    """What a person follows, since when, and the listing day up to which nothing is sent for it."""

    follow: Follow
    followed_at: datetime
    listed_after: date | None


@dataclass(frozen=True, slots=True)
class Follower:
    """A person who gets direct messages, and what they follow; days up to `listed_after` are not sent.

    `refused_at` is when Discord first refused a message to them, None while it takes them.
    """

    user_id: int
    channel_id: int
    language: Language
    since: datetime
    follows: tuple[Follow, ...]
    refused_at: datetime | None = None
    listed_after: date | None = None


class FollowerStore:
    """What people follow, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def add(
        self, user_id: int, follow: Follow, channel_id: int, language: Language, now: datetime, newest: date | None
    ) -> Began:
        """Follow a topic or an author from the listing day after `newest` on; return the outcome.

        Matches go to `channel_id` in `language`; stopped messages resume. Raises InputError if the person follows too
        much.
        """
        async with self._store.transaction() as transaction:
            followed = [_key(known.follow) for known in await read_follows(transaction, user_id)]
            restarted = await _go_on(transaction, user_id, channel_id, language, now, newest)
            if _key(follow) in followed:
                return "restarted" if restarted else "known"
            if len(followed) >= MOST_FOLLOWS:
                raise InputError(_FULL.fill(most=MOST_FOLLOWS))
            await transaction.execute(_FOLLOW, (user_id, follow.kind, follow.value, stamp(now), _written(newest)))
        return "new"

    async def go_on(
        self, user_id: int, channel_id: int, language: Language, now: datetime, newest: date | None
    ) -> bool:
        """Resume messages for days after `newest`, to `channel_id`; return False if they were not stopped."""
        async with self._store.transaction() as transaction:
            if await _stopped_at(transaction, user_id) is None:
                return False
            return await _go_on(transaction, user_id, channel_id, language, now, newest)

    async def stopped_at(self, user_id: int) -> datetime | None:
        """Return since when a person's messages are stopped because Discord refuses them, or None."""
        return await _stopped_at(self._store, user_id)

    async def unfollow(self, user_id: int, follow: Follow) -> bool:
        """Stop following, however the value is spelled; return whether it was followed."""
        async with self._store.transaction() as transaction:
            for known in await read_follows(transaction, user_id):
                if _key(known.follow) == _key(follow):
                    same = (user_id, known.follow.kind, known.follow.value)
                    await transaction.execute("DELETE FROM follow WHERE user_id = ? AND kind = ? AND value = ?", same)
                    return True
        return False

    async def unfollow_all(self, user_id: int) -> int:
        """Delete all of a person's follows and return their number."""
        async with self._store.transaction() as transaction:
            return await transaction.execute("DELETE FROM follow WHERE user_id = ?", (user_id,))

    async def follows(self, user_id: int) -> list[tuple[Follow, datetime]]:
        """Return what a person follows and since when, oldest first."""
        return [(known.follow, known.followed_at) for known in await read_follows(self._store, user_id)]

    async def followers(self, channel_ids: Collection[int] | None = None) -> list[Follower]:
        """Return active followers: all, or those of some direct channels."""
        if channel_ids is None:
            rows = await self._store.rows(_FOLLOWERS.format(some=""))
        else:
            rows = await self._store.rows(_OF_CHANNELS, (json.dumps(list(channel_ids)),))
        return [_follower(list(own)) for _, own in groupby(rows, key=lambda row: row[:1])]

    async def stop(self, user_id: int, now: datetime) -> None:
        """Stop a person's messages until they follow something again."""
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "UPDATE follower SET stopped_at = ?, refused_at = NULL, told_at = NULL "
                "WHERE user_id = ? AND stopped_at IS NULL",
                (stamp(now), user_id),
            )


async def read_follows(source: Store | Reading, user_id: int) -> list[Followed]:
    """Return what a person follows, oldest first, as `source` sees it."""
    rows = await source.rows(
        "SELECT kind, value, followed_at, listed_after FROM follow WHERE user_id = ? ORDER BY followed_at, kind, value",
        (user_id,),
    )
    return [
        Followed(Follow(kind, value), datetime.fromisoformat(at), date.fromisoformat(day) if day else None)
        for kind, value, at, day in rows
    ]


def _follower(rows: Sequence[Row]) -> Follower:
    """Return one person, of a row for each of their follows."""
    user_id, channel_id, language, since, refused_at = rows[0][:5]
    days = [date.fromisoformat(day) if day else None for *_, day in rows]
    return Follower(
        user_id,
        channel_id,
        language,
        datetime.fromisoformat(since),
        tuple(Follow(kind, value, day) for (*_, kind, value, _), day in zip(rows, days, strict=True)),
        datetime.fromisoformat(refused_at) if refused_at else None,
        None if None in days else min(day for day in days if day),
    )


async def _go_on(
    transaction: Transaction, user_id: int, channel_id: int, language: Language, now: datetime, newest: date | None
) -> bool:
    """Send matches to a channel, starting after `newest` if they were stopped; return whether they were."""
    going = "SELECT 1 FROM follower WHERE user_id = ? AND channel_id = ? AND stopped_at IS NULL"
    stopped = await _stopped_at(transaction, user_id) is not None
    if not await transaction.rows(going, (user_id, channel_id)):
        await _begin_again(transaction, user_id, channel_id, newest)
    await transaction.execute(_FOLLOWER, (user_id, channel_id, language, stamp(now)))
    return stopped


async def _stopped_at(source: Store | Reading, user_id: int) -> datetime | None:
    rows = await source.rows("SELECT stopped_at FROM follower WHERE user_id = ?", (user_id,))
    return datetime.fromisoformat(rows[0][0]) if rows and rows[0][0] else None


async def _begin_again(transaction: Transaction, user_id: int, channel_id: int, newest: date | None) -> None:
    """Skip what was listed while DMs were off; drop deliveries to the former DM channel, which could no longer be
    exported.

    What a channel got could not be shown or deleted as the person's once it is theirs no longer.
    """
    await transaction.execute("UPDATE follow SET listed_after = ? WHERE user_id = ?", (_written(newest), user_id))
    for deletion in _OF_FORMER_CHANNEL:
        await transaction.execute(deletion, (user_id, channel_id))


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _key(follow: Follow) -> tuple[str, str]:
    return follow.kind, " ".join(normal("NFKC", follow.value).casefold().split())
