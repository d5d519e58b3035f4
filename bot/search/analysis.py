"""Text -> tokens, for Korean and English mixed in one sentence.

Unicode first (NFKC, lower case), then words split where the script changes (`DiffusionGS는` -> `diffusiongs`),
Korean words without their particles and endings, English words as Snowball stems, numbers with their point.
A name such as `GPT-4o` gives its parts and the parts joined, so that it is found in each spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

import Stemmer

from bot.normal import normal
from bot.search.kept import kept
from bot.search.stopwords import ENDINGS, STOP_BEGINNINGS, STOP_WORDS

__all__ = ["MOST_READ", "Term", "bounded", "korean_stem", "latin_stem", "normalise", "terms", "tokens", "words"]

# A Latin word with its digits (3d, gpt4o), Hangul, a number with its point, or a run of any other script.
_ATOM = r"(?:\d+(?:[.,]\d+)+|[a-z\d]+)"
_WORD = re.compile(rf"(?P<name>{_ATOM}(?:[-_+/]{_ATOM})*)|(?P<hangul>[가-힣]+)|(?P<other>[^\W\d_a-z가-힣]+)")
_PARTS = re.compile(_ATOM)
_NUMBER = re.compile(r"\d[\d.,]*")
_ACCENT = re.compile(r"[\u0300-\u036f]")
# Discord's own limit for a message; typed text is cut here, after normalisation.
MOST_READ = 4_000

_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe"} | {
    letter: unicodedata.name(letter).rsplit(" ", 1)[1].lower() for letter in "αβγδεζηθικλμνξπρστυφχψω"
}
# A pattern is several times as fast as `str.translate` on text that has none of them.
_SPELLED = re.compile(f"[{''.join(_PLAIN)}]")


class Term(NamedTuple):
    """One word of a text: its normalised spelling, its position, and the tokens it is indexed by.

    `parts` are the stems of all its parts, including stop words, to recognise terms of several words ("mixture of
    experts"); a stop word has no tokens.
    """

    surface: str
    start: int
    hangul: bool
    parts: tuple[str, ...]
    tokens: tuple[str, ...]


def normalise(text: str) -> str:
    """Return `text` without compatibility forms, case, accents and Greek letters."""
    text = normal("NFKC", text).lower()
    if not text.isascii():
        plain = _ACCENT.sub("", unicodedata.normalize("NFD", text))
        text = _SPELLED.sub(_spelled, unicodedata.normalize("NFC", plain))
    return text


def _spelled(letter: re.Match[str]) -> str:
    return _PLAIN[letter[0]]


def bounded(text: str) -> str:
    """Return the longest prefix of typed text whose compatibility form has at most MOST_READ characters."""
    text = text[:MOST_READ]
    if text.isascii() or len(normal("NFKC", text)) <= MOST_READ:
        return text
    ends = accumulate(len(normal("NFKC", character)) for character in text)
    return text[: sum(end <= MOST_READ for end in ends)]


def words(text: str) -> Iterator[Term]:
    """Yield every word of `text` in order, including stop words."""
    for match in _WORD.finditer(normalise(text)):
        hangul = match.lastgroup == "hangul"
        yield Term(match[0], match.start(), hangul, *_analysed(match[0], hangul))


def terms(text: str) -> Iterator[Term]:
    """Yield the words of `text` that are not stop words."""
    return (word for word in words(text) if word.tokens)


def tokens(text: str) -> list[str]:
    """Return the tokens of `text`, grouped by word."""
    return [token for word in words(text) for token in word.tokens]


@kept(100_000)
def _analysed(word: str, hangul: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a word's parts and tokens."""
    if hangul:
        stem = korean_stem(word)
        # A particle on its own follows a name in another script (`UltraMem에서`).
        particle = word in ENDINGS.all
        empty = particle or word in STOP_WORDS or stem in STOP_WORDS or word.startswith(STOP_BEGINNINGS)
        return (stem,), () if empty or len(stem) < 2 else (stem,)
    atoms = _PARTS.findall(word) or [word]
    parts = tuple(_latin(atom) for atom in atoms)
    # Single letters mean nothing by themselves (a 3-D x).
    found = [part for atom, part in zip(atoms, parts, strict=True) if atom not in STOP_WORDS and len(part) > 1]
    found += [part for part in parts if part.isdigit() and len(part) == 1]
    if len(atoms) > 1:
        found.append("".join(atom.replace(",", "") for atom in atoms))
    return parts, tuple(found)


def _latin(part: str) -> str:
    if _NUMBER.fullmatch(part):
        number = part.replace(",", "").rstrip(".")
        return number.rstrip("0").rstrip(".") if "." in number else number
    # Only English words are stemmed; a name with digits is not one.
    return latin_stem(part) if part.isalpha() else part


def latin_stem(word: str) -> str:
    """Return the Snowball stem of an English word."""
    # A stemmer has an internal buffer, so threads cannot share one; creating one takes a microsecond.
    return Stemmer.Stemmer("english", 0).stemWord(word)


def korean_stem(word: str) -> str:
    """Strip particles and endings, longest first, while at least two syllables stay."""
    for _ in range(3):
        for length in range(min(len(word) - 2, ENDINGS.longest), 0, -1):
            if word[-length:] in ENDINGS.all:
                word = word[:-length]
                break
        else:
            return word
    return word
