"""Times of day and days of the week as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from bot.errors import InputError
from bot.normal import normal
from bot.texts import Text

__all__ = ["parse_time", "parse_weekdays", "weekday_text", "weekdays_text"]

_TIME = re.compile(
    r"\A(?P<before>새벽|아침|오전|낮|오후|저녁|밤|am|pm)?\s*+(?P<hour>\d{1,2})"
    r"(?:\s*+[:.시h]\s*+(?P<minute>\d{1,2}|반)?\s*+분?|(?P<together>(?<=\d\d)\d\d))?\s*+(?P<after>am|pm)?",
    re.IGNORECASE,
)
_WORDS = {"자정": time(0), "midnight": time(0), "정오": time(12), "noon": time(12)}
# The hours that a word puts into the afternoon; "밤 1시" is after midnight, "낮 11시" before noon.
_AFTERNOON = {
    "pm": range(12),
    "오후": range(12),
    "낮": range(6),
    "저녁": range(1, 12),
    "밤": range(5, 12),
}
_WEEKDAYS = (
    Text("Monday", "월요일"),
    Text("Tuesday", "화요일"),
    Text("Wednesday", "수요일"),
    Text("Thursday", "목요일"),
    Text("Friday", "금요일"),
    Text("Saturday", "토요일"),
    Text("Sunday", "일요일"),
)
_LETTERS = "월화수목금토일"
_WEEKENDS = frozenset({5, 6})
_GROUPS = {
    **dict.fromkeys(("weekend", "weekends", "주말", "주말마다"), _WEEKENDS),
    **dict.fromkeys(("weekday", "weekdays", "평일", "주중"), frozenset(range(5))),
}
_NO_DAYS = frozenset({"none", "no", "never", "-", "없음", "없애기", "없이", "없어요"})
_FILLERS = frozenset({"and", "on", "every", "the", "매주", "및", "그리고", "마다"})
_BETWEEN = re.compile(r"[\s,;/·&+、]+")
_RANGE = re.compile(r"(?<![^~–-])(?P<first>[^~–-]++)[~–-](?P<last>[^~–-]++)")
_SHORTEST_DAY = 2

_NO_WEEKDAYS = Text(
    "“{typed}” was not understood as days of the week: write them like sat, sun, or weekends, or none.",
    "“{typed}”을(를) 요일로 이해하지 못했습니다. 토, 일이나 주말, 없음처럼 적어 주세요.",
)
_ALL_WEEKDAYS = Text(
    "With all seven days quiet nothing would ever be posted: use /digest pause for that.",
    "일주일 내내 쉬면 소식을 올릴 수 없습니다. 잠시 멈추려면 /일일소식 멈추기를 사용해 주세요.",
)
_WEEKENDS_TEXT = Text("weekends", "주말")
_NONE_TEXT = Text("none", "없음")

_NO_TIME = Text(
    "“{typed}” was not understood as a time of day: write it like 09:00, 9am or 오전 9시.",
    "“{typed}”을(를) 시각으로 이해하지 못했습니다. 09:00, 오전 9시, 9am처럼 적어 주세요.",
)


def parse_time(typed: str) -> time:
    """Read a time of day, such as 9, 09:30, 9pm or 오후 9시 반; raises InputError."""
    plain = normal("NFKC", typed).strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
    match = _TIME.fullmatch(plain)
    if match is None and plain in _WORDS:
        return _WORDS[plain]
    if match is None or (match["before"] and match["after"]):
        raise InputError(_NO_TIME.fill(typed=typed[:40]))
    hour, minutes = int(match["hour"]), match["minute"] or match["together"] or 0
    minute = 30 if minutes == "반" else int(minutes)
    half = match["before"] or match["after"]
    if hour > 24 or minute > 59 or (hour == 24 and minute) or (half and not 1 <= hour <= 12):
        raise InputError(_NO_TIME.fill(typed=typed[:40]))
    if half:
        hour = hour % 12 + (12 if hour % 12 in _AFTERNOON.get(half, ()) else 0)
    return time(hour % 24, minute)


def parse_weekdays(typed: str) -> frozenset[int]:
    """Read days of the week, such as `sat, sun`, 주말, 월수금, mon-wed or none, as numbers from Monday = 0.

    Raises InputError, also for all seven days.
    """
    plain = normal("NFKC", typed).strip().lower()
    if plain in _NO_DAYS:
        return frozenset()
    words = [word for word in _BETWEEN.split(plain.replace(".", " ")) if word and word not in _FILLERS]
    days = frozenset(day for word in words for day in _days_of(word, typed))
    if not words:
        raise InputError(_NO_WEEKDAYS.fill(typed=typed[:40]))
    if len(days) == len(_WEEKDAYS):
        raise InputError(_ALL_WEEKDAYS)
    return days


def weekday_text(day: int) -> Text:
    """Return the name of a day of the week, from Monday = 0."""
    return _WEEKDAYS[day]


def weekdays_text(days: frozenset[int]) -> Text:
    """Return the names of days of the week, from Monday on."""
    if not days:
        return _NONE_TEXT
    if days == _WEEKENDS:
        return _WEEKENDS_TEXT
    names = [_WEEKDAYS[day] for day in sorted(days)]
    return Text(", ".join(name.en for name in names), ", ".join(name.ko for name in names))


def _days_of(word: str, typed: str) -> Iterator[int]:
    """Yield the days of one word, such as 토일, 주말, tue or fri-sun; raises InputError."""
    if word in _GROUPS:
        yield from _GROUPS[word]
    elif ends := _RANGE.fullmatch(word):
        first, last = (_day(ends[name], typed) for name in ("first", "last"))
        yield from ((first + step) % 7 for step in range((last - first) % 7 + 1))
    else:
        letters = re.sub(r"요일(?:[과와에은는]|마다)?", "", word)
        korean = bool(letters) and set(letters) <= set(_LETTERS)
        yield from map(_LETTERS.index, letters) if korean else (_day(word, typed),)


def _day(word: str, typed: str) -> int:
    """Return the day a word means; raises InputError."""
    wanted = word.strip().removesuffix("요일")
    if len(wanted) == 1 and wanted in _LETTERS:
        return _LETTERS.index(wanted)
    for number, name in enumerate(_WEEKDAYS):
        if len(wanted) >= _SHORTEST_DAY and f"{name.en.lower()}s".startswith(wanted):
            return number
    raise InputError(_NO_WEEKDAYS.fill(typed=typed[:40]))
