"""Holidays that people name days by: fixed days, nth weekdays, Easter, and the Korean ones of the lunar calendar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from bot.answers.understand.calendar_values import easter, month_of, nth_weekday

__all__ = ["HOLIDAY", "holiday_named", "holiday_of"]

_FIXED: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "new_year": (1, 1),
        "valentine": (2, 14),
        "march_1st": (3, 1),
        "women": (3, 8),
        "white_day": (3, 14),
        "patrick": (3, 17),
        "april_fools": (4, 1),
        "arbor": (4, 5),
        "earth": (4, 22),
        "workers": (5, 1),
        "children": (5, 5),
        "parents": (5, 8),
        "teachers": (5, 15),
        "memorial": (6, 6),
        "constitution": (7, 17),
        "liberation": (8, 15),
        "foundation": (10, 3),
        "hangul": (10, 9),
        "halloween": (10, 31),
        "pepero": (11, 11),
        "christmas_eve": (12, 24),
        "christmas": (12, 25),
        "new_years_eve": (12, 31),
    }
)
# Month, weekday, its number in the month (-1 is the last), and an offset in days.
_WEEKDAYS: Mapping[str, tuple[int, int, int, int]] = MappingProxyType(
    {
        "king": (1, 0, 3, 0),
        "presidents": (2, 0, 3, 0),
        "mothers": (5, 6, 2, 0),
        "us_memorial": (5, 0, -1, 0),
        "fathers": (6, 6, 3, 0),
        "labor": (9, 0, 1, 0),
        "thanksgiving": (11, 3, 4, 0),
        "black_friday": (11, 3, 4, 1),
        "cyber_monday": (11, 3, 4, 4),
    }
)
# As proclaimed in Korea, from 2020 on.
_LUNAR: Mapping[str, tuple[tuple[int, int], ...]] = MappingProxyType(
    {
        "seollal": ((1, 25), (2, 12), (2, 1), (1, 22), (2, 10), (1, 29), (2, 17), (2, 7), (1, 27), (2, 13), (2, 3)),
        "chuseok": ((10, 1), (9, 21), (9, 10), (9, 29), (9, 17), (10, 6), (9, 25), (9, 15), (10, 3), (9, 22), (9, 12)),
    }
)
_FIRST_LUNAR = 2020
_NAMES: tuple[tuple[str, str], ...] = (
    ("new_years_eve", r"new\syears?'?s?\seve|섣달\s?그믐날?"),
    ("new_year", r"new\syear'?s?(?:\sday)?(?!\seve)|새해\s?첫날|새해|신정"),
    ("valentine", r"valentine'?s?(?:\sday)?|[발밸](?:렌|런)타인\s?데이"),
    ("march_1st", r"삼일절|3\.1절"),
    ("women", r"(?:international\s)?women'?s\sday|여성의\s?날"),
    ("white_day", r"white\sday|화이트\s?데이"),
    ("patrick", r"(?:saint|st\.?)\spatrick'?s?(?:\sday)?"),
    ("april_fools", r"april\sfools?'?s?(?:\sday)?|만우절"),
    ("arbor", r"식목일"),
    ("earth", r"earth\sday|지구의\s?날"),
    ("workers", r"may\sday|(?:international\s|int'l\s)?workers'?\sday|메이데이|근로자의\s?날|노동자의\s?날|노동절"),
    ("children", r"어린이날"),
    ("parents", r"어버이날"),
    ("teachers", r"스승의\s?날"),
    ("memorial", r"현충일"),
    ("constitution", r"제헌절"),
    ("liberation", r"광복절"),
    ("foundation", r"개천절"),
    ("hangul", r"한글날"),
    ("halloween", r"hallowe'?en|[핼할]로[윈인]"),
    ("pepero", r"빼빼로\s?데이"),
    ("christmas_eve", r"(?:christmas|x-?mas)\seve|(?:크리스마스|성탄절)\s?(?:이브|전날)"),
    ("christmas", r"(?:christmas|x-?mas)(?:\sday)?|크리스마스|성탄절"),
    ("king", r"(?:martin\sluther\sking|mlk)(?:,?\sjr\.?)?'?s?\sday|마틴\s루터\s킹\s데이"),
    ("presidents", r"president'?s'?\sday"),
    ("mothers", r"mother'?s'?\sday"),
    ("us_memorial", r"memorial\sday"),
    ("fathers", r"father'?s'?\sday|아버지의\s?날"),
    ("labor", r"labou?r\sday"),
    ("thanksgiving", r"thanks\s?giving(?:\sday)?|추수감사절"),
    ("black_friday", r"black\sfriday|블랙\s?프라이데이"),
    ("cyber_monday", r"cyber\smonday"),
    ("easter", r"easter(?:\s(?:sunday|day))?|부활절"),
    ("seollal", r"설날|구정|seollal|lunar\snew\syear"),
    ("chuseok", r"추석|한가위|chuseok"),
)
# Things named after a holiday are not days.
_NO_DAY = r"(?!\s?(?:tree|carol|eggs?|gift|card|song|costume|트리|캐럴|카드))"
HOLIDAY = "(?:" + "|".join(pattern for _, pattern in _NAMES) + ")(?![a-z0-9])" + _NO_DAY
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _NAMES)


def holiday_named(text: str) -> str | None:
    """Return the holiday that the whole of `text`, in lower case, names."""
    return next((name for name, pattern in _PATTERNS if pattern.fullmatch(text)), None)


def holiday_of(name: str, year: int) -> date | None:
    """Return the day of a holiday in a year, None if unknown."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == "easter":
        return easter(year)
    if name in _LUNAR:
        days = _LUNAR[name]
        index = year - _FIRST_LUNAR
        return date(year, *days[index]) if 0 <= index < len(days) else None
    month, weekday, nth, after = _WEEKDAYS[name]
    day = nth_weekday(month_of(year, month), nth, weekday)
    return day if day is None else day + timedelta(days=after)
