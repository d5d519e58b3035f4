"""Misspelt names: only words without another explanation, only towards the closed list of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.analysis import latin_stem
from bot.search.everyday import EVERYDAY
from bot.search.letters import Atom
from bot.search.name_index import NameEntry, is_cued
from bot.search.stopwords import STOP_WORDS

__all__ = ["Misspelt", "NameSpelling"]

Known = Callable[[str], bool]

_LEAST, _LONG = 5, 8
_UNCUED = 7
_TELLING = 14
_SEVERAL_WORDS = 8
_MOST_WORDS = 5
_MOST_WINDOWS = 40
_JOINTS = frozenset({"", " ", "-", "_"})
_CAPITALS = re.compile(r"[a-z\d][A-Z]|[A-Z]{2}")
_UNCUED_LONG = 10
_LEAST_VOCABULARY = 4
_MARKS = " .,!?\"'()"
_NO_DIGITS = re.compile(r"\D+")
_SCORE, _STEP, _DOUBTFUL = 0.85, 0.1, 0.5


class Misspelt(NamedTuple):
    """The span of a misspelt name, the papers it may mean, and how sure that is."""

    start: int
    end: int
    numbers: tuple[int, ...]
    score: float


class NameSpelling:
    """Find the names nearest to words: one letter off, two in a long name."""

    def __init__(self, entries: Mapping[str, NameEntry], titles_with: Mapping[str, int], uncommon: int) -> None:
        self._entries = entries
        self._titles_with = titles_with
        self._uncommon = uncommon
        self._stems = frozenset(map(latin_stem, EVERYDAY))
        self._names = _Buckets(key for key in entries if len(key) >= _LEAST)
        self._words = _Buckets(
            word for word in titles_with if len(word) >= _LEAST_VOCABULARY and word not in entries and word.isalpha()
        )

    def find(self, text: str, free: Sequence[Atom], known: Known, nearer: Known | None) -> Iterator[Misspelt]:
        """Yield the misspelt names among uncovered atoms."""
        # Number of unknown words before each position.
        strange = [0, *accumulate(self._is_strange(atom, known) for atom in free)]
        windows = first = 0
        while first < len(free) and windows < _MOST_WINDOWS:
            step = 1
            for count in range(min(_MOST_WORDS, len(free) - first), 0, -1):
                window = free[first : first + count]
                if strange[first] == strange[first + count] or not _is_one(text, window):
                    continue
                windows += 1
                if found := self._nearest(text, window, nearer):
                    yield found
                    step = count
                    break
            first += step

    def _is_strange(self, atom: Atom, known: Known) -> bool:
        """Tell whether an atom is an unknown word."""
        return len(atom.key) > 2 and not atom.hangul and atom.key not in self._titles_with and not known(atom.key)

    def _nearest(self, text: str, window: Sequence[Atom], nearer: Known | None) -> Misspelt | None:
        typed = "".join(atom.key for atom in window)
        several = " " in text[window[0].start : window[-1].end]
        if not (_SEVERAL_WORDS if several else _LEAST) <= len(typed) <= 2 * _LONG * _MOST_WORDS:
            return None
        likely = self._names.near(typed, 2 if len(typed) >= _LONG else 1)
        if not likely:
            return None
        distance = min(likely.values())
        start, end = window[0].start, window[-1].end
        names = [key for key, far in likely.items() if far == distance]
        if _CAPITALS.search(text, start, end):
            # Somebody careful with capitals rather means another name.
            names = [key for key in names if distance == 1 and key[0] == typed[0]]
        cued = is_cued(text, start, end) or end - start >= len(text.strip(_MARKS))
        names = [key for key in names if self._fits(typed, self._entries[key], window, cued=cued)]
        if (
            not names
            or (distance > 1 and len(typed) < _UNCUED_LONG and not cued)
            or (not several and self._is_word(typed, distance, nearer))
        ):
            return None
        numbers = sorted(number for key in names for number in self._entries[key].numbers)
        score = _SCORE - _STEP * (distance - 1) - _STEP * (not cued)
        short = all(len(key) < (_UNCUED if self._entries[key].name.marked else _LONG) for key in names)
        return Misspelt(start, end, tuple(numbers), _DOUBTFUL if short and not cued else score)

    def _fits(self, typed: str, entry: NameEntry, window: Sequence[Atom], *, cued: bool) -> bool:
        """Tell whether a misspelling of this name is likely: a short or plain one needs a cue."""
        name = entry.name
        if _NO_DIGITS.sub("", name.key) != _NO_DIGITS.sub("", typed):
            return False
        if len(name.key) < _UNCUED and len(window) > len(name.pieces):
            return False
        if len(window) > 1:
            rarest = min(self._titles_with.get(atom.key, self._uncommon) for atom in window)
            return cued or (entry.others == 0 and (rarest < self._uncommon or len(typed) >= _TELLING))
        return cued or (entry.others == 0 and name.key not in EVERYDAY)

    def _is_word(self, typed: str, distance: int, nearer: Known | None) -> bool:
        """Tell whether a word is as near to another word as to the name."""
        if (nearer is not None and nearer(typed)) or latin_stem(typed) in self._stems:
            return True
        return any(far <= distance for far in self._words.near(typed, distance).values())


def _is_one(text: str, window: Sequence[Atom]) -> bool:
    """Tell whether atoms may be one name: side by side, with a word at either end."""
    if any(text[before.end : after.start] not in _JOINTS for before, after in pairwise(window)):
        return False
    ends = (window[0].key, window[-1].key)
    if any(atom.hangul for atom in window) or (len(window) > 1 and not STOP_WORDS.isdisjoint(ends)):
        return False
    spaced = " " in text[window[0].start : window[-1].end]
    return not spaced or all(len(key) > 1 or key.isdigit() for key in ends)


class _Buckets:
    """Words by their first and last letters, so that only few are compared."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_last: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            self._by_first[word[:1], len(word)].append(word)
            self._by_last[word[-3:], len(word)].append(word)

    def near(self, typed: str, most: int) -> dict[str, int]:
        """Return the words at most `most` edits away, with their distance; a wrong first letter must be the only
        error."""
        found: dict[str, int] = {}
        for length in range(len(typed) - most, len(typed) + most + 1):
            words = self._by_first.get((typed[:1], length), ())
            self._take(found, typed, words, most)
        for length in range(len(typed) - 1, len(typed) + 2):
            self._take(found, typed, self._by_last.get((typed[-3:], length), ()), 1)
        return found

    def _take(self, found: dict[str, int], typed: str, words: Sequence[str], most: int) -> None:
        if words:
            for word, far, _ in process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None):
                found[word] = int(far)
