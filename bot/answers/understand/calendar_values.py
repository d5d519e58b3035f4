"""Calendar values: periods, the clock that relative dates refer to, and arithmetic on weeks and months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from bot.errors import InputError
from bot.texts import Text

__all__ = [
    "NO_SUCH_DAY",
    "Clock",
    "Grain",
    "Period",
    "PeriodSpan",
    "day_of",
    "days_between",
    "easter",
    "month_of",
    "moved",
    "nth_week",
    "nth_weekday",
    "refused",
    "week_of",
    "year_of",
]

Grain = Literal["day", "week", "month", "quarter", "half", "year", "range"]

NO_SUCH_DAY = Text(
    "{typed} is not a calendar day: write a day like 2024-10-25.",
    "{typed}은(는) 달력에 없는 날짜입니다. 2024-10-25처럼 적어 주세요.",
)


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days, both inclusive, None for an open end.

    `relative` marks words such as "yesterday", whose day may not be in the corpus.
    """

    since: date | None
    until: date | None
    relative: bool = False
    grain: Grain = "day"

    @property
    def day(self) -> date | None:
        """The one day meant, or None for a range."""
        return self.since if self.since == self.until else None


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """A period in a text and its span; `others` are further readings of an ambiguous one, likeliest first."""

    start: int
    end: int
    period: Period
    others: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """The reference day of relative words, the newest day a date without year can mean, and the listed days."""

    today: date
    newest: date
    listed: frozenset[date] = frozenset()

    def until(self, newest: date) -> Clock:
        """Return a clock on which no date without a year is after `newest`."""
        return replace(self, newest=newest)


def refused(typed: str) -> InputError:
    """Return the error for a date that does not exist."""
    return InputError(NO_SUCH_DAY.fill(typed=typed.strip()[:60]))


def day_of(day: date, relative: bool = False) -> Period:
    """Return the period of one day."""
    return Period(day, day, relative)


def days_between(since: date, until: date, grain: Grain = "range", relative: bool = False) -> Period:
    """Return the period between two days, in either order."""
    return Period(min(since, until), max(since, until), relative, grain)


def month_of(year: int, month: int, months: int = 1, grain: Grain = "month") -> Period:
    """Return a period of months; a month beyond December is in the next year."""
    first = year * 12 + month - 1
    last_year, last_month = divmod(first + months - 1, 12)
    until = date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    return Period(date(first // 12, first % 12 + 1, 1), until, grain=grain)


def year_of(year: int) -> Period:
    """Return the period of a year."""
    return Period(date(year, 1, 1), date(year, 12, 31), grain="year")


def week_of(day: date) -> Period:
    """Return the week, Monday to Sunday, in which a day lies."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), grain="week")


def moved(day: date, years: int = 0, months: int = 0, days: int = 0) -> date | None:
    """Return `day` shifted, clamped to the end of a shorter month; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + 12 * years + months, 12)
    if not 1 < year < 9999:
        return None
    try:
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(days=days)
    except OverflowError:
        return None


def nth_weekday(within: Period, nth: int, weekday: int) -> date | None:
    """Return the nth such weekday of a period, the last one for -1; None if there are fewer."""
    if within.since is None or within.until is None:
        return None
    if nth < 0:
        return within.until - timedelta(days=(within.until.weekday() - weekday) % 7)
    day = within.since + timedelta(days=(weekday - within.since.weekday()) % 7 + 7 * (nth - 1))
    return day if day <= within.until else None


def nth_week(within: Period, nth: int) -> Period | None:
    """Return the nth week of a month or year; a week belongs to the one that contains its Thursday, as in ISO 8601.

    Only the days of that month are kept; a week of a year is whole.
    """
    thursday = nth_weekday(within, nth, 3)
    if thursday is None:
        return None
    week = week_of(thursday)
    if within.grain == "year" or week.since is None or week.until is None:
        return week
    return replace(
        week, since=max(week.since, within.since or week.since), until=min(week.until, within.until or week.until)
    )


def easter(year: int) -> date:
    """Return Easter Sunday (the algorithm of Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    gold = year % 19
    epact = (19 * gold + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (gold + 11 * epact + 22 * days) // 451
    month, day = divmod(epact + days - 7 * late + 114, 31)
    return date(year, month, day + 1)
