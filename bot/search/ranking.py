"""Scores of papers for a query, on top of BM25.

Each word counts once, by the best of itself, its concepts and its synonyms, so that a term given in both languages does
not count twice. The sum is raised by coverage: the share of the query's weight (by inverse document frequency) that a
paper contains at all. A paper with a little of every word is more likely meant than one that repeats a single word.
Pseudo-relevance feedback raises papers that share terms with the best ones, and term proximity reorders the best.
"""

from __future__ import annotations

from collections import Counter
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
# A word in a larger share of the papers than this does not distinguish them.
TELLING_SHARE = 0.4
# People ask about the same things. Cached papers of all words: some 50 MB.
_PAPERS_KEPT = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The hits by number, ascending, each with its score and the share of the query it covers (0 to 1)."""

    numbers: Documents
    scores: Scores
    coverage: Scores


@dataclass(frozen=True, slots=True)
class Part:
    """The contribution of one query word to one paper's score.

    `through` are the concepts it counts by, empty if it counts by itself; `literal` is whether the paper contains the
    word itself, `alike` whether it contains only synonyms; `meant` is the word it was read as, and `idf` its weight in
    the coverage.
    """

    word: str
    meant: str | None
    through: tuple[str, ...]
    literal: bool
    alike: bool
    idf: float
    contribution: float


class _Held(NamedTuple):
    """The papers that contain a word in any form, ascending: its contribution to each, and which have synonyms only.

    It adds `worth` to the coverage, `alike_worth` for synonyms only (None: there are no synonyms). `telling` are the
    papers that contain it in a form rare enough to be distinctive, `digests` the forms themselves.
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
        """The word's share of coverage in each paper, one number if all are equal."""
        return self.worth if self.alike is None else np.where(self.alike, self.alike_worth, self.worth)


class Ranker:
    """Rank the papers of an index; safe to use from several threads."""

    def __init__(self, index: Index, sentences: SentenceTokens) -> None:
        self._index = index
        self._sentences = sentences
        self._held = KeptBySize[tuple[QueryWord, tuple[str, ...]], _Held](_PAPERS_KEPT, lambda held: len(held.papers))
        self._most_telling = index.most_documents(TELLING_SHARE)

    def rank(self, query: Query) -> Ranking:
        """Score the papers. A paper is a hit if it shares a word rare enough to be distinctive."""
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
        # Only broad words ("model"): better all papers that contain them than nothing.
        numbers = np.flatnonzero(hits) if hits.any() else np.flatnonzero(covered)
        total = sum(one.worth for one in held)
        coverage = covered[numbers] / total if total else covered[numbers]
        raised = scores[numbers] * (1 + COVERAGE * coverage)
        return Ranking(numbers, raised + fed_back(numbers, raised, coverage, self._index), coverage)

    def nearness(self, query: Query, numbers: Documents, scores: Scores) -> Scores:
        """Return what the best of `numbers` gain by proximity of the query's words."""
        gained = np.zeros(len(numbers))
        if len(numbers):
            best = np.argpartition(-scores, MOST_PAPERS)[:MOST_PAPERS] if len(scores) > MOST_PAPERS else slice(None)
            words = [(held.digests, held.worth) for held in self._words(query)]
            gained[best] = scores.max() * nearness(numbers[best], words, self._sentences)
        return gained

    def explain(self, query: Query, number: int) -> tuple[Part, ...]:
        """Return each word's contribution to the score of paper `number`, before coverage raises the sum."""
        parts: list[Part] = []
        counted: set[str] = set()
        # From its third place on, a word contributes what it did in the second.
        times: Counter[QueryWord] = Counter()
        repeated: dict[QueryWord, Part] = {}
        for word in query.words:
            if (again := repeated.get(word)) is not None:
                parts.append(again)
                continue
            times[word] += 1
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
            if times[word] > 1:
                repeated[word] = parts[-1]
        return tuple(parts)

    def worth(self, word: QueryWord) -> float:
        """Return the weight of a word in the coverage."""
        return self.weight(word) * word.weight

    def weight(self, word: QueryWord) -> float:
        """Return the weight of a word: the inverse document frequency of its rarest reading.

        Of the terms a phrase may mean it is the commonest: any of them is enough. A word matched only by synonyms has
        theirs.
        """
        idfs = [self._index.idf(token) for token in (*word.tokens, *word.concepts)]
        if idfs:
            return min(idfs) if word.said else max(idfs)
        return self._index.alike(word.alike).idf if word.alike else 0.0

    def _alike_weight(self, word: QueryWord, alike: Posting) -> float:
        """Return the weight of a synonym: never more than the word itself, however rare it is."""
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
        """Return the papers of a word; `counted` are its concepts that an earlier word already counts."""
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
            # If the word itself is known, its synonyms alone do not make a paper a hit.
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
    """Return the weight of a concept relative to the word itself: mined ones are less certain than the glossary's."""
    return word.weight * (_MINED_WEIGHT if concept.startswith(MINED) else 1.0)
