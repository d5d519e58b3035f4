"""Dates in Korean words: years, months, days, weekdays, weeks and parts of a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.answers.understand.calendar_values import month_of, refused
from bot.answers.understand.date_rules_figures import short_year
from bot.answers.understand.day_atoms import Rule, Scene, rule
from bot.answers.understand.day_parts import Parts, Portion
from bot.answers.understand.holidays import HOLIDAY, holiday_named
from bot.answers.understand.korean import ALONE, END, NTH, WEEKDAY, nth_number, weekday_number
from bot.answers.understand.numbers import read_number

__all__ = ["KOREAN_DATE_RULES"]

_MONTHS: Mapping[str, int] = MappingProxyType(
    {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "유": 6, "육": 6, "칠": 7, "팔": 8, "구": 9, "시": 10, "십": 10}
    | {"십일": 11, "십이": 12}
)
_SINO = "[일이삼사오육칠팔구십]{1,4}"
_DAY_BEGINS = r"(?<![\d.,/])(?<![a-z]-)"
# How long, how often: "3일간", "1일 1논문".
_NO_DAY = (
    r"(?!\s?(?:간|동안|치(?![가-힣])|째|차|이내|안에|만에|내로|씩|마다|평균|당\s|때|경우|뿐|수록|"
    r"1\s?(?:논문|페이퍼|편)))"
)
_AWAY = re.compile(r"\s?(?:전|후|뒤)(?:$|[^가-힣]|에|의)")
_AFTER_MONTH = re.compile(r"월[\s-]?$")
_AFTER_UNIT = r"(?:(?<=[월달년주해])|(?<=[월달년주해]\s)|(?<=분기)|(?<=분기\s))"


def _year(match: re.Match[str], scene: Scene) -> Parts | None:
    typed = match["year"]
    if len(typed) == 4:
        return Parts(year=int(typed))
    year = short_year(typed, scene)
    # "10년" alone is more often how long than when.
    return Parts(year=year, alone=0 <= scene.clock.today.year - year <= 6 or year < 2000)


def _year_words(match: re.Match[str], _: Scene) -> Parts | None:
    year = read_number(match["year"])
    return Parts(year=year) if year is not None and 1900 <= year <= 2099 else None


def _decade(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(fixed=(month_of(int(match["decade"]) * 10, 1, 120, "range"),))


def _month(match: re.Match[str], scene: Scene) -> Parts | None:
    month = int(match["month"]) if match["month"].isdigit() else _MONTHS[match["month"]]
    if 1 <= month <= 12:
        return Parts(month=month)
    if re.search(r"\d년\s?$", scene.lead(match.start())):
        raise refused(match[0])
    return None


def _day(match: re.Match[str], scene: Scene) -> Parts | None:
    day, lead = int(match["day"]), scene.lead(match.start())
    after_month = _AFTER_MONTH.search(lead)
    if not after_month and _AWAY.match(scene.rest(match.end())):
        return None
    if 1 <= day <= 31:
        return Parts(day=day, certain=bool(after_month))
    if after_month:
        raise refused(lead[-5:] + match[0])
    return None


def _days(match: re.Match[str], scene: Scene) -> Parts | None:
    day, last = int(match["day"]), int(match["last"])
    after_month = _AFTER_MONTH.search(scene.lead(match.start()))
    if not (1 <= day <= 31 and 1 <= last <= 31) or not (after_month or match["unit"]):
        return None
    return Parts(day=day, last=last, certain=bool(after_month))


def _day_words(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read `이십일일`; a short number, which may be any word, only behind a month."""
    day = read_number(match["day"])
    if day is None or not 1 <= day <= 31 or _AWAY.match(scene.rest(match.end())):
        return None
    after_month = _AFTER_MONTH.search(scene.lead(match.start()))
    return Parts(day=day) if after_month or len(match["day"]) > 1 else None


def _weekday_aside(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(weekday=weekday_number(match), alone=False)


def _portion(match: re.Match[str], _: Scene) -> Parts | None:
    word = match["portion"]
    portion: Portion = "early" if word[0] == "초" else "middle" if word[0] == "중" else "late"
    return Parts(portion=portion, alone=False)


def _edge(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(edge=1 if match["edge"][0] == "첫" else -1, alone=False)


def _holiday(match: re.Match[str], _: Scene) -> Parts | None:
    name = holiday_named(match[0])
    return None if name is None else Parts(holiday=name)


KOREAN_DATE_RULES: tuple[Rule, ...] = (
    rule(r"(?<![\d.,])(?P<year>(?:19|20)\d\d)\s?년도?(?!\s?(?:간|동안|대|째|차))", _year),
    rule(
        r"(?<![\d.,년])'?(?P<year>[0-3]\d|9\d)\s?년도?"
        r"(?!\s?(?:간|전|동안|대|째|차|후|뒤|이상|만|넘|내|안|\d{1,2}\s?개월))",
        _year,
    ),
    rule(
        rf"{ALONE}(?P<year>(?:이천|천구백)[일이삼사오육칠팔구십]{{0,4}}|이공[일이][영공일이삼사오육칠팔구])\s?년도?",
        _year_words,
    ),
    rule(r"(?<![\d.,])(?P<decade>19\d|20\d)0년대", _decade),
    rule(r"(?<![\d.,])(?P<month>\d{1,2})\s?월(?:\s?달)?(?!\s?요일|드컵|\s?간)", _month),
    rule(rf"{ALONE}(?P<month>십일|십이|시|십|[일이삼사오유육칠팔구])월(?:달)?(?:{END}|(?=\s?{_SINO}일))", _month),
    rule(
        rf"{_DAY_BEGINS}(?P<day>\d{{1,2}})\s?일{_NO_DAY}(?!\s?요일)"
        r"(?=$|[^가-힣]|[에엔의은는이가꺼껀거건것걸도만과와랑날자로을를중부까올나논공발추베인최페전후탑톱상하제젤]|두(?![가-힣]|\s?번))",
        _day,
    ),
    rule(
        rf"{_DAY_BEGINS}(?P<day>\d{{1,2}})\s?일?\s?(?:부터\s?~?|에서|[~–—-]|과|와)\s?(?P<last>\d{{1,2}})"
        r"(?![\d.%a-z]|\s?[월년])\s?(?P<unit>일(?!\s?(?:전|간|동안)))?(?:\s?(?:까지|사이)(?:의)?)?",
        _days,
    ),
    rule(rf"(?:{ALONE}|(?<=월))(?P<day>{_SINO})일{_NO_DAY}{END}", _day_words),
    rule(rf"{WEEKDAY}(?:날)?", lambda match, _: Parts(weekday=weekday_number(match))),
    rule(r"\(\s?(?P<weekday>[월화수목금토일])\s?\)", _weekday_aside),
    rule(rf"(?:{ALONE}|(?<=월)){NTH}\s?주(?:차)?{END}", lambda match, _: Parts(nth_week=nth_number(match))),
    rule(
        rf"(?:{ALONE}|(?<=월)){NTH}\s?(?:주\s?)?{WEEKDAY}",
        lambda match, _: Parts(nth=nth_number(match), weekday=weekday_number(match)),
    ),
    rule(r"(?<=[월년달])\s?(?P<edge>마지막\s?날|말일|첫\s?날)", _edge),
    rule(
        rf"{_AFTER_UNIT}(?P<portion>초순|초반|초|중순|중반|하순|말)"
        r"(?=$|[^가-힣]|에|의|부터|까지|꺼|거|것|쯤|논문|이후|이전|경|께|은|는)",
        _portion,
    ),
    rule(
        r"(?<![\d가-힣])(?P<quarter>[1-4])\s?(?:/\s?4\s?|사\s?)?분기",
        lambda match, _: Parts(quarter=int(match["quarter"])),
    ),
    rule(
        rf"{_AFTER_UNIT}(?P<half>[전후])반(?!기){END}",
        lambda match, _: Parts(half=1 + (match["half"] == "후"), alone=False),
    ),
    rule(rf"(?:{ALONE}|(?<=[년해]))(?P<half>[상하])반기", lambda match, _: Parts(half=1 + (match["half"] == "하"))),
    rule(rf"{ALONE}{HOLIDAY}", _holiday),
)
