"""Two dates in a text become a range, and each end is completed by what only the other says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers.understand.calendar_values import PeriodSpan, day_of, days_between, moved
from bot.answers.understand.day_atoms import Scene
from bot.answers.understand.day_finding import found
from bot.answers.understand.day_parts import Parts
from bot.answers.understand.day_spans import SaidDate, readings, single

__all__ = ["spans_of"]

_TO = re.compile(
    r"\s?(?:~|–|—|-|(?:and\s|up\s)?(?:to|until|till|through|thru)\s|부터는?\s?~?|에서(?:부터)?)\s?(?:the\s)?"
)
_AND = re.compile(r"\s?(?:and\s(?:the\s)?|,|&|과|와|하고|이랑|랑|-|~)\s?")
_HEAD = re.compile(r"(?:from|between|in)\s(?:the\s)?$")
_BETWEEN = re.compile(r"between\s(?:the\s)?$")
_AMONG = re.compile(r"\s?사이(?:의)?")
_UP_TO = re.compile(r"\s?까지(?:의)?")
_WITHIN = re.compile(r",?\s?(?:from|between)\s(?:the\s)?")
_COUNTED_FROM = re.compile(r"\s?(?:으?로)?\s?부터\s?")


def spans_of(dates: Sequence[SaidDate], scene: Scene) -> list[PeriodSpan]:
    """Return the periods that the dates of a text name, ranges first where two of them make one."""
    rest = list(dates)
    spans: list[PeriodSpan] = []
    index = 0
    while index < len(rest):
        one = rest[index]
        two = rest[index + 1] if index + 1 < len(rest) else None
        span = None
        if two is not None:
            if (framed := _framed(one, two, scene)) is not None:
                rest[index + 1] = framed
                index += 1
                continue
            span = _pair(one, two, scene)
        index += 1 if span is None else 2
        if span is None:
            span = single(one, scene)
        if span is not None:
            spans.append(span)
    return spans


def _framed(one: SaidDate, two: SaidDate, scene: Scene) -> SaidDate | None:
    """Return the first end of "this week from Tue to Thu" completed by the frame before it."""
    if not _WITHIN.fullmatch(scene.text, one.end, two.start):
        return None
    parts = one.parts.joined(two.parts)
    return None if parts is None else SaidDate(one.start, two.end, parts, framed=True)


def _pair(one: SaidDate, two: SaidDate, scene: Scene) -> PeriodSpan | None:
    """Read two dates as the ends of a range where the words between and around them say so."""
    text = scene.text
    if text.startswith("전", two.end - 1) and _COUNTED_FROM.fullmatch(text, one.end, two.start):
        return _counted(one, two, scene)
    head, among = _HEAD.search(scene.lead(one.start)), _AMONG.match(text, two.end)
    if _TO.fullmatch(text, one.end, two.start):
        sure = one.parts.alone or two.parts.alone or head or one.parts.said == two.parts.said
    else:
        both = one.framed or among or _BETWEEN.search(scene.lead(one.start)) or _follows(one.parts, two.parts)
        sure = both and _AND.fullmatch(text, one.end, two.start)
    days = _ends(one, two, scene) if sure else None
    if days is None:
        return None
    tail = among or _UP_TO.match(text, two.end)
    relative = one.parts.relative and two.parts.relative
    start = one.start - len(head[0]) if head else one.start
    return PeriodSpan(start, tail.end() if tail else two.end, days_between(*days, relative=relative))


def _ends(one: SaidDate, two: SaidDate, scene: Scene) -> tuple[date, date] | None:
    """Return the first and last day; a first one without a year lies before the last, and both in the past."""
    first, last = _completed(one.parts, two.parts)
    typed, clock = scene.text[one.start : two.end], scene.clock
    ends, begins = readings(last, clock, typed), readings(first, clock, typed)
    if not ends or not begins or ends[0].until is None or begins[0].since is None:
        return None
    since, until = begins[0].since, ends[0].until
    if since <= until or "year" in first.said:
        return since, until
    if "year" not in last.said and first.month and since < clock.newest and since.month <= until.month:
        return since, moved(until, years=1) or until  # the newest day lies within: the range runs on
    again = found(first, clock.until(until))
    return (again[0].since or since if again else since), until


def _counted(one: SaidDate, two: SaidDate, scene: Scene) -> PeriodSpan | None:
    """Count `사흘 전` from the day that stands before it: `어제부터 사흘 전`."""
    days, back = found(one.parts, scene.clock), found(two.parts, scene.clock)
    if not days or not back or days[0].since is None or back[0].since is None:
        return None
    day = moved(days[0].since, days=(back[0].since - scene.clock.today).days)
    return None if day is None else PeriodSpan(one.start, two.end, day_of(day, relative=True))


def _follows(one: Parts, two: Parts) -> bool:
    """Whether "11월 19일, 20일" names a day and the next one, which is the same as their range."""
    return one.day is not None and two.said == frozenset(("day",)) and two.day == one.day + 1


def _completed(one: Parts, two: Parts) -> tuple[Parts, Parts]:
    """Give each end of a range what only the other says: its month, its year, its week."""
    if one.month is not None and two.month is None and two.day is not None:
        two = replace(two, month=one.month, year=one.year, relative=one.relative)
    elif two.month is not None and one.month is None and one.day is not None:
        one = replace(one, month=two.month, year=two.year)
    elif one.week is not None and two.week is None and two.said == frozenset(("weekday",)):
        two = replace(two, week=one.week, relative=True)
    first, last = one.month or one.quarter or one.half, two.month or two.quarter or two.half
    if first is None or last is None:
        return one, two
    turns = (first, one.day or 0) > (last, two.day or 32)
    if two.year is not None and one.year is None:
        one = replace(one, year=two.year - turns)
    elif one.year is not None and two.year is None:
        two = replace(two, year=one.year + turns)
    return one, two
