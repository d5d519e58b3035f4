"""Days and periods in English words."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.answers.understand.calendar_values import Period, day_of, days_between, moved
from bot.answers.understand.day_atoms import AFTER, BEFORE, Rule, Scene, rule
from bot.answers.understand.day_parts import Parts, Portion, Season
from bot.answers.understand.holidays import HOLIDAY, holiday_named
from bot.answers.understand.numbers import ENGLISH_NUMBER, ORDINALS, read_number

__all__ = ["ENGLISH_RULES", "back", "month_back", "nth_back", "rolling"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_NAME = _MONTH.replace("?P<month>", "?:")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_ONES = "|".join(ORDINALS)
_ORDINAL = rf"(?P<ordinal>(?:(?:twenty|thirty)[\s-])?(?:{_ONES})|\d{{1,2}}(?:st|nd|rd|th))"
_NTH = r"(?P<nth>first|second|third|fourth|fifth|last|final|1st|2nd|3rd|4th|5th)"
_THIS = r"(?P<which>this|current|last|past|previous|prev|next|the coming|upcoming|coming)"
_COUNT = rf"(?P<count>\d{{1,3}}|an?\s(?:few|couple(?:\sof)?)|few|couple(?:\sof)?|a|an|{ENGLISH_NUMBER})"
_UNIT = r"(?P<unit>day|week|month|year)s?"

_IN = re.compile(r"\b(?:in|of|from|since|until|till|during|for|between|and|before|after|through|early|late|mid|~|-)\s(?:the\s)?$")
_ON = re.compile(r"\b(?:on|of|from|since|until|till|for|before|after|between|and|by|to|,)\s$")
_ON_DAY = re.compile(r"\b(?:on|since|until|till|papers (?:of|from|for)|listings? (?:of|from|for))\s$")
# After these a figure counts papers: "top 3 march 2024" is no third of March.
_COUNTS = re.compile(
    r"\b(?:top|best|first|last|latest|newest|recent|bottom|worst|give\sme|show\sme|get\sme|list|any|only|just|show|find)\s$"
)
_BY = re.compile(r"\b(?:by|authors?|named|called|and|with|prof\.?|dr\.?)\s$")
_NOUN = re.compile(r"(?:'s|[a-z]?)\s?(?:$|[?!.,;:)~–-]|(?:and|to|until|till|through|of|please|pls|plz|papers?|listings?|thx|thanks)\b)")
_NO_NAME = re.compile(r"\s?(?:$|[^a-z\s]|(?:papers?|listings?|top|best|please|pls|plz|and|to|thx|thanks|only|on|about|with)\b)")


def month_back(months: int, scene: Scene) -> Parts | None:
    """Return the month so many before today's."""
    day = moved(scene.clock.today.replace(day=1), months=-months)
    return None if day is None else Parts(year=day.year, month=day.month, relative=True)


def back(scene: Scene, years: int = 0, months: int = 0, days: int = 0) -> Parts | None:
    """Return the day so long before today."""
    day = moved(scene.clock.today, -years, -months, -days)
    return None if day is None else Parts(fixed=(day_of(day, relative=True),))


def rolling(scene: Scene, years: int = 0, months: int = 0, days: int = 0) -> Parts | None:
    """Return the days of such a length that end today."""
    day = moved(scene.clock.today, -years, -months, -days)
    if day is None:
        return None
    return Parts(fixed=(days_between(day + timedelta(days=1), scene.clock.today, relative=True),))


def nth_back(unit: str, shift: int, scene: Scene) -> Parts | None:
    """Return the week, month, quarter or year that lies `shift` of them from today's."""
    today = scene.clock.today
    if unit == "week":
        week = moved(today, days=7 * shift - today.weekday())
        return None if week is None else Parts(week=week, relative=True)
    if unit == "month":
        return month_back(-shift, scene)
    if unit == "quarter":
        day = moved(today, months=3 * shift)
        return None if day is None else Parts(year=day.year, quarter=(day.month + 2) // 3, relative=True)
    return Parts(year=today.year + shift, relative=True)


def _month_of(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3]) + 1


def _weekday_of(match: re.Match[str]) -> int:
    return _WEEKDAYS.index(match["weekday"][:3])


def _shift(match: re.Match[str]) -> int:
    which = match["which"]
    return 0 if which in ("this", "current") else -1 if which in ("last", "past", "previous", "prev") else 1


def _ordinal(typed: str) -> int:
    if typed[0].isdigit():
        return int(typed[:-2])
    tens, _, one = typed.replace("-", " ").rpartition(" ")
    return ORDINALS[one] + {"": 0, "twenty": 20, "thirty": 30}[tens]


def _nth(match: re.Match[str]) -> int:
    return -1 if match["nth"] in ("last", "final") else _ordinal(match["nth"])


def _month_day(match: re.Match[str], scene: Scene) -> Parts | None:
    typed = match["day"] or match["ordinal"]
    day = int(typed) if typed.isdigit() else _ordinal(typed) if match["ordinal"] else read_number(typed)
    month = _month_of(match)
    if day is None or not 1 <= day <= 31:
        return None
    return Parts(month=month, day=day, certain=True)


def _day_month(match: re.Match[str], scene: Scene) -> Parts | None:
    typed = match["day"] or match["ordinal"]
    day = _ordinal(typed) if match["ordinal"] else int(typed)
    if not 1 <= day <= 31:
        return None
    if not match["ordinal"] and not match["of"]:
        if _COUNTS.search(scene.lead(match.start())):
            return None
        verb = match["month"] in ("may", "march", "mar") and not re.match(r"\s?(?:$|[^\sa-z]|'?\d\d)", scene.rest(match.end()))
        if verb and not _ON.search(scene.lead(match.start())):
            return None
    return Parts(month=_month_of(match), day=day, certain=True)


def _month(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read the name of a month: a short one, a verb or a first name only where a word before it says so."""
    name, lead, rest = match["month"], scene.lead(match.start()), scene.rest(match.end())
    sure = len(name) >= 4 and name != "march"
    if name in ("april", "june", "august", "jan", "jun", "may", "mar") and scene.typed[match.end() : match.end() + 2].strip()[:1].isupper():
        sure = False  # April Wang
    cue = bool(_IN.search(lead)) and (name not in ("jan", "jun", "mar") or bool(_NO_NAME.match(rest)))
    possessive = rest.startswith("'s")
    by = _BY.search(lead) and not possessive
    whole = len(scene.text) <= len(match[0]) + 2
    return Parts(month=_month_of(match), alone=whole or possessive or ((sure or cue) and not (by and not cue)))


def _which_month(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read "last october" as the latest one that is over, "this" and "next" by today's year."""
    month, today, shift = _month_of(match), scene.clock.today, _shift(match)
    year = today.year
    if shift < 0:
        year -= month >= today.month
    elif shift > 0:
        year += month <= today.month
    return Parts(year=year, month=month, relative=True)


def _the_nth(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read "the 25th"; a small ordinal, which may as well be a place in a list, only behind "on" and the like."""
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    alone = bool(_NOUN.match(scene.rest(match.end())))
    if day <= 12:
        alone = alone and bool(_ON_DAY.search(scene.lead(match.start())))
    return Parts(day=day, alone=alone)


def _weekday(match: re.Match[str], scene: Scene) -> Parts | None:
    name = match["weekday"]
    sure = len(name) > 4 or name in ("thur", "tues")
    cue = name not in ("sat", "sun") and _ON.search(scene.lead(match.start())) and _NO_NAME.match(scene.rest(match.end()))
    return Parts(weekday=_weekday_of(match), alone=bool(sure or cue))


def _which_weekday(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read "last friday" as the latest before today, else as the one of last week; "this friday" is this week's."""
    today, weekday, shift = scene.clock.today, _weekday_of(match), _shift(match)
    monday = today - timedelta(days=today.weekday())
    of_week = monday + timedelta(days=7 * shift + weekday)
    if shift >= 0:
        return Parts(fixed=(day_of(of_week, relative=True),))
    latest = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    days = dict.fromkeys((latest, of_week))
    return Parts(fixed=tuple(day_of(day, relative=True) for day in days))


def _which(match: re.Match[str], scene: Scene) -> Parts | None:
    unit = match["unit"]
    if match["which"] == "past" and unit != "quarter":
        return rolling(scene, years=unit == "year", months=unit == "month", days=7 * (unit == "week"))
    return nth_back(unit, _shift(match), scene)


def _which_weekend(match: re.Match[str], scene: Scene) -> Parts | None:
    if match["which"] is None or match["which"] == "past":
        return Parts(weekend=True)
    today = scene.clock.today
    shift = _shift(match)
    # On the weekend itself "last weekend" is the one a week ago.
    saturday = today + timedelta(days=5 - today.weekday() + 7 * shift)
    return Parts(fixed=(days_between(saturday, saturday + timedelta(days=1), relative=True),))


def _count(typed: str) -> int | None:
    if "few" in typed:
        return 3
    if "couple" in typed:
        return 2
    return 1 if typed in ("a", "an") else read_number(typed)


def _last_n(match: re.Match[str], scene: Scene) -> Parts | None:
    count, unit = _count(match["count"]), match["unit"]
    if count is None or not 1 <= count <= 999:
        return None
    days = {"day": count, "week": 7 * count}.get(unit, 0)
    return rolling(scene, years=count * (unit == "year"), months=count * (unit == "month"), days=days)


def _ago(match: re.Match[str], scene: Scene) -> Parts | None:
    lengths = {"day": 0, "week": 0, "month": 0, "year": 0}
    for piece in _AGO_PIECE.finditer(match[0]):
        count = _count(piece["count"])
        if count is None or count > 999:
            return None
        lengths[piece["unit"]] += count
    return back(scene, lengths["year"], lengths["month"], lengths["day"] + 7 * lengths["week"])


_AGO_PIECE = re.compile(rf"{BEFORE}{_COUNT}\s?{_UNIT}{AFTER}")
_PIECE = _COUNT.replace("?P<count>", "?:") + r"\s?(?:day|week|month|year)s?"


def _days_before(days: int) -> Rule:
    names = {
        0: "today|tonight",
        1: "(?:yesterday|yday)",
        2: "(?:the )?day before yesterday",
        -1: "(?:tomorrow|tmrw|tmr)",
        -2: "(?:the )?day after tomorrow",
    }
    return rule(rf"{BEFORE}(?:{names[days]}){AFTER}", lambda _, scene: back(scene, days=days))


def _season(match: re.Match[str], scene: Scene) -> Parts | None:
    """Read a season with its year or with "last" and "this": alone it is a word like others, or a verb."""
    names: dict[str, Season] = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
    season = names[match["season"]]
    if match["which"] is None:
        return Parts(season=season, alone=False)
    if _shift(match) > 0:
        return None
    today = scene.clock.today
    over = {"spring": 6, "summer": 9, "autumn": 12, "winter": 15}[season]
    year = today.year
    if _shift(match) < 0:
        year -= today.month < over - (12 if season == "winter" else 0)
        year -= season == "winter" and today.month >= 3
    elif season == "winter" and today.month <= 2:
        year -= 1
    return Parts(year=year, season=season, relative=True)


def _portion(match: re.Match[str], _: Scene) -> Parts | None:
    word = match["portion"]
    portion: Portion = "early" if word[0] in "ebs" else "middle" if word[0] == "m" else "late"
    return Parts(portion=portion, alone=False)


def _quarter(match: re.Match[str], scene: Scene) -> Parts | None:
    typed = match["figure"] or match["nth"]
    number = int(typed) if typed.isdigit() else _ordinal(typed)
    near = _IN.search(scene.lead(match.start())) or _NO_NAME.match(scene.rest(match.end()))
    return Parts(quarter=number, alone=bool(match["nth"] or near)) if 1 <= number <= 4 else None


def _half(match: re.Match[str], _: Scene) -> Parts | None:
    typed = match["half"]
    return Parts(half=1 if typed in ("h1", "1h", "first", "1st") else 2, alone=False)


def _named_holiday(match: re.Match[str], _: Scene) -> Parts | None:
    name = holiday_named(match[0])
    return None if name is None else Parts(holiday=name)


def _year_words(match: re.Match[str], scene: Scene) -> Parts | None:
    if match["century"]:
        rest = match["rest"].replace("oh", "").replace("zero", "").strip()
        low = read_number(rest) if rest else None
        year = None if low is None or low > 99 else {"nineteen": 1900, "twenty": 2000}[match["century"]] + low
    else:
        year = read_number(match[0])
    if year is None or not 1900 <= year <= 2099:
        return None
    return Parts(year=year, alone=bool(re.search(r"\b(?:in|of|since|from|during|until|before|after|and|to)\s$", scene.lead(match.start()))))


def _days(match: re.Match[str], _: Scene) -> Parts | None:
    day, last = int(match["day"]), int(match["last"])
    if not (1 <= day <= 31 and 1 <= last <= 31):
        return None
    if "month" not in match.groupdict():
        return Parts(day=day, last=last, alone=False)
    return Parts(month=_month_of(match), day=day, last=last, certain=True)


_DAY = r"(?P<day>\d{1,2})"
_LAST = r"(?P<last>\d{1,2})(?:st|nd|rd|th)?"
_DASH = r"(?:\s?[~–—-]\s?|\s(?:to|until|till|through|thru|and)\s(?:the\s)?)"
_UNTIL_DAY = rf"(?:(?<=\d)|{AFTER})(?![a-z0-9_%]|[.:/,]\d|-[a-z])"
_ONE_TO_NINE = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"

ENGLISH_RULES: tuple[Rule, ...] = (
    rule(rf"{BEFORE}{_MONTH}\.?\s(?:the\s|from\s|between\s)?{_DAY}(?:st|nd|rd|th)?{_DASH}{_LAST}{_UNTIL_DAY}(?!\s(?:papers|{_MONTH_NAME}))", _days),
    rule(rf"(?<![a-z0-9_./])(?:(?:from|between)\s)?(?:the\s)?{_DAY}(?:st|nd|rd|th)?{_DASH}{_LAST}\s(?:of\s)?{_MONTH}{AFTER}", _days),
    rule(rf"(?<![a-z0-9_./])(?:(?:from|between)\s)?(?:the\s)?{_DAY}(?:st|nd|rd|th)?{_DASH}{_LAST}(?=\s(?:of\s|in\s)?(?:this|last|next)\smonth)", _days),
    rule(rf"{BEFORE}(?:from|between)\s(?:the\s)?{_DAY}(?:st|nd|rd|th)?{_DASH}{_MONTH}\.?\s{_LAST}{AFTER}", _days),
    rule(
        rf"{BEFORE}{_MONTH}(?:\.\s?|[\s/-]|\sthe\s)?(?:{_ORDINAL}|(?P<day>\d{{1,2}}|(?:twenty|thirty)[\s-](?:{_ONE_TO_NINE}))){_UNTIL_DAY}",
        _month_day,
    ),
    rule(
        rf"(?<![a-z0-9_./])(?:{_ORDINAL}|{_DAY})(?:(?P<of>\s(?:day\s)?of\s)|\.?[\s-]|\.)?{_MONTH}{AFTER}(?!\.?\s\d{{1,2}}(?!\d))",
        _day_month,
    ),
    rule(rf"{BEFORE}{_MONTH}\.?{AFTER}", _month),
    rule(rf"{BEFORE}{_THIS}\s{_MONTH}{AFTER}(?!\.?\s\d{{1,2}}(?!\d))", _which_month),
    rule(rf"{BEFORE}(?:the\s)?{_DAY}(?:st|nd|rd|th){AFTER}", _the_nth),
    rule(rf"{BEFORE}{_WEEKDAY}\.?{AFTER}", _weekday),
    rule(rf"{BEFORE}{_THIS}\s{_WEEKDAY}{AFTER}(?!\s(?:of|in)\s)", _which_weekday),
    rule(
        rf"{BEFORE}(?:the\s)?{_NTH}\s{_WEEKDAY}{AFTER}(?:(?<!last)|(?=\s(?:of|in)\s))",
        lambda match, _: None if match["nth"] == "last" and match.string[match.end() : match.end() + 4] not in (" of ", " in ") else Parts(nth=_nth(match), weekday=_weekday_of(match)),
    ),
    rule(
        rf"{BEFORE}(?:the\s)?{_NTH}\sweek{AFTER}",
        lambda match, _: None if match["nth"] == "last" and match.string[match.end() : match.end() + 4] not in (" of ", " in ") else Parts(nth_week=_nth(match)),
    ),
    rule(rf"{BEFORE}(?:the\s)?(?P<nth>first|1st|last|final)\sday\sof(?=\s)", lambda match, _: Parts(edge=1 if _nth(match) > 0 else -1, alone=False)),
    rule(rf"{BEFORE}(?:the\s)?{_THIS}\s(?P<unit>week|month|quarter|year){AFTER}(?!\sof\s)", _which),
    rule(rf"{BEFORE}(?:(?:the|{_THIS})\s)?weekend{AFTER}", _which_weekend),
    rule(rf"{BEFORE}(?:(?:over|in|within|during)\s)?(?:the\s)?(?:last|past|previous|prev|recent)\s{_COUNT}\s?{_UNIT}{AFTER}", _last_n),
    rule(rf"{BEFORE}{_PIECE}(?:(?:,\s?|\s|\sand\s){_PIECE}){{0,3}}\s(?:ago|back){AFTER}", _ago),
    _days_before(0), _days_before(1), _days_before(2), _days_before(-1), _days_before(-2),
    rule(rf"{BEFORE}(?:(?P<which>this|last|past|previous|next)\s)?(?P<season>spring|summer|autumn|fall|winter){AFTER}", _season),
    rule(rf"{BEFORE}(?:the\s)?(?P<portion>early|late|mid|(?:beginning|start|middle|end)\sof)[\s-]", _portion),
    rule(rf"{BEFORE}earlier\s(?=this\s(?:week|month|year)|in\sthe\s(?:week|month|year))", lambda _m, _s: Parts(portion="so far", alone=False)),
    rule(rf"{BEFORE}(?:q(?P<figure>[1-4])|(?:the\s)?(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)\squarter){AFTER}(?!-)", _quarter),
    rule(rf"(?:{BEFORE}|(?<=\d\d\d\d))(?:(?:the\s)?(?P<half>first|second|1st|2nd|last)\shalf(?=\s(?:of|in)\s)|(?P<h>h[12])){AFTER}",
         lambda match, _: Parts(half=2 if (match["half"] or match["h"])[0] in "sl2" or match["h"] == "h2" else 1, alone=False)),
    rule(rf"{BEFORE}{HOLIDAY}", _named_holiday),
    rule(
        rf"{BEFORE}(?:(?P<century>nineteen|twenty)[\s-](?P<rest>(?:oh|zero)[\s-](?:{_ONE_TO_NINE})|(?:{_TEENS})|"
        rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:{_ONE_TO_NINE}))?)|two\sthousand(?:\s(?:and\s)?{ENGLISH_NUMBER})?){AFTER}",
        _year_words,
    ),
)  # fmt: skip
