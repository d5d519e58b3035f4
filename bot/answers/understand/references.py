"""Which paper a description means, and whether a question goes on about the paper shown last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.engine.answer_type import wanted
from bot.answers.engine.aspects import unstated
from bot.search.corpus import Corpus, Filters

__all__ = ["Described", "described", "fits"]

# Of what a description says, so much must be said of the one paper, and so much less of the next one.
_SAID = 0.5
_BEFORE_NEXT = 1.15
# What of the best paper's score one of those shown needs to be the one that is described.
_OF_BEST = 0.6
# A question without a paper's name is about the paper shown last when that paper has so much of what the best has.
_FOCUS_SHARE = 0.4
_SHORT_QUESTION = 5
_SHORT_SHARE = 0.3
_FEW_WORDS = 2
_AND = re.compile(r"(?:and|n|also|&|그리고|글고)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """Hold the paper that a description fits best, and whether it means no other."""

    arxiv_id: str
    sure: bool


def described(description: str, among: Sequence[str], corpus: Corpus) -> Described | None:
    """Return the paper of `among` that `description` fits best, or None."""
    if not among or not description:
        return None
    found = corpus.search(description, Filters(among=frozenset(corpus.numbers(among))))
    hits = found.hits
    if not len(hits):
        return None
    sure = hits[0].coverage >= _SAID and (len(hits) == 1 or hits[0].score >= hits[1].score * _BEFORE_NEXT)
    best = corpus.search(description).hits
    sure = sure and hits[0].score >= best.best[0] * _OF_BEST
    return Described(hits[0].paper.arxiv_id, sure)


def fits(description: str, question: str, focus: str, corpus: Corpus, *, drilling: bool, switches: bool) -> bool:
    """Tell whether a question for a fact, which names no paper, goes on about `focus`.

    `drilling` is set where the last question was about that one paper, `switches` where the words announce another.
    """
    paper = corpus.paper(focus)
    if paper is None:
        return False
    results = corpus.search(description)
    if not results.hits:
        return drilling or wanted(question).figure or unstated(question, paper.summary)
    of_focus = results.hits.of_papers(corpus.numbers([focus]))
    own, _ = of_focus.best if len(of_focus) else (0.0, 0.0)
    best, coverage = results.hits.best
    short = len(results.query.words) <= _SHORT_QUESTION
    count = len(results.query.words)
    if switches and count > 1 and own < best:
        return False
    if drilling and own > 0 and _AND.match(question):
        return True
    if own >= best * _FOCUS_SHARE or (own > 0 and (count <= _FEW_WORDS or (short and own >= best * _SHORT_SHARE))):
        return True
    return drilling and (count <= _FEW_WORDS or coverage < _SAID)
