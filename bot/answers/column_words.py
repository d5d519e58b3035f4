"""The words that name a column: without particles, and with the amount that is asked for, if any."""

from __future__ import annotations

import re

from bot.answers.wording import any_of

__all__ = ["PROPOSES", "as_amount", "bare_column", "says_only_change", "without_amount"]

# What makes a thing a paper's own: "which of these introduce a benchmark?".
PROPOSES = any_of(
    r"\b(?:propos|introduc|present(?!ed\s+in)|releas|contribut)\w*", r"제안|소개|제시|공개|구축|발표|도입"
)
# What is done to something that stands in what was asked before: "which one reduces it most?".
_CHANGE = any_of(
    r"(?:reduc|improv|increas|decreas|lower|boost|rais)\w*|cuts?|helps?|saves?",
    r"(?:줄[이인였]|높[이인였]|올[리린렸]|늘[리린렸]|낮[추춘췄]|향상|개선|감소|절약)[가-힣]{0,3}",
)
_HANGUL, _FINALS = 0xAC00, 28
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:을|를|은|는|으로|에서|의)$|(?<=[수값율률양])(?:는|은|가|이|도)$")
# "길이", "속도" and "평가" end like words with a particle, so a stem has two syllables, and the sound decides.
_SUBJECT = re.compile(r"(?<=[가-힣])([가-힣])([이가])$")
_ALSO = re.compile(
    r"(?<=크기|길이|개수|터셋|이터|모델|코드|결과|방법|저자|링크|비용|시간|모리|미터|마크|성능|점수|기법|소속)도$"
)
_COPULA = re.compile(r"(?<=[가-힣]{2})(?:인|임|인지|이야|이냐|인가|하는|하|되는|하고|하기|한|된)$")
_AMOUNT = re.compile(r"\bhow\s+(?:many|much)\s+$", re.IGNORECASE)
_AMOUNT_KO = re.compile(r"몇|얼마")
_ASKED_AMOUNT = re.compile(r"^how many |\s몇 개$")


def bare_column(typed: str) -> str:
    """Return a Korean word without its particle or copula: "크기가", "파라미터 수는", "오픈소스인"."""
    bare = _COPULA.sub("", _ALSO.sub("", _PARTICLE.sub("", typed)))
    found = _SUBJECT.search(bare)
    if found is not None and _is_closed(found[1]) == (found[2] == "이"):
        return bare[:-1]
    return bare


def as_amount(typed: str, text: str, start: int) -> str:
    """Return what a column asks, completed if the text asks how many there are: "how many tokens"."""
    if _AMOUNT.search(text, 0, start):
        return " ".join(("how", "many", typed))
    return f"{typed} 몇 개" if _AMOUNT_KO.search(text, start) else typed


def without_amount(question: str) -> str:
    """Return what a column is about."""
    return _ASKED_AMOUNT.sub("", question)


def says_only_change(question: str) -> bool:
    """Tell whether a column only says that something is changed, not what."""
    return _CHANGE.fullmatch(question) is not None


def _is_closed(syllable: str) -> bool:
    """Tell whether a syllable ends in a consonant."""
    return (ord(syllable) - _HANGUL) % _FINALS != 0
