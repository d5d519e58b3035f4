"""Author names: who is meant by what somebody typed.

Listings spell one person in several ways (accents, dots, case, hyphens), and people type names in either order,
in part, or with a slip. A name is looked up by its letters first, then by its words, then by likeness.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.corpus.paper import Paper
from bot.search.analysis import normalise

__all__ = ["AuthorDirectory", "AuthorMatch", "Person"]

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


class AuthorDirectory:
    """Look up people among the authors of `papers`."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        spellings: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        numbers: defaultdict[str, set[int]] = defaultdict(set)
        for number, paper in enumerate(papers):
            for name in paper.authors:
                words = _words(name)
                if words:
                    key = "".join(words)
                    spellings[key][name] += 1
                    numbers[key].add(number)
        self._people: dict[str, Person] = {}
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)
        self._words: dict[str, tuple[str, ...]] = {}
        for key, names in spellings.items():
            name = max(names, key=lambda spelling: (names[spelling], spelling))
            self._people[key] = Person(name, tuple(sorted(numbers[key])))
            self._words[key] = _words(name)
            for spelling in names:
                for word in _words(spelling):
                    self._by_word[word].add(key)
        # A given name with a hyphen has an initial for each part (Shih-Yang Liu: S. Y. Liu).
        self._initials = {
            key: frozenset(part[0] for name in names for part in _PART.findall(normalise(name)))
            for key, names in spellings.items()
        }
        self._joined = {key: " ".join(words) for key, words in self._words.items()}

    def find(self, name: str) -> AuthorMatch:
        """Return the people whom `name` may mean; none where nothing is like it."""
        words = _words(name)
        if not words:
            return AuthorMatch((), "spelling")
        rotations = dict.fromkeys("".join((*words[turn:], *words[:turn])) for turn in range(len(words)))
        same = [self._people[key] for key in rotations if key in self._people]
        if same:
            return AuthorMatch(tuple(same), "spelling")
        if part := self._with_words(words):
            return AuthorMatch(self._ranked([self._people[key] for key in part]), "part")
        if len(words) == 1 and (near := self._surnames_like(words[0])):
            return AuthorMatch(self._ranked([self._people[key] for key in near]), "likeness")
        joined = " ".join(words)
        alike = process.extract(joined, self._joined, scorer=_likeness, score_cutoff=_LIKENESS, limit=5)
        best = alike[0][1] if alike else 0.0
        close = [self._people[key] for _, score, key in alike if score >= best - 3.0]
        return AuthorMatch(tuple(close), "likeness")

    def named_in(self, text: str) -> list[Person]:
        """Return the people whose name, of two words or more, stands in `text`, in either order."""
        words = _words(text)
        found: dict[str, Person] = {}
        for length in (4, 3, 2):
            for start in range(len(words) - length + 1):
                window = words[start : start + length]
                for key in ("".join(window), "".join((*window[1:], window[0])), "".join((window[-1], *window[:-1]))):
                    if key in self._people and len(self._words[key]) > 1:
                        found.setdefault(key, self._people[key])
        return list(found.values())

    def complete(self, typed: str, limit: int) -> list[str]:
        """Return the names that contain words beginning with the typed ones, busiest people first."""
        words = _words(typed)
        fitting = [
            person
            for key, person in self._people.items()
            if all(any(own.startswith(word) for own in self._words[key]) for word in words)
        ]
        fitting.sort(key=lambda person: (-len(person.papers), person.name))
        return [person.name for person in fitting[:limit]]

    def __len__(self) -> int:
        return len(self._people)

    def _with_words(self, words: tuple[str, ...]) -> set[str]:
        """Return the keys of the names that have every word of `words`; one letter stands for a name's initial."""
        whole = [word for word in words if len(word) > 1]
        if not whole:
            return set()
        keys = self._by_word.get(whole[0], set[str]()).intersection(
            *(self._by_word.get(word, ()) for word in whole[1:])
        )
        initials = [word for word in words if len(word) == 1]
        return {key for key in keys if all(letter in self._initials[key] for letter in initials)}

    def _surnames_like(self, word: str) -> set[str]:
        """Return the keys of the names that have a word one slip away from a lone surname."""
        if len(word) < _SHORTEST_SURNAME:
            return set()
        found = process.extract(word, self._by_word.keys(), scorer=OSA.distance, score_cutoff=1, limit=3)
        return {key for near, _, _ in found for key in self._by_word[near]}

    def _ranked(self, people: Sequence[Person]) -> tuple[Person, ...]:
        return tuple(sorted(people, key=lambda person: (-len(person.papers), person.name)))


def _likeness(typed: str, name: str, *, score_cutoff: float | None = None) -> float:
    """Compare letters, and words in any order, whichever is kinder."""
    return max(
        fuzz.ratio(typed, name, score_cutoff=score_cutoff),
        fuzz.token_sort_ratio(typed, name, score_cutoff=score_cutoff),
    )
