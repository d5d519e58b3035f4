"""The sentences of a summary that bear on a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers.reply import Quote
from bot.answers.sentences import split_sentences
from bot.corpus.paper import Paper
from bot.search.analysis import terms, tokens
from bot.search.corpus import Corpus

__all__ = ["Evidence", "find_evidence"]

_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|long|large|big|fast|often|far)\b|\bwhat (?:percent|percentage|score|accuracy|size|share)\b|"
    r"몇|얼마|퍼센트|점수|정확도",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold a sentence and how much of the question's weight it carries (0 to 1)."""

    quote: Quote
    share: float


def find_evidence(question: str, paper: Paper, corpus: Corpus) -> list[Evidence]:
    """Return the summary's sentences, the one that bears most on `question` first.

    A sentence weighs what it shares with the question, by inverse document frequency; words of the title count for
    little, because every sentence of the summary is about them. A question for a number prefers sentences with one.
    """
    title = frozenset(tokens(paper.title))
    weights: dict[str, float] = {
        token: corpus.index.idf(token) * (0.3 if token in title else 1.0)
        for term in terms(question)
        for token in term.tokens
    }
    total = sum(weights.values()) or 1.0
    asks_number = _ASKS_NUMBER.search(question) is not None
    found: list[tuple[float, int, Evidence]] = []
    for section in paper.sections:
        for sentence in split_sentences(section.text):
            share = _shared(sentence, weights) / total
            bonus = 0.15 if asks_number and _FIGURE.search(sentence) else 0.0
            evidence = Evidence(Quote(paper.arxiv_id, section.heading, sentence), share)
            found.append((-(share + bonus), len(found), evidence))
    return [evidence for _, _, evidence in sorted(found, key=lambda item: item[:2])]


def _shared(sentence: str, weights: Mapping[str, float]) -> float:
    return sum(weights.get(token, 0.0) for token in frozenset(tokens(sentence)))
