"""Scores of papers for a query, on top of BM25.

Each word counts once, by the best of itself, its concepts and its synonyms, so that a term which a summary gives in
both languages is not worth twice one that it gives in one. The sum is raised by coverage: the share of the query's
weight (by inverse document frequency) that a paper has at all. A paper that has all of a question's words a little
is more likely meant than one that has one of them often. What the best papers have in common raises others, and of
those, the ones in which the words stand near each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.search.bm25 import Scores
from bot.search.feedback import fed_back
from bot.search.forward_index import Documents, Numbers
from bot.search.index import Index, Posting
from bot.search.kept import KeptBySize
from bot.search.mining import MINED
from bot.search.nearness import MOST_PAPERS, nearness
from bot.search.query import Query, QueryWord
from bot.search.sentence_tokens import Digests, SentenceTokens, digests_of

__all__ = ["COVERAGE", "TELLING_SHARE", "Part", "Ranker", "Ranking"]

COVERAGE = 6.0
_MINED_WEIGHT = 0.6
# A word that stands in more of the papers than this tells none of them apart.
TELLING_SHARE = 0.4
# People ask about the same things. Papers of all words that are kept: some 50 MB.
_PAPERS_KEPT = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Hold the hits by number, ascending, and for each its score and the share of the query it covers (0 to 1)."""

    numbers: Documents
    scores: Scores
    coverage: Scores


@dataclass(frozen=True, slots=True)
class Part:
    """Hold what one word of the query contributes to one paper's score.

    `through` are the concepts that it counts by, none where it counts by itself; `literal` is whether the paper has
    the word itself, `alike` whether it has nothing but synonyms of it; `meant` is the word that it was read as, and
    `idf` what it counts in the share that is covered.
    """

    word: str
    meant: str | None
    through: tuple[str, ...]
    literal: bool
    alike: bool
    idf: float
    contribution: float


class _Held(NamedTuple):
    """Hold the papers that have a word in any form, ascending: what it adds to each, and which have synonyms only.

    Covered of the query is `worth` of the first, `alike_worth` of these (None: there are no synonyms). `telling` are
    those that have it in a form that is rare enough to mean something, `digests` the forms themselves.
    """

    papers: Numbers
    values: Scores
    alike: NDArray[np.bool_] | None
    worth: float
    alike_worth: float
    telling: Numbers
    digests: Digests

    @property
    def worths(self) -> Scores | float:
        """What the word counts as covered in each paper, one number where it is the same in all."""
        return self.worth if self.alike is None else np.where(self.alike, self.alike_worth, self.worth)


class Ranker:
    """Rank the papers of an index; safe to use from several threads."""

    def __init__(self, index: Index, sentences: SentenceTokens) -> None:
        self._index = index
        self._sentences = sentences
        self._held = KeptBySize[tuple[QueryWord, tuple[str, ...]], _Held](_PAPERS_KEPT, lambda held: len(held.papers))
        self._most_telling = index.most_documents(TELLING_SHARE)

    def rank(self, query: Query) -> Ranking:
        """Score the papers. A paper is a hit when it shares a word that is rare enough to mean something."""
        size, held = self._index.size, self._words(query)
        if not held:
            return Ranking(np.empty(0, np.int64), np.empty(0, np.float64), np.empty(0, np.float64))
        scores, covered = np.zeros(size), np.zeros(size)
        for one in held:
            np.add.at(scores, one.papers, one.values)
            np.add.at(covered, one.papers, one.worths)
        hits = np.zeros(size, np.bool_)
        for one in held:
            hits[one.telling] = True
        # Broad words only ("model"): better all that have them than nothing.
        numbers = np.flatnonzero(hits) if hits.any() else np.flatnonzero(covered)
        total = sum(one.worth for one in held)
        coverage = covered[numbers] / total if total else covered[numbers]
        raised = scores[numbers] * (1 + COVERAGE * coverage)
        return Ranking(numbers, raised + fed_back(numbers, raised, coverage, self._index), coverage)

    def nearness(self, query: Query, numbers: Documents, scores: Scores) -> Scores:
        """Return what the best of `numbers` gain by how near each other the words of the query stand in them."""
        gained = np.zeros(len(numbers))
        if len(numbers):
            best = np.argpartition(-scores, MOST_PAPERS)[:MOST_PAPERS] if len(scores) > MOST_PAPERS else slice(None)
            words = [(held.digests, held.worth) for held in self._words(query)]
            gained[best] = scores.max() * nearness(numbers[best], words, self._sentences)
        return gained

    def explain(self, query: Query, number: int) -> tuple[Part, ...]:
        """Return what each word contributes to the score of paper `number`, before coverage raises the sum."""
        parts: list[Part] = []
        counted: set[str] = set()
        for word in query.words:
            literal = sum(self._index.contribution(token, number) for token in word.tokens) * word.weight
            fresh = [concept for concept in word.concepts if concept not in counted]
            counted.update(fresh)
            shares = {concept: self._index.contribution(concept, number) * _weight(concept, word) for concept in fresh}
            bridged = {concept: share for concept, share in shares.items() if share}
            posting = self._index.alike(word.alike)
            alike = posting.of(number) * self._alike_weight(word, posting)
            best = max(literal, sum(bridged.values()), alike)
            through = tuple(bridged) if bridged and sum(bridged.values()) > max(literal, alike) else ()
            held = literal > 0 or any(self._index.contribution(concept, number) for concept in word.concepts)
            only_alike = alike > 0 and not held
            worth = self._worth_alike(word) if only_alike else self.worth(word)
            parts.append(Part(word.surface, word.meant, through, literal > 0, only_alike, worth, best))
        return tuple(parts)

    def worth(self, word: QueryWord) -> float:
        """Return what a word counts in the share of the query that a paper covers."""
        return self.weight(word) * word.weight

    def weight(self, word: QueryWord) -> float:
        """Return what a word weighs: the inverse document frequency of its rarest reading.

        Of the terms that a saying may mean it is the commonest: any of them is enough; a word that only synonyms stand
        for has theirs.
        """
        idfs = [self._index.idf(token) for token in (*word.tokens, *word.concepts)]
        if idfs:
            return min(idfs) if word.said else max(idfs)
        return self._index.alike(word.alike).idf if word.alike else 0.0

    def _alike_weight(self, word: QueryWord, alike: Posting) -> float:
        """Return what a synonym is worth: never more than the word itself, however rare it is."""
        return word.weight * min(1.0, self.weight(word) / alike.idf) if alike.idf else 0.0

    def _worth_alike(self, word: QueryWord) -> float:
        return min(self.worth(word), self._index.alike(word.alike).idf * word.weight)

    def _words(self, query: Query) -> list[_Held]:
        counted, held = set[str](), list[_Held]()
        for word in query.words:
            held.append(self._of(word, tuple(concept for concept in word.concepts if concept in counted)))
            counted.update(word.concepts)
        return held

    def _of(self, word: QueryWord, counted: tuple[str, ...]) -> _Held:
        """Return what a word holds; `counted` are its concepts that add nothing, for a word before counts them."""
        return self._held.get((word, counted), lambda: self._holding(word, counted))

    def _holding(self, word: QueryWord, counted: Sequence[str]) -> _Held:
        index, size, worth = self._index, self._index.size, self.worth(word)
        telling = [index.postings(token) for token in (*word.tokens, *word.concepts)]
        literal, meant, held = np.zeros(size), np.zeros(size), np.zeros(size, np.bool_)
        for token in word.tokens:
            np.add.at(literal, index.postings(token), index.contributions(token) * word.weight)
            held[index.postings(token)] = True
        for concept in word.concepts:
            factor = 0.0 if concept in counted else _weight(concept, word)
            np.add.at(meant, index.postings(concept), index.contributions(concept) * factor)
            held[index.postings(concept)] = True
        values, own = np.maximum(literal, meant), held.copy() if word.alike else held
        if word.alike:
            alike = index.alike(word.alike)
            added = alike.contributions * self._alike_weight(word, alike)
            values[alike.documents] = np.maximum(values[alike.documents], added)
            held[alike.documents] = True
            # Where the word itself is known, its synonyms alone do not make a paper a hit.
            telling += [alike.documents] if not telling else []
        papers = np.flatnonzero(held)
        return _Held(
            papers.astype(np.int32),
            values[papers],
            ~own[papers] if word.alike else None,
            worth,
            self._worth_alike(word) if word.alike else worth,
            _all([each for each in telling if len(each) <= self._most_telling]),
            digests_of(word.stands_for.union(*map(index.forms, word.alike))),
        )


def _all(postings: Sequence[Numbers]) -> Numbers:
    return np.concatenate(postings) if postings else np.empty(0, np.int32)


def _weight(concept: str, word: QueryWord) -> float:
    """Return what a concept is worth beside a word itself: what was mined is less sure than the glossary."""
    return word.weight * (_MINED_WEIGHT if concept.startswith(MINED) else 1.0)
