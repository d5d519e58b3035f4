"""Author names: find the person behind a typed name.

People type names in either order, in part, in Hangul, or misspelt. Look-up tries the letters first, then the words,
then similarity or sound.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from bot.corpus.paper import Paper
from bot.search.analysis import bounded, latin_stem
from bot.search.forward_index import ForwardIndex
from bot.search.names import NameIndex, Person, letters_of, words_of
from bot.search.people import PersonSpan, people_in
from bot.search.sounds import is_hangul_name

__all__ = ["MOST_LETTERS", "AuthorDirectory", "AuthorMatch"]

# Longer than any person's name; the input may be a whole page.
MOST_LETTERS = 100
_MOST_WORDS = 8
_SOUNDS_LIKE = 82.0
# A surname with initials resembles too many others.
_FEWEST_ALIKE = 2


@dataclass(frozen=True, slots=True)
class AuthorMatch:
    """The people a name may mean, likeliest first, and how they were found.

    `spelling` is an exact match in some spelling, `part` a part of a name, `likeness` a similar name, `sound` a name
    that sounds like the typed Hangul.
    """

    people: tuple[Person, ...]
    kind: Literal["spelling", "part", "likeness", "sound"]


class AuthorDirectory:
    """Look up people among the authors of papers; `names` lists each paper's authors as spelled there.

    `people` are the letters of each of those names, as `letters_of` returns them.
    """

    def __init__(self, names: ForwardIndex, people: Sequence[str]) -> None:
        self._index = NameIndex(names, people)

    def find(self, name: str) -> AuthorMatch:
        """Return the people `name` may mean, empty if nothing resembles it."""
        words = words_of(name[:MOST_LETTERS])[:_MOST_WORDS]
        if not words:
            return AuthorMatch((), "spelling")
        index = self._index
        rotations = dict.fromkeys("".join((*words[turn:], *words[:turn])) for turn in range(len(words)))
        same = [index.person(key) for key in rotations if key in index.spellings]
        if same:
            return AuthorMatch(tuple(same), "spelling")
        if part := index.with_words(words):
            return AuthorMatch(index.ranked(part), "part")
        if is_hangul_name(" ".join(words)):
            return AuthorMatch(self._sounding(" ".join(words)), "sound")
        return AuthorMatch(self._alike(words), "likeness")

    def people_in(self, text: str, known: Callable[[str], bool]) -> list[PersonSpan]:
        """Return the people whom a message names, in order.

        `known` says whether a word, in lower case without accents, is an ordinary word.
        """
        return people_in(bounded(text), self._index, known)

    def prepare(self) -> None:
        """Build the lazy indexes, so that the first message does not wait: about a second for 24,000 names."""
        self._index.prepare()

    def papers_with(self, word: str, token: str) -> frozenset[int]:
        """Return the numbers of the papers with an author whose name contains `word` or a word with the same
        `token`."""
        index = self._index
        alike = (other for other in index.beginning(token[:-1] or token) if token in (other, latin_stem(other)))
        keys = {key for one in (*alike, word) for key in (*index.by_word.get(one, ()), *index.by_surname.get(one, ()))}
        return frozenset(paper for key in keys for paper in index.person(key).papers)

    def of_paper(self, paper: Paper) -> list[Person]:
        """Return the people who are named as authors of `paper`."""
        keys = (letters_of(name) for name in paper.authors)
        return [self._index.person(key) for key in dict.fromkeys(keys) if key in self._index.spellings]

    def named_in(self, text: str) -> list[Person]:
        """Return the people whose name, of at least two words, occurs in `text`, in either order."""
        words, index = words_of(bounded(text)), self._index
        found: dict[str, Person] = {}
        for length in (4, 3, 2):
            for start in range(len(words) - length + 1):
                window = words[start : start + length]
                for key in ("".join(window), "".join((*window[1:], window[0])), "".join((window[-1], *window[:-1]))):
                    if key in index.spellings and len(index.words[key]) > 1:
                        found.setdefault(key, index.person(key))
        return list(found.values())

    def complete(self, typed: str, limit: int) -> list[str]:
        """Return the names whose words start with the typed ones, most prolific authors first."""
        beginnings, index = sorted(words_of(typed[:MOST_LETTERS]), key=len, reverse=True), self._index
        if not beginnings:
            return [index.name(key) for key in islice(index.busiest, limit)]
        fitting = {key for word in index.beginning(beginnings[0]) for key in index.by_word[word]}
        if others := tuple(dict.fromkeys(beginnings[1:])):
            fitting = {key for key in fitting if all(any(w.startswith(b) for w in index.words[key]) for b in others)}
        return [index.name(key) for key in heapq.nsmallest(limit, fitting, index.busiest.__getitem__)]

    def __len__(self) -> int:
        return len(self._index.spellings)

    def _alike(self, words: Sequence[str]) -> tuple[Person, ...]:
        index = self._index
        near = index.surnames_like(words[0]) if len(words) == 1 else []
        if near:
            return index.ranked({key for word in near for key in index.by_word[word]})
        if len(words) > 1 and sum(len(word) > 1 for word in words) < _FEWEST_ALIKE:
            return ()
        return tuple(index.person(key) for key, _ in index.like(words))

    def _sounding(self, hangul: str) -> tuple[Person, ...]:
        """Return the people whose name, or whose surname, sounds like this."""
        index = self._index
        whole, part = index.sounding(hangul), index.surnames_sounding(hangul)
        best = max((score for _, score in (*whole, *part)), default=0.0)
        if best < _SOUNDS_LIKE:
            return ()
        if part and part[0][1] == best:
            return index.ranked({key for word, score in part if score == best for key in index.by_surname[word]})
        return tuple(index.person(key) for key, _ in whole)
