"""The index of people's names: by letters, words, surnames, similarity and sound.

Listings spell one person in several ways (accents, dots, case, hyphens); all spellings of the same letters are one
person, whose key those letters are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.analysis import normalise
from bot.search.forward_index import ForwardIndex, InvertedIndex
from bot.search.name_likeness import NameLikeness
from bot.search.sounds import SoundIndex

__all__ = ["NameIndex", "Person", "letters_of", "words_of"]

# A particle after a name (`LeCun이`) is a word of its own.
_WORD = re.compile(r"[가-힣]+|[^\W_가-힣]+(?:['’-][^\W_가-힣]+)*")
_MARK = re.compile(r"['’-]")
_PART = re.compile(r"[^\W_]+")
_COMPOUND = re.compile(r"\S-\S+$|[a-z][A-Z]\S*$")
_SHORTEST_SURNAME = 5
_SHORTEST_HALF = 4
_LONG_WORD = 8
# People whose score is this close to the best are as likely.
_AS_GOOD = 3.0
_MOST_ALIKE, _MOST_SURNAMES = 5, 20


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the most frequent spelling, and the numbers of the papers, ascending."""

    name: str
    papers: tuple[int, ...]


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name, without accents, case and marks."""
    return tuple(_MARK.sub("", word) for word in _WORD.findall(normalise(name)))


def letters_of(name: str) -> str:
    """Return the letters of a name, without accents, case, spaces and marks: equal for all its spellings."""
    return "".join(words_of(name))


class NameIndex:
    """Find the keys of people among the authors of papers; `names` lists each paper's authors as spelled there.

    `people` are the letters of each of those names, as `letters_of` returns them.
    """

    def __init__(self, names: ForwardIndex, people: Sequence[str]) -> None:
        self._names = names
        self._people = people
        self._counts = np.bincount(names.numbers, minlength=len(names.values))

    @cached_property
    def spellings(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the spellings of each person."""
        spellings: dict[str, tuple[int, ...]] = {}
        for number, key in enumerate(self._people):
            if key:
                spellings[key] = (*spellings.get(key, ()), number)
        return spellings

    @cached_property
    def by_word(self) -> Mapping[str, Collection[str]]:
        """The people who have a word in their name."""
        by_word: defaultdict[str, set[str]] = defaultdict(set)
        for key, spellings in self.spellings.items():
            for number in spellings:
                for word in words_of(self._names.values[number]):
                    by_word[word].add(key)
        return dict(by_word)

    @cached_property
    def by_surname(self) -> Mapping[str, Collection[str]]:
        """The people by their last word, and by each long half of one with a hyphen (Nouby of El-Nouby)."""
        by_surname: defaultdict[str, set[str]] = defaultdict(set)
        for key in self.spellings:
            name = self.name(key)
            if len(words := self.words[key]) > 1:
                by_surname[words[-1]].add(key)
                halves = _PART.findall(normalise(name.split()[-1]))
                for half in halves if len(halves) > 1 else ():
                    if len(half) >= _SHORTEST_HALF:
                        by_surname[half].add(key)
        return dict(by_surname)

    def is_compound(self, surname: str) -> bool:
        """Tell whether a surname has a hyphen or a capital inside, so that people may type it as two words."""
        return any(_COMPOUND.search(self.name(key)) for key in self.by_surname.get(surname, ()))

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The words of each person's name."""
        return {key: words_of(self.name(key)) for key in self.spellings}

    @cached_property
    def busiest(self) -> Mapping[str, int]:
        """The people, most papers first, each with the rank in that order."""
        order = sorted(self.spellings, key=lambda key: (-self.papers(key), self.name(key)))
        return {key: place for place, key in enumerate(order)}

    def prepare(self) -> None:
        """Build every index that a look-up needs."""
        _ = self.busiest
        self.surnames_sounding("가")
        self.sounding("가")
        self.surnames_like("x" * _SHORTEST_SURNAME)
        self.like(("x",))

    def beginning(self, word: str) -> Iterator[str]:
        """Yield the words of names that begin with `word`, in order."""
        for place in range(bisect_left(self._sorted_words, word), len(self._sorted_words)):
            if not self._sorted_words[place].startswith(word):
                return
            yield self._sorted_words[place]

    def name(self, key: str) -> str:
        """Return the spelling that most papers have."""
        names, spellings = self._names.values, self.spellings[key]
        if len(spellings) == 1:
            return names[spellings[0]]
        return names[max(spellings, key=lambda number: (self._counts[number], names[number]))]

    def papers(self, key: str) -> int:
        """Return how many papers name a person."""
        return int(sum(self._counts[number] for number in self.spellings[key]))

    def person(self, key: str) -> Person:
        """Return the person of a key."""
        starts, papers = self._inverted.starts, self._inverted.papers
        held = [papers[starts[number] : starts[number + 1]].tolist() for number in self.spellings[key]]
        if len(held) == 1:
            return Person(self.name(key), tuple(held[0]))
        return Person(self.name(key), tuple(sorted({paper for own in held for paper in own})))

    def ranked(self, keys: Iterable[str]) -> tuple[Person, ...]:
        """Return people, most papers first."""
        people = map(self.person, keys)
        return tuple(sorted(people, key=lambda person: (-len(person.papers), person.name)))

    def with_words(self, words: Sequence[str]) -> set[str]:
        """Return the people with every word of `words` in their name; a single letter matches as an initial."""
        whole = [word for word in words if len(word) > 1]
        if not whole:
            return set()
        keys = set(self.by_word.get(whole[0], ())).intersection(*(self.by_word.get(word, ()) for word in whole[1:]))
        initials = "".join(word for word in words if len(word) == 1)
        return {key for key in keys if self._begins(key, initials, whole)} if initials else keys

    def surnames_like(self, word: str) -> list[str]:
        """Return the words of names that are one edit away from a lone surname."""
        return list(self._likeness.slips(word)) if len(word) >= _SHORTEST_SURNAME else []

    def like(self, words: Sequence[str]) -> list[tuple[str, float]]:
        """Return the people with names similar to these words, each with a score, none much worse than the best."""
        return _as_good(self._likeness.alike(tuple(words)))

    def partners(self, anchor: str, word: str) -> set[str]:
        """Return the people whose name has the word `anchor` and another one edit away from `word`."""
        most = 2 if len(word) >= _LONG_WORD else 1
        people = [(key, other) for key in self.by_word[anchor] for other in self.words[key] if other != anchor]
        near = process.extract(word, [other for _, other in people], scorer=OSA.distance, score_cutoff=most, limit=None)
        best = min((distance for _, distance, _ in near), default=0)
        return {people[place][0] for _, distance, place in near if distance == best}

    def sounding(self, hangul: str) -> list[tuple[str, float]]:
        """Return the people whose names sound like one in Hangul, each with a score, none much worse than the best."""
        found = self._sounds.find(hangul, _MOST_ALIKE)
        return _as_good([(self._heard[number], score) for number, score in found])

    def surnames_sounding(self, hangul: str) -> list[tuple[str, float]]:
        """Return the surnames that sound like one in Hangul, each with a score, none much worse than the best."""
        found = self._surname_sounds.find(hangul, _MOST_SURNAMES)
        return _as_good([(self._surnames[number], score) for number, score in found])

    @cached_property
    def _likeness(self) -> NameLikeness:
        return NameLikeness(self.words, self.by_word)

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self.spellings)

    @cached_property
    def _heard(self) -> list[str]:
        return [key for key in self._keys if len(self.words[key]) > 1]

    @cached_property
    def _surnames(self) -> list[str]:
        return sorted(self.by_surname)

    @cached_property
    def _sounds(self) -> SoundIndex:
        return SoundIndex([self.name(key) for key in self._heard])

    @cached_property
    def _surname_sounds(self) -> SoundIndex:
        return SoundIndex(self._surnames)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self.by_word)

    @cached_property
    def _inverted(self) -> InvertedIndex:
        return self._names.inverted()

    def _begins(self, key: str, initials: str, whole: Sequence[str]) -> bool:
        """Tell whether these are initials of a person's given names (Shih-Yang Liu: S. Liu, S. Y. Liu)."""
        for number in self.spellings[key]:
            words = _WORD.findall(normalise(self._names.values[number]))
            given = [part for word in words if _MARK.sub("", word) not in whole for part in _PART.findall(word)]
            own = "".join(part[0] for part in given)
            if own and (own.startswith(initials) or initials.startswith(own)):
                return True
        return False


def _as_good(found: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    best = found[0][1] if found else 0.0
    return [(key, score) for key, score in found if score >= best - _AS_GOOD]
