"""A query as search reads it: its words, and for each what may stand for it in a summary.

A word stands for itself, for a concept of the glossary that it belongs to, and, where no paper has it, for what was
probably meant: a slip of the pen, words written together or apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.search.analysis import Term, bounded, korean_stem, latin_stem, normalise, words
from bot.search.glossary import Glossary
from bot.search.index import Index
from bot.search.sayings import Said

__all__ = ["Query", "QueryWord", "read_query"]

# What a corrected word is worth beside one that was found as typed.
_CORRECTED = 0.8
# What a saying is worth, and each of its words by itself.
_SAID, _COVERED = 1.0, 0.7
# How much longer than a stem its forms are, and how many of them count.
_LONGEST_ENDING, _MOST_FORMS = 3, 12
_SHORTEST_CORRECTED = 5
_LONG_WORD = 8
_LONGEST_TAIL = 8
_FEW_PAPERS = 2
_SHORT_PART = 2
_TELLING = 0.2
_SMALL = 20
# Of a text: so many words are read, and what nobody knows is compared with what is known while so many of its letters
# last. Whoever types a question needs neither; a pasted page would take as long as twenty questions.
_MOST_WORDS = 200
_MOST_GUESSED = 300
# Korean words hardly have more syllables; without a limit, a line of a thousand syllables would take minutes.
_LONGEST_PART = 16
_LONGEST_TAKEN_APART = 30
# A name: capitals inside (XGBoost), digits beside letters (8x7B), all capitals (DPO), or a capital inside a sentence.
_NAME = re.compile(
    r"(?:(?<=[^\s.?!]\s)[A-Z][A-Za-z\d]+|"
    r"(?<![A-Za-z\d])(?:[A-Z]?[a-z\d]+[A-Z][A-Za-z\d]*|[A-Za-z]+\d[A-Za-z\d]*|[A-Z]{2,}+[A-Za-z\d]*+|[A-Za-z]{2,}-\d[\d.]*[a-z]?(?![A-Za-z])))(?:-[A-Za-z\d]+)*"
)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """Hold one word: as typed, its tokens that some paper has, and its concepts that some paper has.

    `meant` is set where the word was read as another one, `said` where that is what people say for terms of any of
    which a paper may be. `name` marks a name, `field` a term of the glossary that no
    paper has: where such a word is missing, it is likely that no paper is about what is asked.
    """

    surface: str
    tokens: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    meant: str | None = None
    name: bool = False
    field: bool = False
    weight: float = 1.0
    said: bool = False

    @property
    def known(self) -> bool:
        """Whether any paper has something that stands for the word."""
        return bool(self.tokens or self.concepts)

    @property
    def stands_for(self) -> frozenset[str]:
        """The tokens and concepts any of which a paper has where it has the word."""
        return frozenset((*self.tokens, *self.concepts))


@dataclass(frozen=True, slots=True)
class Query:
    """Hold a query's words."""

    words: tuple[QueryWord, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The words that no paper has, as typed."""
        return tuple(dict.fromkeys(word.surface for word in self.words if not word.known))


def read_query(text: str, glossary: Glossary, index: Index, *, as_written: bool = False) -> Query:
    """Read `text` against the words that the papers of `index` have; `as_written` takes nothing for a saying."""
    typed = list(words(bounded(text)))
    concepts: list[list[str]] = [[] for _ in typed]
    names, field = _names(text), set[int]()
    for match in glossary.find(typed):
        places = range(match.first, match.end)
        if not index.frequency(match.concept.token):
            field.update(places)
            continue
        if not any(typed[number].tokens for number in places):
            continue
        for number in places:
            concepts[number].append(match.concept.token)
    guess = _Guesses(index)
    sayings = () if as_written else glossary.sayings.find(typed)
    said = {one.places: word for one in sayings if (word := _said(one, typed, glossary, index))}
    first = {places[0]: word for places, word in said.items() if len(places) > 1}
    covered = {place for places in said if len(places) > 1 for place in places}
    read: list[QueryWord] = []
    for number, own in enumerate(concepts[:_MOST_WORDS]):
        if number in first:
            read.append(first[number])
        alone = said.get((number,))
        if not (typed[number].tokens or own or alone):
            continue
        word = _word(typed, number, tuple(own), names, number in field, guess)
        if alone is not None:
            read.append(_either(word, alone))
        elif number not in covered:
            read.append(word)
        elif word.known:
            # Its own meaning counts too, but less: what is said so is seldom written so.
            read.append(replace(word, weight=word.weight * _COVERED))
    return Query(tuple(read[:_MOST_WORDS]))


def _said(said: Said, typed: Sequence[Term], glossary: Glossary, index: Index) -> QueryWord | None:
    """Return the words of a saying as one word that stands for the terms it means; None where no paper has them."""
    concepts, tokens = list[str](), list[str]()
    for place, term in enumerate(said.terms):
        known = [token for token in glossary.meant_by(term) if index.frequency(token)]
        concepts += known
        if not known:
            tokens += _tokens_of(term, index)
        if place == 0 and not (concepts or tokens):
            # The others are only near it: what nobody writes of is not here.
            return None
    own = dict.fromkeys(tokens), dict.fromkeys(concepts)
    surface = " ".join(typed[place].surface for place in said.places)
    return QueryWord(surface, *map(tuple, own), meant=said.terms[0], weight=_SAID, said=True)


def _tokens_of(term: str, index: Index) -> list[str]:
    """Return what tells most of a term that is no concept: its rarest word, with what Korean adds to its stem."""
    found = list(words(term))
    if not found or not all(one.tokens for one in found):
        return []
    if len(found) == 1 and found[0].hangul:
        stem = found[0].surface
        return list(islice(index.words_from(stem, len(stem), len(stem) + _LONGEST_ENDING), _MOST_FORMS))
    rarest = min((token for one in found for token in one.tokens), key=index.frequency)
    return [rarest] if index.frequency(rarest) else []


def _either(word: QueryWord, said: QueryWord) -> QueryWord:
    """Return a word that stands for itself or for what it is said for."""
    if not word.known or word.meant:
        return said
    tokens, concepts = (
        dict.fromkeys((*a, *b)) for a, b in ((word.tokens, said.tokens), (word.concepts, said.concepts))
    )
    return replace(word, tokens=tuple(tokens), concepts=tuple(concepts))


def _names(text: str) -> frozenset[str]:
    return frozenset(normalise(found[0]) for found in _NAME.finditer(text))


def _word(
    typed: Sequence[Term], number: int, concepts: tuple[str, ...], names: frozenset[str], field: bool, guess: _Guesses
) -> QueryWord:
    term, index = typed[number], guess.index
    name = term.surface in names
    known = tuple(token for token in (*term.tokens, *_joined(typed, number)) if index.frequency(token))
    if name and len(term.tokens) > 1 and term.tokens[-1] not in known and term.surface[-1].isdigit():
        # GPT-7 is not GPT-4: parts of a numbered name do not stand for it.
        return QueryWord(term.surface, (), name=True)
    if known or concepts or not term.tokens:
        return QueryWord(term.surface, known, concepts, name=name)
    return guess.of(term, name=name, field=field)


class _Guesses:
    """Guess the words of one text that no paper has, each once, while its letters last."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._left = _MOST_GUESSED
        self._made: dict[tuple[str, bool, bool], QueryWord] = {}

    def of(self, term: Term, *, name: bool, field: bool) -> QueryWord:
        """Return what was probably meant by a word."""
        key = term.surface, name, field
        if key not in self._made:
            guessed = self._left > 0
            self._left -= len(term.surface)
            plain = QueryWord(term.surface, (), name=name, field=field)
            self._made[key] = _guessed(term, self.index, name=name, field=field) if guessed else plain
        return self._made[key]


def _guessed(term: Term, index: Index, *, name: bool, field: bool) -> QueryWord:
    """Return a word that no paper has as its parts, as what it begins or as what was meant by it."""
    if term.hangul and (parts := _taken_apart(term.tokens[0], index)):
        return QueryWord(term.surface, parts, meant=" ".join(parts), name=name)
    if term.hangul and (part := _known_end(term.surface, index)):
        return QueryWord(term.surface, (part,), meant=part, weight=_CORRECTED)
    if whole := _begun(term, index):
        return QueryWord(term.surface, whole, name=name)
    if not (name or field) and (near := _corrected(term, index)):
        return QueryWord(term.surface, (near,), meant=near, weight=_CORRECTED)
    return QueryWord(term.surface, (), name=name, field=field)


def _joined(typed: Sequence[Term], number: int) -> Iterator[str]:
    """Yield the word joined with either neighbour: people write names and compounds apart that papers join."""
    for first in (number - 1, number):
        if first >= 0 and first + 1 < len(typed) and typed[first].hangul == typed[first + 1].hangul:
            one, other = typed[first], typed[first + 1]
            whole = one.surface + other.surface
            stem = korean_stem(whole) if one.hangul else latin_stem(whole)
            # What looks like an ending behind a word is no compound of it.
            if stem not in (*one.tokens, *other.tokens):
                yield stem


def _taken_apart(stem: str, index: Index) -> tuple[str, ...]:
    """Return the fewest known words that make up a Korean one, or nothing."""
    stem = stem[:_LONGEST_TAKEN_APART]
    best: list[tuple[str, ...] | None] = [(), *(None for _ in stem)]
    for end in range(2, len(stem) + 1):
        for start in range(end - 2, max(end - _LONGEST_PART, 0) - 1, -1):
            before, part = best[start], korean_stem(stem[start:end])
            if before is not None and index.frequency(part):
                whole = (*before, part)
                known = best[end]
                if known is None or len(whole) < len(known):
                    best[end] = whole
    return best[-1] or ()


def _begun(term: Term, index: Index) -> tuple[str, ...]:
    """Return the few known names that begin with a word which no paper has by itself (zebra, ZebraLogic)."""
    stem = term.tokens[0]
    if term.hangul or len(stem) < _SHORTEST_CORRECTED or not stem.isalpha():
        return ()
    longer = index.words_from(stem, len(stem) + 2, len(stem) + _LONGEST_TAIL)
    found = tuple(islice((word for word in longer if index.frequency(word) <= _FEW_PAPERS), _FEW_PAPERS + 1))
    return found if len(found) <= _FEW_PAPERS else ()


def _known_end(word: str, index: Index) -> str | None:
    """Return the known word that a longer one ends or begins with: people write words together (말하는영상)."""
    for length in range(min(len(word) - 2, _LONGEST_PART), 1, -1):
        # Korean puts what a compound is at its end; what it begins with may be another word.
        head = (word[:length],) if length > _SHORT_PART else ()
        for part in (korean_stem(word[-length:]), *head):
            if len(part) > 1 and 0 < index.frequency(part) <= max(index.size * _TELLING, _SMALL):
                return part
    return None


def _corrected(term: Term, index: Index) -> str | None:
    """Return the known token that is one slip away (two in a long word), the most frequent of the nearest."""
    stem = term.tokens[0]
    if term.hangul or len(stem) < _SHORTEST_CORRECTED or not stem.isalpha():
        return None
    most = 2 if len(stem) >= _LONG_WORD else 1
    candidates = index.words_like(stem[0], len(stem) - most, len(stem) + most)
    found = process.extract(stem, candidates, scorer=OSA.distance, score_cutoff=most, limit=5)
    return min(found, key=lambda item: (item[1], -index.frequency(item[0])))[0] if found else None
