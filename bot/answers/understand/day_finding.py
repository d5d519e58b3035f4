"""Find in the calendar what the parts of a day mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from bot.answers.understand.calendar_values import (
    Clock,
    Period,
    day_of,
    days_between,
    month_of,
    moved,
    nth_week,
    nth_weekday,
    week_of,
    year_of,
)
from bot.answers.understand.day_parts import Parts, Portion, Season
from bot.answers.understand.holidays import holiday_of

__all__ = ["found"]

# Of two readings one before arXiv is the less likely.
_FIRST_PAPERS = 1991
# The month in which a season begins.
_SEASONS: Mapping[Season, int] = MappingProxyType({"spring": 3, "summer": 6, "autumn": 9, "winter": 12})


def found(parts: Parts, clock: Clock) -> tuple[Period, ...]:
    """Return the readings of the parts, likeliest first; without a year the latest up to the clock's newest day.

    Nothing is returned for what the calendar does not have.
    """
    if parts.fixed is not None:
        return parts.fixed
    if parts.readings is not None:
        return _figures(parts, clock)
    if parts.holiday is not None:
        years = [parts.year] if parts.year is not None else _years(clock)
        return _latest((holiday_of(parts.holiday, year) for year in years), parts, clock)
    if parts.weekday is not None and parts.day is None:
        return _weekday(parts, clock)
    if parts.day is not None:
        return _latest(_days(parts, clock), parts, clock)
    period = _period(parts, clock)
    return () if period is None else (replace(period, relative=parts.relative),)


def _years(clock: Clock) -> range:
    # 29 February looks back past a century without a leap year.
    return range(clock.newest.year, max(clock.newest.year - 9, 0), -1)


def _latest(days: Iterable[date | None], parts: Parts, clock: Clock) -> tuple[Period, ...]:
    """Return the first of `days`, newest first, that is listed where only its number is said; else the first one."""
    bare = parts.month is None and parts.holiday is None
    # Of days that begin with the newest one only that one is past: the range of the year before is meant.
    newest = clock.newest if parts.last in (None, parts.day) else clock.newest - timedelta(days=1)
    past = [day for day in days if day is not None and (parts.year is not None or day <= newest)]
    listed = [day for day in past if day in clock.listed] if bare else []
    chosen = (listed or past)[:1]
    if parts.last is None:
        return tuple(day_of(day, parts.relative) for day in chosen)
    last = moved(chosen[0], months=parts.last < chosen[0].day) if chosen else None
    last = _date(last.year, last.month, parts.last) if last else None
    return (days_between(chosen[0], last, relative=parts.relative),) if last else ()


def _days(parts: Parts, clock: Clock) -> list[date]:
    """Return the days with that number, newest first, of the month that is said or of the last two years."""
    number = parts.day or 0
    months = [
        (year, month)
        for year in ([parts.year] if parts.year is not None else _years(clock))
        for month in ([parts.month] if parts.month is not None else range(12, 0, -1))
    ]
    days = [day for year, month in months if (day := _date(year, month, number))]
    if parts.weekday is None or parts.month is not None:
        return days
    # Of "Friday the 15th" the weekday tells the month; where it fits none of the last year it is a slip.
    near = [day for day in days if day <= clock.newest][:12]
    return [day for day in near if day.weekday() == parts.weekday] or days


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(parts: Parts, clock: Clock) -> tuple[Period, ...]:
    weekday = parts.weekday or 0
    nth = parts.nth if parts.nth is not None else parts.nth_week
    if parts.week is not None:
        day = parts.week + timedelta(days=weekday)
    elif nth is None:
        day = clock.newest - timedelta(days=(clock.newest.weekday() - weekday) % 7)
    else:
        within = _year_or_month(parts, clock)
        found_day = nth_weekday(within, nth, weekday)
        if found_day is None:
            return ()
        day = found_day
    return (day_of(day, parts.relative),)


def _figures(parts: Parts, clock: Clock) -> tuple[Period, ...]:
    """Return the readings that are days: first what is listed, then what is past, else as they stand."""
    days: list[date] = []
    for year, month, day in parts.readings or ():
        known = parts.year if year is None else year
        years = [known] if known is not None else _years(clock)
        dates = (_date(one, month, day) for one in years)
        read = next((day for day in dates if day and (known is not None or day <= clock.newest)), None)
        if read is not None and read not in days:
            days.append(read)
    latest = max(clock.newest, clock.today)
    days.sort(key=lambda day: (day not in clock.listed, day > latest, day.year < _FIRST_PAPERS))
    return tuple(day_of(day, parts.relative) for day in days)


def _period(parts: Parts, clock: Clock) -> Period | None:
    if parts.week is not None:
        period = week_of(parts.week)
    elif parts.nth_week is not None:
        period = nth_week(_year_or_month(parts, clock), parts.nth_week)
    elif parts.weekend:
        saturday = clock.newest - timedelta(days=(clock.newest.weekday() - 5) % 7)
        return days_between(saturday, saturday + timedelta(days=1))
    elif parts.season is not None and parts.year is not None:
        return month_of(parts.year, _SEASONS[parts.season], 3, "range")
    elif parts.quarter is not None:
        period = _stretch(parts, clock, (parts.quarter - 1) * 3 + 1, 3)
    elif parts.half is not None and parts.month is None:
        period = _stretch(parts, clock, (parts.half - 1) * 6 + 1, 6)
    else:
        period = _year_or_month(parts, clock)
    return period if period is None else _piece(period, parts, clock)


def _stretch(parts: Parts, clock: Clock, month: int, months: int) -> Period:
    year = parts.year if parts.year is not None else clock.newest.year - (month > clock.newest.month)
    return month_of(year, month, months, "quarter" if months == 3 else "half")


def _year_or_month(parts: Parts, clock: Clock) -> Period:
    """Return the month or year that is said; the newest day's month where neither is."""
    if parts.month is None:
        return month_of(clock.newest.year, clock.newest.month) if parts.year is None else year_of(parts.year)
    if parts.year is not None:
        return month_of(parts.year, parts.month)
    return month_of(clock.newest.year - (parts.month > clock.newest.month), parts.month)


def _piece(period: Period, parts: Parts, clock: Clock) -> Period | None:
    """Return the part of a period that is said: its first or last day, its weekend, its beginning, middle or end."""
    since, until = period.since, period.until
    if since is None or until is None:
        return period
    if parts.edge is not None:
        return day_of(since if parts.edge > 0 else until)
    if parts.weekend:
        return days_between(until - timedelta(days=1), until)
    if parts.portion == "so_far":
        return days_between(since, clock.today) if since <= clock.today else None
    if parts.half is not None and (parts.month is not None or parts.week is not None):
        middle = since + timedelta(days=2 if parts.week is not None else 14)
        return days_between(since, middle) if parts.half == 1 else days_between(middle + timedelta(days=1), until)
    return period if parts.portion is None else _third(since, until, parts.portion)


def _third(since: date, until: date, portion: Portion) -> Period:
    """Return the beginning, middle or end: four months of a year, the days 1-10, 11-20 and the rest of a month."""
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    place = ("early", "middle", "late").index(portion)
    if months >= 3 and since.day == 1:
        return month_of(since.year, since.month + place * (months // 3), months // 3, "range")
    if (until - since).days < 7:
        first, last = ((0, 2), (1, 4), (3, 6))[place]
    else:
        first, last = ((0, 9), (10, 19), (20, (until - since).days))[place]
    return days_between(since + timedelta(days=first), since + timedelta(days=last))
