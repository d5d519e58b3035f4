"""English names of days and months as rules need them: patterns, and what they mean."""

from __future__ import annotations

import re

from bot.answers.understand.numbers import ENGLISH_NUMBER, ORDINALS, read_number

__all__ = [
    "COUNT", "FOLLOWED_BY_NO_NAME", "IN", "MONTH", "MONTH_NAME", "NTH", "ON", "ONES", "ORDINAL", "SPAN", "THIS",
    "WEEKDAY", "month_number", "nth_number", "ordinal", "shift_of", "span_length", "weekday_number",
]  # fmt: skip

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
MONTH = rf"(?P<month>{MONTH_NAME})"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|"
    r"sun(?:day)?)"
)
ONES = "one|two|three|four|five|six|seven|eight|nine"
ORDINAL = rf"(?P<ordinal>(?:(?:twenty|thirty)[\s-])?(?:{'|'.join(ORDINALS)})|\d{{1,2}}(?:st|nd|rd|th))"
NTH = r"(?P<nth>first|second|third|fourth|fifth|last|final|1st|2nd|3rd|4th|5th)"
THIS = r"(?P<which>this|current|last|past|previous|prev|next|the coming|upcoming|coming)"

COUNT = rf"(?:\d{{1,3}}|an?\s(?:few|couple(?:\sof)?)|few|couple(?:\sof)?|a|an|{ENGLISH_NUMBER})"
_UNITS = r"(?:day|week|month|year)"
_PIECE = re.compile(rf"(?<![a-z0-9])(?P<count>{COUNT})\s?(?P<unit>{_UNITS})s?(?![a-z0-9])")
SPAN = rf"{COUNT}\s?{_UNITS}s?(?:(?:,\s?|\s|\sand\s){COUNT}\s?{_UNITS}s?){{0,3}}"

# What says before a month, and before a day, that one is meant.
IN = re.compile(
    r"\b(?:in|of|from|since|until|till|during|for|between|and|before|after|through|early|late|mid|~|-)\s(?:the\s)?$"
)
ON = re.compile(r"\b(?:on|of|from|since|until|till|for|before|after|between|and|to|,)\s$")
# What follows a short name that is a day's or month's, and no person's: "from jun zhu".
FOLLOWED_BY_NO_NAME = re.compile(
    r"\s?(?:$|[^a-z\s]|(?:papers?|listings?|top|best|please|pls|plz|and|to|thx|thanks|only|on|about|with)\b)"
)


def month_number(match: re.Match[str]) -> int:
    """Return the number of the month that was matched."""
    return _MONTHS.index(match["month"][:3]) + 1


def weekday_number(match: re.Match[str]) -> int:
    """Return the weekday that was matched, 0 for Monday."""
    return _WEEKDAYS.index(match["weekday"][:3])


def shift_of(match: re.Match[str]) -> int:
    """Return 0 for "this", -1 for "last", 1 for "next"."""
    which = match["which"]
    return 0 if which in ("this", "current") else -1 if which in ("last", "past", "previous", "prev") else 1


def ordinal(typed: str) -> int:
    """Return the number of "22nd" or "twenty-second"."""
    if typed[0].isdigit():
        return int(typed[:-2])
    tens, _, one = typed.replace("-", " ").rpartition(" ")
    return ORDINALS[one] + {"": 0, "twenty": 20, "thirty": 30}[tens]


def nth_number(match: re.Match[str]) -> int:
    """Return the matched ordinal, -1 for the last."""
    return -1 if match["nth"] in ("last", "final") else ordinal(match["nth"])


def span_length(typed: str) -> tuple[int, int, int] | None:
    """Return the years, months and days of "2 years 1 month and 21 days"; "a few" are three."""
    lengths = {"day": 0, "week": 0, "month": 0, "year": 0}
    for piece in _PIECE.finditer(typed):
        count = _count(piece["count"])
        if count is None or not 0 < count <= 999:
            return None
        lengths[piece["unit"]] += count
    found = lengths["year"], lengths["month"], lengths["day"] + 7 * lengths["week"]
    return found if any(found) else None


def _count(typed: str) -> int | None:
    if "few" in typed:
        return 3
    if "couple" in typed:
        return 2
    return 1 if typed in ("a", "an") else read_number(typed)
