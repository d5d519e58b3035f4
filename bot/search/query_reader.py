"""How a query is read: each word matches itself, its glossary concepts and, in a colloquial phrase, the terms it means;
an unknown word matches its probable correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.search.analysis import Term, bounded, korean_stem, latin_stem, normalise, words
from bot.search.glossary import CONCEPT, Glossary
from bot.search.guesses import Guesses
from bot.search.index import Index
from bot.search.organizations import OrganizationDirectory
from bot.search.query import Query, QueryWord
from bot.search.sayings import Said

__all__ = ["read_query"]

_Organizations: TypeAlias = OrganizationDirectory | None
# Weight of a colloquial phrase, and of each of its words by itself.
_SAID, _COVERED = 1.0, 0.7
# A typed question needs no more; a pasted page would take as long as twenty questions.
_MOST_WORDS = 200
# A name: capitals inside (XGBoost), digits beside letters (8x7B), all capitals (DPO), or a capital inside a sentence.
_NAME = re.compile(
    r"(?:(?<=[^\s.?!]\s)[A-Z][A-Za-z\d]+|"
    r"(?<![A-Za-z\d])(?:[A-Z]?[a-z\d]+[A-Z][A-Za-z\d]*|[A-Za-z]+\d[A-Za-z\d]*|[A-Z]{2,}+[A-Za-z\d]*+|[A-Za-z]{2,}-\d[\d.]*[a-z]?(?![A-Za-z])))(?:-[A-Za-z\d]+)*"
)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The glossary's terms in a query: the concepts of each word, where they are, and the words that are one whole.

    `absent` are the words of terms that no paper has.
    """

    concepts: list[list[str]]
    ranges: list[range] = field(default_factory=list[range])
    compounds: set[int] = field(default_factory=set[int])
    absent: set[int] = field(default_factory=set[int])

    def hold(self, places: Sequence[int]) -> bool:
        """Tell whether words are within one term of several words, which may be written as one."""
        if len(places) == 1:
            return places[0] in self.compounds
        return any(map(set(places).issubset, self.ranges))


def read_query(
    text: str, glossary: Glossary, index: Index, organizations: _Organizations = None, *, as_written: bool = False
) -> Query:
    """Read `text` against the vocabulary of `index`; with `as_written` colloquial phrases are not expanded."""
    typed = list(words(bounded(text)))
    terms, names = _terms(typed, glossary, index), _names(text)
    guess = Guesses(index, organizations)
    sayings = () if as_written else glossary.sayings.find(typed)
    # Whoever uses a term of several words means it, and not its parts.
    free = (one for one in sayings if not terms.hold(one.places))
    said = {one.places: word for one in free if (word := _said(one, typed, glossary, index))}
    first = {places[0]: word for places, word in said.items() if len(places) > 1}
    covered = {place for places in said if len(places) > 1 for place in places}
    read: list[QueryWord] = []
    for number, own in enumerate(terms.concepts[:_MOST_WORDS]):
        if number in first:
            read.append(first[number])
        alone = said.get((number,))
        if not (typed[number].tokens or own or alone):
            continue
        alike = () if as_written else _alike(typed[number], glossary, index)
        word = _with_concepts(
            _word(typed, number, tuple(own), names, number in terms.absent, guess, alike), glossary, index
        )
        if number in terms.compounds:
            word = replace(word, tokens=tuple(one for one in word.tokens if one not in typed[number].parts), alike=())
        if alone is not None:
            read.append(_either(word, alone))
        elif number not in covered:
            read.append(word)
        elif word.known:
            # Its literal meaning counts too, but less: papers seldom use the colloquial words.
            read.append(replace(word, weight=word.weight * _COVERED))
    return Query(tuple(read[:_MOST_WORDS]))


def _terms(typed: Sequence[Term], glossary: Glossary, index: Index) -> _Terms:
    """Return the glossary's terms in a query, those that no paper has apart from the others."""
    found = _Terms([[] for _ in typed])
    for match in glossary.find(typed):
        places = range(match.first, match.end)
        if not index.frequency(match.concept.token):
            found.absent.update(places)
        elif any(typed[number].tokens for number in places):
            found.ranges.append(places)
            if len(places) == 1 and len(typed[match.first].parts) > 1:
                found.compounds.add(match.first)
            for number in places:
                found.concepts[number].append(match.concept.token)
    return found


def _said(said: Said, typed: Sequence[Term], glossary: Glossary, index: Index) -> QueryWord | None:
    """Return the words of a phrase as one word that matches the terms it means, None if no paper contains them."""
    concepts, tokens = list[str](), list[str]()
    for place, term in enumerate(said.terms):
        known = [token for token in glossary.meant_by(term) if index.frequency(token)]
        concepts += known
        if not known:
            tokens += _tokens_of(term, index)
        if place == 0 and not (concepts or tokens):
            # The others are only similar: no paper contains the term itself.
            return None
    own = dict.fromkeys(tokens), dict.fromkeys(concepts)
    surface = " ".join(typed[place].surface for place in said.places)
    return QueryWord(surface, *map(tuple, own), meant=said.terms[0], weight=_SAID, said=True)


def _alike(term: Term, glossary: Glossary, index: Index) -> tuple[str, ...]:
    """Return the prefixes of a content word's synonyms that occur in the corpus."""
    beginnings = glossary.synonyms.of(term) if term.tokens else ()
    return beginnings if beginnings and len(index.alike(beginnings).documents) else ()


def _tokens_of(term: str, index: Index) -> list[str]:
    """Return the most distinctive tokens of a term outside the glossary: its rarest word, with Korean endings."""
    found = list(words(term))
    if not found or not all(one.tokens for one in found):
        return []
    if len(found) == 1 and found[0].hangul:
        return index.forms(found[0].surface)
    rarest = min((token for one in found for token in one.tokens), key=index.frequency)
    return [rarest] if index.frequency(rarest) else []


def _either(word: QueryWord, said: QueryWord) -> QueryWord:
    """Return a word as papers write it, if any does; else as the terms it is said for, and its synonyms."""
    if not word.known or word.meant:
        return said
    if word.tokens or word.concepts:
        return word
    tokens, concepts = (
        dict.fromkeys((*a, *b)) for a, b in ((word.tokens, said.tokens), (word.concepts, said.concepts))
    )
    return replace(word, tokens=tuple(tokens), concepts=tuple(concepts))


def _names(text: str) -> frozenset[str]:
    return frozenset(normalise(found[0]) for found in _NAME.finditer(text))


def _word(
    typed: Sequence[Term],
    number: int,
    concepts: tuple[str, ...],
    names: frozenset[str],
    field: bool,
    guess: Guesses,
    alike: tuple[str, ...],
) -> QueryWord:
    term, index = typed[number], guess.index
    name = term.surface in names
    known = tuple(token for token in (*term.tokens, *_joined(typed, number)) if index.frequency(token))
    if name and len(term.tokens) > 1 and term.tokens[-1] not in known and term.surface[-1].isdigit():
        # GPT-7 is not GPT-4: parts of a numbered name do not match it.
        return QueryWord(term.surface, (), name=True)
    if not (known or concepts) and (organization := guess.organization(term)):
        return organization
    alike = () if name else alike
    if known or concepts or alike or not term.tokens:
        return QueryWord(term.surface, known, concepts, name=name, alike=alike)
    return guess.of(term, name=name, field=field)


def _with_concepts(word: QueryWord, glossary: Glossary, index: Index) -> QueryWord:
    """Return a Korean word with the concepts of the one it was corrected to."""
    if not word.meant or word.concepts or len(word.tokens) != 1 or not "가" <= word.surface[0] <= "힣":
        return word
    meant = (token for token in glossary.tokens(word.meant) if token.startswith(CONCEPT) and index.frequency(token))
    return replace(word, concepts=tuple(meant))


def _joined(typed: Sequence[Term], number: int) -> Iterator[str]:
    """Yield the word joined with either neighbour: people split names and compounds that papers join."""
    for first in (number - 1, number):
        if first >= 0 and first + 1 < len(typed) and typed[first].hangul == typed[first + 1].hangul:
            one, other = typed[first], typed[first + 1]
            whole = one.surface + other.surface
            stem = korean_stem(whole) if one.hangul else latin_stem(whole)
            # A word followed by what looks like an ending is not a compound.
            if stem not in (*one.tokens, *other.tokens):
                yield stem
