"""Days and periods in Korean words."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.answers.understand.calendar_values import day_of, days_between, month_of, moved, refused
from bot.answers.understand.day_atoms import Rule, Scene, rule
from bot.answers.understand.day_parts import Parts, Portion, Season
from bot.answers.understand.day_rules_en import back, nth_back, rolling
from bot.answers.understand.day_rules_figures import short_year
from bot.answers.understand.holidays import HOLIDAY, holiday_named
from bot.answers.understand.numbers import DAY_SPANS, KOREAN_NUMBER, read_number

__all__ = ["KOREAN_RULES"]

_WEEKDAYS = "월화수목금토일"
# What may stand right behind a word that would else be the head of a longer one ("이번 주제", "사월드").
_END = (
    r"(?=$|[^가-힣]|(?:에|의|은|는|이|가|꺼|거|것|걸|도|만|과|와|랑|달|날|자|로|를|을|중|동안|내|초|말|후반|전반|첫|둘|셋|넷|마지막|상위|"
    r"까지|부터|이후|이전|이래|사이|논문|페이퍼|베스트|인기|추천|최고|최다|가장|젤|제일|[월화수목금토일]요일|[월화수목금토일]욜|"
    r"일등|분기|상반기|하반기|주말|나온|올라온|공개)"
    r"(?!드|메|자인|급))"
)
_ALONE = r"(?<![가-힣])"
_LAST = "지난|저번|전|이전|지지난|저저번|전전"
_THIS = "이번|이|금|올|당|요번"
_NEXT = "다음|담|다다음|다가오는|돌아오는"
_WHICH = rf"{_ALONE}(?P<which>지지난|저저번|전전|지난|저번|이전|전|이번|요번|이|금|당|다다음|다음|담|다가오는|돌아오는)"
_SHIFTS = {"지지난": -2, "저저번": -2, "전전": -2, "지난": -1, "저번": -1, "이전": -1, "전": -1}
_SHIFTS |= {"다다음": 2, "다음": 1, "담": 1, "다가오는": 1, "돌아오는": 1}

_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "유": 6, "육": 6, "칠": 7, "팔": 8, "구": 9, "시": 10, "십": 10, "십일": 11, "십이": 12}
_ORDINALS = {"첫": 1, "첫번": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5, "마지막": -1}
_NTH = r"(?P<nth>(?:첫|두|둘|세|셋|네|넷|다섯|[1-5])\s?(?:번\s?)?째|첫|[1-5](?=\s?주차)|마지막)"

_COUNT = rf"(?P<count>\d{{1,3}}|몇|며|{KOREAN_NUMBER})"
_UNIT = r"(?P<unit>주일|주간|주|일|개월|달|년|해)"
_SPAN = rf"(?:{_COUNT}\s?{_UNIT}|(?P<days>{'|'.join(DAY_SPANS)}|며칠|몇일))"
_PIECE = re.compile(_SPAN)
_PLAIN_SPAN = re.sub(r"\?P<\w+>", "?:", _SPAN)


def _shift(match: re.Match[str]) -> int:
    return _SHIFTS.get(match["which"], 0)


def _length(typed: str) -> tuple[int, int, int] | None:
    """Return the years, months and days of `사흘`, `두 달`, `1개월 21일`."""
    years = months = days = 0
    for piece in _PIECE.finditer(typed):
        if piece["days"]:
            days += DAY_SPANS.get(piece["days"], 3)
            continue
        count = 3 if piece["count"] in ("몇", "며") else read_number(piece["count"])
        if count is None or not 0 < count <= 999:
            return None
        unit = piece["unit"]
        years += count if unit in ("년", "해") else 0
        months += count if unit in ("개월", "달") else 0
        days += count * (7 if unit[0] == "주" else 1 if unit == "일" else 0)
    return (years, months, days) if years or months or days else None


def _ago(match: re.Match[str], scene: Scene) -> Parts | None:
    length = _length(match["span"])
    return None if length is None else back(scene, *length)


def _last_n(match: re.Match[str], scene: Scene) -> Parts | None:
    length = _length(match["span"])
    return None if length is None else rolling(scene, *length)


def _year(match: re.Match[str], scene: Scene) -> Parts | None:
    typed = match["year"]
    if len(typed) == 4:
        return Parts(year=int(typed)) if typed[:2] in ("19", "20") else None
    year = short_year(typed, scene)
    # "10년" alone is more often how long than when.
    return Parts(year=year, alone=0 <= scene.clock.today.year - year <= 6 or year < 2000)


def _year_words(match: re.Match[str], _: Scene) -> Parts | None:
    year = read_number(match["year"])
    return Parts(year=year) if year is not None and 1900 <= year <= 2099 else None


def _month(match: re.Match[str], scene: Scene) -> Parts | None:
    month = int(match["month"]) if match["month"].isdigit() else _SINO[match["month"]]
    if 1 <= month <= 12:
        return Parts(month=month)
    if re.search(r"\d년\s?$", scene.lead(match.start())):
        raise refused(match[0])
    return None


def _which_month(match: re.Match[str], scene: Scene) -> Parts | None:
    month, today = int(match["month"]), scene.clock.today
    if not 1 <= month <= 12:
        return None
    shift = _shift(match)
    year = today.year - (month >= today.month) if shift < 0 else today.year + (shift > 0 and month <= today.month)
    return Parts(year=year, month=month, relative=True)


def _day(match: re.Match[str], scene: Scene) -> Parts | None:
    day = int(match["day"])
    after_month = re.search(r"월[\s-]?$", scene.lead(match.start()))
    if 1 <= day <= 31:
        return Parts(day=day, certain=bool(after_month))
    if after_month:
        raise refused(scene.lead(match.start())[-5:] + match[0])
    return None


def _days(match: re.Match[str], scene: Scene) -> Parts | None:
    day, last = int(match["day"]), int(match["last"])
    after_month = re.search(r"월\s?$", scene.lead(match.start()))
    if not (1 <= day <= 31 and 1 <= last <= 31) or not (after_month or match["unit"]):
        return None
    return Parts(day=day, last=last, certain=bool(after_month))


def _day_words(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read `이십일일`; a short number, which may be any word, only behind a month."""
    day = read_number(match["day"])
    if day is None or not 1 <= day <= 31:
        return None
    after_month = bool(re.search(r"월\s?$", scene.lead(match.start())))
    return Parts(day=day, alone=len(match["day"]) > 1) if after_month or len(match["day"]) > 1 else None


def _weekday(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(weekday=_WEEKDAYS.index(match["weekday"]))


def _which_weekday(match: re.Match[str], scene: Scene) -> Parts | None:
    today, weekday, shift = scene.clock.today, _WEEKDAYS.index(match["weekday"]), _shift(match)
    monday = today - timedelta(days=today.weekday())
    of_week = monday + timedelta(days=7 * shift + weekday)
    if shift != -1:
        return Parts(fixed=(day_of(of_week, relative=True),))
    latest = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return Parts(fixed=tuple(day_of(day, relative=True) for day in dict.fromkeys((latest, of_week))))


def _which(match: re.Match[str], scene: Scene) -> Parts | None:
    unit = {"주": "week", "달": "month", "월": "month", "분기": "quarter"}.get(match["unit"], "year")
    return nth_back(unit, _shift(match), scene)


def _weekend(match: re.Match[str], scene: Scene) -> Parts | None:
    if not match["which"]:
        return Parts(weekend=True)
    today = scene.clock.today
    saturday = today + timedelta(days=5 - today.weekday() + 7 * _SHIFTS.get(match["which"], 0))
    return Parts(fixed=(days_between(saturday, saturday + timedelta(days=1), relative=True),))


def _nth(match: re.Match[str]) -> int:
    typed = re.sub(r"\s?번?\s?째$", "", match["nth"])
    return int(typed) if typed.isdigit() else _ORDINALS[typed]


def _portion(match: re.Match[str], _: Scene) -> Parts | None:
    word = match["portion"]
    portion: Portion = "early" if word[0] in "초전" else "middle" if word[0] == "중" else "late"
    return Parts(portion=portion, alone=False)


def _season(match: re.Match[str], scene: Scene) -> Parts | None:
    seasons: dict[str, Season] = {"봄": "spring", "여름": "summer", "가을": "autumn", "겨울": "winter"}
    season = seasons[match["season"]]
    if match["which"] is None:
        return Parts(season=season, alone=False)
    over = {"spring": 6, "summer": 9, "autumn": 12, "winter": 15}[season]
    today, shift = scene.clock.today, _shift(match)
    if shift > 0:
        return None
    year = today.year - (season == "winter" and today.month <= 2)
    if shift < 0:
        year -= (today.month + 12 * (today.year - year)) < over
    return Parts(year=year, season=season, relative=True)


def _named_holiday(match: re.Match[str], _: Scene) -> Parts | None:
    name = holiday_named(match[0])
    return None if name is None else Parts(holiday=name)


def _decade(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(fixed=(month_of(int(match["decade"]) * 10, 1, 120, "range"),))


def _on(days: int, names: str) -> Rule:
    return rule(rf"{_ALONE}(?:{names})(?!저께|모레)", lambda _, scene: back(scene, days=days))


def _of_year(shift: int, names: str) -> Rule:
    return rule(
        rf"{_ALONE}(?:{names})", lambda _, scene: Parts(year=scene.clock.today.year + shift, relative=True)
    )


_NO_DAY = r"(?!\s?(?:간|동안|치(?![가-힣])|째|차|이내|안에|만에|내로|씩|마다|평균|당\s|1|일\s?1|전(?!\s?논문)|후|뒤))"

KOREAN_RULES: tuple[Rule, ...] = (
    rule(r"(?<![\d.,])(?P<year>(?:19|20)\d\d)\s?년도?(?!\s?(?:간|동안|대|째|차))", _year),
    rule(r"(?<![\d.,년])'?(?P<year>[0-3]\d|9\d)\s?년도?(?!\s?(?:간|전|동안|대|째|차|후|뒤|이상|만|넘|내|안|\d{1,2}\s?개월))", _year),
    rule(rf"{_ALONE}(?P<year>(?:이천|천구백)[일이삼사오육칠팔구십]{{0,4}}|이공[일이][영공일이삼사오육칠팔구])\s?년도?", _year_words),
    rule(r"(?<![\d.,])(?P<decade>19\d|20\d)0년대", _decade),
    rule(r"(?<![\d.,])(?P<month>\d{1,2})\s?월(?:\s?달)?(?!\s?요일|드컵|\s?간)", _month),
    rule(rf"{_ALONE}(?P<month>십일|십이|시|십|[일이삼사오유육칠팔구])월(?:달)?(?:{_END}|(?=\s?[일이삼사오육칠팔구십]{{1,4}}일))", _month),
    rule(rf"{_WHICH}\s?(?P<month>\d{{1,2}})\s?월(?!\s?요일)", _which_month),
    rule(rf"(?<![\d.,/])(?<![a-z]-)(?P<day>\d{{1,2}})\s?일{_NO_DAY}(?![가-힣](?<![에의은는이가꺼거것걸도만과와랑날자로을를중부까이나올논업공발추베인최])|\s?요일)", _day),
    rule(
        r"(?<![\d.,/])(?<![a-z]-)(?P<day>\d{1,2})\s?일?\s?(?:부터\s?~?|에서|[~–—-]|과|와)\s?(?P<last>\d{1,2})(?![\d.%a-z]|\s?[월년])\s?"
        r"(?P<unit>일(?!\s?(?:전|간|동안)))?(?:\s?(?:까지|사이)(?:의)?)?",
        _days,
    ),
    rule(rf"(?:{_ALONE}|(?<=월))(?P<day>[일이삼사오육칠팔구십]{{1,4}})일{_NO_DAY}{_END}", _day_words),
    rule(rf"(?P<weekday>[월화수목금토일])(?:요일|욜)(?:날)?", _weekday),
    rule(r"\(\s?(?P<weekday>[월화수목금토일])\s?\)", lambda match, _: Parts(weekday=_WEEKDAYS.index(match["weekday"]), alone=False)),
    rule(rf"{_WHICH}\s?(?P<weekday>[월화수목금토일])(?:요일|욜)", _which_weekday),
    rule(r"(?<![가-힣])(?:(?P<which>지지난|저저번|지난|저번|이번|요번|다음)\s?(?:주\s?)?)?주말", _weekend),
    rule(rf"{_WHICH}\s?(?P<unit>주|달|분기|해){_END}", _which),
    rule(rf"{_ALONE}(?P<which>전|금|당)(?P<unit>월|년)(?![가-힣])", _which),
    _of_year(0, r"올\s?해|금년"), _of_year(-1, r"작년|지난\s?해|전년"), _of_year(-2, "재작년|지지난\s?해"), _of_year(1, r"내년|다음\s?해"),
    _on(0, "오늘"), _on(1, "어제|어저께|엊저녁"), _on(2, "그저께|그제|엊그제|엊그저께"), _on(3, "그끄저께|그끄제"),
    _on(-1, "내일(?! ?모레)"), _on(-2, "(?:내일 ?)?모레"),
    rule(rf"(?<![\d가-힣.])(?P<span>{_PLAIN_SPAN}(?:(?:\s|,\s?|\s하고\s|하고\s){_PLAIN_SPAN}){{0,3}})\s?전(?=$|[^가-힣]|에|의|꺼|거|것|쯤|논문|부터|까지|나온|올라온)", _ago),
    rule(
        rf"{_ALONE}(?:최근|지난|과거|요|근|이전|직전|요즘)\s?(?P<span>{_PLAIN_SPAN})"
        r"(?:\s?(?:간|동안|사이|이내|내|치)(?![가-힣](?<![에의로]))|(?=$|[^가-힣]|에|의|은|는|꺼|거|것|논문|나온|올라온|만|도|중))",
        _last_n,
    ),
    rule(rf"(?:{_ALONE}|(?<=월)){_NTH}\s?주(?:차)?{_END}", lambda match, _: Parts(nth_week=_nth(match))),
    rule(rf"(?:{_ALONE}|(?<=월)){_NTH}\s?(?:주\s?)?(?P<weekday>[월화수목금토일])(?:요일|욜)", lambda match, _: Parts(nth=_nth(match), weekday=_WEEKDAYS.index(match["weekday"]))),
    rule(r"(?<=[월년달])\s?(?P<edge>마지막\s?날|말일|첫\s?날)", lambda match, _: Parts(edge=1 if match["edge"][0] == "첫" else -1, alone=False)),
    rule(r"(?:(?<=[월달년주해])|(?<=[월달년주해]\s)|(?<=분기\s)|(?<=분기))(?P<portion>초순|초반|초|중순|중반|하순|후반|말|전반)(?!기)(?=$|[^가-힣]|에|의|부터|까지|꺼|거|것|쯤|논문|이후|이전|경|께|은|는)", _portion),
    rule(r"(?<![\d가-힣])(?P<quarter>[1-4])\s?(?:/\s?4\s?|사\s?)?분기", lambda match, _: Parts(quarter=int(match["quarter"]))),
    rule(r"(?:(?<![가-힣])|(?<=[년해]))(?P<half>상|하)반기", lambda match, _: Parts(half=1 if match["half"] == "상" else 2)),
    rule(rf"(?:{_ALONE}(?P<which>이번|지난|작년|올해)\s?)?(?<![가-힣])(?P<season>봄|여름|가을|겨울)(?![가-힣](?<![에의은꺼거]))", _season),
    rule(rf"{_ALONE}{HOLIDAY}", _named_holiday),
)  # fmt: skip
