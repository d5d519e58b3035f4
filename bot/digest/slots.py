"""Moments at which the clock of a zone shows the hour of posting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["is_night", "latest_slot", "next_slot", "slot_on"]

_PAST_MIDNIGHT = timedelta(hours=3)
_MINUTE = timedelta(minutes=1)


def latest_slot(now: datetime, post_time: time, zone: ZoneInfo) -> datetime:
    """Return the last moment up to `now` at which the clock showed `post_time`, in UTC."""
    today = now.astimezone(zone).date()
    slots = (slot_on(today - timedelta(days=back), post_time, zone) for back in range(3))
    return next(slot for slot in slots if slot <= now)


def next_slot(now: datetime, post_time: time, zone: ZoneInfo) -> datetime:
    """Return the first moment after `now` at which the clock will show `post_time`, in UTC."""
    today = now.astimezone(zone).date()
    slots = (slot_on(today + timedelta(days=ahead), post_time, zone) for ahead in range(-1, 3))
    return next(slot for slot in slots if slot > now)


def slot_on(day: date, post_time: time, zone: ZoneInfo) -> datetime:
    """Return `post_time` on `day`: the next valid minute where clocks skip it, the first where they show it twice."""
    local = datetime.combine(day, post_time)
    while local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        local += _MINUTE
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def is_night(now: datetime, slot: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a slot is over: what comes at night is posted at the configured hour, not at once."""
    return now.astimezone(zone).date() != slot.astimezone(zone).date() and now - slot > _PAST_MIDNIGHT
