"""Numbers of a text with their units and bounds, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

__all__ = ["Figure", "carried", "figures_of", "without_figures"]

Bound = Literal["", "most", "least"]

# Units that mean the same; a number that counts things has none, whatever they are called.
_UNITS = (
    ("x", "x × times -fold fold 배 배의".split()),
    ("%p", "%p %포인트 퍼센트포인트 percentage_points pp".split()),
    ("%", "% percent 퍼센트 프로".split()),
    ("gb", "gb gib 기가바이트".split()),
    ("mb", "mb 메가바이트".split()),
    ("tb", "tb 테라바이트".split()),
    ("ms", "ms milliseconds millisecond 밀리초".split()),
    ("s", "s sec seconds second 초".split()),
    ("min", "minutes minute 분".split()),
    ("h", "hours hour 시간".split()),
    ("day", "days day 일".split()),
    ("year", "years year 년".split()),
    ("point", "points point pts 포인트 점".split()),
    ("bit", "bits bit -bit 비트".split()),
    ("fps", "fps 프레임".split()),
    ("hz", "hz khz".split()),
    ("$", "dollars dollar usd 달러".split()),
)
# What multiplies: 3.6 million, 360만 and 3,600,000 are one number.
_SCALES = (
    (10**3, "k thousand 천".split()),
    (10**4, ("만",)),
    (10**6, "m million 백만".split()),
    (10**8, ("억",)),
    (10**9, "b billion 십억".split()),
    (10**12, "t trillion 조".split()),
)
_SCALE_OF = {name: scale for scale, names in _SCALES for name in names}
_UNIT_OF = {unit.replace("_", " "): kind for kind, units in _UNITS for unit in units}
_NAMED = "|".join(re.escape(unit) for unit in sorted((*_UNIT_OF, *_SCALE_OF), key=len, reverse=True))
# A Latin unit ends with its word; a Korean one may have particles behind it.
_FIGURE = re.compile(
    rf"(?<![\w.])(?P<sign>[-−–+$])?(?P<number>\d[\d,]*(?:\.\d+)?)"
    rf"(?:[\s-]?(?P<unit>{_NAMED})(?:(?<![a-z])|(?![a-z0-9])))?(?<![.,])(?![a-z\d])",
    re.IGNORECASE,
)
_WORDS = {
    "twice": ("2", "x"), "double": ("2", "x"), "doubles": ("2", "x"), "doubled": ("2", "x"), "doubling": ("2", "x"),
    "triple": ("3", "x"), "triples": ("3", "x"), "tripled": ("3", "x"), "quadruple": ("4", "x"), "half": ("0.5", ""),
    "halves": ("0.5", ""), "halved": ("0.5", ""), "two": ("2", ""), "three": ("3", ""), "four": ("4", ""),
    "five": ("5", ""), "six": ("6", ""), "seven": ("7", ""), "eight": ("8", ""), "nine": ("9", ""), "ten": ("10", ""),
    "eleven": ("11", ""), "twelve": ("12", ""), "thirteen": ("13", ""), "fourteen": ("14", ""), "fifteen": ("15", ""),
    "sixteen": ("16", ""), "seventeen": ("17", ""), "eighteen": ("18", ""), "nineteen": ("19", ""),
    "twenty": ("20", ""), "thirty": ("30", ""), "fifty": ("50", ""),
    "dozen": ("dozen", ""), "dozens": ("dozens", ""), "hundred": ("hundred", ""), "hundreds": ("hundreds", ""),
    "thousand": ("thousand", ""), "thousands": ("thousands", ""), "million": ("million", ""),
    "millions": ("millions", ""), "billion": ("billion", ""), "billions": ("billions", ""),
    "quarter": ("quarter", ""), "third": ("third", ""),
}  # fmt: skip
# Elsewhere it counts nothing: "one of them".
_ONE = r"one(?=\s(?:hours?|minutes?|seconds?|days?|weeks?|months?|years?|million|billion|thousand|(?-i:[A-Z])))"
_WORD = re.compile(
    rf"(?<![\w-])(?<!\d\s)(?P<word>{'|'.join(_WORDS)}|{_ONE})(?:[\s-](?P<unit>{_NAMED}))?(?![\w])", re.IGNORECASE
)
_KOREAN: Mapping[str, str] = dict(
    zip("두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), map(str, range(2, 11)), strict=True)
)
_KOREAN_WORD = re.compile(
    rf"(?<![가-힣])(?P<word>{'|'.join(_KOREAN)})\s?(?P<unit>배|가지|개|명|편|번|종|단계|자리|쌍|달|차례|층|축|방향)"
)
_KOREAN_OTHER = {"절반": "0.5", "수십": "dozens", "수백": "hundreds", "수천": "thousands", "수백만": "millions"}
_KOREAN_OTHERS = re.compile(rf"(?<![가-힣])(?P<word>{'|'.join(sorted(_KOREAN_OTHER, key=len, reverse=True))})")
_FACTOR = re.compile(r"\bfactors? of (?:about |around |up to |nearly )?$", re.IGNORECASE)
_MOST = re.compile(
    r"(?:최대|up to|at most|as much as|as many as|maximum of|no more than)[^\d.,;]{0,12}$", re.IGNORECASE
)
_LEAST = re.compile(
    r"(?:최소|적어도|at least|more than|over|greater than|above|minimum of|exceed\w*)[^\d.,;]{0,8}$", re.IGNORECASE
)
_MOST_BEHIND = re.compile(r"^[가-힣]{0,2}\s?(?:까지|이내|이하)|^\s?(?:or less|at most)")
_LEAST_BEHIND = re.compile(r"^[가-힣]{0,2}\s?(?:이상|초과|넘)|^\s?(?:or more|\+)")


class Figure(NamedTuple):
    """A number as it is compared, the kind of its unit, and whether it is called the most or the least."""

    value: str
    unit: str = ""
    bound: Bound = ""


def figures_of(text: str) -> Iterator[Figure]:
    """Yield the numbers of a text, those in words too."""
    for match in _FIGURE.finditer(text):
        named = (match["unit"] or "").lower()
        unit = _UNIT_OF.get(named, "")
        sign = "-" if match["sign"] in ("-", "−") else ""
        if not unit:
            unit = "$" if match["sign"] == "$" else "x" if _FACTOR.search(text[: match.start()]) else ""
        value = _value(match["number"], _SCALE_OF.get(named, 1))
        yield Figure(sign + value, unit, _bound(text, match.start(), match.end()))
    for match in _WORD.finditer(text):
        named = (match["unit"] or "").lower()
        value, unit = _WORDS.get(match["word"].lower(), ("1", ""))
        if named in _SCALE_OF and value.isdigit():
            value = _value(value, _SCALE_OF[named])
        yield Figure(value, _UNIT_OF.get(named, unit), _bound(text, match.start(), match.end()))
    for match in _KOREAN_WORD.finditer(text):
        unit = "x" if match["unit"] == "배" else ""
        yield Figure(_KOREAN[match["word"]], unit, _bound(text, match.start(), match.end()))
    for match in _KOREAN_OTHERS.finditer(text):
        yield Figure(_KOREAN_OTHER[match["word"]], "", _bound(text, match.start(), match.end()))


def without_figures(text: str) -> str:
    """Return a text without its numbers and their units."""
    return _WORD.sub(" ", _FIGURE.sub(" ", text))


def carried(figure: Figure, known: frozenset[Figure]) -> bool:
    """Tell whether a number stands in a text with its unit, and is called neither more nor less than there."""
    same = {one.bound for one in known if (one.value, one.unit) == (figure.value, figure.unit)}
    return figure.bound in same or (not figure.bound and bool(same - {"most"}))


def _value(number: str, scale: int = 1) -> str:
    plain = number.replace(",", "")
    if scale > 1:
        plain = f"{Decimal(plain) * scale:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.lstrip("0") or "0" if "." not in plain else plain


def _bound(text: str, start: int, end: int) -> Bound:
    before, behind = text[max(start - 24, 0) : start], text[end : end + 12]
    if _MOST.search(before) or _MOST_BEHIND.search(behind):
        return "most"
    return "least" if _LEAST.search(before) or _LEAST_BEHIND.search(behind) else ""
