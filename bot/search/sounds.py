"""Names by sound: find the person or work a name in Hangul means.

Both sides are transcribed to sounds (`readings`) and compared. A wrong consonant costs more than a wrong vowel, and
sounds that are often confused (k and g, t and d, p and b, j and ch) cost little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

from bot.search.readings import readings_of
from bot.search.surnames import KOREAN_SURNAMES

__all__ = ["SoundIndex", "is_hangul_name", "skeleton", "sound_key"]

_HANGUL_NAME = re.compile(r"[가-힣]+(?:[ ·-][가-힣]+){0,4}")
_MOST_SYLLABLES = 24
_MOST_WORDS = 5
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_](?:\.|(?![^\W_]))")
_VERSION = re.compile(r"(?<=[^\W\d])[-\s]?v?\d[\d.]*[A-Za-z]?$")
# A family of sounds, and the member: two sounds of one family differ by one letter in four.
_CONSONANTS = {
    "k": "KKKk", "g": "KKKg", "t": "TTTt", "d": "TTTd", "p": "PPPp", "b": "PPPb", "l": "LLLl", "j": "JJJj",
    "c": "JJJc", "s": "SSSs", "n": "NNNn", "q": "NNNg", "m": "MMMm", "h": "HHh",
}  # fmt: skip
_VOWELS = {vowel: f"V{vowel}" for vowel in "aeiou"}
_WRITTEN = str.maketrans(_CONSONANTS | _VOWELS)
_MERGED = str.maketrans("gdbcqu", "ktpjno")
_VOWEL = re.compile("[aeiou]")
_COUNTED = "KTPLJSNMHV"
_CANDIDATES, _MOST_CANDIDATES = 300, 2_000
# Enough for some 10,000 papers.
_NAMES_KEPT = 50_000


def sound_key(text: str) -> str:
    """Return the likeliest sounds of `text`, similar ones merged; names with the same key sound the same."""
    return next(iter(readings_of(text)), "").translate(_MERGED)


def skeleton(text: str) -> str:
    """Return the consonants of a name's sound key."""
    return _VOWEL.sub("", sound_key(text))


def is_hangul_name(text: str) -> bool:
    """Tell whether `text` may be a name in Hangul: two syllables or more, in a few words, and nothing else."""
    return len(text) <= 2 * _MOST_SYLLABLES and len(text) >= 2 and _HANGUL_NAME.fullmatch(text) is not None


class _Table(NamedTuple):
    """Every reading of every name: its name, its spelling, and `counts`, the frequency of each sound."""

    owners: NDArray[np.int32]
    written: list[str]
    counts: NDArray[np.int16]


class SoundIndex:
    """Find names by their sound; `names` are in Latin letters or mixed, and are read at the first look-up.

    With `spelled`, their capitals may be read letter by letter, as in names of systems.
    """

    def __init__(self, names: Sequence[str], *, spelled: bool = False) -> None:
        self._names = names
        self._spelled = spelled

    def find(self, hangul: str, limit: int = 3) -> list[tuple[int, float]]:
        """Return the numbers of the names that sound most like `hangul`, each with how much (0 to 100)."""
        asked = list(_askings(hangul[: 2 * _MOST_SYLLABLES]))
        table = self._table
        if not asked or not table.written:
            return []
        places = self._near(asked)
        near = [table.written[place] for place in places]
        each = process.cdist(asked, near, scorer=Indel.normalized_similarity)
        scores = each.max(axis=0)
        best: dict[int, float] = {}
        # Of two equally good ones, the one in the order typed.
        for place in np.lexsort((-each[0], -scores)).tolist():
            best.setdefault(int(table.owners[places[place]]), round(float(scores[place]) * 100, 1))
            if len(best) == limit:
                break
        return list(best.items())

    def _near(self, asked: Sequence[str]) -> list[int]:
        """Return the rows of the readings with about the same sounds in any order."""
        counts = self._table.counts
        gaps = np.full(len(self._table.written), np.iinfo(np.int16).max, np.int16)
        # Word order changes no count.
        for wanted in np.unique(_counts(asked), axis=1).T:
            gap = np.zeros_like(gaps)
            for own, count in zip(counts, wanted, strict=True):
                gap += np.abs(own - count)
            np.minimum(gaps, gap, out=gaps)
        # The distances take few values, so counting is faster than sorting.
        farthest = int(np.searchsorted(np.cumsum(np.bincount(gaps)), _CANDIDATES))
        near: list[int] = np.flatnonzero(gaps <= farthest).tolist()
        return near[:_MOST_CANDIDATES]

    @cached_property
    def _table(self) -> _Table:
        owners: list[int] = []
        written: list[str] = []
        for number, name in enumerate(self._names):
            own = _written(name, self._spelled)
            owners += [number] * len(own)
            written += own
        return _Table(np.array(owners, np.int32), written, _counts(written))


# The next corpus has nearly all the same names.
@lru_cache(maxsize=_NAMES_KEPT)
def _written(name: str, spelled: bool) -> tuple[str, ...]:
    return tuple(reading.translate(_WRITTEN) for reading in _readings(name, spelled))


def _readings(name: str, spelled: bool) -> tuple[str, ...]:
    if spelled:
        # People omit versions and sizes.
        return readings_of(name) + readings_of(_VERSION.sub("", name))
    words = _INITIAL.sub("", name).split() or name.split()
    readings = readings_of(" ".join(words), spelled=False)
    if len(words) > 2:
        readings += readings_of(f"{words[0]} {words[-1]}", spelled=False)
    return readings


def _counts(written: Sequence[str]) -> NDArray[np.int16]:
    """Return how often each text has each kind of sound: a row for a sound, a column for a text."""
    return np.array([[text.count(sound) for text in written] for sound in _COUNTED], np.int16)


def _askings(hangul: str) -> Iterator[str]:
    """Yield the ways to compare a name in Hangul: either order, surnames in their usual spelling."""
    words = hangul.split()[:_MOST_WORDS]
    orders = [words, [*words[1:], words[0]], [words[-1], *words[:-1]]] if len(words) > 1 else [words]
    if len(words) == 1:
        orders += [[words[0][cut:], words[0][:cut]] for cut in (1, 2) if len(words[0]) > cut]
    readings = dict.fromkeys(reading for order in orders for reading in readings_of(" ".join(order)))
    for given, surname in _korean(words):
        for spelling in KOREAN_SURNAMES[surname]:
            readings |= dict.fromkeys(readings_of(f"{given} {spelling}"))
    yield from (reading.translate(_WRITTEN) for reading in readings if reading)


def _korean(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the given name and the surname of a possible Korean name."""
    joined = "".join(words)
    if joined in KOREAN_SURNAMES:
        yield "", joined
    for length in (1, 2):
        if joined[:length] in KOREAN_SURNAMES and length < len(joined) <= length + 2:
            yield joined[length:], joined[:length]
    if len(words) > 1 and words[-1] in KOREAN_SURNAMES:
        yield "".join(words[:-1]), words[-1]
