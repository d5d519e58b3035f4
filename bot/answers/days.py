"""What a day or a range of days looks like in English and in Korean: one table, longer forms first."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import InputError
from bot.texts import Text

__all__ = ["NO_SUCH_DAY", "RULES", "Clock", "Rule"]

NO_SUCH_DAY = Text(
    "{typed} is no day of the calendar: write a day like 2024-10-25.",
    "{typed}은(는) 달력에 없는 날짜입니다. 2024-10-25처럼 적어 주세요.",
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month_name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FEW = {
    "한": 1,
    "일": 1,
    "두": 2,
    "이": 2,
    "세": 3,
    "삼": 3,
    "네": 4,
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
}
_UNITS = {
    "day": 1,
    "일": 1,
    "week": 7,
    "주": 7,
    "주일": 7,
    "주간": 7,
    "month": 30,
    "달": 30,
    "개월": 30,
    "year": 365,
    "년": 365,
}


@dataclass(frozen=True, slots=True)
class Clock:
    """Hold what relative words count from, and the newest day that a date without year can mean."""

    today: date
    newest: date


_Finder = Callable[[re.Match[str], Clock], tuple[date, date]]


def _day(match: re.Match[str], clock: Clock) -> tuple[date, date]:
    groups = match.groupdict()
    name = groups.get("month_name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(groups["month"])
    try:
        if groups.get("year"):
            day = date(int(groups["year"]), month, int(groups["day"]))
        else:
            day = _latest(month, int(groups["day"]), clock.newest)
    except ValueError:
        raise InputError(NO_SUCH_DAY.fill(typed=match[0].strip())) from None
    return day, day


def _latest(month: int, day: int, newest: date) -> date:
    """Return the latest such day up to `newest`; 29 February looks back to a leap year. Raises ValueError."""
    for year in range(newest.year, newest.year - 9, -1):
        if day <= monthrange(year, month)[1] and (found := date(year, month, day)) <= newest:
            return found
    message = "no such day"
    raise ValueError(message)


def _days_of_month(match: re.Match[str], clock: Clock) -> tuple[date, date]:
    first, _ = _day(match, clock)
    try:
        return first, first.replace(day=int(match["last"]))
    except ValueError:
        raise InputError(NO_SUCH_DAY.fill(typed=match[0].strip())) from None


def _month(match: re.Match[str], clock: Clock) -> tuple[date, date]:
    groups = match.groupdict()
    name = groups.get("month_name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(groups["month"])
    year = int(groups["year"]) if groups.get("year") else clock.newest.year - (month > clock.newest.month)
    if not 1 <= month <= 12:
        raise InputError(NO_SUCH_DAY.fill(typed=match[0].strip()))
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year(match: re.Match[str], _: Clock) -> tuple[date, date]:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _last(match: re.Match[str], clock: Clock) -> tuple[date, date]:
    typed = (match["count"] or "1").lower()
    count = max(1, int(typed) if typed.isdigit() else _FEW[typed])
    days = min(count * _UNITS[match["unit"].lower()], 36_500)
    return clock.today - timedelta(days=days - 1), clock.today


def _back(match: re.Match[str], clock: Clock) -> tuple[date, date]:
    day = clock.today - timedelta(days=int(match["count"]) * _UNITS[match["unit"].lower()])
    return day, day


def _calendar_year(years: int) -> _Finder:
    return lambda _, clock: (date(clock.today.year - years, 1, 1), date(clock.today.year - years, 12, 31))


def _ago(days: int) -> _Finder:
    return lambda _, clock: (clock.today - timedelta(days=days), clock.today - timedelta(days=days))


def _week(weeks: int) -> _Finder:
    def find(_: re.Match[str], clock: Clock) -> tuple[date, date]:
        monday = clock.today - timedelta(days=clock.today.weekday() + 7 * weeks)
        return monday, monday + timedelta(days=6)

    return find


def _calendar_month(months: int) -> _Finder:
    def find(_: re.Match[str], clock: Clock) -> tuple[date, date]:
        year, month = divmod(clock.today.year * 12 + clock.today.month - 1 - months, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])

    return find


Rule = tuple[re.Pattern[str], _Finder, bool]


def _rule(pattern: str, find: _Finder, relative: bool = False) -> Rule:
    return re.compile(pattern, re.IGNORECASE), find, relative


# The first rule that fits decides: longer forms stand before the shorter ones they contain.
RULES: tuple[Rule, ...] = (
    _rule(rf"(?<![\d.]){_YEAR}\s*[-./]\s*(?P<month>\d{{1,2}})\s*[-./]\s*(?P<day>\d{{1,2}})(?!\d)\.?", _day),
    _rule(rf"{_YEAR}\s*년\s*(?P<month>\d{{1,2}})\s*월\s*(?P<day>\d{{1,2}})\s*일", _day),
    _rule(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b", _day),
    _rule(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b", _day),
    _rule(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})\s*[-–~]\s*(?P<last>\d{{1,2}}),?\s+{_YEAR}\b", _days_of_month),
    _rule(r"(?<!\d)(?P<month>\d{1,2})\s*월\s*(?P<day>\d{1,2})\s*일", _day),
    _rule(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?!\w)", _day),
    _rule(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*%)", _day),
    _rule(rf"{_YEAR}\s*년\s*(?P<month>\d{{1,2}})\s*월", _month),
    _rule(rf"\b{_MONTH},?\s+{_YEAR}\b", _month),
    _rule(rf"(?<![\d.-]){_YEAR}-(?P<month>\d{{1,2}})(?![\d-])", _month),
    _rule(r"(?<!\d)(?P<month>\d{1,2})\s*월(?![가-힣]*\s*\d)", _month),
    _rule(r"그저께|그제|day before yesterday", _ago(2), relative=True),
    _rule(r"\byesterday(?:'s)?\b|어제|어저께", _ago(1), relative=True),
    _rule(r"\btoday(?:'s)?\b|오늘", _ago(0), relative=True),
    _rule(r"\b(?P<count>\d{1,3})\s+(?P<unit>day|week|month)s?\s+ago\b", _back, relative=True),
    _rule(r"(?<!\d)(?P<count>\d{1,3})\s*(?P<unit>일|주|달|개월)\s*전", _back, relative=True),
    _rule(r"\bthis year\b|올해", _calendar_year(0), relative=True),
    _rule(r"\blast year\b|작년|지난\s*해", _calendar_year(1), relative=True),
    _rule(r"\bthis week\b|이번\s*주", _week(0), relative=True),
    _rule(r"\bthis month\b|이번\s*달", _calendar_month(0), relative=True),
    _rule(r"\blast month\b|지난\s*달|저번\s*달", _calendar_month(1), relative=True),
    _rule(r"\blast week\b|지난\s*주(?!일)|저번\s*주", _week(1), relative=True),
    _rule(
        r"\b(?:in\s+)?(?:the\s+)?(?:last|past|recent)\s+(?:(?P<count>\d{1,3}|a|one|two|three|four)\s+)?"
        r"(?P<unit>day|week|month|year)s?\b",
        _last,
        relative=True,
    ),
    _rule(
        r"(?:최근|지난)\s*(?P<count>\d{1,3}|한|일|두|이|세|삼|네)?\s*(?P<unit>주일|주간|개월|일|주|달|년)(?:간|\s*동안)?",
        _last,
        relative=True,
    ),
    _rule(rf"{_YEAR}\s*년", _year),
    _rule(rf"\b(?:in|from|of|since|during|before|after|until)\s+(?:the\s+year\s+)?{_YEAR}\b(?![-./]\d)", _year),
)
