"""Which daily posts are due. Pure: takes the moment, the subscription, the listed days and past deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.digest.reviews import next_review, open_review, review_due
from bot.digest.slots import is_night, latest_slot, next_slot, slot_on
from bot.storage.digests.values import CATCH_UP, Delivery, Due, Kind, Subscription

__all__ = [
    "DAILY",
    "LONGEST_PAUSE",
    "State",
    "due",
    "free_slot",
    "is_late",
    "is_open",
    "next_look",
    "next_run",
    "otherwise_due",
    "state_of",
    "undelivered",
    "unfinished",
    "waits",
]

State = Literal["sent", "claimed", "waiting", "failed"]

LONGEST_PAUSE = timedelta(hours=6)
# The kinds of a channel's daily posts; the others are reviews.
DAILY: tuple[Kind, ...] = ("listing", "highlights")
_MOST_LISTINGS = 3
_MOST_COLLAPSED = 14
_LATE = timedelta(minutes=15)
_SECOND = timedelta(seconds=1)


def due(
    now: datetime,
    subscription: Subscription,
    listed_days: Sequence[date],
    deliveries: Sequence[Delivery],
    catch_up: timedelta = CATCH_UP,
) -> list[Due]:
    """Return the posts to claim now, oldest day first, a review last.

    `listed_days` are newest first; `deliveries` are all of this channel. A slot (one day's post time) is used once:
    days listed later, or during a quiet slot, wait for the next one. A claim stays in `deliveries`, so that no day is
    posted twice. A person's days are combined in one post.
    """
    reviews = review_due(now, subscription, listed_days, deliveries)
    return [*_daily_due(now, subscription, listed_days, deliveries, catch_up), *reviews]


def _daily_due(
    now: datetime,
    subscription: Subscription,
    listed_days: Sequence[date],
    deliveries: Sequence[Delivery],
    catch_up: timedelta,
) -> list[Due]:
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
    claims = (item.claimed_at for item in deliveries if item.kind in DAILY)
    posted_that_date = any(moment.astimezone(zone).date() == date_of_slot for moment in claims)
    known = any(item.kind == "highlights" and item.day == date_of_slot for item in deliveries)
    if subscription.when_nothing_new == "highlights" and listed_days and not (posted_that_date or known):
        return [Due("highlights", date_of_slot)]
    return []


def free_slot(
    now: datetime, subscription: Subscription, deliveries: Sequence[Delivery], catch_up: timedelta = CATCH_UP
) -> datetime | None:
    """Return the slot that a daily post may use now, or None."""
    zone = ZoneInfo(subscription.timezone)
    slot = latest_slot(now, subscription.post_time, zone)
    date_of_slot = slot.astimezone(zone).date()
    if subscription.paused_at is not None or not subscription.is_daily:
        return None
    if date_of_slot.weekday() in subscription.quiet_days:
        return None
    # A date far ahead was written by a wrong clock and must not silence the channel until then.
    horizon = now + catch_up
    used = any(slot <= item.claimed_at <= horizon for item in deliveries if item.kind in DAILY)
    if used or slot < subscription.set_at <= horizon or now - slot > catch_up:
        return None
    return None if is_night(now, slot, zone) else slot


def is_open(now: datetime, subscription: Subscription, deliveries: Sequence[Delivery]) -> bool:
    """Tell whether papers that come now may be posted at once."""
    if free_slot(now, subscription, deliveries) is not None:
        return True
    return open_review(now, subscription, deliveries) is not None


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
        moments.append(slot_on(today + timedelta(days=1), time(), zone))
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
    zone = ZoneInfo(subscription.timezone)
    if delivery.kind in DAILY:
        slot = latest_slot(delivery.claimed_at, subscription.post_time, zone)
    else:
        slot = slot_on(delivery.day, subscription.post_time, zone)
    return now - slot > _LATE


def next_run(subscription: Subscription, now: datetime) -> datetime | None:
    """Return when the next post after `now` is due, in UTC; None while the subscription is paused."""
    if subscription.paused_at is not None:
        return None
    moments = (_next_daily(subscription, now), next_review(subscription, now))
    return min((moment for moment in moments if moment is not None), default=None)


def _next_daily(subscription: Subscription, now: datetime) -> datetime | None:
    """Return the first slot after `now` that is not quiet."""
    zone, moment = ZoneInfo(subscription.timezone), now
    for _ in range(7 if subscription.is_daily else 0):
        moment = next_slot(moment, subscription.post_time, zone)
        if moment.astimezone(zone).weekday() not in subscription.quiet_days:
            return moment
    return None


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
