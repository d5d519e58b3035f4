"""Which review of a week or a month is due, and which days it has. Pure, as the schedule of the daily posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.digest.slots import is_night, latest_slot, slot_on
from bot.storage.digests.values import CATCH_UP, Delivery, Due, Review, Subscription

__all__ = ["next_review", "open_review", "review_due", "review_of_now", "wants_highlights"]

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)
# How long after its day a review still comes: after an outage, or when its papers were listed late.
_WINDOW: Mapping[Review, timedelta] = {"week": timedelta(days=6), "month": timedelta(days=20)}
# Up to this long after the last review the next one has all days since, for example if another weekday was chosen.
_LONGEST: Mapping[Review, timedelta] = {"week": timedelta(days=13), "month": timedelta(days=62)}
_AHEAD = 40


def review_due(
    now: datetime, subscription: Subscription, listed_days: Sequence[date], deliveries: Sequence[Delivery]
) -> list[Due]:
    """Return the review to claim now, if any; `listed_days` are newest first, `deliveries` as for the daily posts.

    It ends with the newest listed day before its own: a later day that still grows is in the next review.
    """
    kind, day = subscription.review, open_review(now, subscription, deliveries)
    if kind is None or day is None:
        return []
    since = _since(kind, day, subscription, _last(kind, day, deliveries))
    until = next((one for one in listed_days if one < day), None)
    if until is not None and since <= until:
        return [Due(kind, day, since, until=until)]
    return [Due(kind, day)] if wants_highlights(subscription) and listed_days else []


def review_of_now(now: datetime, subscription: Subscription, listed_days: Sequence[date]) -> list[Due]:
    """Return the review as if its day were today, whatever was posted before; for a preview."""
    kind, day = subscription.review, now.astimezone(ZoneInfo(subscription.timezone)).date()
    if kind is None:
        return []
    since = day - _WEEK if kind == "week" else day - _MONTH
    until = next((one for one in listed_days if one < day), None)
    return [Due(kind, day, since, until=until)] if until is not None and since <= until else []


def wants_highlights(subscription: Subscription) -> bool:
    """Tell whether a review without papers shows highlights; a channel with daily posts has had its highlights."""
    return subscription.when_nothing_new == "highlights" and not subscription.is_daily


def open_review(now: datetime, subscription: Subscription, deliveries: Sequence[Delivery]) -> date | None:
    """Return the day of the review that may be claimed now, or None.

    Two weekly reviews are at least seven days apart, and a month has one at most, whatever is changed in between. Quiet
    days are for the daily posts; only a late review avoids them.
    """
    kind = subscription.review
    if kind is None or subscription.paused_at is not None:
        return None
    zone = ZoneInfo(subscription.timezone)
    slot = latest_slot(now, subscription.post_time, zone)
    today = slot.astimezone(zone).date()
    day = _day_of(kind, subscription.weekday, today)
    if is_night(now, slot, zone) or today - day > _WINDOW[kind]:
        return None
    if day != today and today.weekday() in subscription.quiet_days:
        return None
    chosen_at = subscription.review_since or subscription.set_at
    # A moment far ahead was written by a wrong clock.
    if slot_on(day, subscription.post_time, zone) < chosen_at <= now + CATCH_UP:
        return None
    last = _last(kind, day, deliveries)
    return None if last is not None and _is_too_soon(kind, day, last.day) else day


def next_review(subscription: Subscription, now: datetime) -> datetime | None:
    """Return the first moment after `now` at which a review is due, in UTC; None if there are no reviews."""
    kind, zone = subscription.review, ZoneInfo(subscription.timezone)
    if kind is None:
        return None
    today = now.astimezone(zone).date()
    ahead = (today + timedelta(days=days) for days in range(-1, _AHEAD))
    days = (day for day in ahead if _day_of(kind, subscription.weekday, day) == day)
    slots = (slot_on(day, subscription.post_time, zone) for day in days)
    return next(slot for slot in slots if slot > now)


def _day_of(kind: Review, weekday: int | None, today: date) -> date:
    """Return the last day up to `today` on which a review is due."""
    if kind == "week":
        return today - timedelta(days=(today.weekday() - (weekday or 0)) % 7)
    day = _first_of_month(today, weekday)
    return day if day <= today else _first_of_month(today.replace(day=1) - _DAY, weekday)


def _first_of_month(month: date, weekday: int | None) -> date:
    first = month.replace(day=1)
    return first if weekday is None else first + timedelta(days=(weekday - first.weekday()) % 7)


def _last(kind: Review, day: date, deliveries: Sequence[Delivery]) -> Delivery | None:
    """Return the last review up to about `day`; a later one was claimed by a wrong clock."""
    own = (item for item in deliveries if item.kind == kind and item.day < day + _WEEK)
    return max(own, key=lambda item: item.day, default=None)


def _is_too_soon(kind: Review, day: date, last: date) -> bool:
    if kind == "week":
        return abs(day - last) < _WEEK
    return (day.year, day.month) <= (last.year, last.month)


def _since(kind: Review, day: date, subscription: Subscription, last: Delivery | None) -> date:
    """Return the first day of a review: the one after the last review's, or a week or month before its own."""
    if last is not None and day - last.day <= _LONGEST[kind]:
        # One that never got through has its days still to be reviewed.
        if last.message_id is None:
            return last.since or last.day
        return last.until + _DAY if last.until is not None else last.day
    return day - _WEEK if kind == "week" else _day_of(kind, subscription.weekday, day - _DAY)
