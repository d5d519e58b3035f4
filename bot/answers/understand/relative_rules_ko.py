"""Days and periods counted from today, in Korean words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.answers.understand.calendar_values import day_of
from bot.answers.understand.day_atoms import Build, Rule, Scene, rule
from bot.answers.understand.day_parts import Parts, Season
from bot.answers.understand.korean import ALONE, END, SPAN, WEEKDAY, WHICH, shift_of, span_length, weekday_number
from bot.answers.understand.relative import (
    back,
    month_near,
    period_near,
    rolling,
    season_near,
    weekday_near,
    weekend_near,
)

__all__ = ["KOREAN_RELATIVE_RULES"]

_UNITS: Mapping[str, str] = MappingProxyType(
    {"주": "week", "달": "month", "월": "month", "분기": "quarter", "해": "year", "년": "year"}
)
_SEASONS: Mapping[str, Season] = MappingProxyType(
    {"봄": "spring", "여름": "summer", "가을": "autumn", "겨울": "winter"}
)


def _ago(match: re.Match[str], scene: Scene) -> Parts | None:
    if re.search(r"[월년]\s?$", scene.lead(match.start())):
        return None  # "10월 25일 전" is before that day
    length = span_length(match["span"])
    return None if length is None else back(scene, *length)


def _last_n(match: re.Match[str], scene: Scene) -> Parts | None:
    length = span_length(match["span"])
    return None if length is None else rolling(scene, *length)


def _which_month(match: re.Match[str], scene: Scene) -> Parts | None:
    month = int(match["month"])
    return month_near(month, shift_of(match), scene) if 1 <= month <= 12 else None


def _which(match: re.Match[str], scene: Scene) -> Parts | None:
    return period_near(_UNITS[match["unit"]], shift_of(match), scene)


def _this(match: re.Match[str], scene: Scene) -> Parts | None:
    return period_near(_UNITS[match["unit"]], 0, scene)


def _weekend(match: re.Match[str], scene: Scene) -> Parts | None:
    return weekend_near(shift_of(match), scene)


def _last_weekend(_: re.Match[str], __: Scene) -> Parts | None:
    return Parts(weekend=True)


def _season(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read a season with its year or with `지난`; alone it is an ordinary word."""
    season = _SEASONS[match["season"]]
    if match["which"] is None:
        return Parts(season=season, alone=False)
    return season_near(season, -1 if match["which"] == "지난" else 0, scene)


def _now(_: re.Match[str], scene: Scene) -> Parts | None:
    return Parts(fixed=(day_of(scene.clock.today, relative=True),), alone=False)


def _days_back(days: int) -> Build:
    return lambda _, scene: back(scene, days=days)


def _year(shift: int) -> Build:
    return lambda _, scene: Parts(year=scene.clock.today.year + shift, relative=True)


KOREAN_RELATIVE_RULES: tuple[Rule, ...] = (
    rule(rf"{WHICH}\s?(?P<month>\d{{1,2}})\s?월(?!\s?요일)", _which_month),
    rule(rf"{WHICH}\s?{WEEKDAY}", lambda match, scene: weekday_near(weekday_number(match), shift_of(match), scene)),
    rule(rf"{WHICH}\s?(?:주\s?)?주말", _weekend),
    rule(rf"{ALONE}주말(?!농장)", _last_weekend),
    rule(rf"{WHICH}\s?(?P<unit>주|달|분기|해){END}", _which),
    # Not "이해", "전달", "이주", which are other words.
    rule(rf"(?<!\S)(?:이\s?(?=달)|이\s(?=주(?![의로])|분기)|금(?=주))(?P<unit>달|주|분기){END}", _this),
    rule(rf"{ALONE}(?:올\s?해|금년){END}", _year(0)),
    rule(rf"{ALONE}(?:작년|지난\s?해|전년){END}", _year(-1)),
    rule(rf"{ALONE}(?:재작년|지지난\s?해){END}", _year(-2)),
    rule(rf"{ALONE}(?:내년|다음\s?해){END}", _year(1)),
    rule(rf"{ALONE}(?:지금|현재)(?=까지|$|\s?사이)", _now),
    rule(rf"{ALONE}오늘(?!날)", _days_back(0)),
    rule(rf"{ALONE}(?:어제|어저께|엊저녁)", _days_back(1)),
    rule(rf"{ALONE}(?:그저께|엊그제|엊그저께|그제(?!야|서))", _days_back(2)),
    rule(rf"{ALONE}(?:그끄저께|그끄제)", _days_back(3)),
    rule(rf"{ALONE}내일{END}(?!\s?모레)", _days_back(-1)),
    rule(rf"{ALONE}(?:내일\s?)?모레{END}", _days_back(-2)),
    rule(
        rf"(?<![\d가-힣.])(?P<span>{SPAN})\s?전(?=$|[^가-힣]|에|의|꺼|거|것|쯤|논문|부터|까지|나온|올라온)",
        _ago,
    ),
    rule(
        rf"{ALONE}(?:최근|지난|과거|요(?=\s?며)|근(?=\s?\d)|이전|직전|요즘)\s?(?P<span>{SPAN})"
        rf"(?:\s?(?:간|동안|사이|이내|내|치)(?=$|[^가-힣]|[에의로])|"
        rf"(?=$|[^가-힣]|에|의|은|는|꺼|거|것|논문|나온|올라온|만|도|중))",
        _last_n,
    ),
    rule(
        rf"{ALONE}(?:(?P<which>이번|지난|올)\s?)?(?P<season>봄|여름|가을|겨울)(?=$|[^가-힣]|[에의은꺼거])",
        _season,
    ),
)
