"""Several places of the displayed list: "the first three", "1, 3 and 5", "2번부터 4번까지"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answers.understand.counts import read_count
from bot.answers.wording import any_of

__all__ = ["Places", "places_in"]

_NUMBER = (
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|couple(?:\s+of)?|few|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|"
    r"둘|셋|넷)"
)
_THINGS = r"(?:\s*(?:papers?|ones?|results?|of\s+(?:them|these|those)|개|편|건|가지|논문|거|것)(?:들)?)?"
_COUNTED = r"\s*(?:개|편|건|가지|논문|거|것|꺼)(?:들)?"
_FRONT = r"처음|첫|상위|앞(?:의|에|에서|쪽)?|위(?:의|에|에서|쪽)?|맨\s*위|탑|top"
_BACK = r"마지막|끝(?:에)?|뒤(?:의|에|에서|쪽)?|아래(?:의|에)?|하위"
_ENDS = any_of(
    rf"\b(?:the\s+)?(?P<first>first|top)\s+(?P<n>{_NUMBER})\b{_THINGS}",
    rf"\b(?:the\s+)?(?P<last>last|bottom)\s+(?P<m>{_NUMBER})\b{_THINGS}",
    rf"(?<![가-힣])(?P<ko_first>{_FRONT})\s*(?P<ko_n>{_NUMBER}){_COUNTED}",
    rf"(?<![가-힣])(?P<ko_last>{_BACK})\s*(?P<ko_m>{_NUMBER}){_COUNTED}",
    r"(?<![\d.])(?P<up_to>\d{1,2})\s*(?:등|번|위)\s*까지",
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|last|(?:첫|두|세|네|다섯|여섯|일곱)\s{0,3}번\s{0,3}째|마지막)"
)
_PLACE = (
    rf"#?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s{{0,3}}번(?:\s{{0,3}}째)?)?|{_ORDINAL})"
    r"(?:\s{0,3}(?:one|paper|거|것|꺼|논문))?"
)
_GAP = r"\s{0,3}"
_AND = (
    rf"(?:{_GAP},{_GAP}(?:and\s|&|or\s)?{_GAP}|{_GAP}/{_GAP}|\s{{1,3}}(?:and|or|vs\.?|혹은|아니면)\s{{1,3}}|{_GAP}&{_GAP}|"
    rf"{_GAP}(?:이?랑|하고|와|과|및|그리고|이나){_GAP}|(?:(?<=번)|(?<=번째)|(?<=째[거것꺼])){_GAP},?{_GAP})"
)
_SEVERAL = re.compile(
    rf"(?<![\w.]){_PLACE}(?:{_AND}(?:the\s+)?{_PLACE}){{1,9}}(?![\w.]*\d)(?!\s*(?:papers|votes|개|편|월|일|년|표|%))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?<![\w.-])#?(?P<one>\d{1,2})\s{0,3}번?\s{0,3}(?:-|~|–|to|through|부터|에서)\s{0,3}#?(?P<two>\d{1,2})(?:\s{0,3}번)?(?:\s{0,3}까지)?"
    r"(?![\w.-]{0,9}\d)(?!\s{0,3}(?:papers|votes|개|편|월|일|년|표|%))",
    re.IGNORECASE,
)
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "last": -1,
    "첫": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "마지막": -1,
}  # fmt: skip
_ONE = re.compile(
    r"\d{1,2}|first|second|third|fourth|fifth|sixth|seventh|last|(?:첫|두|세|네|다섯|여섯|일곱)(?=\s*번)|마지막",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Places:
    """Places of a list, from 1, -1 the last one, and where the text says so."""

    numbers: tuple[int, ...]
    start: int
    end: int


def places_in(text: str) -> Places | None:
    """Return the places of at least two papers that a text names, None if it names none or only one."""
    for match in _ENDS.finditer(text):
        typed = next(value for name in ("n", "m", "ko_n", "ko_m", "up_to") if (value := match[name]))
        count = read_count(typed) or 0
        if count > 1:
            numbers = range(-count, 0) if match["last"] or match["ko_last"] else range(1, count + 1)
            return Places(tuple(numbers), *match.span())
    if (match := _RANGE.search(text)) and 0 < int(match["one"]) < int(match["two"]):
        return Places(tuple(range(int(match["one"]), int(match["two"]) + 1)), *match.span())
    if match := _SEVERAL.search(text):
        found = tuple(dict.fromkeys(_place(one[0]) for one in _ONE.finditer(match[0])))
        return Places(found, *match.span()) if len(found) > 1 and 0 not in found else None
    return None


def _place(typed: str) -> int:
    return int(typed) if typed.isdecimal() else _ORDINALS[typed.lower()]
