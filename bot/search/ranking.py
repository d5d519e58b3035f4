"""Scores of papers for a query, on top of BM25.

Each word counts once, by the better of itself and its concepts, so that a term which a summary gives in both
languages is not worth twice one that it gives in one. The sum is raised by coverage: the share of the query's
weight (by inverse document frequency) that a paper has at all. A paper that has all of a question's words a little
is more likely meant than one that has one of them often. What the best papers have in common raises others.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

import numpy as np

from bot.search.best import Documents
from bot.search.bm25 import Scores
from bot.search.feedback import fed_back
from bot.search.field import Numbers
from bot.search.index import Index
from bot.search.mining import MINED
from bot.search.query import Query, QueryWord

__all__ = ["COVERAGE", "Part", "Ranking", "explain", "rank", "weight"]

COVERAGE = 6.0
_MINED_WEIGHT = 0.6
# A word that stands in more of the papers than this tells none of them apart.
_TELLING_SHARE = 0.4
_SMALL_CORPUS = 20


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
    the word itself; `meant` is the word that it was read as, and `idf` what it counts in the share that is covered.
    """

    word: str
    meant: str | None
    through: tuple[str, ...]
    literal: bool
    idf: float
    contribution: float


def rank(query: Query, index: Index) -> Ranking:
    """Score the papers. A paper is a hit when it shares a word that is rare enough to mean something."""
    scores, covered = np.zeros(index.size), np.zeros(index.size)
    hits = np.zeros(index.size, dtype=np.bool_)
    telling = max(_TELLING_SHARE * index.size, _SMALL_CORPUS)
    total = 0.0
    counted: set[str] = set()
    for word in query.words:
        holding, value = _holding(word, counted, index)
        np.add.at(scores, holding, value)
        own = _worth(word, index)
        np.add.at(covered, holding, own)
        counted.update(word.concepts)
        total += own
        for token in (*word.tokens, *word.concepts):
            if index.frequency(token) <= telling:
                hits[index.postings(token)] = True
    # Broad words only ("model"): better all that have them than nothing.
    numbers = np.flatnonzero(hits) if hits.any() else np.flatnonzero(covered)
    coverage = covered[numbers] / total if total else covered[numbers]
    raised = scores[numbers] * (1 + COVERAGE * coverage)
    return Ranking(numbers, raised + fed_back(numbers, raised, coverage, index), coverage)


def _holding(word: QueryWord, counted: Container[str], index: Index) -> tuple[Documents | Numbers, Scores]:
    """Return the papers that have a word in any form, and what it adds to each; `counted` concepts add nothing."""
    weights = dict.fromkeys(word.tokens, word.weight)
    weights |= {
        concept: 0.0 if concept in counted else _concept_weight(concept) * word.weight for concept in word.concepts
    }
    if len(weights) == 1:
        ((token, factor),) = weights.items()
        return index.postings(token), index.contributions(token) * factor
    literal, meant = np.zeros(index.size), np.zeros(index.size)
    holding = np.zeros(index.size, dtype=np.bool_)
    for token, factor in weights.items():
        held = index.postings(token)
        holding[held] = True
        np.add.at(meant if token in word.concepts else literal, held, index.contributions(token) * factor)
    numbers = np.flatnonzero(holding)
    return numbers, np.maximum(literal[numbers], meant[numbers])


def explain(query: Query, index: Index, number: int) -> tuple[Part, ...]:
    """Return what each word contributes to the score of paper `number`, before coverage raises the sum."""
    parts: list[Part] = []
    counted: set[str] = set()
    for word in query.words:
        literal = sum(index.contribution(token, number) for token in word.tokens) * word.weight
        fresh = [concept for concept in word.concepts if concept not in counted]
        counted.update(fresh)
        shares = {
            concept: index.contribution(concept, number) * _concept_weight(concept) * word.weight for concept in fresh
        }
        bridged = {concept: share for concept, share in shares.items() if share}
        through = tuple(bridged) if sum(bridged.values()) > literal else ()
        best = max(literal, sum(bridged.values()))
        parts.append(Part(word.surface, word.meant, through, literal > 0, _worth(word, index), best))
    return tuple(parts)


def _concept_weight(concept: str) -> float:
    """Return what a concept is worth beside a word itself: what was mined is less sure than the glossary."""
    return _MINED_WEIGHT if concept.startswith(MINED) else 1.0


def _worth(word: QueryWord, index: Index) -> float:
    """Return what a word counts in the share of the query that a paper covers."""
    return weight(word, index) * word.weight


def weight(word: QueryWord, index: Index) -> float:
    """Return what a word weighs: the inverse document frequency of its rarest reading.

    Of the terms that a saying may mean it is the commonest: any of them is enough.
    """
    choose = min if word.said else max
    return choose((index.idf(token) for token in (*word.tokens, *word.concepts)), default=0.0)
