"""The concept table: English and Korean terms that search treats as one.

A line is one concept: English terms separated by commas, a tab, Korean terms separated by commas. Lines that share a
word are not merged: the word means both.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from bot.search.analysis import Term, words
from bot.search.kept import kept
from bot.search.sayings import Sayings
from bot.search.synonyms import Synonyms

__all__ = ["CONCEPT", "Concept", "Glossary", "TermMatch"]

K = TypeVar("K", bound=Hashable)

# Prefix of a concept's token.
CONCEPT = "§"
_NOT_HANGUL = re.compile(r"[^가-힣]+")
# Inside a Korean word, away from its start and from another match's end, a short term is mostly a coincidence.
_INSIDE_SYLLABLES = 3
# Whole sentences are sometimes typed without spaces; a longer run is not text.
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Concept:
    """One line of the table: its token in the index, and its terms in both languages."""

    token: str
    english: tuple[str, ...]
    korean: tuple[str, ...]


class TermMatch(NamedTuple):
    """A concept and the words (from `first` up to, not including, `end`) that mean it."""

    concept: Concept
    first: int
    end: int


class Glossary:
    """Find concepts in the words of a text, the longest term first."""

    def __init__(
        self,
        concepts: Iterable[Concept] = (),
        sayings: Sayings | None = None,
        synonyms: Synonyms | None = None,
        organizations: Iterable[tuple[Sequence[str], Sequence[str]]] = (),
    ) -> None:
        self.concepts = tuple(concepts)
        self.sayings = sayings or Sayings()
        self.synonyms = synonyms or Synonyms()
        self.organizations = tuple(organizations)
        self._by_token = {concept.token: concept for concept in self.concepts}
        self._english: defaultdict[tuple[str, ...], list[Concept]] = defaultdict(list)
        self._korean: defaultdict[str, list[Concept]] = defaultdict(list)
        for concept in self.concepts:
            for key in dict.fromkeys(_stems(term) for term in concept.english):
                self._english[key].append(concept)
            for key in dict.fromkeys(_NOT_HANGUL.sub("", term) for term in concept.korean):
                if len(key) > 1:
                    self._korean[key].append(concept)
        self._measure()

    def _measure(self) -> None:
        self._longest_english = max(map(len, self._english), default=0)
        # Lengths of the Korean terms by their first two syllables, longest first.
        self._lengths = _lengths(self._korean)
        # Caching a bound method would keep a replaced glossary alive until the next full garbage collection.
        self._segments = kept(50_000)(partial(_segmented, self._korean, self._lengths))

    @cached_property
    def digest(self) -> str:
        """A digest that identifies this glossary."""
        lines = "\n".join(repr((one.token, one.english, one.korean)) for one in self.concepts)
        return hashlib.blake2b(lines.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def extended(self, concepts: Iterable[Concept]) -> Glossary:
        """Return a glossary extended by these concepts."""
        more = Glossary(concepts)
        if not more.concepts:
            return self
        # Merge the tables: analysing thousands of terms again would double the start-up time.
        whole = Glossary(sayings=self.sayings, synonyms=self.synonyms, organizations=self.organizations)
        whole.concepts = (*self.concepts, *more.concepts)
        whole._by_token = {**self._by_token, **more._by_token}
        whole._english = _merged(self._english, more._english)
        whole._korean = _merged(self._korean, more._korean)
        whole._measure()
        return whole

    def find(self, text: Sequence[Term]) -> Iterator[TermMatch]:
        """Yield the concepts of a text's words."""
        number = 0
        while number < len(text):
            matched = 1
            for match in self._korean_at(text, number) if text[number].hangul else self._english_at(text, number):
                matched = max(matched, match.end - match.first)
                yield match
            number += matched

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of `text` and of the concepts in it."""
        found = list(words(text))
        concepts = (match.concept.token for match in self.find(found))
        return [*(token for word in found for token in word.tokens), *concepts]

    def token_set(self, text: str) -> frozenset[str]:
        """Return the tokens of `text` and of its concepts, each once."""
        return frozenset(self.tokens(text))

    def meant_by(self, term: str) -> tuple[str, ...]:
        """Return the tokens of the concepts that a whole term is, empty if it is none."""
        found = list(words(term))
        return tuple(match.concept.token for match in self.find(found) if match.end - match.first == len(found))

    def is_term(self, word: str) -> bool:
        """Tell whether a whole Korean word is a term."""
        return _NOT_HANGUL.sub("", word) in self._korean

    def other_language(self, token: str, word: str) -> str:
        """Return the first term of a concept in the language that `word` is not."""
        concept = self._by_token[token]
        return concept.english[0] if _NOT_HANGUL.sub("", word) else concept.korean[0]

    def _english_at(self, text: Sequence[Term], number: int) -> Iterator[TermMatch]:
        parts: list[str] = []
        ends: list[int] = []
        end = number
        while end < len(text) and not text[end].hangul and len(parts) < self._longest_english:
            parts += text[end].parts
            end += 1
            ends += [end] * (len(parts) - len(ends))
        for length in range(min(len(parts), self._longest_english), 0, -1):
            if concepts := self._english.get(tuple(parts[:length])):
                return (TermMatch(concept, number, ends[length - 1]) for concept in concepts)
        return iter(())

    def _korean_at(self, text: Sequence[Term], number: int) -> Iterator[TermMatch]:
        """Match a term that starts here and continues into the next words, else those inside this word."""
        word = text[number].surface
        joined, ends = word, [number + 1] * len(word)
        following = text[number + 1 : number + 2]
        # A one-syllable word may also start a term, whose second syllable is then the next word's first.
        start = word[:2] if len(word) > 1 or not following else word + following[0].surface[:1]
        lengths = self._lengths.get(start, ())
        end = number + 1
        while lengths and end < len(text) and text[end].hangul and len(joined) < lengths[0]:
            joined += text[end].surface
            end += 1
            ends += [end] * (len(joined) - len(ends))
        for length in lengths:
            if len(word) < length <= len(joined) and (concepts := self._korean.get(joined[:length])):
                return (TermMatch(concept, number, ends[length - 1]) for concept in concepts)
        return (TermMatch(concept, number, number + 1) for concept in self._segments(word))


def _stems(term: str) -> tuple[str, ...]:
    return tuple(part for word in words(term) for part in word.parts)


def _merged(one: Mapping[K, list[Concept]], other: Mapping[K, list[Concept]]) -> defaultdict[K, list[Concept]]:
    merged = defaultdict(list[Concept], one)
    for key, concepts in other.items():
        merged[key] = [*one.get(key, []), *concepts]
    return merged


def _segmented(
    korean: Mapping[str, list[Concept]], lengths: Mapping[str, tuple[int, ...]], word: str
) -> tuple[Concept, ...]:
    """Return the concepts inside one Korean word, which may be several written together."""
    found: list[Concept] = []
    start, boundary = 0, True
    word = word[:_LONGEST_WORD]
    while start < len(word) - 1:
        least = 2 if boundary else _INSIDE_SYLLABLES
        for length in lengths.get(word[start : start + 2], ()):
            concepts = korean.get(word[start : start + length]) if length >= least else None
            if concepts and start + length <= len(word):
                found += concepts
                start, boundary = start + length, True
                break
        else:
            start, boundary = start + 1, False
    return tuple(found)


def _lengths(terms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for term in terms:
        lengths[term[:2]].add(len(term))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}
