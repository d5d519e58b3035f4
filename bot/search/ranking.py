"""Scores of papers for a query, on top of BM25.

Each word counts once, by the better of itself and its concepts, so that a term which a summary gives in both
languages is not worth twice one that it gives in one. The sum is raised by coverage: the share of the query's
weight (by inverse document frequency) that a paper has at all. A paper that has all of a question's words a little
is more likely meant than one that has one of them often.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.index import Index, Scores
from bot.search.mining import MINED
from bot.search.query import Query, QueryWord

__all__ = ["COVERAGE", "Part", "Ranking", "explain", "rank", "weight"]

COVERAGE = 6.0
_MINED_WEIGHT = 0.6
# A word that stands in more of the papers than this tells none of them apart.
_TELLING_SHARE = 0.4
_SMALL_CORPUS = 20


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold, for each paper: its score, the share of the query that it covers (0 to 1), whether it is a hit."""

    scores: Scores
    coverage: Scores
    hits: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """Hold what one word of the query contributes to one paper's score.

    `through` are the concepts that it counts by, none where it counts by itself; `literal` is whether the paper has
    the word itself; `meant` is the word that it was read as.
    """

    word: str
    meant: str | None
    through: tuple[str, ...]
    literal: bool
    idf: float
    contribution: float


def rank(query: Query, index: Index) -> Ranking:
    """Score every paper. A paper is a hit when it shares a word that is rare enough to mean something."""
    scores = np.zeros(index.size)
    covered = np.zeros(index.size)
    hits = np.zeros(index.size, dtype=np.bool_)
    telling = max(_TELLING_SHARE * index.size, _SMALL_CORPUS)
    total = 0.0
    counted: set[str] = set()
    for word in query.words:
        literal = index.scores(dict.fromkeys(word.tokens, word.weight))
        fresh = [concept for concept in word.concepts if concept not in counted]
        scores += np.maximum(literal, index.scores({concept: _concept_weight(concept) for concept in fresh}))
        counted.update(fresh)
        has = np.zeros(index.size, dtype=np.bool_)
        for token in (*word.tokens, *word.concepts):
            has[index.postings(token)] = True
            if index.frequency(token) <= telling:
                hits[index.postings(token)] = True
        covered += has * weight(word, index)
        total += weight(word, index)
    if not hits.any():
        # Broad words only ("model"): better all that have them than nothing.
        hits = covered > 0
    coverage = covered / total if total else covered
    return Ranking(scores * (1 + COVERAGE * coverage), coverage, hits)


def explain(query: Query, index: Index, number: int) -> tuple[Part, ...]:
    """Return what each word contributes to the score of paper `number`, before coverage raises the sum."""
    parts: list[Part] = []
    counted: set[str] = set()
    for word in query.words:
        literal = sum(index.contribution(token, number) for token in word.tokens) * word.weight
        fresh = [concept for concept in word.concepts if concept not in counted]
        counted.update(fresh)
        shares = {concept: index.contribution(concept, number) * _concept_weight(concept) for concept in fresh}
        bridged = {concept: share for concept, share in shares.items() if share}
        through = tuple(bridged) if sum(bridged.values()) > literal else ()
        best = max(literal, sum(bridged.values()))
        parts.append(Part(word.surface, word.meant, through, literal > 0, weight(word, index), best))
    return tuple(parts)


def _concept_weight(concept: str) -> float:
    """Return what a concept is worth beside a word itself: what was mined is less sure than the glossary."""
    return _MINED_WEIGHT if concept.startswith(MINED) else 1.0


def weight(word: QueryWord, index: Index) -> float:
    """Return what a word weighs: the inverse document frequency of its rarest reading."""
    return max((index.idf(token) for token in (*word.tokens, *word.concepts)), default=0.0)
