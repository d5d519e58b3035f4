"""Whether the best paper is relevant to a question at all: scores only rank papers."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Literal

from bot.corpus.paper import Paper
from bot.search.analysis import tokens
from bot.search.corpus import Corpus
from bot.search.query import Query, QueryWord

__all__ = ["Answerability", "answerability"]

Answerability = Literal["on it", "near it", "elsewhere"]

# Thresholds, in units of the IDF of a term found in one paper; tuned on answerable and off-topic questions, and on
# topics the corpus lacks.
_LEAST = 0.85
_LEAST_WITHOUT_TERM = 1.75
_LEAST_WITHOUT_NAME = 2.5
# Of two or three words one rare one is not enough: "quantum computing" is not about computing. A Korean word may be
# missing only in this form.
_LEAST_OF_SHORT, _SHORT = 1.2, 3
# The share of a rare word's weight that makes a paper the nearest to a long description.
_NEAR_OF_LONG = 0.45
_FEW_PAPERS = 2
_WORD = re.compile(r"[^\W_]+")
# A paper that shares this many words is meant, whatever else the question says.
_MANY_WORDS = 4


def answerability(query: Query, paper: Paper, corpus: Corpus) -> Answerability:
    """Tell whether `paper` matches enough of the query to be about it, or at least about something related.

    A paper whose system name has a rare word of the query is meant by name. Otherwise, if at least half of the words
    are unknown to the corpus, the shared ones must weigh almost as much as a rare word; more if a technical term or a
    name is unknown. A query of common, known words is a broad topic.
    """
    if _is_named(query, paper, corpus) or _is_quoted(query, paper, corpus):
        return "on it"
    number = corpus.numbers([paper.arxiv_id])[0]
    torn = [word for word in query.words if _is_torn(word, number, corpus)]
    missing = [word for word in query.words if not word.stands_for or word in torn]
    parts = corpus.explain(query, paper)
    # Some paper always contains a bare number, or a synonym of a word.
    shared = sum(
        part.idf
        for word, part in zip(query.words, parts, strict=True)
        if part.contribution > 0 and not (part.alike or part.word.isdecimal() or word in torn)
    )
    rare = math.log(len(corpus.papers) + 1)
    if sum(part.contribution > 0 and not part.alike for part in parts) >= _MANY_WORDS and shared >= _LEAST * rare:
        return "on it"
    least = 0.0
    if any(word.name for word in missing):
        least = _LEAST_WITHOUT_NAME
    elif any(word.field for word in missing):
        least = _LEAST_WITHOUT_TERM
    elif missing and len(missing) * 2 >= len(query.words):
        unmatched = any(
            word.surface.isascii() and word in missing and not part.contribution
            for word, part in zip(query.words, parts, strict=True)
        )
        named = any(word.name and part.contribution for word, part in zip(query.words, parts, strict=True))
        short = len(query.words) <= _SHORT and not named
        least = _LEAST_OF_SHORT if unmatched and short else _LEAST
    if shared > 0 and shared >= least * rare:
        return "on it"
    return "near it" if shared >= rare * (_NEAR_OF_LONG if len(query.words) > _SHORT else 1.0) else "elsewhere"


def _is_torn(word: QueryWord, number: int, corpus: Corpus) -> bool:
    """Tell whether a compound matches only in part: it was read as one of its parts, or some parts are missing."""
    if word.said or not word.meant or not "가" <= word.surface[0] <= "힣":
        return False
    if " " not in word.meant:
        return len(word.surface) - len(word.meant) > 1
    return not all(corpus.index.contribution(token, number) > 0 for token in word.tokens)


def _is_named(query: Query, paper: Paper, corpus: Corpus) -> bool:
    # Titles name a system before their colon; without a colon, only name-like words count.
    system, colon, _ = paper.title.partition(":")
    name = frozenset(tokens(system if colon else paper.title))
    return any(
        token in name and corpus.index.frequency(token) <= _FEW_PAPERS
        for word in query.words
        if colon or word.name
        for token in word.tokens
    )


def _is_quoted(query: Query, paper: Paper, corpus: Corpus) -> bool:
    """Tell whether neighbouring words of the title, one of them rare, stand in the query as they do there."""
    title = f" {' '.join(_WORD.findall(paper.title.lower()))} "
    typed = [part for word in query.words for part in _WORD.findall(word.surface.lower())]
    pairs = pairwise(typed)
    return any(f" {one} {two} " in title and _is_rare(one, two, corpus) for one, two in pairs)


def _is_rare(one: str, two: str, corpus: Corpus) -> bool:
    counts = [corpus.index.frequency(token) for word in (one, two) for token in tokens(word)]
    return bool(counts) and min(counts) <= _FEW_PAPERS
