"""Words that no seed has, by number: the longer the higher, as rare words are longer than frequent ones.

Every word is one token, and that token is the word itself: Latin words end in a letter that no English suffix ends in,
Hangul words are made of syllables that stand in no particle, no ending and no term of the glossary.
"""

from __future__ import annotations

__all__ = ["invented"]

_CONSONANTS = "bdfghjklmnprstvwz"
_LATIN = tuple(f"{consonant}{vowel}" for vowel in "aeiou" for consonant in _CONSONANTS)
_LATIN_ENDS = "kxbqz"
_HANGUL = tuple("븍쥡뀨꼍뽐휵퀑뚬궥뎁츕륀쏩뮹쟐켱폅햚줅귣놥됵슱옄잲춁캎톰픎혭뺭쏨쬭촢뀝뜅뷥쓩웱죕쳡켳퓩흣뢟")
_SHORTEST = 2


def invented(number: int) -> str:
    """Return the word of this number from 0, no two the same: even ones are Latin, odd ones Hangul."""
    half, is_hangul = divmod(number, 2)
    if is_hangul:
        return "".join(_syllables(half, _HANGUL))
    return "".join(_syllables(half, _LATIN)) + _LATIN_ENDS[half % len(_LATIN_ENDS)]


def _syllables(number: int, syllables: tuple[str, ...]) -> list[str]:
    """Return the digits of `number` beyond those that would be too short, the least first."""
    number += len(syllables) ** _SHORTEST
    found: list[str] = []
    while number:
        number, digit = divmod(number, len(syllables))
        found.append(syllables[digit])
    return found
