"""Numbers as people write them: in figures, in English words, and in Korean, native and Sino-Korean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["COUNTERS", "DAY_SPANS", "ENGLISH_NUMBER", "KOREAN_NUMBER", "ORDINALS", "number_at", "read_number"]

_UNITS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen"
).split("|")
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety".split("|")
_ENGLISH: Mapping[str, int] = MappingProxyType(
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {"fourty": 40, "hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
)
_ORDINAL_WORDS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
).split("|")
ORDINALS: Mapping[str, int] = MappingProxyType(
    {word: value for value, word in enumerate(_ORDINAL_WORDS, 1)} | {"thirtieth": 30}
)

_NATIVE_TENS = "열 스물 서른 마흔 쉰 예순 일흔 여든 아흔".split()
_NATIVE: Mapping[str, int] = MappingProxyType(
    {word: 10 * value for value, word in enumerate(_NATIVE_TENS, 1)}
    | {"스무": 20, "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4}
    | {"다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
)
_DIGITS: Mapping[str, int] = MappingProxyType(
    {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
)
_POWERS: Mapping[str, int] = MappingProxyType({"십": 10, "백": 100, "천": 1000})
_MYRIADS: Mapping[str, int] = MappingProxyType({"만": 10**4, "억": 10**8, "조": 10**12})

# Numbers of days with a word of their own.
DAY_SPANS: Mapping[str, int] = MappingProxyType(
    {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9}
    | {"열흘": 10, "보름": 15}
)
# Counters with a number right before them; longer ones first.
COUNTERS = ("가지", "페이지", "개월", "시간", "주일", *"개편건장명분번등위표권째종")

_WORDS = "|".join(sorted(_ENGLISH, key=len, reverse=True))
ENGLISH_NUMBER = rf"(?:{_WORDS})(?:(?:[\s-]|\s?and\s)(?:{_WORDS})){{0,7}}(?![a-z0-9])"
_NATIVE_ONES = "하나|다섯|여섯|일곱|여덟|아홉|한|둘|두|셋|세|석|넷|네|넉"
KOREAN_NUMBER = (
    rf"(?:(?:{'|'.join(_NATIVE_TENS)}|스무)(?:\s?(?:{_NATIVE_ONES}))?|(?:{_NATIVE_ONES})"
    r"|[영공일이삼사오육륙칠팔구십백천만억조]{1,20})"
)
_FIGURES = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?![\d,])|\d{1,12}(?!\d)")
_ENGLISH_RUN = re.compile(ENGLISH_NUMBER)
_KOREAN_RUN = re.compile(KOREAN_NUMBER)
_NATIVE_WORD = re.compile("|".join(sorted(_NATIVE, key=len, reverse=True)))
_FIGURE_POWER = re.compile(r"(\d{1,4})\s?([십백천만억])$")


def number_at(text: str, position: int) -> tuple[int, int] | None:
    """Return the number in `text` (in lower case) at `position` and its end, or None."""
    if match := _FIGURES.match(text, position):
        return int(match[0].replace(",", "")), match.end()
    if match := _ENGLISH_RUN.match(text, position):
        value = _english(re.split(r"[\s-]+", match[0]))
        return None if value is None else (value, match.end())
    if match := _KOREAN_RUN.match(text, position):
        value = _korean(match[0])
        return None if value is None else (value, match.end())
    return None


def read_number(word: str) -> int | None:
    """Return the number that the whole of `word` is: `three`, `twenty-one`, `스물셋`, `이천이십사`, `두 개`, `10편`.

    A Korean counter is taken off. Returns None for anything else.
    """
    word = word.strip().lower()
    if match := _FIGURE_POWER.match(word):
        return int(match[1]) * (_POWERS.get(match[2]) or _MYRIADS[match[2]])
    for text in (word, _uncounted(word)):
        if text and (found := number_at(text, 0)) and found[1] == len(text):
            return found[0]
    return None


def _uncounted(word: str) -> str:
    for counter in COUNTERS:
        if word.endswith(counter):
            return word[: -len(counter)].rstrip()
    return ""


def _english(words: list[str]) -> int | None:
    total, group, last = 0, 0, 10**9
    for word in words:
        if word == "and":
            continue
        value = _ENGLISH[word]
        if value in (100, 12) and word in ("hundred", "dozen"):
            group = max(group, 1) * value
        elif value >= 1000:
            total, group = total + max(group, 1) * value, 0
        elif last < 20 or (last < 100 and value >= 10):
            return None  # "three five" and "twenty thirty" are not numbers
        else:
            group += value
        last = 10**9 if value >= 100 or word == "dozen" else value
    return total + group


def _korean(word: str) -> int | None:
    if word[0] in _DIGITS or word[0] in _POWERS or word[0] in _MYRIADS:
        return _sino(word)
    return sum(_NATIVE[part] for part in _NATIVE_WORD.findall(word))


def _sino(word: str) -> int | None:
    """Read `이천이십사` by powers, and `이공이사` digit by digit."""
    if len(word) > 1 and all(letter in _DIGITS for letter in word):
        return int("".join(str(_DIGITS[letter]) for letter in word))
    total, group, digit = 0, 0, 0
    for letter in word:
        if letter in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[letter]
        elif letter in _POWERS:
            group, digit = group + (digit or 1) * _POWERS[letter], 0
        else:
            total, group, digit = total + ((group + digit) or 1) * _MYRIADS[letter], 0, 0
    return total + group + digit
