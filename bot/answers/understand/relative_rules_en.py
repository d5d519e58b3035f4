"""Weekdays, weeks, parts of a year, holidays and dates relative to today, in English words."""

from __future__ import annotations

import re

from bot.answers.understand.calendar_values import day_of
from bot.answers.understand.day_atoms import AFTER, BEFORE, Build, Rule, Scene, rule
from bot.answers.understand.day_parts import Parts, Portion, Season
from bot.answers.understand.english import (
    FOLLOWED_BY_NO_NAME,
    IN,
    NTH,
    ON,
    SPAN,
    THIS,
    WEEKDAY,
    nth_number,
    ordinal,
    shift_of,
    span_length,
    weekday_number,
)
from bot.answers.understand.holidays import HOLIDAY, holiday_named
from bot.answers.understand.relative import back, period_near, rolling, season_near, weekday_near, weekend_near

__all__ = ["ENGLISH_RELATIVE_RULES"]

# "The last friday of october" is its last one, "last friday" the latest.
_OF_SOMETHING = re.compile(r"\s(?:of|in)\s")


# "The sunday radio puzzle" names a thing, "the sunday papers" a day.
_THE = re.compile(r"\b(?:the|that|a)\s$")
_THING = re.compile(
    r"\s(?!(?:papers?|listings?|lists?|digest|ones?|batch|picks?|top|best|most|before|after|of|in|and|or|to|please|pls|"
    r"morning|evening|night)\b)[a-z]{3,}\s[a-z]{3,}"
)


def _weekday(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read the name of a weekday; abbreviations only after "on" and the like, "sat" and "sun" only in a date."""
    name = match["weekday"]
    lead, rest = scene.lead(match.start()), scene.rest(match.end())
    cue = name not in ("sat", "sun") and ON.search(lead) and FOLLOWED_BY_NO_NAME.match(rest)
    if _THE.search(scene.lead(match.start())) and _THING.match(scene.rest(match.end())):
        return None
    if scene.is_acronym(match.start("weekday"), match.end("weekday")):
        return Parts(weekday=weekday_number(match), alone=bool(cue))
    return Parts(weekday=weekday_number(match), alone=bool(len(name) > 4 or name in ("thur", "tues") or cue))


def _nth_weekday(match: re.Match[str], scene: Scene) -> Parts | None:
    if match["nth"] == "last" and not _OF_SOMETHING.match(scene.rest(match.end())):
        return None
    return Parts(nth=nth_number(match), weekday=weekday_number(match))


def _nth_week(match: re.Match[str], scene: Scene) -> Parts | None:
    if match["nth"] == "last" and not _OF_SOMETHING.match(scene.rest(match.end())):
        return None
    return Parts(nth_week=nth_number(match))


def _edge(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(edge=1 if nth_number(match) > 0 else -1, alone=False)


def _which(match: re.Match[str], scene: Scene) -> Parts | None:
    unit = match["unit"]
    if match["which"] == "past" and unit != "quarter":
        return rolling(scene, years=unit == "year", months=unit == "month", days=7 * (unit == "week"))
    return period_near(unit, shift_of(match), scene)


def _weekend(match: re.Match[str], scene: Scene) -> Parts | None:
    which = match["which"]
    return Parts(weekend=True) if which is None or which == "past" else weekend_near(shift_of(match), scene)


def _last_n(match: re.Match[str], scene: Scene) -> Parts | None:
    length = span_length(match["span"])
    return None if length is None else rolling(scene, *length)


def _ago(match: re.Match[str], scene: Scene) -> Parts | None:
    length = span_length(match["span"])
    return None if length is None else back(scene, *length)


def _days_back(days: int) -> Build:
    return lambda _, scene: back(scene, days=days)


def _now(_: re.Match[str], scene: Scene) -> Parts | None:
    return Parts(fixed=(day_of(scene.clock.today, relative=True),), alone=False)


def _season(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read a season with its year or with "last" and "this"; alone it may be an ordinary word or a verb."""
    names: dict[str, Season] = {"spring": "spring", "summer": "summer", "winter": "winter"}
    season = names.get(match["season"], "autumn")
    if match["which"] is None:
        return Parts(season=season, alone=False)
    return season_near(season, shift_of(match), scene)


def _portion(match: re.Match[str], _: Scene) -> Parts | None:
    word = match["portion"]
    portion: Portion = "early" if word[:5] in ("early", "begin", "start") else "middle" if word[0] == "m" else "late"
    return Parts(portion=portion, alone=False)


def _so_far(_: re.Match[str], __: Scene) -> Parts | None:
    return Parts(portion="so_far", alone=False)


def _quarter(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read "q3" and "third quarter"; "q4" is also a quantisation."""
    near = IN.search(scene.lead(match.start())) or FOLLOWED_BY_NO_NAME.match(scene.rest(match.end()))
    number = int(match["figure"]) if match["figure"] else ordinal(match["nth"])
    return Parts(quarter=number, alone=bool(match["nth"] or near))


def _half(match: re.Match[str], _: Scene) -> Parts | None:
    return Parts(half=1 if match["half"] in ("h1", "first", "1st") else 2, alone=False)


def _holiday(match: re.Match[str], _: Scene) -> Parts | None:
    name = holiday_named(match[0])
    return None if name is None else Parts(holiday=name)


ENGLISH_RELATIVE_RULES: tuple[Rule, ...] = (
    rule(rf"{BEFORE}{WEEKDAY}\.?{AFTER}", _weekday),
    rule(
        rf"{BEFORE}{THIS}\s{WEEKDAY}{AFTER}(?!\s(?:of|in)\s)",
        lambda match, scene: weekday_near(weekday_number(match), shift_of(match), scene),
    ),
    rule(rf"{BEFORE}(?:the\s)?{NTH}\s{WEEKDAY}{AFTER}", _nth_weekday),
    rule(rf"{BEFORE}(?:the\s)?{NTH}\sweek{AFTER}", _nth_week),
    rule(rf"{BEFORE}(?:the\s)?(?P<nth>first|1st|last|final)\sday\sof(?=\s)", _edge),
    rule(rf"{BEFORE}(?:the\s)?{THIS}\s(?P<unit>week|month|quarter|year){AFTER}(?!\sof\s)", _which),
    rule(rf"{BEFORE}(?:(?:the|{THIS})\s)?weekend{AFTER}", _weekend),
    rule(
        rf"{BEFORE}(?:(?:over|in|within|during)\s)?(?:the\s)?(?:last|past|previous|prev|recent)\s(?P<span>{SPAN})"
        rf"{AFTER}",
        _last_n,
    ),
    rule(rf"{BEFORE}(?P<span>{SPAN})\s(?:ago|back){AFTER}", _ago),
    rule(rf"{BEFORE}(?:today|tonight){AFTER}", _days_back(0)),
    rule(rf"{BEFORE}(?:yesterday(?:'?s)?|yday){AFTER}", _days_back(1)),
    rule(rf"{BEFORE}(?:the\s)?day\sbefore\syesterday{AFTER}", _days_back(2)),
    rule(rf"{BEFORE}(?:tomorrow|tmrw){AFTER}", _days_back(-1)),
    rule(rf"{BEFORE}(?:the\s)?day\safter\s(?:tomorrow|tmrw){AFTER}", _days_back(-2)),
    rule(rf"{BEFORE}(?:right\s)?now{AFTER}", _now),
    rule(
        rf"{BEFORE}(?:(?P<which>this|last|past|previous|next)\s)?(?P<season>spring|summer|autumn|fall|winter){AFTER}",
        _season,
    ),
    rule(rf"{BEFORE}(?:the\s)?(?P<portion>early|late|mid|(?:beginning|start|middle|end)\sof)[\s-]", _portion),
    rule(rf"{BEFORE}earlier\s(?=this\s(?:week|month|year)|in\sthe\s(?:week|month|year))", _so_far),
    rule(
        rf"(?:{BEFORE}|(?<=\d\d\d\d))(?:q(?P<figure>[1-4])|(?:the\s)?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
        rf"\squarter){AFTER}(?!-)",
        _quarter,
    ),
    rule(rf"(?:{BEFORE}|(?<=\d\d\d\d))(?P<half>h[12]){AFTER}", _half),
    rule(rf"{BEFORE}(?:the\s)?(?P<half>first|second|1st|2nd|last)\shalf(?=\s(?:of|in)\s)", _half),
    rule(rf"{BEFORE}{HOLIDAY}", _holiday),
)
