"""Author names: who is meant by what somebody typed.

Listings spell one person in several ways (accents, dots, case, hyphens), and people type names in either order,
in part, or with a slip. A name is looked up by its letters first, then by its words, then by likeness.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.search.analysis import normalise
from bot.search.field import Field, Holders

__all__ = ["AuthorDirectory", "AuthorMatch", "Person", "letters_of"]

# A particle behind a name (`LeCun이`) is a word of its own.
_WORD = re.compile(r"[가-힣]+|[^\W_가-힣]+(?:['’-][^\W_가-힣]+)*")
_MARK = re.compile(r"['’-]")
_PART = re.compile(r"[^\W_]+")
_LIKENESS = 82.0
_SHORTEST_SURNAME = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Hold one person: the spelling seen most, and the numbers of the papers, ascending."""

    name: str
    papers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AuthorMatch:
    """Hold the people meant by a name, likeliest first, and how they were found.

    `spelling` is the name itself in some spelling, `part` a part of a name, `likeness` a name much like it.
    """

    people: tuple[Person, ...]
    kind: Literal["spelling", "part", "likeness"]


def _words(name: str) -> tuple[str, ...]:
    return tuple(_MARK.sub("", word) for word in _WORD.findall(normalise(name)))


def letters_of(name: str) -> str:
    """Return what all spellings of a name share: its letters, without accents, case, spaces and marks."""
    return "".join(_words(name))


class AuthorDirectory:
    """Look up people among the authors of papers, of which `names` has each paper's as they are spelled there.

    `people` are the letters of each of those names, as `letters_of` returns them.
    """

    def __init__(self, names: Field, people: Sequence[str]) -> None:
        self._names = names
        self._people = people
        self._counts = np.bincount(names.numbers, minlength=len(names.values))

    def find(self, name: str) -> AuthorMatch:
        """Return the people whom `name` may mean; none where nothing is like it."""
        words = _words(name)
        if not words:
            return AuthorMatch((), "spelling")
        rotations = dict.fromkeys("".join((*words[turn:], *words[:turn])) for turn in range(len(words)))
        same = [self._person(key) for key in rotations if key in self._spellings]
        if same:
            return AuthorMatch(tuple(same), "spelling")
        if part := self._with_words(words):
            return AuthorMatch(self._ranked(part), "part")
        if len(words) == 1 and (near := self._surnames_like(words[0])):
            return AuthorMatch(self._ranked(near), "likeness")
        joined = " ".join(words)
        alike = process.extract(joined, self._joined, scorer=_likeness, score_cutoff=_LIKENESS, limit=5)
        best = alike[0][1] if alike else 0.0
        close = [self._person(key) for _, score, key in alike if score >= best - 3.0]
        return AuthorMatch(tuple(close), "likeness")

    def named_in(self, text: str) -> list[Person]:
        """Return the people whose name, of two words or more, stands in `text`, in either order."""
        words = _words(text)
        found: dict[str, Person] = {}
        for length in (4, 3, 2):
            for start in range(len(words) - length + 1):
                window = words[start : start + length]
                for key in ("".join(window), "".join((*window[1:], window[0])), "".join((window[-1], *window[:-1]))):
                    if key in self._spellings and len(self._words_of(key)) > 1:
                        found.setdefault(key, self._person(key))
        return list(found.values())

    def complete(self, typed: str, limit: int) -> list[str]:
        """Return the names that contain words beginning with the typed ones, busiest people first."""
        beginnings = sorted(_words(typed), key=len, reverse=True)
        fitting = (
            {key for word in self._beginning(beginnings[0]) for key in self._by_word[word]}
            if beginnings
            else self._spellings.keys()
        )
        if len(beginnings) > 1:
            words = {key: self._words_of(key) for key in fitting}
            fitting = [key for key in fitting if all(any(w.startswith(b) for w in words[key]) for b in beginnings)]
        return [name for _, name in heapq.nsmallest(limit, ((-self._papers(key), self._name(key)) for key in fitting))]

    def __len__(self) -> int:
        return len(self._spellings)

    @cached_property
    def _spellings(self) -> dict[str, tuple[int, ...]]:
        """The numbers of the spellings of each person, by the letters of the name."""
        spellings: dict[str, tuple[int, ...]] = {}
        for number, key in enumerate(self._people):
            if key:
                spellings[key] = (*spellings.get(key, ()), number)
        return spellings

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        by_word: defaultdict[str, set[str]] = defaultdict(set)
        for key, spellings in self._spellings.items():
            for number in spellings:
                for word in _words(self._names.values[number]):
                    by_word[word].add(key)
        return dict(by_word)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._by_word)

    @cached_property
    def _joined(self) -> dict[str, str]:
        return {key: " ".join(_words(self._name(key))) for key in sorted(self._spellings)}

    @cached_property
    def _holders(self) -> Holders:
        return self._names.holders()

    def _beginning(self, word: str) -> Iterator[str]:
        for place in range(bisect_left(self._sorted_words, word), len(self._sorted_words)):
            if not self._sorted_words[place].startswith(word):
                return
            yield self._sorted_words[place]

    def _words_of(self, key: str) -> tuple[str, ...]:
        return _words(self._name(key))

    def _name(self, key: str) -> str:
        """Return the spelling that most papers have."""
        names = self._names.values
        return names[max(self._spellings[key], key=lambda number: (self._counts[number], names[number]))]

    def _papers(self, key: str) -> int:
        return int(sum(self._counts[number] for number in self._spellings[key]))

    def _person(self, key: str) -> Person:
        starts, papers = self._holders.starts, self._holders.papers
        held = [papers[starts[number] : starts[number + 1]].tolist() for number in self._spellings[key]]
        return Person(self._name(key), tuple(sorted({paper for own in held for paper in own})))

    def _initials(self, key: str) -> frozenset[str]:
        """Return the initials of a name; each part of a given name has its own (Shih-Yang Liu: S. Y. Liu)."""
        names = (self._names.values[number] for number in self._spellings[key])
        return frozenset(part[0] for name in names for part in _PART.findall(normalise(name)))

    def _with_words(self, words: tuple[str, ...]) -> set[str]:
        """Return the keys of the names that have every word of `words`; one letter stands for a name's initial."""
        whole = [word for word in words if len(word) > 1]
        if not whole:
            return set()
        keys = self._by_word.get(whole[0], set[str]()).intersection(
            *(self._by_word.get(word, ()) for word in whole[1:])
        )
        initials = [word for word in words if len(word) == 1]
        return {key for key in keys if all(letter in self._initials(key) for letter in initials)}

    def _surnames_like(self, word: str) -> set[str]:
        """Return the keys of the names that have a word one slip away from a lone surname."""
        if len(word) < _SHORTEST_SURNAME:
            return set()
        found = process.extract(word, self._sorted_words, scorer=OSA.distance, score_cutoff=1, limit=3)
        return {key for near, _, _ in found for key in self._by_word[near]}

    def _ranked(self, keys: Iterable[str]) -> tuple[Person, ...]:
        people = map(self._person, keys)
        return tuple(sorted(people, key=lambda person: (-len(person.papers), person.name)))


def _likeness(typed: str, name: str, *, score_cutoff: float | None = None) -> float:
    """Compare letters, and words in any order, whichever is kinder."""
    return max(
        fuzz.ratio(typed, name, score_cutoff=score_cutoff),
        fuzz.token_sort_ratio(typed, name, score_cutoff=score_cutoff),
    )
