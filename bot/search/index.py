"""The index: which papers contain a term, and its contribution to their scores."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import NamedTuple

import numpy as np

from bot.search.bm25 import Scores, TermWeights, term_weights, tf_saturation
from bot.search.forward_index import ForwardIndex, Numbers, Offsets
from bot.search.kept import KeptBySize, kept

__all__ = ["Index", "Phrases", "Posting"]

# If no document contains a token, any of these phrases matches it when all its words occur.
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]

# In a corpus this small, a share of the documents says little.
_SMALL_CORPUS = 20
_TERMS_KEPT = 20_000
# Total documents kept: some 24 MB.
_ALIKE_KEPT = 2_000_000
# How much longer than its prefix a word's forms may be, and how many of them count.
_LONGEST_ENDING, _MOST_FORMS = 3, 12


class Posting(NamedTuple):
    """The documents that contain a term, ascending, its contribution to each score, and its idf."""

    documents: Numbers
    contributions: Scores
    idf: float

    def of(self, document: int) -> float:
        """Return the term's contribution to the score of one document."""
        place = int(np.searchsorted(self.documents, document))
        held = place < len(self.documents) and self.documents[place] == document
        return float(self.contributions[place]) if held else 0.0


class Index:
    """Score documents, numbered in the order in which they were given."""

    def __init__(self, field: ForwardIndex, weights: TermWeights | None = None, phrases: Phrases | None = None) -> None:
        self._weights = weights or term_weights(field)
        self._number_of = field.number_of
        self.size = field.size
        # Caching a bound method would keep a replaced index alive until the next full garbage collection.
        self._term = kept(_TERMS_KEPT)(partial(_term, self._number_of, self._weights, phrases or {}))
        self._alike = KeptBySize[tuple[str, ...], Posting](_ALIKE_KEPT, lambda posting: len(posting.documents))

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> Index:
        """Return the index of token lists."""
        return cls(ForwardIndex.of(documents))

    def scores(self, weights: Mapping[str, float]) -> Scores:
        """Return each document's sum of weight times contribution, 0 for one that has none of the tokens."""
        scores = np.zeros(self.size)
        for token, weight in weights.items():
            posting = self._term(token)
            # Three times as fast as `+=`, which copies what stands there first.
            np.add.at(scores, posting.documents, weight * posting.contributions)
        return scores

    def postings(self, token: str) -> Numbers:
        """Return the numbers of the documents that contain `token`, ascending."""
        return self._term(token).documents

    def contributions(self, token: str) -> Scores:
        """Return the contribution of `token` to the score of each document of `postings`."""
        return self._term(token).contributions

    def frequency(self, token: str) -> int:
        """Return how many documents contain `token`."""
        return len(self._term(token).documents)

    def most_documents(self, share: float) -> float:
        """Return how many documents this `share` of them is, at least as many as a small corpus has."""
        return max(share * self.size, _SMALL_CORPUS)

    def idf(self, token: str) -> float:
        """Return the token's inverse document frequency, 0 for a token in no document."""
        return self._term(token).idf

    def contribution(self, token: str, document: int) -> float:
        """Return the contribution of `token` to the score of one document."""
        return self._term(token).of(document)

    def alike(self, beginnings: tuple[str, ...]) -> Posting:
        """Return the posting of all words with this prefix, as one term of frequency 1."""
        return self._alike.get(beginnings, lambda: self._union(beginnings))

    def _union(self, beginnings: tuple[str, ...]) -> Posting:
        forms = dict.fromkeys(form for beginning in beginnings for form in self.forms(beginning))
        return _phrase([[self._number_of[form]] for form in forms], self._weights)

    def forms(self, beginning: str) -> list[str]:
        """Return the plain tokens that are forms of the word with this prefix, shortest first."""
        longest = len(beginning) + _LONGEST_ENDING
        return list(islice(self.words_from(beginning, len(beginning), longest), _MOST_FORMS))

    @property
    def idfs(self) -> Scores:
        """The inverse document frequency of each term, by its number."""
        return self._weights.idf

    @cached_property
    def frequencies(self) -> Numbers:
        """How many documents contain each term, by its number."""
        return np.diff(self._weights.starts).astype(np.int32)

    def terms_of(self, document: int) -> Numbers:
        """Return the numbers of a document's terms."""
        starts, terms = self._by_document
        return terms[starts[document] : starts[document + 1]]

    def sums(self, terms: Numbers, weights: Scores) -> Scores:
        """Return each document's sum of weight times contribution over terms given by their numbers."""
        sums = np.zeros(self.size)
        for term, weight in zip(terms.tolist(), weights.tolist(), strict=True):
            posting = _stored(self._weights, term)
            np.add.at(sums, posting.documents, weight * posting.contributions)
        return sums

    def prepare(self) -> None:
        """Build what the first query would otherwise wait for."""
        _ = self._by_document, self._words

    @cached_property
    def _by_document(self) -> tuple[Offsets, Numbers]:
        """Start offset of each document's terms, and the terms."""
        documents = self._weights.documents
        terms = np.repeat(np.arange(len(self.frequencies), dtype=np.int32), self.frequencies)
        order = np.argsort(documents, kind="stable")
        return np.searchsorted(documents[order], np.arange(self.size + 1)), terms[order]

    def words_like(self, first: str, shortest: int, longest: int) -> list[str]:
        """Return the plain tokens of these lengths that start with the letter `first`."""
        return [word for length in range(shortest, longest + 1) for word in self._words.get((first, length), ())]

    def words_from(self, beginning: str, shortest: int, longest: int) -> Iterator[str]:
        """Yield the plain tokens of these lengths that start with `beginning`, shortest first."""
        for length in range(shortest, longest + 1):
            words = self._words.get((beginning[0], length), [])
            for place in range(bisect_left(words, beginning), len(words)):
                if not words[place].startswith(beginning):
                    break
                yield words[place]

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """The tokens, each with its number."""
        return self._number_of

    @cached_property
    def _words(self) -> Mapping[tuple[str, int], list[str]]:
        words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        # In alphabetical order: their numbers depend on the order in which papers arrived.
        for token in sorted(filter(_is_plain, self._number_of)):
            words[token[0], len(token)].append(token)
        return words


def _term(numbers: Mapping[str, int], weights: TermWeights, phrases: Phrases, token: str) -> Posting:
    """Return the posting of a token."""
    number = numbers.get(token)
    if number is not None:
        return _stored(weights, number)
    whole = [phrase for phrase in phrases.get(token, ()) if phrase and numbers.keys() >= set(phrase)]
    return _phrase([[numbers[part] for part in phrase] for phrase in whole], weights)


def _is_plain(token: str) -> bool:
    return token.isalpha() and (token.isascii() or "가" <= token[0] <= "힣")


def _stored(weights: TermWeights, number: int) -> Posting:
    span = slice(weights.starts[number], weights.starts[number + 1])
    return Posting(weights.documents[span], weights.contributions[span], float(weights.idf[number]))


def _phrase(phrases: Sequence[Sequence[int]], weights: TermWeights) -> Posting:
    """Return the posting of phrases: documents with all terms of any phrase, counted once."""
    held = np.zeros(len(weights.lengths), np.bool_)
    for phrase in phrases:
        held[_all_of(phrase, weights)] = True
    documents = np.flatnonzero(held).astype(np.int32)
    if not len(documents):
        return Posting(documents, np.empty(0, np.float64), 0.0)
    idf = float(np.log((len(weights.lengths) + 1) / len(documents)))
    once = np.ones(len(documents), np.int32)
    return Posting(documents, idf * tf_saturation(once, weights.lengths[documents], weights.mean_length), idf)


def _all_of(terms: Sequence[int], weights: TermWeights) -> Numbers:
    """Return the documents that contain all of some terms."""
    rarest, *others = sorted((_stored(weights, number).documents for number in terms), key=len)
    for other in others:
        rarest = np.intersect1d(rarest, other, assume_unique=True)
    return rarest
