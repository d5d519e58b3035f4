"""One date in a text becomes a period: its week where that is said, and open at an end behind "since" or "까지"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.understand.calendar_values import Clock, Period, PeriodSpan, day_of, month_of, moved, refused, week_of
from bot.answers.understand.day_atoms import Scene
from bot.answers.understand.day_finding import found
from bot.answers.understand.day_parts import Parts
from bot.answers.understand.english import SPAN, span_length

__all__ = ["SaidDate", "readings", "single"]

_SINCE = re.compile(
    r"\s?(?:이후|이래|부터|(?:후|뒤)(?=에|의|로|$|[^가-힣]))(?:에|의|로)?|"
    r"\s(?:onwards?|(?:and|or)\s(?:later|after|newer))\b"
)
_UNTIL = re.compile(
    r"\s?(?P<word>이전|까지|전(?=에|의|까지|꺼|거|것|$))(?:에|의)?|\s(?:(?:and|or)\s(?:earlier|before|older))\b"
)
_KEYWORD = re.compile(r"\b(?P<word>since|after|before|until|till|up (?:to|until)|prior to)\s(?:the\s)?$")
_AWAY = re.compile(rf"(?<![a-z0-9])(?P<span>{SPAN})\s$")
_WEEK_OF = re.compile(r"(?:\b(?:the\s)?week\s(?:of|commencing|beginning|starting)(?:\son)?|\bw/c)\s(?:the\s)?$")
_OF_WEEK = re.compile(r"\s?(?:이\s?(?:있는|포함된|낀|속한)|의)?\s?(?:주(?:간|에)?(?=$|[^가-힣]|의|논문)|week(?![a-z]))")
_MONTH_OF = re.compile(r"\b(?:the\s)?month\sof\s(?:the\s)?$")
_OF_MONTH = re.compile(r"\s?(?:이\s?(?:있는|포함된|낀|속한)|의)\s?달(?=$|[^가-힣]|의|논문)")
# What clings to a date: "october's", "10월꺼", "22일자".
_TAIL = re.compile(r"'s(?![a-z])|자(?=$|[^가-힣]|로)|꺼|거|것|\s?(?:한\s?달\s?(?:간|동안)|동안)")
_LEAD = 40


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date or period as stated, and whether it starts a range whose opening word precedes it."""

    start: int
    end: int
    parts: Parts
    framed: bool = False


def readings(parts: Parts, clock: Clock, typed: str) -> tuple[Period, ...]:
    """Return what the parts can mean. Raises InputError for an unmistakable date that the calendar does not have."""
    periods = found(parts, clock)
    if not periods and parts.certain:
        raise refused(typed)
    return periods


def single(said: SaidDate, scene: Scene) -> PeriodSpan | None:
    """Read one date, with its week or month where that is said, and what opens it at an end."""
    if not said.parts.alone or not said.parts.sane:
        return None
    periods = readings(said.parts, scene.clock, scene.text[said.start : said.end])
    if not periods:
        return None
    span = PeriodSpan(said.start, said.end, periods[0], periods[1:])
    return _opened(span if periods[0].day is None else _widened(span, scene), scene)


def _widened(span: PeriodSpan, scene: Scene) -> PeriodSpan:
    """Return the week or month of the day that is said: "week of nov 18", "9월 16일의 주"."""
    lead = scene.lead(span.start)
    before_week, before_month = _WEEK_OF.search(lead), _MONTH_OF.search(lead)
    after_week, after_month = _OF_WEEK.match(scene.text, span.end), _OF_MONTH.match(scene.text, span.end)
    before, after = before_week or before_month, after_week or after_month
    if before is None and after is None:
        return span
    days = [period.since for period in (span.period, *span.others) if period.since is not None]
    if before_week or after_week:
        periods = [week_of(day) for day in days]
    else:
        periods = [month_of(day.year, day.month) for day in days]
    start = span.start - len(before[0]) if before else span.start
    return PeriodSpan(start, after.end() if after else span.end, periods[0], tuple(periods[1:]))


def _opened(span: PeriodSpan, scene: Scene) -> PeriodSpan:
    """Open the period where a word beside it says so, and take in what clings to it."""
    text, start, end = scene.text, span.start, span.end
    tail = _TAIL.match(text, end)
    end = tail.end() if tail else end
    if text.startswith(")", end) and "(" in text[start:end]:
        end += 1
    if keyword := _KEYWORD.search(scene.lead(start)):
        word = "before" if keyword["word"].startswith("prior") else keyword["word"]
        start -= len(keyword[0])
        away = _AWAY.search(text[max(0, start - _LEAD) : start]) if word in ("before", "after") else None
        if away is not None:
            return _away(replace(span, start=start - len(away[0]), end=end), away["span"], word)
    elif match := _SINCE.match(text, end):
        word, end = "since", match.end()
    elif match := _UNTIL.match(text, end):
        # "10월 이전" ends before October; "10월 25일 이전", as replies write it, ends with that day.
        before = match["word"] == "전" or (match["word"] == "이전" and span.period.day is None)
        word, end = "before" if before else "until", match.end()
    else:
        return replace(span, end=end)
    period, *others = dict.fromkeys(_open(period, word) for period in (span.period, *span.others))
    return PeriodSpan(start, end, period, tuple(others))


def _away(span: PeriodSpan, typed: str, word: str) -> PeriodSpan:
    """Count "two days before yesterday" from its day."""
    length = span_length(typed)
    if length is None or span.period.since is None:
        return span
    years, months, days = length if word == "after" else [-part for part in length]
    day = moved(span.period.since, years, months, days)
    return span if day is None else replace(span, period=day_of(day, span.period.relative), others=())


def _open(period: Period, word: str) -> Period:
    since, until = period.since, period.until
    if since is None or until is None:
        return period
    if word == "since":
        return Period(since, None, period.relative, "range")
    if word == "after":
        return Period(_next(until, 1), None, period.relative, "range")
    return Period(None, _next(since, -1) if word == "before" else until, period.relative, "range")


def _next(day: date, days: int) -> date:
    return moved(day, days=days) or day
