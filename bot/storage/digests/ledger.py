"""The SQL of the daily post: subscriptions, and what was claimed, sent or refused."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from bot.storage.connections import EachOwn
from bot.storage.digests.posted import posted
from bot.storage.digests.rows import DELIVERY_COLUMNS, delivery_of
from bot.storage.digests.subscriptions import SubscriptionLedger
from bot.storage.digests.values import CATCH_UP, Delivery, Due, Pick, Subscription, Threads
from bot.storage.moments import stamp
from bot.texts import Text

__all__ = ["DigestLedger", "claim_of"]

_DELIVERY = f"SELECT {DELIVERY_COLUMNS} FROM digest_delivery"  # noqa: S608 - own words
_PAPER = (
    "SELECT kind, day, arxiv_id, reason FROM digest_delivery_paper JOIN digest_delivery USING (channel_id, kind, day)"
)
# The deliveries of a person (guild 0) are deleted with their data.
_STILL_WANTED = (
    " AND (guild_id = 0 OR EXISTS (SELECT 1 FROM digest_subscription AS wanted WHERE paused_at IS NULL "
    "AND wanted.guild_id = digest_delivery.guild_id AND wanted.channel_id = digest_delivery.channel_id))"
)
_UNTRIED_SINCE = " AND message_id IS NULL AND attempts = ? AND attempted_at IS NOT DISTINCT FROM ?"
_RECENT = (
    "WHERE channel_id = ?1 AND (claimed_at >= ?2 OR (kind, day) IN "
    "(SELECT kind, max(day) FROM digest_delivery WHERE channel_id = ?1 AND kind <> 'highlights' GROUP BY kind))"
)
_RECENT_ONES = (
    "AS one WHERE channel_id IN ({}) AND (claimed_at >= ?2 OR (kind <> 'highlights' "
    "AND day = (SELECT max(day) FROM digest_delivery WHERE channel_id = one.channel_id AND kind = one.kind))) "
    "ORDER BY claimed_at, day"
)
_OF_CHANNELS = EachOwn(
    f"{_DELIVERY} {_RECENT_ONES.format('SELECT value FROM json_each(?1)')}",  # noqa: S608 - own words
    f"{_DELIVERY} {_RECENT_ONES.format('SELECT json_array_elements_text(?1::json)::bigint')}",
)
_SHOWN = (
    "SELECT DISTINCT arxiv_id FROM digest_delivery JOIN digest_delivery_paper USING (channel_id, kind, day) WHERE "
    "channel_id = ?1 AND (kind IN ('week', 'month')) = ?4 "
    "AND (sent_at >= ?2 OR (message_id IS NULL AND (claimed_at >= ?3 "
    "OR (claimed_at >= ?2 AND EXISTS (SELECT 1 FROM digest_part AS part WHERE part.channel_id = ?1 "
    "AND part.kind = digest_delivery.kind AND part.day = digest_delivery.day "
    "AND part.arxiv_id = digest_delivery_paper.arxiv_id)))))"
)
_LAST = (
    "WHERE channel_id = ?1 AND claimed_at >= (SELECT min(claimed_at) FROM "
    "(SELECT claimed_at FROM digest_delivery WHERE channel_id = ?1 ORDER BY claimed_at DESC LIMIT ?2) AS last)"
)


class DigestLedger(SubscriptionLedger):
    """The record of daily posts in a Store; moments are stored in UTC."""

    async def deliveries(self, channel_id: int, since: datetime | None = None) -> list[Delivery]:
        """Return a channel's deliveries claimed after `since` (None: all), and those of the newest listing day and
        review, oldest first."""
        return await self._deliveries(_RECENT, channel_id, stamp(since) if since else "")

    async def recent(self, channel_ids: Collection[int], since: datetime) -> dict[int, list[Delivery]]:
        """Return the `deliveries` of several channels, without the papers."""
        rows = await self._store.rows(_OF_CHANNELS, (_json(channel_ids), stamp(since)))
        found: defaultdict[int, list[Delivery]] = defaultdict(list)
        for row in rows:
            delivery = delivery_of(row, ())
            found[delivery.channel_id].append(delivery)
        return found

    async def history(self, channel_id: int, limit: int = 10) -> list[Delivery]:
        """Return a channel's last deliveries, newest first."""
        return (await self._deliveries(_LAST, channel_id, limit))[::-1][:limit]

    async def shown(
        self, channel_id: int, since: datetime | None = None, now: datetime | None = None, *, reviews: bool = False
    ) -> frozenset[str]:
        """Return the ids of the papers posted to a channel in at least the last year.

        With `since`, only posts sent since then or in flight `now`, not those given up; with `reviews` those of weeks
        and months, otherwise the daily ones.
        """
        if since is None:
            return await posted(self._store, channel_id)
        pending = stamp(now - CATCH_UP) if now else ""
        rows = await self._store.rows(_SHOWN, (channel_id, stamp(since), pending, reviews))
        return frozenset(row[0] for row in rows)

    async def picks_of(self, user_id: int, day: date) -> tuple[Pick, ...]:
        """Return all papers of a person's message for a listing day, including those not shown."""
        rows = await self._store.rows(
            "SELECT arxiv_id, reason FROM digest_delivery_paper JOIN digest_delivery USING (channel_id, kind, day) "
            "JOIN follower USING (channel_id) WHERE user_id = ? AND day = ? AND guild_id = 0 ORDER BY position",
            (user_id, day.isoformat()),
        )
        return tuple(Pick(arxiv_id, reason) for arxiv_id, reason in rows)

    async def claim(
        self, subscription: Subscription, posts: Sequence[tuple[Due, Sequence[Pick]]], now: datetime
    ) -> list[Delivery]:
        """Claim posts with their papers, in one transaction; return those not claimed before.

        Nothing is claimed for a person who has left meanwhile, because their data are deleted, nor for a channel whose
        subscription was ended or paused meanwhile.
        """
        new: list[Delivery] = []
        async with self._store.transaction() as transaction:
            if not await self.is_wanted(transaction, subscription):
                return []
            for post, picks in posts:
                key = (subscription.channel_id, post.kind, post.day.isoformat())
                claimed = await transaction.execute(
                    "INSERT INTO digest_delivery (channel_id, kind, day, guild_id, claimed_at, left_out, since, until) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (*key, subscription.guild_id, stamp(now), post.left_out, *_period(post)),
                )
                if claimed == 1:
                    await transaction.execute_many(
                        "INSERT INTO digest_delivery_paper (channel_id, kind, day, position, arxiv_id, reason) "
                        "VALUES (?, ?, ?, ?, ?, ?)",
                        [(*key, position, pick.arxiv_id, pick.reason) for position, pick in enumerate(picks)],
                    )
                    new.append(claim_of(subscription, post, picks, now))
        return new

    async def attempt(self, delivery: Delivery, now: datetime) -> bool:
        """Record an attempt before sending; return False if the post is no longer wanted.

        Also False if somebody else has tried since: of two that read the same delivery, one sends it.
        """
        changes = "attempts = ?, attempted_at = ?"
        known = (delivery.attempts, stamp(delivery.attempted_at) if delivery.attempted_at else None)
        return await self._update(
            delivery, changes, delivery.attempts + 1, stamp(now), where=_UNTRIED_SINCE + _STILL_WANTED, known=known
        )

    async def sent(
        self, delivery: Delivery, message_id: int, now: datetime, threads: Threads = "none", *, publish: bool = False
    ) -> None:
        """Record the message of a delivery, which completes it except for its threads and its publication."""
        changes = "message_id = ?, sent_at = ?, threads_due = ?, publish_due = ?, retry_at = NULL"
        no_error = "error_en = NULL, error_ko = NULL"
        await self._update(delivery, f"{changes}, {no_error}", message_id, stamp(now), threads, int(publish))

    async def failed(self, delivery: Delivery, reason: Text, retry_at: datetime, *, counts: bool = True) -> None:
        """Record why a delivery could not be sent, found or finished, and when to try again.

        Failures that do not count do not lengthen later pauses.
        """
        values = (delivery.attempts + counts, *reason, stamp(retry_at))
        await self._update(delivery, "attempts = ?, error_en = ?, error_ko = ?, retry_at = ?", *values)

    async def threaded(self, delivery: Delivery, thread_id: int | None, reason: Text | None = None) -> None:
        """Record the thread of a sent post, or why it gets none."""
        errors = (None, None) if reason is None else (*reason,)
        changes = "thread_id = ?, error_en = ?, error_ko = ?, retry_at = NULL, threads_due = 'none'"
        await self._update(delivery, changes, thread_id, *errors)

    async def published(self, delivery: Delivery, reason: Text | None = None) -> None:
        """Record that a sent post was published, or why it is not going to be."""
        if reason is not None:
            changes = "publish_due = 0, retry_at = NULL, error_en = ?, error_ko = ?"
            await self._update(delivery, changes, *reason)
        elif delivery.retry_at is not None:
            # The note is of an earlier try to publish.
            await self._update(delivery, "publish_due = 0, retry_at = NULL, error_en = NULL, error_ko = NULL")
        else:
            await self._update(delivery, "publish_due = 0")

    async def _deliveries(self, where: str, *values: str | int) -> list[Delivery]:
        async with self._store.reading() as reading:
            rows = await reading.rows(f"{_DELIVERY} {where} ORDER BY claimed_at, day", values)
            papers = await reading.rows(f"{_PAPER} {where} ORDER BY position", values)
        picks: defaultdict[tuple[str, str], list[Pick]] = defaultdict(list)
        for kind, day, arxiv_id, reason in papers:
            picks[kind, day].append(Pick(arxiv_id, reason))
        return [delivery_of(row, tuple(picks[row[2], row[3]])) for row in rows]

    async def _update(
        self,
        delivery: Delivery,
        changes: str,
        *values: str | int | None,
        where: str = "",
        known: Sequence[str | int | None] = (),
    ) -> bool:
        sql = f"UPDATE digest_delivery SET {changes} WHERE channel_id = ? AND kind = ? AND day = ?{where}"  # noqa: S608 - own words
        async with self._store.transaction() as transaction:
            return await transaction.execute(sql, (*values, *delivery.key, *known)) > 0


def _json(values: Iterable[object]) -> str:
    """Return values as SQL reads them with json_each."""
    return json.dumps(list(values))


def _period(post: Due) -> tuple[str | None, str | None]:
    """Return the first and last day of a review, None twice for other posts: a person's `since` is not kept."""
    if post.since is None or post.until is None:
        return None, None
    return post.since.isoformat(), post.until.isoformat()


def claim_of(subscription: Subscription, post: Due, picks: Sequence[Pick], now: datetime) -> Delivery:
    """Return a post with its papers as it is claimed `now`."""
    of = (subscription.guild_id, subscription.channel_id, post.kind, post.day)
    since, until = (post.since, post.until) if post.until is not None else (None, None)
    return Delivery(*of, now, tuple(picks), left_out=post.left_out, since=since, until=until)
