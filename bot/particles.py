"""Korean particles: the form that follows a word, by the sound with which the word is read to its end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from bot.normal import normal

__all__ = ["NOTATION", "particle_after"]

Sound = Literal["vowel", "rieul", "consonant"]

# As particles are written where the word before is not known yet: after a final consonant, and after a vowel.
_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "은(는)": ("은", "는"),
        "이(가)": ("이", "가"),
        "을(를)": ("을", "를"),
        "와(과)": ("과", "와"),
        "아(야)": ("아", "야"),
        "(으)": ("으", ""),
        "(이)": ("이", ""),
    }
)
NOTATION = re.compile("|".join(map(re.escape, _FORMS)))

_TAIL = 200
_ASIDES = re.compile(r"(?<=[\w%])(?:\s*\([^()]*\))+(?=\W*$)")
_NUMBER = re.compile(r"[0-9][0-9,]{0,60}+(?:\.[0-9]{1,60}+){0,20}+$")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z]+$")
_GREEK = re.compile(r"(?<![α-ωΑ-Ω])[α-ωΑ-Ω]$")
# Read letter by letter: capitals, as many as people still spell, and what has no vowel.
_SPELLED = re.compile(r"(?<![A-Z])[A-Z]{1,5}$|^[^aeiouyAEIOUY]+$|^.$")
_RIEUL = re.compile(r"le?$")
# As Korean writes English words: m, n, ng, and p, t, k behind one short vowel (넷, 칩, 봇; but 에이전트, 루프).
_CLOSED = re.compile(
    r"(?:[mn]|[aeiouy](?:mm?|nn?)e|ng|mb|[ae]b|(?:^|[^aeiou]|qu)[aeiou](?:ck|[ckpt])|ook|out|type)$",
)
_DIGITS: tuple[Sound, ...] = (
    "consonant", "rieul", "vowel", "consonant", "vowel", "vowel", "consonant", "rieul", "rieul", "vowel",
)  # fmt: skip


def particle_after(word: str, notation: str) -> str:
    """Return the form of the particle `notation`, such as "은(는)", that follows `word`.

    Closing marks and an aside in round brackets are not read. Where the reading of `word` is not known (another
    script, a sign, nothing at all) the notation itself is the neutral form, and stays.
    """
    sound = _last_sound(word)
    if sound is None:
        return notation
    closed, opened = _FORMS[notation]
    return closed if sound == "consonant" or (sound == "rieul" and notation != "(으)") else opened


def _last_sound(word: str) -> Sound | None:
    text = _ASIDES.sub("", normal("NFKC", word[-_TAIL:]))
    while text and _is_silent(text[-1]):
        text = text[:-1]
    if not text:
        return None
    if "가" <= text[-1] <= "힣":
        return _of_final((ord(text[-1]) - ord("가")) % 28)
    if number := _NUMBER.search(text):
        return _of_number(number[0].replace(",", ""))
    if latin := _LATIN.search(_unaccented(text)):
        return _of_latin(latin[0])
    return _of_sign(text)


def _is_silent(character: str) -> bool:
    category = unicodedata.category(character)
    return character in "`^~|$" or (character not in "%&@#" and (category[0] in "PZ" or category in ("Cc", "Cf")))


def _of_final(final: int) -> Sound:
    return "vowel" if final == 0 else "rieul" if final == 8 else "consonant"


def _of_number(number: str) -> Sound | None:
    """Tell the last sound of a number as it is read: 사, 십, 백, 만, 일 점 오, 조."""
    digits = len(number.rstrip("0"))
    zeros = len(number) - digits
    if "." in number or number[0] == "0" or not zeros:
        return _DIGITS[int(number[-1])]
    if zeros >= 20:
        return None
    return "vowel" if 12 <= zeros < 16 else "consonant"


def _of_latin(word: str) -> Sound:
    if _SPELLED.search(word):
        last = word[-1].lower()
        return "rieul" if last in "lr" else "consonant" if last in "mn" else "vowel"
    word = word.lower()
    return "rieul" if _RIEUL.search(word) else "consonant" if _CLOSED.search(word) else "vowel"


def _of_sign(text: str) -> Sound | None:
    """Tell the last sound of a letter that is read by its name: 기역, 아, 감마, 엡실론; and of 퍼센트."""
    last = text[-1]
    if "ᄀ" <= last <= "ᄒ" or "ᆨ" <= last <= "ᇂ":
        return "rieul" if last in "ᄅᆯ" else "consonant"
    if _GREEK.search(text):
        return "consonant" if last.lower() in "εου" else "vowel"
    return "vowel" if last == "%" or "ᅡ" <= last <= "ᅵ" else None


def _unaccented(text: str) -> str:
    return "".join(letter for letter in normal("NFD", text[-40:]) if not unicodedata.combining(letter))
