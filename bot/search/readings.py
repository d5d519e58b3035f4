"""Pronunciation of names: the sounds of Hangul, and of Latin letters read as English, Chinese or as spelled.

A sound is one letter: `k g t d p b l j c s n q m h` for consonants (`q` is ng, `c` is ch, f and v are p and b), and `a
e i o u` for vowels. Sounds that Hangul does not distinguish share a letter.
"""

from __future__ import annotations

import re

from bot.search.analysis import normalise
from bot.search.kept import kept

__all__ = ["readings_of", "sounds_of_hangul"]

# The sounds of a word as Chinese, as spelled, as English, and with capitals spelled out.
_Ways = tuple[str, str, str, str]

_INITIALS = "g g n d d l m b b s s - j j c k t p h".split()
_MEDIALS = "a e ia ie o e io ie o ua ue o io u uo ue ui iu - i i".split()
# As loanwords use them: a final ㅅ is a t (챗, 닷), ㄱ and ㅂ are k and p.
_FINALS = "- k k k n n n t l lk lm lp l l lp l m p p t t q t t k t p -".split()

_HANGUL = re.compile(r"[가-힣]+")
_PIECES = re.compile(r"[가-힣]+|\d|\+|[^\W\d_가-힣]+")
# `VLSBench` is VLS and Bench, `DenseFusion` Dense and Fusion, `LMMs` LMM and s.
_CAMEL = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|[A-Z]")
_LETTER_NAMES = """
에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 지
""".split()
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        _LETTER_NAMES,
        strict=True,
    )
)
_DIGITS = "제로 원 투 쓰리 포 파이브 식스 세븐 에잇 나인".split()
_PLUS = "플러스"
_MOST_SPELLED = 6
_SHORTEST_READ = 2
_VOWEL = re.compile("[AEIOUY]")
_LONGEST_WORD = 24

_SYLLABLE = (
    r"((?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uan|uai|an|en|in|un|ao|ai|ei|ia|ie|iu|ou|uo|ui|ua|ue|er|a|e|i|o|u))"
)
_CHINESE = re.compile(f"{_SYLLABLE}{_SYLLABLE}?{_SYLLABLE}?{_SYLLABLE}?")
_CHINESE_INITIAL = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxzcsryw]?")
_CHINESE_SOUNDS = {
    "zh": "j",
    "z": "j",
    "ch": "c",
    "q": "c",
    "x": "s",
    "sh": "s",
    "r": "l",
    "f": "p",
    "y": "i",
    "w": "u",
}
_CHINESE_FINALS = {
    "e": "o", "en": "on", "eng": "oq", "ang": "aq", "ing": "iq", "ong": "uq", "ian": "ien", "iang": "iaq",
    "iong": "iuq", "uang": "uaq", "er": "ol",
}  # fmt: skip
_CHINESE_WHOLE = {
    "yu": "ui", "yue": "uie", "yuan": "uian", "yun": "uin", "yan": "ien", "you": "iou", "ju": "jui", "qu": "cui",
    "xu": "sui", "xuan": "suian", "quan": "cuian", "juan": "juian", "jun": "jun", "xue": "sue", "jue": "jue",
    "que": "cue", "wen": "uon", "weng": "uoq", "yong": "ioq",
}  # fmt: skip
_BUZZING = frozenset(("zh", "ch", "sh", "z", "c", "s", "r"))

# Spelling, sounds in a plain reading, sounds in an English one (- for none); the first that fits.
_TABLE = """
^x s s   x ks ks   ^kn n n   ^wr l l   ^mc mak mek   tsch|tch c c   sch s s   (?<=[aeiou])ch(?=a[er]) c k
cch|chh|ch(?=[rl]) k k   ch c c   sc(?=[eiy]) s s   ck|kh|q(?!u) k k   qu ku ku   ph|pf|ff? p p   shch s s
sh|ss?z|hs s s   zh j j   th t s   ght t t   gh g g   dh d d   bh b b   jh|dj|dz|dg(?=e) j j   cz|tz|ts c c
rh l l   [ct]ion$ son son   sion$ jon jon   c(?=[eiy]) s s   c k k   (?<=r)ger$ gel go   gg?(?=[eiy]) g j
gu(?=[ei]) g g   g g g   ng(?![aeiouy]) q q   eau o o   ee i i   ea(?=u) e e   ea ea i   oo u u   you io io
ou u u   eu(?=[nlmk]) - iu   eu iu iu   yeo io io   eo o io   ae e e   ai ai ei   ay ai ei   ey$|ie$ i i
ei|ey ei ai   oe o o   au au o   aw au o   ow ou au   ew iu iu   oa oa o   (?<=[^aeiouy])le$ le l
(?<=[^aeiouy])er$ el o   (?<=[aeiouy])r(?=[^aeiouy]|$) l -   (?<=[^aeiouy])e$ e -   a(?=[bcdfgklmnpstvz]e) a ei
i(?=[bcdfgklmnpstvz]e$) i ai   u(?=[bcdfgklmnpstvz]e$) u iu   a(?=[bcdfgkmnpstvz](?:[^aeiouy]|$)) a e
u(?=[bcdfgklmnpst](?:[^aeiouy]|$)) u o   i$ i i   y$ i i   o$ o o   a a a   e e e   [iy] i i   o o o   [uw] u u
b b b   v b b   d d d   h(?=[aeiouy]) h h   [jz] j j   k k k   [lr] l l   m m m   n n n   p p p   s s s   t t t
""".split()
_VOWELS = "aeiouyw"
# Where a rule may start, after its look-behind.
_BEGINS_WITH_VOWEL = re.compile(rf"\^?(?:\(\?<[^()]*\))?\[?[{_VOWELS}]")
# Rules for vowels first: at each letter only one half has to be tried.
_RULES = sorted(
    (
        (spelling, plain.strip("-"), english.strip("-"))
        for spelling, plain, english in zip(_TABLE[::3], _TABLE[1::3], _TABLE[2::3], strict=True)
    ),
    key=lambda rule: not _BEGINS_WITH_VOWEL.match(rule[0]),
)
_OF_VOWELS, _OF_OTHERS = (
    "|".join(f"({spelling})" for spelling, _, _ in _RULES if bool(_BEGINS_WITH_VOWEL.match(spelling)) is vowel)
    for vowel in (True, False)
)
_SPELLINGS = re.compile(f"(?=[{_VOWELS}])(?:{_OF_VOWELS})|(?=[a-z])(?:{_OF_OTHERS})")
_TWICE = re.compile(r"([^aeiou])\1+")
_AGAIN = re.compile(r"(.)\1+")
# Hangul does not tell 쟈 from 자; people write 시앙 and 샹 for one name.
_GLIDE = re.compile(r"(?<=[jcs])i(?=[aeou])")


def sounds_of_hangul(text: str) -> str:
    """Return the sounds of the Hangul in a text."""
    return _settled("".join(_syllable(ord(letter) - ord("가")) for letter in text if "가" <= letter <= "힣"))


def readings_of(text: str, *, spelled: bool = True) -> tuple[str, ...]:
    """Return the sounds of each way to read a text, likeliest first, without repeats.

    With `spelled`, capitals may be read letter by letter (VL, 브이엘).
    """
    pieces = [part for piece in _PIECES.findall(text) for part in _of_piece(piece, spelled)]
    ways = ("".join(column) for column in zip(*pieces, strict=True))
    return tuple(dict.fromkeys(_settled(way) for way in ways))


def _settled(sounds: str) -> str:
    return _AGAIN.sub(r"\1", _GLIDE.sub("", _AGAIN.sub(r"\1", sounds)))


def _syllable(number: int) -> str:
    sounds = _INITIALS[number // 588] + _MEDIALS[number // 28 % 21] + _FINALS[number % 28]
    return sounds.replace("-", "")


def _of_piece(piece: str, spelled: bool) -> list[_Ways]:
    if _HANGUL.match(piece):
        return [_same(sounds_of_hangul(piece))]
    if piece == "+":
        return [_same(sounds_of_hangul(_PLUS))]
    if piece.isdecimal():
        return [_same(sounds_of_hangul(_DIGITS[int(piece)]))]
    if not spelled:
        return [_of_word(normalise(piece))]
    return [_of_part(part) for part in _CAMEL.findall(piece)]


def _same(sounds: str) -> _Ways:
    return sounds, sounds, sounds, sounds


def _of_part(part: str) -> _Ways:
    """Return the sounds of a part of a system's name; capitals are also read letter by letter."""
    word = _of_word(normalise(part))
    letters = part.removesuffix("s")
    if not (letters.isascii() and letters.isupper() and len(letters) <= _MOST_SPELLED):
        return word
    names = sounds_of_hangul("".join(_LETTERS[letter] for letter in letters.lower()))
    if len(letters) <= _SHORTEST_READ or part != letters or not _VOWEL.search(letters):
        return names, word[1], names, names
    return *word[:3], names


@kept(50_000)
def _of_word(word: str) -> _Ways:
    """Return the sounds of a lower-case Latin word: as Chinese if possible, as spelled, and as English."""
    word = _TWICE.sub(r"\1", word[:_LONGEST_WORD])
    found = list(_SPELLINGS.finditer(word))
    plain, english = ("".join(_RULES[(match.lastindex or 1) - 1][column] for match in found) for column in (1, 2))
    chinese = _CHINESE.fullmatch(word)
    first = "".join(_of_chinese(syllable) for syllable in chinese.groups() if syllable) if chinese else plain
    return first, plain, english, english


def _of_chinese(syllable: str) -> str:
    if syllable in _CHINESE_WHOLE:
        return _CHINESE_WHOLE[syllable]
    found = _CHINESE_INITIAL.match(syllable)
    initial = found[0] if found else ""
    final = syllable[len(initial) :]
    sounds = "c" if initial == "c" else _CHINESE_SOUNDS.get(initial, initial)
    if final == "i" and initial in _BUZZING:
        return sounds
    return sounds + _CHINESE_FINALS.get(final, final)
