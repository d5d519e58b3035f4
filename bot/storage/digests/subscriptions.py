"""The SQL of subscriptions to the daily post."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.errors import InputError
from bot.storage.connections import EachOwn, Transaction
from bot.storage.database import Store
from bot.storage.digests.favourites import Favourites
from bot.storage.digests.guilds import LeftGuilds
from bot.storage.digests.looks import Looks, Place
from bot.storage.digests.missing import MissingChannels
from bot.storage.digests.parts import Parts
from bot.storage.digests.rows import (
    FROM_SUBSCRIPTION,
    PERIOD_COLUMNS,
    SUBSCRIPTION_COLUMNS,
    period_row,
    subscription_from_row,
    subscription_row,
)
from bot.storage.digests.values import Subscription
from bot.storage.moments import stamp
from bot.storage.topic_roles import TopicRoles
from bot.storage.votes import MemberVotes
from bot.texts import Text

__all__ = ["SubscriptionLedger"]

_MOST_CHANNELS = 10
_NAMES = SUBSCRIPTION_COLUMNS.split(", ")
_SUBSCRIPTION = f"SELECT {SUBSCRIPTION_COLUMNS}, {PERIOD_COLUMNS} {FROM_SUBSCRIPTION}"
_OF_GUILDS = "WHERE guild_id = ?1 OR (?1 IS NULL AND guild_id NOT IN (SELECT guild_id FROM left_guild))"
_WANTED = (
    "WHERE guild_id = ? AND channel_id = ? AND paused_at IS NULL AND guild_id NOT IN (SELECT guild_id FROM left_guild)"
)
_WANTED_ONES = (
    f"{_SUBSCRIPTION} WHERE (guild_id, channel_id) IN ({{}}) "  # noqa: S608 - own words
    "AND paused_at IS NULL AND guild_id NOT IN (SELECT guild_id FROM left_guild)"
)
_OF_PLACES = EachOwn(
    _WANTED_ONES.format("SELECT value ->> 0, value ->> 1 FROM json_each(?)"),
    _WANTED_ONES.format(
        "SELECT (value ->> 0)::bigint, (value ->> 1)::bigint FROM json_array_elements(?::json) AS place (value)"
    ),
)
_PUT = (
    f"INSERT INTO digest_subscription ({SUBSCRIPTION_COLUMNS}) "  # noqa: S608 - own words
    f"VALUES ({', '.join('?' * len(_NAMES))}) ON CONFLICT (guild_id, channel_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _NAMES[2:])
)
_PERIOD = (
    f"INSERT INTO digest_period (guild_id, channel_id, {PERIOD_COLUMNS}) VALUES (?, ?, ?, ?, ?) "  # noqa: S608 - own words
    "ON CONFLICT (guild_id, channel_id) DO UPDATE SET every = excluded.every, weekday = excluded.weekday, "
    "since = excluded.since"
)
_RESUME = (
    "UPDATE digest_subscription SET paused_at = NULL, set_at = ?3 "
    "WHERE guild_id = ?1 AND channel_id = ?2 AND paused_at IS NOT NULL"
)
_RESUMED = "UPDATE digest_period SET since = ?3 WHERE guild_id = ?1 AND channel_id = ?2"

_TOO_MANY = Text(
    "A server can have the daily post in {most} channels: end one with /digest off first.",
    "한 서버에서는 일일 소식을 채널 {most}개까지 설정할 수 있습니다. 먼저 /일일소식 끄기로 하나를 꺼 주세요.",
)


class SubscriptionLedger:
    """The servers' subscriptions in a Store; `looks` says what is due.

    `guilds` are those the bot has left, `missing` the channels unknown to Discord, `favourites` what members liked,
    `votes` what they voted for, `parts` the posts of single papers, `topic_roles` the roles that members take for
    topics.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.guilds = LeftGuilds(store)
        self.missing = MissingChannels(store)
        self.looks = Looks(store)
        self.favourites = Favourites(store)
        self.votes = MemberVotes(store)
        self.parts = Parts(store)
        self.topic_roles = TopicRoles(store)

    async def subscriptions(self, guild_id: int | None = None) -> list[Subscription]:
        """Return a guild's subscriptions, or those of all guilds the bot is in."""
        rows = await self._store.rows(f"{_SUBSCRIPTION} {_OF_GUILDS} ORDER BY guild_id, channel_id", (guild_id,))
        return [subscription_from_row(row) for row in rows]

    async def subscription(self, guild_id: int, channel_id: int) -> Subscription | None:
        """Return the subscription of a guild's channel, or None."""
        rows = await self._store.rows(f"{_SUBSCRIPTION} WHERE guild_id = ? AND channel_id = ?", (guild_id, channel_id))
        return subscription_from_row(rows[0]) if rows else None

    async def current(self, subscription: Subscription) -> Subscription | None:
        """Return the current state of a subscription, None if it ended, is paused, or the bot left.

        A person's own is returned unchecked: the claim checks it.
        """
        if subscription.user_id is not None:
            return subscription
        key = (subscription.guild_id, subscription.channel_id)
        rows = await self._store.rows(f"{_SUBSCRIPTION} {_WANTED}", key)
        return subscription_from_row(rows[0]) if rows else None

    async def wanted(self, places: Collection[Place]) -> list[Subscription]:
        """Return the servers' subscriptions of some places, without paused ones and servers the bot has left."""
        rows = await self._store.rows(_OF_PLACES, (json.dumps([place.key for place in places]),))
        return [subscription_from_row(row) for row in rows]

    async def of_channel(self, channel_id: int) -> list[Subscription]:
        """Return the subscriptions that post to a channel."""
        rows = await self._store.rows(f"{_SUBSCRIPTION} WHERE channel_id = ?", (channel_id,))
        return [subscription_from_row(row) for row in rows]

    async def subscribe(self, new: Subscription) -> Subscription:
        """Put `new` in the place of its channel's subscription and return it as stored; see `put`."""
        stored, _ = await self.put(new)
        return stored

    async def put(self, new: Subscription) -> tuple[Subscription, Subscription | None]:
        """Put `new` in the place of its channel's subscription; return it as stored, and the one that it replaced.

        If time and zone are unchanged, so is the time of setting: changing the count just after the hour must not cost
        that day's post. The notice of a failure is not repeated. Raises InputError if the guild has too many channels.
        """
        async with self._store.transaction() as transaction:
            rows = await transaction.rows(f"{_SUBSCRIPTION} WHERE guild_id = ?", (new.guild_id,))
            known = {old.channel_id: old for old in map(subscription_from_row, rows)}
            old = known.get(new.channel_id)
            if old is None and len(known) >= _MOST_CHANNELS:
                raise InputError(_TOO_MANY.fill(most=_MOST_CHANNELS))
            stored = new if old is None else _in_place_of(old, new)
            await transaction.execute(_PUT, subscription_row(stored))
            await _put_period(transaction, stored)
        return stored, old

    async def unsubscribe(self, guild_id: int, channel_id: int) -> bool:
        """End a channel's subscription; return whether there was one. Its deliveries are kept."""
        where = "DELETE FROM digest_subscription WHERE guild_id = ? AND channel_id = ?"
        async with self._store.transaction() as transaction:
            return await transaction.execute(where, (guild_id, channel_id)) > 0

    async def pause(self, guild_id: int, channel_id: int, now: datetime) -> bool:
        """Pause a subscription; return False if there is none or it is already paused."""
        return await self._change(guild_id, channel_id, "paused_at = ?3", "paused_at IS NULL", stamp(now))

    async def resume(self, guild_id: int, channel_id: int, now: datetime) -> bool:
        """End a pause, from the next slot on; return False if nothing is paused."""
        key = (guild_id, channel_id, stamp(now))
        async with self._store.transaction() as transaction:
            resumed = await transaction.execute(_RESUME, key) > 0
            if resumed:
                await transaction.execute(_RESUMED, key)
        return resumed

    async def noticed(self, subscription: Subscription, now: datetime) -> bool:
        """Record that a failure is being reported; return False if it already was, or nobody is to be told."""
        key = (subscription.guild_id, subscription.channel_id)
        return await self._change(*key, "noticed_at = ?3", "noticed_at IS NULL", stamp(now))

    async def recovered(self, subscription: Subscription) -> None:
        """Record that posting works again: the next failure is reported."""
        if subscription.user_id is not None:
            async with self._store.transaction() as transaction:
                taken = "UPDATE follower SET refused_at = NULL WHERE user_id = ?"
                await transaction.execute(taken, (subscription.user_id,))
            return
        key = (subscription.guild_id, subscription.channel_id)
        await self._change(*key, "noticed_at = NULL, missing_since = NULL", "TRUE")

    async def is_wanted(self, transaction: Transaction, subscription: Subscription) -> bool:
        """Tell whether a post is still wanted, inside the transaction that depends on it."""
        if subscription.user_id is not None:
            return bool(await transaction.rows("SELECT 1 FROM follower WHERE user_id = ?", (subscription.user_id,)))
        key = (subscription.guild_id, subscription.channel_id)
        return bool(await transaction.rows(f"SELECT 1 FROM digest_subscription {_WANTED}", key))  # noqa: S608 - own words

    async def _change(self, guild_id: int, channel_id: int, changes: str, where: str, *values: str) -> bool:
        sql = f"UPDATE digest_subscription SET {changes} WHERE guild_id = ?1 AND channel_id = ?2 AND {where}"  # noqa: S608 - own words
        async with self._store.transaction() as transaction:
            return await transaction.execute(sql, (guild_id, channel_id, *values)) > 0


async def _put_period(transaction: Transaction, stored: Subscription) -> None:
    key = (stored.guild_id, stored.channel_id)
    if stored.review is None:
        await transaction.execute("DELETE FROM digest_period WHERE guild_id = ? AND channel_id = ?", key)
    else:
        await transaction.execute(_PERIOD, (*key, *period_row(stored)))


def _in_place_of(old: Subscription, new: Subscription) -> Subscription:
    same = old.paused_at is None and (old.post_time, old.timezone) == (new.post_time, new.timezone)
    # Another hour leaves a review due that this week or month has not had.
    same_review = old.paused_at is None and (old.review, old.weekday) == (new.review, new.weekday)
    return replace(
        new,
        set_at=old.set_at if same else new.set_at,
        noticed_at=old.noticed_at,
        review_since=old.review_since if same_review else new.review_since,
    )
