"""Korean date words: patterns and their meanings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.answers.understand.numbers import DAY_SPANS, KOREAN_NUMBER, read_number

__all__ = [
    "ALONE",
    "COUNT",
    "END",
    "NTH",
    "SPAN",
    "WEEKDAY",
    "WHICH",
    "nth_number",
    "shift_of",
    "span_length",
    "weekday_number",
]

_WEEKDAYS = "월화수목금토일"
WEEKDAY = r"(?P<weekday>[월화수목금토일])(?:요일|욜)"
# No Hangul before, and only a word ending after: the word may be the start of a longer one ("이번 주제").
ALONE = r"(?<![가-힣])"
END = (
    r"(?=$|[^가-힣]|(?:에|의|은|는|이|가|꺼|거|것|걸|도|만|과|와|랑|달|날|자|로|를|을|중|동안|내|초|말|후반|전반|첫|둘|셋|넷|마지막|상위|"
    r"까지|부터|이후|이전|이래|사이|논문|페이퍼|베스트|인기|추천|최고|최다|가장|젤|제일|[월화수목금토일]요일|[월화수목금토일]욜|"
    r"일등|분기|상반기|하반기|주말|나온|올라온|공개)(?!드|메|자인|급))"
)
_SHIFTS: Mapping[str, int] = MappingProxyType(
    {"지지난": -2, "저저번": -2, "전전": -2, "지난": -1, "저번": -1, "이번": 0, "요번": 0}
    | {"다다음": 2, "다음": 1, "담": 1, "다가오는": 1, "돌아오는": 1}
)
WHICH = rf"{ALONE}(?P<which>{'|'.join(_SHIFTS)})"

_ORDINALS: Mapping[str, int] = MappingProxyType(
    {"첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "마지막": -1}
)
NTH = r"(?P<nth>(?:첫|두|둘|세|셋|네|넷|다섯|[1-5])\s?(?:번\s?)?째|첫|[1-5](?=\s?주차)|마지막)"

COUNT = rf"(?:\d{{1,3}}|몇|{KOREAN_NUMBER})"
_UNITS = "(?:주일|주간|주|일|개월|달|년)"
_NAMED = f"(?:{'|'.join(DAY_SPANS)}|며칠|몇일)"
_SPAN = rf"(?:{COUNT}\s?{_UNITS}|{_NAMED})"
SPAN = rf"{_SPAN}(?:(?:\s|,\s?|\s?하고\s){_SPAN}){{0,3}}"
_PIECE = re.compile(rf"(?P<days>{_NAMED})|(?P<count>{COUNT})\s?(?P<unit>{_UNITS})")


def weekday_number(match: re.Match[str]) -> int:
    """Return the weekday that was matched, 0 for Monday."""
    return _WEEKDAYS.index(match["weekday"])


def shift_of(match: re.Match[str]) -> int:
    """Return 0 for `이번`, -1 for `지난`, 1 for `다음`."""
    return _SHIFTS[match["which"]]


def nth_number(match: re.Match[str]) -> int:
    """Return the matched ordinal, -1 for the last."""
    typed = re.sub(r"\s?(?:번\s?)?째$", "", match["nth"])
    return int(typed) if typed.isdigit() else _ORDINALS[typed]


def span_length(typed: str) -> tuple[int, int, int] | None:
    """Return the years, months and days of `사흘`, `두 달`, `1개월 21일`; some (`며칠`, `몇 달`) are three."""
    years = months = days = 0
    for piece in _PIECE.finditer(typed):
        if piece["days"]:
            days += DAY_SPANS.get(piece["days"], 3)
            continue
        count = 3 if piece["count"] == "몇" else read_number(piece["count"])
        if count is None or not 0 < count <= 999:
            return None
        unit = piece["unit"]
        years += count if unit == "년" else 0
        months += count if unit in ("개월", "달") else 0
        days += count * (7 if unit[0] == "주" else 1 if unit == "일" else 0)
    return (years, months, days) if years or months or days else None
