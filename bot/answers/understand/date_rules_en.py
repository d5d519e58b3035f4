"""Dates in English words: months, days of a month, and years."""

from __future__ import annotations

import re

from bot.answers.understand.day_atoms import AFTER, BEFORE, Rule, Scene, rule
from bot.answers.understand.day_parts import Parts
from bot.answers.understand.english import (
    FOLLOWED_BY_NO_NAME,
    IN,
    MONTH,
    MONTH_NAME,
    ON,
    ONES,
    ORDINAL,
    THIS,
    month_number,
    ordinal,
    shift_of,
)
from bot.answers.understand.numbers import ENGLISH_NUMBER, read_number
from bot.answers.understand.relative import month_near

__all__ = ["ENGLISH_DATE_RULES"]

_DAY = r"(?P<day>\d{1,2})"
_DAY_TH = rf"{_DAY}(?:st|nd|rd|th)?"
_LAST_TH = r"(?P<last>\d{1,2})(?:st|nd|rd|th)?"
_DASH = r"(?:\s?[~–—-]\s?|\s(?:to|until|till|through|thru|and)\s(?:the\s)?)"
_DAY_ENDS = r"(?![a-z0-9_%]|[.:/,]\d|-[a-z])"
_DAY_BEGINS = r"(?<![a-z0-9_./])"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_FROM = r"(?:(?:from|between)\s)?(?:the\s)?"

_ON_DAY = re.compile(r"\b(?:on|since|until|till|papers (?:of|from|for)|listings? (?:of|from|for))\s$")
# After these a figure counts papers: "top 3 march 2024" is not the third of March.
_COUNTS = re.compile(
    r"\b(?:top|best|first|last|latest|newest|recent|bottom|worst|(?:give|show|get)\sme|list|any|only|just|show|find)\s$"
)
# "The 3 of March" is a day, "the top 3 of March" is not.
_RANKS = re.compile(r"\b(?:top|best|bottom|worst)\s$")
_BY = re.compile(r"\b(?:by|authors?|named|called|and|with|prof\.?|dr\.?)\s$")
_ENDS_DAY = re.compile(
    r"(?:'s)?\s?(?:$|[?!.,;:)~–-]|(?:and|to|until|till|through|of|please|pls|plz|papers?|listings?|thx|thanks)\b|"
    r"에|의|꺼|거|논문)"
)
_YEAR_CUE = re.compile(r"\b(?:in|of|since|from|during|until|before|after|and|to)\s$")
_VERBS = frozenset(("may", "march", "mar"))
# Abbreviations that are not also words.
_SHORT = frozenset(("feb", "apr", "jul", "aug", "oct", "nov", "dec"))
_RECENT_YEARS = 3
_PAPERS = re.compile(r"\s(?:papers?|ones|of|best|top|most|picks)\b")
_FIRST_NAMES = frozenset(("april", "june", "august", "jan", "jun", "may", "mar"))


def _month_day(match: re.Match[str], _: Scene) -> Parts | None:
    day = ordinal(match["ordinal"]) if match["ordinal"] else read_number(match["day"])
    if day is None or not 1 <= day <= 31:
        return None
    return Parts(month=month_number(match), day=day, certain=True)


def _day_month(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read "25 oct", but no count of papers before a month, and no "3 may help"."""
    day = ordinal(match["ordinal"]) if match["ordinal"] else int(match["day"])
    if not 1 <= day <= 31:
        return None
    lead, rest = scene.lead(match.start()), scene.rest(match.end())
    if match["of"] and not match["ordinal"] and _RANKS.search(lead):
        return None
    if not match["ordinal"] and not match["of"]:
        verb = match["month"] in _VERBS and not re.match(r"\s?(?:$|[^\sa-z]|'?\d\d)", rest)
        if _COUNTS.search(lead) or (verb and not ON.search(lead)):
            return None
    return Parts(month=month_number(match), day=day, certain=True)


def _short_year(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read "5 feb 25" and "feb 5, 25" as a listed day, or one of the last years where no papers are counted by it."""
    year, day = 2000 + int(match["year"]), int(match["day"])
    if not 1 <= day <= 31:
        return None
    month = month_number(match)
    listed = any((one.year, one.month, one.day) == (year, month, day) for one in scene.clock.listed)
    recent = 0 <= scene.clock.today.year - year < _RECENT_YEARS
    day_first = match.start("day") < match.start("month")
    counts = _COUNTS.search(scene.lead(match.start())) if day_first else _PAPERS.match(scene.rest(match.end()))
    if counts or not (listed or recent):
        return None
    return Parts(year=year, month=month, day=day)


def _days(match: re.Match[str], _: Scene) -> Parts | None:
    day, last = int(match["day"]), int(match["last"])
    if not (1 <= day <= 31 and 1 <= last <= 31):
        return None
    if "month" not in match.groupdict():
        return Parts(day=day, last=last, alone=False)
    return Parts(month=month_number(match), day=day, last=last, certain=True)


def _year_month_day(match: re.Match[str], _: Scene) -> Parts | None:
    day = int(match["day"])
    return Parts(year=int(match["year"]), month=month_number(match), day=day, certain=True) if day <= 31 else None


def _month(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read the name of a month; abbreviations, verbs and first names need a neighbouring word that confirms it."""
    name, lead, rest = match["month"], scene.lead(match.start()), scene.rest(match.end())
    surname = name in _FIRST_NAMES and scene.typed[match.end() : match.end() + 2].strip()[:1].isupper()
    sure = (len(name) >= 4 or name in _SHORT) and name != "march" and not surname
    cue = bool(IN.search(lead)) and (name not in ("jan", "jun", "mar") or bool(FOLLOWED_BY_NO_NAME.match(rest)))
    whole = len(scene.text) <= len(match[0]) + 2
    if scene.is_acronym(match.start("month"), match.end("month")):
        return Parts(month=month_number(match), alone=cue or whole)
    owner = bool(re.match(r"'s|[가-힣]|\s논문", rest))
    return Parts(month=month_number(match), alone=whole or owner or cue or (sure and not _BY.search(lead)))


def _which_month(match: re.Match[str], scene: Scene) -> Parts | None:
    return month_near(month_number(match), shift_of(match), scene)


def _the_nth(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read "the 25th"; a small ordinal, which may also be a rank, only after "on" and the like."""
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    alone = bool(_ENDS_DAY.match(scene.rest(match.end())))
    return Parts(day=day, alone=alone and (day > 12 or bool(_ON_DAY.search(scene.lead(match.start())))))


def _the_words(match: re.Match[str], _: Scene) -> Parts | None:
    day = ordinal(match["ordinal"]) if match["ordinal"] else read_number(match["words"])
    return Parts(day=day, alone=False) if day is not None and 1 <= day <= 31 else None


def _year_words(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read "nineteen seventy eight", "twenty oh five", "two thousand and eighteen"."""
    if match["century"]:
        low = read_number(re.sub(r"(?:oh|zero)[\s-]", "", match["low"]))
        year = None if low is None else {"nineteen": 1900, "twenty": 2000}[match["century"]] + low
    else:
        year = read_number(match[0])
    if year is None or not 1900 <= year <= 2099:
        return None
    return Parts(year=year, alone=bool(_YEAR_CUE.search(scene.lead(match.start()))))


ENGLISH_DATE_RULES: tuple[Rule, ...] = (
    rule(rf"{_DAY_BEGINS}{_DAY_TH}[\s-]?{MONTH}\.?[\s-](?P<year>[12]\d){_DAY_ENDS}", _short_year),
    rule(rf"{BEFORE}{MONTH}\.?\s{_DAY_TH},?\s(?P<year>[12]\d){_DAY_ENDS}", _short_year),
    rule(
        rf"{BEFORE}{MONTH}\.?\s(?:the\s|from\s|between\s)?{_DAY_TH}{_DASH}{_LAST_TH}{_DAY_ENDS}"
        rf"(?!\s(?:papers|{MONTH_NAME}))",
        _days,
    ),
    rule(rf"{_DAY_BEGINS}{_FROM}{_DAY_TH}{_DASH}{_LAST_TH}\s(?:of\s)?{MONTH}{AFTER}", _days),
    rule(
        rf"{_DAY_BEGINS}{_FROM}{_DAY_TH}{_DASH}{_LAST_TH}(?=\s(?:of\s|in\s)?(?:this|last|next|previous)\smonth)",
        _days,
    ),
    rule(rf"{BEFORE}(?:from|between)\s(?:the\s)?{_DAY_TH}{_DASH}{MONTH}\.?\s{_LAST_TH}{AFTER}", _days),
    rule(
        rf"{BEFORE}{MONTH}(?:\.\s?|[\s/-]|\sthe\s)?(?:{ORDINAL}|(?P<day>\d{{1,2}}|(?:twenty|thirty)[\s-](?:{ONES})))"
        rf"{_DAY_ENDS}",
        _month_day,
    ),
    rule(
        rf"{_DAY_BEGINS}(?:the\s)?(?:{ORDINAL}|{_DAY})(?:(?P<of>\s(?:day\s)?of\s)|\.?[\s-]|\.)?{MONTH}{AFTER}"
        r"(?!\.?\s\d{1,2}(?!\d))",
        _day_month,
    ),
    rule(rf"(?<![a-z0-9_./-])(?P<year>(?:19|20)\d\d)[-/\s]{MONTH}[-/\s]{_DAY}{_DAY_ENDS}", _year_month_day),
    rule(rf"{BEFORE}{MONTH}\.?{AFTER}", _month),
    rule(rf"{BEFORE}{THIS}\s{MONTH}{AFTER}(?!\.?\s\d{{1,2}}(?!\d))", _which_month),
    rule(rf"{BEFORE}(?:the\s)?{_DAY}(?:st|nd|rd|th){AFTER}", _the_nth),
    rule(rf"{BEFORE}the\s(?P<words>{ORDINAL}|{ENGLISH_NUMBER}){AFTER}", _the_words),
    rule(
        rf"{BEFORE}(?:(?P<century>nineteen|twenty)[\s-](?P<low>(?:oh|zero)[\s-](?:{ONES})|(?:{_TEENS})|"
        rf"(?:{_TENS})(?:[\s-](?:{ONES}))?)|two\sthousand(?:\s(?:and\s)?{ENGLISH_NUMBER})?){AFTER}",
        _year_words,
    ),
)
