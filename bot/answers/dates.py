"""Days and ranges of days in what people write, in English and in Korean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answers.days import NO_SUCH_DAY, RULES, Clock, Rule
from bot.errors import InputError
from bot.texts import Text

__all__ = ["Period", "find_period", "parse_day"]

_NOT_A_DAY = Text(
    "“{typed}” was not understood as a day: write a day like 2024-10-25, “25 October 2024”, or “yesterday”.",
    "“{typed}”을(를) 날짜로 이해하지 못했습니다. 2024-10-25, “10월 25일”, “어제”처럼 적어 주세요.",
)


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


_BARE_END = re.compile(
    r"\s*(?:~|–|—|부터|에서|-(?=\d{1,2}(?![\d-])))\s*(?P<day>\d{1,2})(?![\d.-]|\s*월)\s*(?:일)?(?:\s*(?:까지|사이))?"
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
    clock = Clock(today, newest or today)
    first = _first(text, 0, clock)
    if first is None:
        return None
    if first.since is not None and (bare := _BARE_END.match(text, first.end)):
        return _to_day(first, bare)
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


def _to_day(first: Period, bare: re.Match[str]) -> Period:
    """End a range at a bare day of the month in which it begins."""
    if first.since is None or first.until != first.since:
        return first
    try:
        until = first.since.replace(day=int(bare["day"]))
    except ValueError:
        raise InputError(NO_SUCH_DAY.fill(typed=bare["day"])) from None
    return Period(first.since, until, first.start, bare.end())


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


def _first(text: str, position: int, clock: Clock) -> Period | None:
    best: tuple[int, int, Rule, re.Match[str]] | None = None
    for order, rule in enumerate(RULES):
        match = rule[0].search(text, position)
        if match and (best is None or (match.start(), order) < best[:2]):
            best = (match.start(), order, rule, match)
    if best is None:
        return None
    _, _, (_, find, relative), match = best
    since, until = find(match, clock)
    return Period(since, until, match.start(), match.end(), relative)
