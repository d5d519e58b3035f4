"""The SQL of the daily post: subscriptions, and what was claimed, sent or refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.corpus.store import Store, Transaction
from bot.digest.guilds import LeftGuilds
from bot.digest.missing import MissingChannels
from bot.digest.posted import posted
from bot.digest.rows import DELIVERY_COLUMNS, SUBSCRIPTION_COLUMNS, delivery_of, row_of, stamp, subscription_of
from bot.digest.schedule import CATCH_UP
from bot.digest.values import Delivery, Due, Pick, Subscription, Threads
from bot.errors import InputError
from bot.texts import Text

__all__ = ["DigestLedger"]

_MOST_CHANNELS = 10
_SUBSCRIPTION = f"SELECT {SUBSCRIPTION_COLUMNS} FROM digest_subscription"  # noqa: S608 - own words
_DELIVERY = f"SELECT {DELIVERY_COLUMNS} FROM digest_delivery"  # noqa: S608 - own words
_PAPER = (
    "SELECT kind, day, arxiv_id, reason FROM digest_delivery_paper JOIN digest_delivery USING (channel_id, kind, day)"
)
_OF_GUILDS = "WHERE guild_id = ?1 OR (?1 IS NULL AND guild_id NOT IN (SELECT guild_id FROM left_guild))"
_WANTED = (
    "WHERE guild_id = ? AND channel_id = ? AND paused_at IS NULL AND guild_id NOT IN (SELECT guild_id FROM left_guild)"
)
# Of a person (guild 0) the row of the delivery itself goes with their data.
_STILL_WANTED = (
    " AND (guild_id = 0 OR EXISTS (SELECT 1 FROM digest_subscription AS wanted WHERE paused_at IS NULL "
    "AND wanted.guild_id = digest_delivery.guild_id AND wanted.channel_id = digest_delivery.channel_id))"
)
_RECENT = (
    "WHERE channel_id = ?1 AND (claimed_at >= ?2 OR (kind = 'listing' AND day = "
    "(SELECT max(day) FROM digest_delivery WHERE channel_id = ?1 AND kind = 'listing')))"
)
_SHOWN = (
    "SELECT DISTINCT arxiv_id FROM digest_delivery JOIN digest_delivery_paper USING (channel_id, kind, day) WHERE "
    "channel_id = ?1 AND (?2 IS NULL OR sent_at >= ?2 OR (message_id IS NULL AND claimed_at >= ?3))"
)
_LAST = (
    "WHERE channel_id = ?1 AND claimed_at >= (SELECT min(claimed_at) FROM "
    "(SELECT claimed_at FROM digest_delivery WHERE channel_id = ?1 ORDER BY claimed_at DESC LIMIT ?2))"
)

_TOO_MANY = Text(
    "A server can have the daily post in {most} channels: end one with /digest off first.",
    "한 서버에서는 일일 소식을 채널 {most}개까지 설정할 수 있습니다. 먼저 /일일소식 끄기로 하나를 꺼 주세요.",
)


class DigestLedger:
    """Keep the truth about daily posts in a Store; moments are written in UTC.

    `guilds` are those that were left, `missing` the channels that Discord does not know.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.guilds = LeftGuilds(store)
        self.missing = MissingChannels(store)

    async def subscriptions(self, guild_id: int | None = None) -> list[Subscription]:
        """Return a guild's subscriptions, or those of all guilds that the bot has not left."""
        rows = await self._store.rows(f"{_SUBSCRIPTION} {_OF_GUILDS} ORDER BY guild_id, channel_id", (guild_id,))
        return [subscription_of(row) for row in rows]

    async def subscription(self, guild_id: int, channel_id: int) -> Subscription | None:
        """Return the subscription of a guild's channel, or None."""
        rows = await self._store.rows(f"{_SUBSCRIPTION} WHERE guild_id = ? AND channel_id = ?", (guild_id, channel_id))
        return subscription_of(rows[0]) if rows else None

    async def current(self, subscription: Subscription) -> Subscription | None:
        """Return a subscription as it stands now, None where nothing is to be posted: it ended, is paused, or was left.

        A person's own is returned as it is: of them a claim asks.
        """
        if subscription.user_id is not None:
            return subscription
        key = (subscription.guild_id, subscription.channel_id)
        rows = await self._store.rows(f"{_SUBSCRIPTION} {_WANTED}", key)
        return subscription_of(rows[0]) if rows else None

    async def of_channel(self, channel_id: int) -> list[Subscription]:
        """Return the subscriptions that post to a channel."""
        rows = await self._store.rows(f"{_SUBSCRIPTION} WHERE channel_id = ?", (channel_id,))
        return [subscription_of(row) for row in rows]

    async def subscribe(self, new: Subscription) -> Subscription:
        """Put `new` in the place of its channel's subscription and return it as stored.

        Where time and zone stay, the moment of setting stays too: a change of the count just after the hour must
        not cost that day's post. The notice of a failure is not given again.
        Raises InputError for more channels than a guild may have.
        """
        async with self._store.transaction() as transaction:
            rows = await transaction.rows(f"{_SUBSCRIPTION} WHERE guild_id = ?", (new.guild_id,))
            known = {old.channel_id: old for old in map(subscription_of, rows)}
            old = known.get(new.channel_id)
            if old is None and len(known) >= _MOST_CHANNELS:
                raise InputError(_TOO_MANY.fill(most=_MOST_CHANNELS))
            stored = new if old is None else _in_place_of(old, new)
            values = row_of(stored)
            await transaction.execute(
                f"INSERT OR REPLACE INTO digest_subscription ({SUBSCRIPTION_COLUMNS}) "  # noqa: S608 - own words
                f"VALUES ({', '.join('?' * len(values))})",
                values,
            )
        return stored

    async def unsubscribe(self, guild_id: int, channel_id: int) -> bool:
        """End a channel's subscription; return whether there was one. What was delivered stays known."""
        where = "DELETE FROM digest_subscription WHERE guild_id = ? AND channel_id = ?"
        async with self._store.transaction() as transaction:
            return await transaction.execute(where, (guild_id, channel_id)) > 0

    async def pause(self, guild_id: int, channel_id: int, now: datetime) -> bool:
        """Pause a subscription; return False where there is none, or it is paused."""
        return await self._change(guild_id, channel_id, "paused_at = ?3", "paused_at IS NULL", stamp(now))

    async def resume(self, guild_id: int, channel_id: int, now: datetime) -> bool:
        """End a pause, from the next slot on; return False where nothing is paused."""
        changes = "paused_at = NULL, set_at = ?3"
        return await self._change(guild_id, channel_id, changes, "paused_at IS NOT NULL", stamp(now))

    async def noticed(self, subscription: Subscription, now: datetime) -> bool:
        """Note that people are being told of a failure; return False where they were, or nobody is to be told."""
        key = (subscription.guild_id, subscription.channel_id)
        return await self._change(*key, "noticed_at = ?3", "noticed_at IS NULL", stamp(now))

    async def recovered(self, subscription: Subscription) -> None:
        """Note that posting works again: the next failure is told of anew."""
        if subscription.user_id is not None:
            async with self._store.transaction() as transaction:
                taken = "UPDATE follower SET refused_at = NULL WHERE user_id = ?"
                await transaction.execute(taken, (subscription.user_id,))
            return
        key = (subscription.guild_id, subscription.channel_id)
        await self._change(*key, "noticed_at = NULL, missing_since = NULL", "TRUE")

    async def deliveries(self, channel_id: int, since: datetime | None = None) -> list[Delivery]:
        """Return what was claimed for a channel after `since` (None: ever) and the newest listing day, oldest first."""
        return await self._deliveries(_RECENT, channel_id, stamp(since) if since else "")

    async def history(self, channel_id: int, limit: int = 10) -> list[Delivery]:
        """Return what was last claimed for a channel, newest first."""
        return (await self._deliveries(_LAST, channel_id, limit))[::-1][:limit]

    async def shown(
        self, channel_id: int, since: datetime | None = None, now: datetime | None = None
    ) -> frozenset[str]:
        """Return the ids of the papers that a channel was given, of at least the last year.

        With `since` those of posts that were sent since then, or are on their way `now`: what was given up is none.
        """
        if since is None:
            return await posted(self._store, channel_id)
        pending = stamp(now - CATCH_UP) if now else ""
        rows = await self._store.rows(_SHOWN, (channel_id, stamp(since) if since else None, pending))
        return frozenset(row[0] for row in rows)

    async def picks_of(self, user_id: int, day: date) -> tuple[Pick, ...]:
        """Return the papers that a person's own message of a listing day holds, those it does not show too."""
        rows = await self._store.rows(
            "SELECT arxiv_id, reason FROM digest_delivery_paper JOIN digest_delivery USING (channel_id, kind, day) "
            "JOIN follower USING (channel_id) WHERE user_id = ? AND day = ? AND guild_id = 0 ORDER BY position",
            (user_id, day.isoformat()),
        )
        return tuple(Pick(arxiv_id, reason) for arxiv_id, reason in rows)

    async def claim(
        self, subscription: Subscription, posts: Sequence[tuple[Due, Sequence[Pick]]], now: datetime
    ) -> None:
        """Claim posts with the papers they will show, in one transaction; what is claimed already stays as it is.

        Nothing is claimed for a person who has left meanwhile: their data were deleted, and none may come after. Nor
        for a channel whose subscription has ended or was paused meanwhile: its people were told that nothing comes.
        """
        async with self._store.transaction() as transaction:
            if not await _wanted(transaction, subscription):
                return
            for post, picks in posts:
                key = (subscription.channel_id, post.kind, post.day.isoformat())
                claimed = await transaction.execute(
                    "INSERT INTO digest_delivery (channel_id, kind, day, guild_id, claimed_at, left_out) "
                    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (*key, subscription.guild_id, stamp(now), post.left_out),
                )
                if claimed == 1:
                    await transaction.execute_many(
                        "INSERT INTO digest_delivery_paper (channel_id, kind, day, position, arxiv_id, reason) "
                        "VALUES (?, ?, ?, ?, ?, ?)",
                        [(*key, position, pick.arxiv_id, pick.reason) for position, pick in enumerate(picks)],
                    )

    async def attempt(self, delivery: Delivery, now: datetime) -> bool:
        """Note, before anything is sent, that sending is tried; return False where it is wanted no more."""
        changes = "attempts = ?, attempted_at = ?"
        return await self._update(delivery, changes, delivery.attempts + 1, stamp(now), where=_STILL_WANTED)

    async def sent(self, delivery: Delivery, message_id: int, now: datetime, threads: Threads = "none") -> None:
        """Record the message of a delivery, which is thereby done but for the threads that it is to get."""
        changes = "message_id = ?, sent_at = ?, threads_due = ?, retry_at = NULL, error_en = NULL, error_ko = NULL"
        await self._update(delivery, changes, message_id, stamp(now), threads)

    async def failed(self, delivery: Delivery, reason: Text, retry_at: datetime) -> None:
        """Record why a delivery could not be sent or searched for, or has no threads yet, and when to try again."""
        values = (delivery.attempts + 1, *reason, stamp(retry_at))
        await self._update(delivery, "attempts = ?, error_en = ?, error_ko = ?, retry_at = ?", *values)

    async def threaded(self, delivery: Delivery, thread_id: int | None, reason: Text | None = None) -> None:
        """Record the thread of a post that was sent, or why it gets none."""
        errors = (None, None) if reason is None else (*reason,)
        changes = "thread_id = ?, error_en = ?, error_ko = ?, retry_at = NULL, threads_due = 'none'"
        await self._update(delivery, changes, thread_id, *errors)

    async def _deliveries(self, where: str, *values: str | int) -> list[Delivery]:
        async with self._store.transaction("DEFERRED") as transaction:
            rows = await transaction.rows(f"{_DELIVERY} {where} ORDER BY claimed_at, day", values)
            papers = await transaction.rows(f"{_PAPER} {where} ORDER BY position", values)
        picks: defaultdict[tuple[str, str], list[Pick]] = defaultdict(list)
        for kind, day, arxiv_id, reason in papers:
            picks[kind, day].append(Pick(arxiv_id, reason))
        return [delivery_of(row, tuple(picks[row[2], row[3]])) for row in rows]

    async def _change(self, guild_id: int, channel_id: int, changes: str, where: str, *values: str) -> bool:
        sql = f"UPDATE digest_subscription SET {changes} WHERE guild_id = ?1 AND channel_id = ?2 AND {where}"  # noqa: S608 - own words
        async with self._store.transaction() as transaction:
            return await transaction.execute(sql, (guild_id, channel_id, *values)) > 0

    async def _update(self, delivery: Delivery, changes: str, *values: str | int | None, where: str = "") -> bool:
        sql = f"UPDATE digest_delivery SET {changes} WHERE channel_id = ? AND kind = ? AND day = ?{where}"  # noqa: S608 - own words
        async with self._store.transaction() as transaction:
            key = (delivery.channel_id, delivery.kind, delivery.day.isoformat())
            return await transaction.execute(sql, (*values, *key)) > 0


async def _wanted(transaction: Transaction, subscription: Subscription) -> bool:
    if subscription.user_id is not None:
        return bool(await transaction.rows("SELECT 1 FROM follower WHERE user_id = ?", (subscription.user_id,)))
    key = (subscription.guild_id, subscription.channel_id)
    return bool(await transaction.rows(f"SELECT 1 FROM digest_subscription {_WANTED}", key))  # noqa: S608 - own words


def _in_place_of(old: Subscription, new: Subscription) -> Subscription:
    same = old.paused_at is None and (old.post_time, old.timezone) == (new.post_time, new.timezone)
    return replace(new, set_at=old.set_at if same else new.set_at, noticed_at=old.noticed_at)
