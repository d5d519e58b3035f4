"""Which daily posts are due. Pure: takes the moment, the subscription, the listed days and past deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.storage.digests.values import CATCH_UP, Delivery, Due, Subscription

__all__ = [
    "LONGEST_PAUSE",
    "State",
    "due",
    "free_slot",
    "is_late",
    "latest_slot",
    "next_look",
    "next_run",
    "next_slot",
    "otherwise_due",
    "state_of",
    "undelivered",
    "unfinished",
    "waits",
]

State = Literal["sent", "claimed", "waiting", "failed"]

LONGEST_PAUSE = timedelta(hours=6)
_MOST_LISTINGS = 3
_MOST_COLLAPSED = 14
_LATE = timedelta(minutes=15)
_PAST_MIDNIGHT = timedelta(hours=3)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


def due(
    now: datetime,
    subscription: Subscription,
    listed_days: Sequence[date],
    deliveries: Sequence[Delivery],
    catch_up: timedelta = CATCH_UP,
) -> list[Due]:
    """Return the posts to claim now, oldest day first.

    `listed_days` are newest first; `deliveries` are all of this channel. A slot (one day's post time) is used once:
    days listed later, or during a quiet slot, wait for the next one. A claim stays in `deliveries`, so that no day is
    posted twice. A person's days are combined in one post.
    """
    slot = free_slot(now, subscription, deliveries, catch_up)
    if slot is None:
        return []
    zone = ZoneInfo(subscription.timezone)
    pending = _pending(now.astimezone(zone).date(), subscription, listed_days, deliveries)
    if not pending:
        return otherwise_due(now, subscription, listed_days, deliveries)
    if subscription.user_id is None:
        return [Due("listing", day) for day in pending]
    # One message a day: a pending one goes first, and one that may have arrived uses up its day.
    today = now.astimezone(zone).date()
    moments = (moment for item in deliveries for moment in (item.attempted_at, item.sent_at) if moment is not None)
    waits = bool(undelivered(now, deliveries, catch_up))
    had = any(moment.astimezone(zone).date() == today for moment in moments)
    return [] if waits or had else [Due("listing", pending[-1], pending[0])]


def otherwise_due(
    now: datetime, subscription: Subscription, listed_days: Sequence[date], deliveries: Sequence[Delivery]
) -> list[Due]:
    """Return the highlights to claim if the due listings give nothing to post; only for a due slot."""
    zone = ZoneInfo(subscription.timezone)
    date_of_slot = latest_slot(now, subscription.post_time, zone).astimezone(zone).date()
    posted_that_date = any(item.claimed_at.astimezone(zone).date() == date_of_slot for item in deliveries)
    known = any(item.kind == "highlights" and item.day == date_of_slot for item in deliveries)
    if subscription.when_nothing_new == "highlights" and listed_days and not (posted_that_date or known):
        return [Due("highlights", date_of_slot)]
    return []


def free_slot(
    now: datetime, subscription: Subscription, deliveries: Sequence[Delivery], catch_up: timedelta = CATCH_UP
) -> datetime | None:
    """Return the slot that may be used now, or None."""
    zone = ZoneInfo(subscription.timezone)
    slot = latest_slot(now, subscription.post_time, zone)
    date_of_slot = slot.astimezone(zone).date()
    if subscription.paused_at is not None or date_of_slot.weekday() in subscription.quiet_days:
        return None
    # A date far ahead was written by a wrong clock and must not silence the channel until then.
    horizon = now + catch_up
    used = any(slot <= delivery.claimed_at <= horizon for delivery in deliveries)
    if used or slot < subscription.set_at <= horizon or now - slot > catch_up:
        return None
    # A day listed at night is posted at the configured hour, not at once.
    night = now.astimezone(zone).date() != date_of_slot and now - slot > _PAST_MIDNIGHT
    return None if night else slot


def undelivered(now: datetime, deliveries: Sequence[Delivery], catch_up: timedelta = CATCH_UP) -> list[Delivery]:
    """Return the deliveries claimed within the window that have no message yet, in order."""
    return [item for item in deliveries if item.message_id is None and now - item.claimed_at <= catch_up]


def unfinished(now: datetime, deliveries: Sequence[Delivery], catch_up: timedelta = CATCH_UP) -> list[Delivery]:
    """Return the deliveries sent within the window that still lack threads or are to be published."""
    sent = ((item, item.sent_at) for item in deliveries if not item.is_finished)
    return [item for item, moment in sent if moment is not None and now - moment <= catch_up]


def waits(delivery: Delivery, now: datetime) -> bool:
    """Tell whether a delivery waits for its next attempt; a moment too far ahead was written by a wrong clock."""
    return delivery.retry_at is not None and now < delivery.retry_at <= now + LONGEST_PAUSE


def next_look(
    now: datetime,
    subscription: Subscription,
    listed_days: Sequence[date],
    deliveries: Sequence[Delivery],
    catch_up: timedelta = CATCH_UP,
) -> datetime | None:
    """Return the next moment, in UTC, at which something may fall due; None while paused.

    Valid for these listings and deliveries. The caller keeps track of what is due now.
    """
    if subscription.paused_at is not None:
        return None
    zone = ZoneInfo(subscription.timezone)
    waiting = undelivered(now, deliveries, catch_up)
    pauses = (item.retry_at for item in (*waiting, *unfinished(now, deliveries, catch_up)) if waits(item, now))
    moments = [next_slot(now, subscription.post_time, zone), *(moment for moment in pauses if moment is not None)]
    if free_slot(now, subscription, deliveries, catch_up) is not None:
        today = now.astimezone(zone).date()
        # A slot may reach into the next day, which has listings of its own, and for a person a message of its own.
        held_back = subscription.user_id is not None and not due(now, subscription, listed_days, deliveries, catch_up)
        if held_back and _pending(today, subscription, listed_days, deliveries):
            moments += [item.claimed_at + catch_up + _SECOND for item in waiting]
        elif not listed_days or listed_days[0] <= today:
            return min(moments)
        moments.append(_slot_on(today + timedelta(days=1), time(), zone))
    return min(moments)


def state_of(delivery: Delivery, now: datetime, catch_up: timedelta = CATCH_UP) -> State:
    """Return the state of a delivery: `waiting` for its next attempt, `failed` for good, or not tried yet."""
    if delivery.message_id is not None:
        return "sent"
    if now - delivery.claimed_at > catch_up:
        return "failed"
    return "claimed" if delivery.last_error is None else "waiting"


def is_late(delivery: Delivery, subscription: Subscription, now: datetime) -> bool:
    """Tell whether a post sent `now` comes noticeably after the configured hour."""
    slot = latest_slot(delivery.claimed_at, subscription.post_time, ZoneInfo(subscription.timezone))
    return now - slot > _LATE


def next_run(subscription: Subscription, now: datetime) -> datetime | None:
    """Return the first slot after `now` that is not quiet, in UTC; None while the subscription is paused."""
    zone, moment = ZoneInfo(subscription.timezone), now
    for _ in range(7 if subscription.paused_at is None else 0):
        moment = next_slot(moment, subscription.post_time, zone)
        if moment.astimezone(zone).weekday() not in subscription.quiet_days:
            return moment
    return None


def latest_slot(now: datetime, post_time: time, zone: ZoneInfo) -> datetime:
    """Return the last moment up to `now` at which the clock showed `post_time`, in UTC."""
    today = now.astimezone(zone).date()
    slots = (_slot_on(today - timedelta(days=back), post_time, zone) for back in range(3))
    return next(slot for slot in slots if slot <= now)


def next_slot(now: datetime, post_time: time, zone: ZoneInfo) -> datetime:
    """Return the first moment after `now` at which the clock will show `post_time`, in UTC."""
    today = now.astimezone(zone).date()
    slots = (_slot_on(today + timedelta(days=ahead), post_time, zone) for ahead in range(-1, 3))
    return next(slot for slot in slots if slot > now)


def _slot_on(day: date, post_time: time, zone: ZoneInfo) -> datetime:
    """Return `post_time` on `day`: the next valid minute where clocks skip it, the first where they show it twice."""
    local = datetime.combine(day, post_time)
    while local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        local += _MINUTE
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _pending(
    today: date, subscription: Subscription, listed_days: Sequence[date], deliveries: Sequence[Delivery]
) -> list[date]:
    """Return the days to post, oldest first: all since the last one posted, limited after a long silence."""
    days = [day for day in listed_days if day <= today]
    known = [item.day for item in deliveries if item.kind == "listing"]
    if subscription.listed_after is not None:
        known.append(subscription.listed_after)
    if not known:
        return days[:1]
    newer = [day for day in days if day > max(known)]
    return newer[: _MOST_LISTINGS if subscription.user_id is None else _MOST_COLLAPSED][::-1]
