"""Dates in figures: 2024-10-25, 20241025, 24.10.25, 10/25/2024, 11/22, 2024.10, and years."""

from __future__ import annotations

import re
from datetime import date

from bot.answers.understand.calendar_values import month_of, refused
from bot.answers.understand.day_atoms import Rule, Scene, rule
from bot.answers.understand.day_parts import Parts
from bot.answers.understand.english import MONTH_NAME

__all__ = ["FIGURE_RULES", "short_year"]

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
# Not inside a number, a version, a path or a name such as gpt-4o-2024-08-06.
_START = r"(?<![a-z0-9_./])(?<![a-z0-9]-)"
_END = r"(?![a-z0-9_]|[./-]\d|%)"

_CUE = re.compile(
    r"(?:\b(?:on|since|until|till|before|after|between|from|dated?|day|(?:papers?|listings?)(?:\s(?:of|from|for))?)\s|"
    r"~\s?)$"
)
_YEAR_CUE = re.compile(
    r"\b(?:in|of|from|since|during|before|after|until|till|through|between|to|for|by|year|early|mid|late|and)\s"
    r"(?:the\s)?(?:year\s)?$|"
    r"[~–—]\s?$"
)
# A year right after a capitalised name belongs to the name: AIME 2024, NeurIPS-2023.
_NAME_BEFORE = re.compile(
    r"(?:^|[^A-Za-z0-9])(?:[A-Za-z]{0,20}[a-z][A-Z][A-Za-z]{0,20}|[A-Z]{2,20}[A-Za-z0-9]{0,20}|[A-Z]{1,20}\d{1,20})"
    r"[\s'-]$|"
    r"et al\.?,?\s\(?$"
)
_COUNTED = re.compile(
    r"\s?(?:tokens?|samples?|images?|videos?|px|pixels?|x\s?\d|×|gpus?|hours?|steps?|votes?|upvotes?|dim|frames|words|"
    r"users|개|표|명|장|토큰|시간|편|번)"
)
_OPENING = re.compile(r"^$|\b(?:of|for|in)\s$")
_PARTICLE = re.compile(
    r"\s?(?:에(?!서|\s?(?:해당|불과|비해))|꺼|거|것|자|부터|까지|이후|이전|논문|papers?|top|상위|인기|추천|베스트|탑|제일|가장|젤|~|–|[?!.]{0,3}$)"
)


def _iso(match: re.Match[str], _: Scene) -> Parts | None:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        raise refused(match[0]) from None
    return Parts(
        year=day.year, month=day.month, day=day.day, last=int(match["last"]) if match["last"] else None, certain=True
    )


def _compact(match: re.Match[str], _: Scene) -> Parts | None:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    return Parts(year=day.year, month=day.month, day=day.day)


def _six(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read 241025 and 24.10.25 only as a listed day, or one of the last three years where nothing is counted by it."""
    try:
        day = date(2000 + int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    recent = scene.clock.today.year - 3 < day.year and day <= scene.clock.today
    if day not in scene.clock.listed and (not recent or _COUNTED.match(scene.rest(match.end()))):
        return None
    return Parts(year=day.year, month=day.month, day=day.day)


def short_year(typed: str, scene: Scene) -> int:
    """Return the year that two figures mean: not later than the next one."""
    year = 2000 + int(typed)
    return year if year <= max(scene.clock.today.year, scene.clock.newest.year) + 1 else year - 100


def _three(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read 10/23/2024, 23.10.2024, 24/10/23: by month first, but year first in Korean where that is a day."""
    one, two, three, mark = match["one"], match["two"], match["three"], match["mark"]
    if len(three) == 4:
        year = int(three)
        readings = [(year, int(one), int(two)), (year, int(two), int(one))]
        if mark == "." and not (len(two) == 2 or int(one) > 12):
            readings.reverse()
    else:
        last = short_year(three, scene)
        readings = [] if mark == "." else [(last, int(one), int(two)), (last, int(two), int(one))]
        if len(one) == 2:
            first = (short_year(one, scene), int(two), int(three))
            readings.insert(0 if scene.korean or mark == "." else 2, first)
    sane = tuple(reading for reading in dict.fromkeys(readings) if _exists(*reading))
    if not sane and len(three) == 4 and int(one) <= 31 and int(two) <= 31 and min(int(one), int(two)) <= 12:
        raise refused(match[0])
    return Parts(readings=sane) if sane else None


_PAPERS = re.compile(r"\s?(?:papers?\b|listings?\b|논문|목록)")


def _two(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read 11/22 and 22/11; figures that may be a fraction only where something says that a day is meant."""
    one, two = int(match["one"]), int(match["two"])
    readings = tuple(
        (None, month, day) for month, day in dict.fromkeys(((one, two), (two, one))) if _exists(2024, month, day)
    )
    if not readings or match[0] == "24/7":
        return None
    days = scene.clock.listed
    listed = not days or any((day.month, day.day) == reading[1:] for day in days for reading in readings)
    lead, rest = scene.lead(match.start()), scene.rest(match.end())
    cue = _CUE.search(lead) or _PARTICLE.match(rest)
    if not lead and _PAPERS.match(rest):
        sure = True
    elif one == two or max(one, two) <= 12:
        sure = listed and (cue or (len(match[0]) == 5 and one != two))
    else:
        sure = listed or cue or len(match[0]) == 5 or _OPENING.search(lead)
    return Parts(readings=readings) if sure else None


def _dotted(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read 11.22 and 11-22, numbers and counts as well, only as a listed day that opens the text or ends it."""
    lead, rest = scene.lead(match.start()), scene.rest(match.end())
    month, day = int(match["one"]), int(match["two"])
    listed = any((one.month, one.day) == (month, day) for one in scene.clock.listed)
    if (
        not listed
        or _COUNTED.match(rest)
        or not (re.search(r"^$|\bon\s$", lead) and re.match(r"$|[?!.,]|\s?[가-힣]", rest))
    ):
        return None
    return Parts(readings=((None, month, day),))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _year_month(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(year=int(match["year"]), month=int(match["month"]))


def _year(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read a year; without a word before it only one of the years that papers are from, and never a part of a name."""
    year = int(match["year"])
    if _COUNTED.match(scene.rest(match.end())):
        return None
    if _YEAR_CUE.search(scene.lead(match.start())):
        return Parts(year=year)
    named = _NAME_BEFORE.search(scene.typed[max(0, match.start() - 24) : match.start()])
    return Parts(year=year, alone=not named and 2010 <= year <= scene.clock.today.year + 1)


def _apostrophe(match: re.Match[str], scene: Scene) -> Parts | None:
    lead = scene.lead(match.start())
    if re.search(r"[a-z]$", lead) and not re.search(rf"(?:{MONTH_NAME})$", lead):
        return None
    cue = _YEAR_CUE.search(lead)
    return Parts(year=short_year(match["year"], scene), alone=bool(cue))


def _decade(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(fixed=(month_of(int(match["decade"]) * 10, 1, 120, "range"),))


FIGURE_RULES: tuple[Rule, ...] = (
    rule(
        rf"{_START}{_YEAR}(?P<mark>\s?[-./]\s?)(?P<month>\d{{1,2}})\s?[-./]\s?(?P<day>\d{{1,2}})(?!\d|[/-]\d|\.\d)"
        r"(?:\s?[~–—]\s?(?P<last>\d{1,2})(?![\d./-]|\s?년)\s?일?|\.)?",
        _iso,
    ),
    rule(
        rf"{_START}(?P<year>(?:19|20)\d\d)(?P<gap>\s?)(?P<month>0[1-9]|1[0-2])(?P=gap)(?P<day>[0-2]\d|3[01]){_END}",
        _compact,
    ),
    rule(rf"{_START}(?P<year>[12]\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01]){_END}", _six),
    # "25.2.5", "24. 10. 25."
    rule(
        rf"{_START}(?P<year>[12]\d)(?P<mark>\.\s?)(?P<month>{_MONTH})(?P=mark)(?P<day>0?[1-9]|[12]\d|3[01])"
        r"(?![a-z0-9_]|[./-]\d|%)\.?",
        _six,
    ),
    rule(
        rf"{_START}(?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?:(?P=mark)|,(?<!\.,))(?P<three>\d{{4}}|\d\d)"
        rf"{_END}",
        _three,
    ),
    rule(
        r"(?<![a-z0-9_./])(?:(?<![a-z0-9]-)|(?<=/\d-)|(?<=/\d\d-))(?P<one>\d{1,2})/(?P<two>\d{1,2})"
        r"(?![a-z0-9_%]|[./]\d|-\d(?!\d?/\d))",
        _two,
    ),
    rule(rf"{_START}(?P<one>{_MONTH})[.-](?P<two>\d\d){_END}", _dotted),
    rule(rf"{_START}{_YEAR}(?:[-.]|\s?/\s?)(?P<month>{_MONTH}){_END}", _year_month),
    rule(rf"{_START}(?P<month>{_MONTH})[/-]{_YEAR}{_END}", _year_month),
    rule(
        rf"(?<![a-z0-9_./,$#])(?:(?<![a-z0-9]-)|(?<=\d\d\d\d-)){_YEAR}"
        r"(?!(?!-?[qh][1-4](?![a-z0-9]))(?:[a-z0-9_%]|-[a-z])|[.,:]\d|\s?년)(?!-\d{1,2}(?!\d))",
        _year,
    ),
    rule(rf"'(?P<year>\d\d){_END}", _apostrophe),
    rule(rf"{_START}(?P<decade>19\d|20\d)0'?s(?![a-z0-9])", _decade),
)
