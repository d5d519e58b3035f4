"""Days and periods in a message: pieces are joined to dates, dates to ranges, and ranges are opened at an end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.understand.calendar_values import (
    Clock,
    Period,
    PeriodSpan,
    days_between,
    month_of,
    moved,
    refused,
    week_of,
)
from bot.answers.understand.day_atoms import Atom, Scene, atoms_of
from bot.answers.understand.day_parts import Parts, found
from bot.answers.understand.day_rules_en import ENGLISH_RULES
from bot.answers.understand.day_rules_figures import FIGURE_RULES
from bot.answers.understand.day_rules_ko import KOREAN_RULES
from bot.answers.understand.spelling import Mended, mended
from bot.errors import InputError
from bot.texts import Text

__all__ = ["find_periods", "parse_day"]

_NOT_A_DAY = Text(
    "“{typed}” was not understood as a day: write a day like 2024-10-25, “25 October 2024”, or “yesterday”.",
    "“{typed}”을(를) 날짜로 이해하지 못했습니다. 2024-10-25, “10월 25일”, “어제”처럼 적어 주세요.",
)

_GLUE = re.compile(r"[\s,(]{0,3}(?:-|(?:of|in|on|for)\s|의\s?|에\s)?(?:the\s)?")
_TO = re.compile(r"\s?(?:~|–|—|-|(?:and\s|up\s)?(?:to|until|till|through|thru)\s|부터\s?~?|에서(?:부터)?|부터는)\s?(?:the\s)?")
_AND = re.compile(r"\s?(?:and\s(?:the\s)?|,|&|과|와|하고|이랑|랑|-|~)\s?")
_WHOLE_RANGE = re.compile(r"(?:from|between|in)\s(?:the\s)?$")
_BETWEEN = re.compile(r"between\s(?:the\s)?$")
_WITHIN = re.compile(r",?\s?(?:from|between)\s(?:the\s)?")
_BETWEEN_AFTER = re.compile(r"\s?사이(?:의)?")
_SINCE = re.compile(r"\s?(?:이후|이래|부터|(?:후|뒤)(?=에|의|로|$|[^가-힣]))(?:에|의|로)?|\s(?:onwards?|(?:and|or)\s(?:later|after|newer))\b")
_UNTIL = re.compile(r"\s?(?:이전|까지|전(?=에|의|까지|꺼|거|것|$))(?:에|의)?|\s(?:(?:and|or)\s(?:earlier|before|older))\b")
_UNTO = re.compile(r"\s?까지(?:의)?")
_KEYWORD = re.compile(r"\b(?P<word>since|after|before|until|till|up (?:to|until)|prior to)\s(?:the\s)?$")
_WEEK_OF = re.compile(r"(?:\b(?:the\s)?week\s(?:of|commencing|beginning|starting)(?:\son)?|\bw/c)\s(?:the\s)?$")
_MONTH_OF = re.compile(r"\b(?:the\s)?month\sof\s(?:the\s)?$")
_OF_WEEK = re.compile(r"\s?(?:이\s?(?:있는|포함된|낀|속한)|의)?\s?(?:주(?:간|에)?(?=$|[^가-힣]|의|논문)|week\b)")
_TAIL = re.compile(r"'s(?![a-z])|(?:자(?=$|[^가-힣]|로)|꺼|거|것)?")


@dataclass(frozen=True, slots=True)
class _Date:
    """Hold a date or period as said, and its readings, likeliest first."""

    start: int
    end: int
    parts: Parts
    periods: tuple[Period, ...]

    @property
    def period(self) -> Period:
        return self.periods[0]


def find_periods(text: str, today: date, listed: Sequence[date] = ()) -> list[PeriodSpan]:
    """Return the periods that `text` names, in order and without overlap; `listed` are the listed days.

    A day, weekday or month without a year is the latest one not after the newest listed day (`today` without
    listings); relative words count from `today`. Raises InputError for a date that the calendar does not have.
    """
    clock = Clock(today, max(listed, default=today), frozenset(listed))
    spelled = mended(text)
    scene = Scene(spelled.lowered, spelled.text, clock, any("가" <= letter <= "힣" for letter in text))
    atoms = atoms_of(scene, (*FIGURE_RULES, *ENGLISH_RULES, *KOREAN_RULES))
    return [_span(span, spelled) for span in _ranges(_dates(atoms, scene), scene)]


def parse_day(text: str, today: date, listed: Sequence[date] = ()) -> Period:
    """Return the period that the whole of `text` is; raises InputError for anything else."""
    typed = " ".join(text.split())
    spans = find_periods(typed, today, listed)
    if len(spans) != 1 or re.search(r"[^\W_]{2,}", f"{typed[: spans[0].start]} {typed[spans[0].end :]}"):
        raise InputError(_NOT_A_DAY.fill(typed=typed[:100]))
    return spans[0].period


def _span(span: PeriodSpan, spelled: Mended) -> PeriodSpan:
    return replace(span, start=spelled.typed_at(span.start), end=spelled.typed_at(span.end))


def _dates(atoms: list[Atom], scene: Scene) -> list[_Date]:
    """Join pieces that stand side by side and go together."""
    dates: list[_Date] = []
    index = 0
    while index < len(atoms):
        start, end, parts = atoms[index].start, atoms[index].end, atoms[index].parts
        index += 1
        while index < len(atoms):
            following = atoms[index]
            both = parts.joined(following.parts) if _GLUE.fullmatch(scene.text, end, following.start) else None
            if both is None:
                break
            parts, end = both, following.end
            index += 1
        dates.append(_Date(start, end, parts, ()))
    return dates


def _ranges(dates: list[_Date], scene: Scene) -> list[PeriodSpan]:
    spans: list[PeriodSpan] = []
    index = 0
    while index < len(dates):
        one = dates[index]
        two = dates[index + 1] if index + 1 < len(dates) else None
        if two is not None and _holds(one, two, scene):
            # "this week | from Tue to Thu": what holds the range completes both of its ends.
            parts = one.parts.joined(two.parts)
            assert parts is not None
            dates[index + 1] = replace(two, start=one.start, parts=parts)
            index += 1
            continue
        pair = None if two is None else _pair(one, two, scene)
        if pair is not None:
            index += 1
        found_span = pair or _single(one, scene)
        if found_span is not None:
            spans.append(found_span)
        index += 1
    return spans


def _holds(one: _Date, two: _Date, scene: Scene) -> bool:
    within = _WITHIN.fullmatch(scene.text, one.end, two.start)
    return bool(within) and one.parts.joined(two.parts) is not None


def _read(parts: Parts, clock: Clock, typed: str) -> tuple[Period, ...]:
    periods = found(parts, clock)
    if not periods and parts.certain:
        raise refused(typed)
    return periods


def _pair(one: _Date, two: _Date, scene: Scene) -> PeriodSpan | None:
    """Read two dates as the ends of a range where the words between them say so."""
    text = scene.text
    before = _WHOLE_RANGE.search(scene.lead(one.start))
    after = _BETWEEN_AFTER.match(text, two.end)
    if not _TO.fullmatch(text, one.end, two.start):
        both = _BETWEEN.search(scene.lead(one.start)) or after or _is_next(one.parts, two.parts)
        if not both or not _AND.fullmatch(text, one.end, two.start):
            return None
    elif not (one.parts.alone or two.parts.alone or before):
        return None
    first, last = _completed(one.parts, two.parts)
    typed = text[one.start : two.end]
    ends = _read(last, scene.clock, typed)
    begins = _read(first, scene.clock, typed)
    if not ends or not begins or ends[0].until is None or begins[0].since is None:
        return None
    since, until = begins[0].since, ends[0].until
    if since > until and "year" not in first.said and (again := found(first, scene.clock.until(until))):
        since = again[0].since or since
    relative = begins[0].relative and ends[0].relative
    unto = _UNTO.match(text, two.end)
    end = unto.end() if unto else after.end() if after else two.end
    start = one.start - len(before[0]) if before else one.start
    return PeriodSpan(start, end, days_between(since, until, relative=relative))


def _is_next(one: Parts, two: Parts) -> bool:
    return one.day is not None and two.said == {"day"} and two.day == one.day + 1


def _completed(one: Parts, two: Parts) -> tuple[Parts, Parts]:
    """Give each end of a range what only the other says: its month, its year, its week."""
    if one.month is not None and two.month is None and two.day is not None:
        two = replace(two, month=one.month, year=one.year, relative=one.relative)
    elif two.month is not None and one.month is None and one.day is not None:
        one = replace(one, month=two.month, year=two.year)
    elif one.week is not None and two.week is None and two.said == {"weekday"}:
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


def _single(one: _Date, scene: Scene) -> PeriodSpan | None:
    """Read one date, its week where that is said, and what opens it at an end."""
    if not one.parts.alone or not one.parts.sane:
        return None
    start, end, lead = one.start, one.end, scene.lead(one.start)
    periods = _read(one.parts, scene.clock, scene.text[start:end])
    if not periods:
        return None
    if periods[0].day is not None:
        week_before, week_after = _WEEK_OF.search(lead), _OF_WEEK.match(scene.text, end)
        if week_before or week_after:
            periods = tuple(week_of(period.since) for period in periods if period.since)
        elif month_before := _MONTH_OF.search(lead):
            day = periods[0].day
            periods = (month_of(day.year, day.month),)
            start -= len(month_before[0])
        start -= len(week_before[0]) if week_before else 0
        end = week_after.end() if week_after else end
    return _opened(PeriodSpan(start, end, periods[0], periods[1:]), scene)


def _opened(span: PeriodSpan, scene: Scene) -> PeriodSpan:
    """Open the period where "since", "이후", "before" or "까지" says so, and take in what clings to it."""
    text, start, end = scene.text, span.start, span.end
    tail = _TAIL.match(text, end)
    end = tail.end() if tail else end
    keyword = _KEYWORD.search(scene.lead(start))
    if keyword:
        word = "before" if keyword["word"] == "prior to" else keyword["word"]
        start -= len(keyword[0])
    elif match := _SINCE.match(text, end):
        word, end = "since", match.end()
    elif match := _UNTIL.match(text, end):
        word, end = "until", match.end()
    else:
        return replace(span, end=end)
    readings = dict.fromkeys(_open(period, word) for period in (span.period, *span.others))
    period, *others = readings
    return PeriodSpan(start, end, period, tuple(others))


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
