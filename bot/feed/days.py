"""Which days are to be fetched, and when the list of one is complete. Pure; all moments are in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

__all__ = ["MOST_DAYS", "complete_days", "completes_at", "due_days", "is_complete", "today_of"]

# A round after an outage goes back so far.
MOST_DAYS = 31
# So many days are asked again for their votes, and so many at the first start.
_RECENT_DAYS = 7
_AGAIN = timedelta(hours=24)
_GROWS = timedelta(hours=1)
# Papers are put on a day's list until 21:30 of the source's own day, which is 01:30 or 02:30 UTC of the next.
_OPENS = time(2, 40)
# A day that could not be asked again after its end is taken as it is in the end.
_PATIENCE = timedelta(hours=24)
_DAY = timedelta(days=1)


def today_of(now: datetime) -> date:
    """Return the day whose list grows, or is about to, at `now`."""
    return now.astimezone(UTC).date()


def completes_at(day: date) -> datetime:
    """Return the moment from which on the list of `day` takes no more papers."""
    return datetime.combine(day + _DAY, _OPENS, UTC)


def is_complete(day: date, fetched_at: datetime, now: datetime) -> bool:
    """Whether what was fetched of `day` is all of it, or as much of it as is to be waited for."""
    end = completes_at(day)
    return fetched_at >= end or now >= end + _PATIENCE


def complete_days(fetched: Mapping[date, datetime], now: datetime) -> dict[date, datetime | None]:
    """Return, for each fetched day, when its list was complete; None for one that grows."""
    return {day: completes_at(day) if is_complete(day, at, now) else None for day, at in fetched.items()}


def due_days(now: datetime, fetched: Mapping[date, datetime]) -> list[date]:
    """Return the days to ask for, newest first; `fetched` says when each was fetched last.

    Due are a day that grows, each hour; one that is complete since it was fetched; the last seven, once a day; and what
    was never fetched since the first day that was, or of the last seven at the first start. At most 31 days.
    """
    today = today_of(now)
    window = [today - timedelta(days=back) for back in range(MOST_DAYS)]
    first = max(min(fetched, default=window[_RECENT_DAYS]), window[-1])
    return [day for day in window if day >= first and _is_due(day, now, fetched.get(day))]


def _is_due(day: date, now: datetime, fetched_at: datetime | None) -> bool:
    if now < datetime.combine(day, _OPENS, UTC):
        # Nothing is on its list yet, or it is not open at all.
        return False
    if fetched_at is None or fetched_at > now + _DAY:
        # What is dated far ahead was written by a clock gone wrong.
        return True
    if fetched_at < (end := completes_at(day)):
        return now >= end or now - fetched_at >= _GROWS
    return (today_of(now) - day).days <= _RECENT_DAYS and now - fetched_at >= _AGAIN
