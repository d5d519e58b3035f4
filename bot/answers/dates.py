"""Days and ranges of days in what people write, in English and in Korean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import InputError
from bot.texts import Text

__all__ = ["Period", "find_period", "parse_day"]

_NO_SUCH_DAY = Text(
    "{typed} is no day of the calendar: write a day like 2024-10-25.",
    "{typed}은(는) 달력에 없는 날짜입니다. 2024-10-25처럼 적어 주세요.",
)
_NOT_A_DAY = Text(
    "“{typed}” was not understood as a day: write a day like 2024-10-25, “25 October 2024”, or “yesterday”.",
    "“{typed}”을(를) 날짜로 이해하지 못했습니다. 2024-10-25, “10월 25일”, “어제”처럼 적어 주세요.",
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
class Period:
    """Hold the days meant (both inclusive, None for open) and where in the text they stand.

    `relative` marks words such as "yesterday", whose day may well not be in the corpus.
    """

    since: date | None
    until: date | None
    start: int
    end: int
    relative: bool = False

    @property
    def day(self) -> date | None:
        """The one day meant, or None for a range."""
        return self.since if self.since == self.until else None


@dataclass(frozen=True, slots=True)
class _Clock:
    """Hold what relative words count from, and the newest day that a date without year can mean."""

    today: date
    newest: date


_Finder = Callable[[re.Match[str], _Clock], tuple[date, date]]


def _day(match: re.Match[str], clock: _Clock) -> tuple[date, date]:
    groups = match.groupdict()
    name = groups.get("month_name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(groups["month"])
    try:
        if groups.get("year"):
            day = date(int(groups["year"]), month, int(groups["day"]))
        else:
            day = date(clock.newest.year, month, int(groups["day"]))
            day = day if day <= clock.newest else day.replace(year=day.year - 1)
    except ValueError:
        raise InputError(_NO_SUCH_DAY.fill(typed=match[0].strip())) from None
    return day, day


def _month(match: re.Match[str], clock: _Clock) -> tuple[date, date]:
    groups = match.groupdict()
    name = groups.get("month_name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(groups["month"])
    year = int(groups["year"]) if groups.get("year") else clock.newest.year - (month > clock.newest.month)
    if not 1 <= month <= 12:
        raise InputError(_NO_SUCH_DAY.fill(typed=match[0].strip()))
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year(match: re.Match[str], _: _Clock) -> tuple[date, date]:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _last(match: re.Match[str], clock: _Clock) -> tuple[date, date]:
    typed = (match["count"] or "1").lower()
    count = int(typed) if typed.isdigit() else _FEW[typed]
    days = min(count * _UNITS[match["unit"].lower()], 36_500)
    return clock.today - timedelta(days=days - 1), clock.today


def _ago(days: int) -> _Finder:
    return lambda _, clock: (clock.today - timedelta(days=days), clock.today - timedelta(days=days))


def _week(weeks: int) -> _Finder:
    def find(_: re.Match[str], clock: _Clock) -> tuple[date, date]:
        monday = clock.today - timedelta(days=clock.today.weekday() + 7 * weeks)
        return monday, monday + timedelta(days=6)

    return find


def _calendar_month(months: int) -> _Finder:
    def find(_: re.Match[str], clock: _Clock) -> tuple[date, date]:
        year, month = divmod(clock.today.year * 12 + clock.today.month - 1 - months, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])

    return find


_Rule = tuple[re.Pattern[str], _Finder, bool]


def _rule(pattern: str, find: _Finder, relative: bool = False) -> _Rule:
    return re.compile(pattern, re.IGNORECASE), find, relative


# The first rule that fits decides: longer forms stand before the shorter ones they contain.
_RULES: tuple[_Rule, ...] = (
    _rule(rf"(?<![\d.]){_YEAR}\s*[-./]\s*(?P<month>\d{{1,2}})\s*[-./]\s*(?P<day>\d{{1,2}})(?!\d)\.?", _day),
    _rule(rf"{_YEAR}\s*년\s*(?P<month>\d{{1,2}})\s*월\s*(?P<day>\d{{1,2}})\s*일", _day),
    _rule(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b", _day),
    _rule(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b", _day),
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
_AFTER = re.compile(r"\s*(?:이후|이래|부터|후)(?:에|의|로)?")
_BEFORE = re.compile(r"\s*(?:이전|까지|전)(?:에|의)?")
_FROM = re.compile(r"\b(?:from|between)\s+$", re.IGNORECASE)
_KEYWORD = re.compile(r"(since|from|after|before|until|till|up to)\b", re.IGNORECASE)
_KEYWORD_BEFORE = re.compile(r"\b(since|from|after|before|until|till|up to)\s+$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:~|–|—|-|to|until|till|and|부터|에서)\s*(?:the\s+)?$", re.IGNORECASE)


def find_period(text: str, today: date, newest: date | None = None) -> Period | None:
    """Return the period that `text` names first, or None.

    A day or month without a year is the latest one not after `newest` (the newest listing; default `today`).

    Reads two days as a range ("2024-10-21 ~ 2024-10-25", "10월 21일부터 25일까지") and "since", "이후", "before",
    "까지" as open ends. Raises InputError for a day that the calendar does not have.
    """
    clock = _Clock(today, newest or today)
    first = _first(text, 0, clock)
    if first is None:
        return None
    second = _first(text, first.end, clock)
    if second is not None and _TO.fullmatch(text[first.end : second.start]):
        tail = _BEFORE.match(text, second.end)
        head = _FROM.search(text[: first.start])
        start = head.start() if head else first.start
        return Period(first.since, second.until, start, tail.end() if tail else second.end)
    if match := _AFTER.match(text, first.end):
        return Period(first.since, None, first.start, match.end())
    if (match := _BEFORE.match(text, first.end)) and not first.relative:
        return Period(None, first.until, first.start, match.end())
    return _with_keyword(text, first)


def _with_keyword(text: str, period: Period) -> Period:
    """Open the period where "since", "after", "until" or "before" stands in front of it."""
    match = _KEYWORD.match(text, period.start) or _KEYWORD_BEFORE.search(text[: period.start])
    if match is None or period.since is None or period.until is None:
        return period
    keyword, start = match[1].lower(), match.start()
    if keyword in ("since", "from"):
        return Period(period.since, None, start, period.end)
    if keyword == "after":
        return Period(period.until + timedelta(days=1), None, start, period.end)
    if keyword == "before":
        return Period(None, period.since - timedelta(days=1), start, period.end)
    return Period(None, period.until, start, period.end)


def parse_day(text: str, today: date, newest: date | None = None) -> Period:
    """Return the period that the whole of `text` is; raises InputError for anything else."""
    typed = text.strip()
    period = find_period(typed, today, newest)
    if period is None or re.search(r"[^\W_]{2,}", typed[: period.start] + " " + typed[period.end :]):
        raise InputError(_NOT_A_DAY.fill(typed=typed[:100]))
    return period


def _first(text: str, position: int, clock: _Clock) -> Period | None:
    best: tuple[int, int, _Rule, re.Match[str]] | None = None
    for order, rule in enumerate(_RULES):
        match = rule[0].search(text, position)
        if match and (best is None or (match.start(), order) < best[:2]):
            best = (match.start(), order, rule, match)
    if best is None:
        return None
    _, _, (_, find, relative), match = best
    since, until = find(match, clock)
    return Period(since, until, match.start(), match.end(), relative)
