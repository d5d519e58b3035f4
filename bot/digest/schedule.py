"""Is a daily post due? Pure: the moment, the subscription, the listed days and past deliveries in, posts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.texts import Language, Text

__all__ = [
    "CATCH_UP",
    "Delivery",
    "Due",
    "Kind",
    "Subscription",
    "WhenNothingNew",
    "due",
    "latest_slot",
    "next_slot",
    "unsent",
]

Kind = Literal["listing", "highlights"]
WhenNothingNew = Literal["nothing", "highlights"]

CATCH_UP = timedelta(hours=24)
_MOST_LISTINGS = 3
_PAST_MIDNIGHT = timedelta(hours=3)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Subscription:
    """Hold what a guild wants: where, when (its own time zone), how many papers, and what on a day without news."""

    guild_id: int
    channel_id: int
    post_time: time
    timezone: str
    count: int
    language: Language
    when_nothing_new: WhenNothingNew
    set_by: int
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """Hold a post that was claimed; it is done once it has the id of its message.

    With `attempted_at` but no id its message may stand in the channel all the same.
    """

    guild_id: int
    channel_id: int
    kind: Kind
    day: date
    claimed_at: datetime
    paper_ids: tuple[str, ...]
    attempts: int = 0
    retry_at: datetime | None = None
    last_error: Text | None = None
    message_id: int | None = None
    attempted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Hold a post to claim: a listing day, or highlights named by their local date."""

    kind: Kind
    day: date


def due(
    now: datetime,
    subscription: Subscription,
    listed_days: Sequence[date],
    deliveries: Sequence[Delivery],
    catch_up: timedelta = CATCH_UP,
) -> list[Due]:
    """Return the posts to claim now, oldest day first.

    `listed_days` stand newest first; `deliveries` are all of this channel. A slot (one day's post time) serves once:
    what is listed after it was used waits for the next one. A claim stays in `deliveries`, so that no day comes twice.
    """
    zone = ZoneInfo(subscription.timezone)
    slot = latest_slot(now, subscription.post_time, zone)
    # What is dated far ahead was written by a clock gone wrong, and must not silence the channel until then.
    horizon = now + catch_up
    used = any(slot <= delivery.claimed_at <= horizon for delivery in deliveries)
    if used or slot < subscription.set_at <= horizon or now - slot > catch_up:
        return []
    today = now.astimezone(zone).date()
    if today != slot.astimezone(zone).date() and now - slot > _PAST_MIDNIGHT:
        # A day listed in the night comes at the hour that was asked for, not at once.
        return []
    pending = _pending(today, listed_days, deliveries)
    if pending:
        return [Due("listing", day) for day in pending]
    date_of_slot = slot.astimezone(zone).date()
    posted_that_date = any(item.claimed_at.astimezone(zone).date() == date_of_slot for item in deliveries)
    known = any(item.kind == "highlights" and item.day == date_of_slot for item in deliveries)
    if subscription.when_nothing_new == "highlights" and listed_days and not (posted_that_date or known):
        return [Due("highlights", date_of_slot)]
    return []


def unsent(now: datetime, deliveries: Sequence[Delivery], catch_up: timedelta = CATCH_UP) -> list[Delivery]:
    """Return what was claimed within the window and has no message yet, in the order of `deliveries`."""
    return [item for item in deliveries if item.message_id is None and now - item.claimed_at <= catch_up]


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


def _pending(today: date, listed_days: Sequence[date], deliveries: Sequence[Delivery]) -> list[date]:
    """Return the days to post, oldest first: all since the last one posted, but no flood after a long silence."""
    days = [day for day in listed_days if day <= today]
    posted = [item.day for item in deliveries if item.kind == "listing"]
    if not posted:
        return days[:1]
    newer = [day for day in days if day > max(posted)]
    return newer[:_MOST_LISTINGS][::-1]
