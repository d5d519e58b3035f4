"""Titles typed in full or from the start, in any case and with small typos."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.search.letters import Atom
from bot.search.stopwords import STOP_WORDS

__all__ = ["Run", "TitleRuns"]

_EMPTY = frozenset(
    """
a an the of for in on at to by via from with and or as is are be can do does we it its your their using
""".split()
)
_GRAM = 3
_SEVERAL = -1
_MIDDLE = 5
_COMMON = 150
_LIKENESS = 90.0
_LONGER = 1.1
_SLIP_EVERY = 4
_MOST_TRIED = 5
_MOST_COMPARED = 4_000
_LEAST_WORDS = 3


class Run(NamedTuple):
    """The atoms from `first` up to `end` that are these papers' title or its start; papers newest first."""

    first: int
    end: int
    numbers: tuple[int, ...]
    score: float


class TitleRuns:
    """Find titles by three consecutive content words."""

    def __init__(self, held: Sequence[Sequence[str]]) -> None:
        self._firsts = [atoms[0] if atoms else "" for atoms in held]
        self._contents = [_content(atoms) for atoms in held]
        self._starts: dict[str, list[int]] = defaultdict(list)
        self._grams: dict[str, int] = {}
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._contents):
            for word in set(words):
                self._holders[word].append(number)
            for place in range(len(words) - _GRAM + 1):
                gram = " ".join(words[place : place + _GRAM])
                if place == 0:
                    self._starts[gram].append(number)
                if self._grams.setdefault(gram, number) != number:
                    self._grams[gram] = _SEVERAL

    def find(self, atoms: Sequence[Atom]) -> Iterator[Run]:
        """Yield whole titles and distinctive runs of their words."""
        places = [place for place, atom in enumerate(atoms) if atom.key not in _EMPTY and not atom.hangul]
        words = [_stem(atoms[place].key) for place in places]
        at = compared = 0
        while at <= len(words) - _GRAM and compared < _MOST_COMPARED:
            compared += 1 + len(self._starts.get(" ".join(words[at : at + _GRAM]), ()))
            run = self._run(words, at)
            if run:
                count, numbers, score = run
                yield Run(places[at], places[at + count - 1] + 1, numbers, score)
                at += count
            else:
                at += 1

    def _run(self, words: Sequence[str], at: int) -> tuple[int, tuple[int, ...], float] | None:
        """Return the longest run from `at`: its count, papers and score."""
        gram = " ".join(words[at : at + _GRAM])
        own = self._grams.get(gram)
        if own is None:
            return None
        best: tuple[int, tuple[int, ...], float] | None = None
        for number in self._starts.get(gram, ()):
            title = self._contents[number]
            count = _shared(words, at, title, 0)
            if count == len(title) and (best is None or count >= best[0]):
                twins = best[1] if best and best[2] == 1.0 and best[0] == count else ()
                best = count, (*twins, number), 1.0
            elif self._is_telling(title, 0, count) and (best is None or count > best[0]):
                best = count, (number,), 0.55 + 0.35 * count / len(title)
        if best is None and own != _SEVERAL:
            title = self._contents[own]
            begin = _place_of(title, words[at : at + _GRAM])
            count = _shared(words, at, title, begin)
            if 2 * count >= len(title) and count >= _MIDDLE and self._is_telling(title, begin, count):
                best = count, (own,), 0.5 + 0.3 * count / len(title)
        return best

    def _is_telling(self, title: Sequence[str], begin: int, count: int) -> bool:
        """Tell whether a run of a title's words has content and is in no other title."""
        words = [word for word in title[begin : begin + count] if len(word) > 1 and not word.isdigit()]
        return sum(word not in STOP_WORDS for word in words) >= _GRAM and any(
            self._grams[" ".join(title[place : place + _GRAM])] != _SEVERAL
            for place in range(begin, begin + count - _GRAM + 1)
        )

    def alike(self, text: str, atoms: Sequence[Atom], titles: Sequence[str]) -> Iterator[tuple[int, int, int, float]]:
        """Yield start, end, paper and similarity of whole titles that occur in `text` with small typos."""
        votes = Counter[int]()
        for word in dict.fromkeys(_stem(atom.key) for atom in atoms if not atom.hangul and atom.key not in _EMPTY):
            holders = self._holders.get(word, ())
            if len(holders) <= _COMMON:
                votes.update(holders)
        likely = sorted(votes.items(), key=lambda vote: (-vote[1] / len(self._contents[vote[0]]), vote[0]))
        lowered = text.lower()
        tried = 0
        for number, count in likely:
            if tried == _MOST_TRIED:
                return
            words = self._contents[number]
            if len(words) < _LEAST_WORDS or count < len(words) // 3:
                continue
            if len(titles[number]) > len(text) * _LONGER:
                continue
            tried += 1
            found = fuzz.partial_ratio_alignment(titles[number].lower(), lowered, score_cutoff=_LIKENESS)
            if found and _digits(lowered[found.dest_start : found.dest_end]) == _digits(titles[number]):
                inside = [atom for atom in atoms if atom.end > found.dest_start and atom.start < found.dest_end]
                if inside and _begins_alike(inside, self._firsts[number]):
                    yield inside[0].start, inside[-1].end, number, found.score / 100


def _content(atoms: Iterable[str]) -> list[str]:
    return [_stem(atom) for atom in atoms if atom not in _EMPTY]


def _stem(key: str) -> str:
    """Return a word without its plural ending: a wrong plural is not a typo."""
    return key[:-1] if len(key) > 3 and key.endswith("s") else key


def _shared(words: Sequence[str], at: int, title: Sequence[str], begin: int) -> int:
    count = 0
    while at + count < len(words) and begin + count < len(title) and words[at + count] == title[begin + count]:
        count += 1
    return count


def _place_of(title: Sequence[str], gram: Sequence[str]) -> int:
    return next((place for place in range(len(title)) if list(title[place : place + len(gram)]) == list(gram)), 0)


def _begins_alike(typed: Sequence[Atom], first: str) -> bool:
    """Tell whether the typed text starts like the title: a different first word makes a short title another one."""
    return OSA.distance(typed[0].key, first, score_cutoff=2) <= max(1, len(first) // _SLIP_EVERY)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
