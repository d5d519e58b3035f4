"""Rows of the database <-> values of the daily post; moments are written in UTC."""

from __future__ import annotations

import json
from datetime import date, datetime, time

from bot.storage.connections import Row
from bot.storage.digests.values import Delivery, Pick, Subscription
from bot.storage.follow import Follow
from bot.storage.moments import stamp
from bot.texts import Text

__all__ = [
    "DELIVERY_COLUMNS",
    "FROM_SUBSCRIPTION",
    "PERIOD_COLUMNS",
    "SUBSCRIPTION_COLUMNS",
    "delivery_of",
    "period_row",
    "subscription_from_row",
    "subscription_row",
]

SUBSCRIPTION_COLUMNS = (
    "guild_id, channel_id, post_time, timezone, count, language, when_nothing_new, set_by, set_at, min_votes, topics, "
    "role_id, quiet_days, threads, notice_channel_id, paused_at, noticed_at, missing_since, "
    "listing_when, publish"
)
PERIOD_COLUMNS = ", ".join(("every", "weekday", "since"))
FROM_SUBSCRIPTION = "FROM digest_subscription LEFT JOIN digest_period USING (guild_id, channel_id)"
DELIVERY_COLUMNS = (
    "guild_id, channel_id, kind, day, claimed_at, attempts, retry_at, error_en, error_ko, message_id, attempted_at, "
    "sent_at, thread_id, threads_due, left_out, since, until, publish_due"
)


def subscription_row(subscription: Subscription) -> tuple[str | int | None, ...]:
    """Return a server's subscription as the values of SUBSCRIPTION_COLUMNS."""
    topics = [follow.value for follow in subscription.follows if follow.kind == "topic"]
    return (
        subscription.guild_id,
        subscription.channel_id,
        subscription.post_time.strftime("%H:%M"),
        subscription.timezone,
        subscription.count,
        subscription.language,
        subscription.when_nothing_new,
        subscription.set_by,
        stamp(subscription.set_at),
        subscription.min_votes,
        json.dumps(topics, ensure_ascii=False),
        subscription.role_id,
        json.dumps(sorted(subscription.quiet_days)),
        subscription.threads,
        subscription.notice_channel_id,
        stamp(subscription.paused_at) if subscription.paused_at else None,
        stamp(subscription.noticed_at) if subscription.noticed_at else None,
        stamp(subscription.missing_since) if subscription.missing_since else None,
        subscription.when,
        int(subscription.publish),
    )


def period_row(subscription: Subscription) -> tuple[str | int | None, ...]:
    """Return how often a server's subscription is posted as the values of PERIOD_COLUMNS."""
    since = subscription.review_since
    return subscription.every, subscription.weekday, None if since is None else stamp(since)


def subscription_from_row(row: Row) -> Subscription:
    """Return the subscription of a row of SUBSCRIPTION_COLUMNS and PERIOD_COLUMNS; None for the latter means daily."""
    guild_id, channel_id, post_time, timezone, count, language, when_nothing_new, set_by, set_at, *options = row
    min_votes, topics, role_id, quiet_days, threads, notice_channel_id, paused_at, *rest = options
    noticed_at, missing_since, when, publish, every, weekday, since = rest
    return Subscription(
        guild_id=guild_id,
        channel_id=channel_id,
        post_time=time.fromisoformat(post_time),
        timezone=timezone,
        count=count,
        language=language,
        when_nothing_new=when_nothing_new,
        set_by=set_by,
        set_at=datetime.fromisoformat(set_at),
        min_votes=min_votes,
        follows=tuple(Follow("topic", topic) for topic in json.loads(topics)),
        role_id=role_id,
        quiet_days=frozenset(json.loads(quiet_days)),
        threads=threads,
        notice_channel_id=notice_channel_id,
        paused_at=_moment(paused_at),
        noticed_at=_moment(noticed_at),
        missing_since=_moment(missing_since),
        when=when,
        publish=bool(publish),
        every=every or "day",
        weekday=weekday,
        review_since=_moment(since),
    )


def delivery_of(row: Row, picks: tuple[Pick, ...]) -> Delivery:
    """Return the delivery of a row of DELIVERY_COLUMNS, with its papers."""
    guild_id, channel_id, kind, day, claimed_at, attempts, retry_at, error_en, error_ko, *outcome = row
    message_id, attempted_at, sent_at, thread_id, threads_due, left_out, since, until, publish_due = outcome
    return Delivery(
        guild_id=guild_id,
        channel_id=channel_id,
        kind=kind,
        day=date.fromisoformat(day),
        claimed_at=datetime.fromisoformat(claimed_at),
        picks=picks,
        attempts=attempts,
        retry_at=_moment(retry_at),
        last_error=Text(error_en, error_ko) if error_en is not None else None,
        message_id=message_id,
        attempted_at=_moment(attempted_at),
        sent_at=_moment(sent_at),
        thread_id=thread_id,
        threads_due=threads_due,
        left_out=left_out,
        since=_day(since),
        until=_day(until),
        publish_due=bool(publish_due),
    )


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written is not None else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written is not None else None
