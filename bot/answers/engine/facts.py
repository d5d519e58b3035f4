"""Factual questions: which of a paper's sentences answer, if any."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answers.aspects import stating, unstated
from bot.answers.built_on import stating_base
from bot.answers.engine.answer_type import answer_type, asks_amount, is_yes_or_no
from bot.answers.engine.passages import Evidence, answer_passages, states_count
from bot.answers.understand.fillers import is_filler
from bot.corpus.paper import Paper
from bot.search.corpus import Corpus
from bot.search.query import Query, QueryWord

__all__ = ["Fact", "fact_of"]

# With this many asking words and none of them in the summary, the rest of the question does not matter.
_SEVERAL_ASKED = 2
_MOST_SENTENCES = 3
_MOST_CHARACTERS = 400
# Minimum share of the first sentence's score for a second sentence, also after the figure asked for.
_NEXT_SHARE = 0.6
_NEXT_SHARE_BEHIND_FIGURE = 0.8

_HOW_MANY = re.compile(r"\bhow\s{1,9}many\b", re.IGNORECASE)
# "몇토큰까지" asks for tokens.
_COUNTER = re.compile(
    r"(?<![가-힣])몇(?=[가-힣a-zA-Z]{2})(?![몇개갠갤명편점배번퍼프살위등시초분월일년표장쪽가만천억이])"
)

# Separators of two questions in one.
_SEVERAL = re.compile(
    r"(?<!\s)\s++(?:and|&|plus)\s+(?=(?:how|what|which|who|where|when|why|is|are|does|did)\b)|[?;]\s+(?=\S.{3})|"
    r"(?<=[가-힣])(?:하고|랑|이랑)\s+(?=\S{1,12}\s*(?:몇|얼마|뭐|어떻))|,\s*(?=\S{1,12}\s*(?:몇|얼마|뭐)\S*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """The sentences of a summary that answer, best first, and whether they state the fact asked for."""

    passages: tuple[Evidence, ...]
    stated: bool


def fact_of(question: str, paper: Paper, corpus: Corpus) -> Fact:
    """Return the answer of the summary of `paper` to `question`."""
    question = _COUNTER.sub("몇 ", question)
    query = _with_numbered_names(corpus.read(question), paper, corpus)
    evidence = answer_passages(question, query, paper, corpus)
    if not evidence:
        return Fact((), stated=False)
    asked = [part for part in _SEVERAL.split(question) if part and part.strip()]
    if len(asked) > 1:
        # Two questions at once: each has its own sentence.
        firsts = [
            answer_passages(part, _with_numbered_names(corpus.read(part), paper, corpus), paper, corpus)[0]
            for part in asked
        ]
        evidence = list({item.quote.text: item for item in (*firsts, *evidence)}.values())
    evidence = _aspect_first(question, evidence)
    stated = not (unstated(question, paper.summary) or _is_silent(question, query, paper, evidence, corpus))
    return Fact(tuple(_chosen(evidence, least=min(len(asked), _MOST_SENTENCES))), stated)


def _aspect_first(question: str, evidence: list[Evidence]) -> list[Evidence]:
    """Return the evidence, what mentions the aspect asked for first if no sentence has a word of the question."""
    if evidence[0].share > 0:
        return evidence
    said = stating(question, (item.quote.text for item in evidence))
    return sorted(evidence, key=lambda item: item.quote.text not in said)


def _is_silent(question: str, query: Query, paper: Paper, evidence: list[Evidence], corpus: Corpus) -> bool:
    """Tell whether the summary does not mention what is asked.

    An amount needs a figure of its unit; the subject of a yes-or-no question must be mentioned.
    """
    kind, sentences = answer_type(question), corpus.sentences(paper)
    if kind.unit is not None and asks_amount(question) and not kind.unit.search(paper.summary):
        return True
    title = frozenset(corpus.analyse(paper.title))
    held = title.union(*(sentence.tokens for sentence in sentences))
    asking = [word for word in query.words if not word.stands_for & title]
    if is_yes_or_no(question):
        return bool(asking) and not any(word.stands_for & held for word in asking)
    if _HOW_MANY.search(question) and query.words and all(sentence.language == "en" for sentence in sentences):
        # Both are English, so the counted noun would be the same word.
        return not any(word.stands_for & sentence.tokens for word in query.words for sentence in sentences)
    strange = [word for word in asking if not word.known and not is_filler(word.surface)]
    if kind.figure and len(strange) >= _SEVERAL_ASKED and not any(word.stands_for & held for word in asking):
        return not states_count(question, paper, corpus)
    silent = bool(asking) and all(item.share == 0 for item in evidence) and not kind.figure and kind.section is None
    said = [sentence.text for sentence in sentences]
    return silent and not (stating_base(question, said) or stating(question, said))


def _with_numbered_names(query: Query, paper: Paper, corpus: Corpus) -> Query:
    """Let a name match its numbered forms too if the summary has only those (Mamba, Mamba2)."""
    held = frozenset[str]().union(*(sentence.tokens for sentence in corpus.sentences(paper)))
    return Query(tuple(_numbered(word, held) for word in query.words))


def _numbered(word: QueryWord, held: frozenset[str]) -> QueryWord:
    if not word.surface.isalpha() or word.stands_for & held:
        return word
    found = tuple(name for digit in range(1, 10) if (name := f"{word.surface}{digit}") in held)
    return replace(word, tokens=(*word.tokens, *found)) if found else word


def _chosen(evidence: list[Evidence], least: int = 1) -> list[Evidence]:
    """Return the answering sentence and an equally good one, within a readable length."""
    chosen = evidence[:least]
    length = sum(len(item.quote.text) for item in chosen)
    share = _NEXT_SHARE_BEHIND_FIGURE if evidence[0].quote.figure else _NEXT_SHARE
    for item in evidence[least:_MOST_SENTENCES]:
        # In another language it only repeats the answer.
        fits = length + len(item.quote.text) <= _MOST_CHARACTERS and item.language == evidence[0].language
        if fits and item.score >= evidence[0].score * share:
            chosen.append(item)
    return chosen
