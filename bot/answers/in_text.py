"""The papers that any text names, such as another person's message; else those that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.answers import phrases
from bot.answers.answerer import Answerer
from bot.answers.found import summary_reply
from bot.answers.question import MAX_CHARACTERS, Question
from bot.answers.reply import Reply
from bot.corpus.paper import Paper
from bot.errors import NotFoundError
from bot.search.analysis import terms
from bot.search.corpus import Corpus, Hit
from bot.search.titles import holds_id, without_ids
from bot.texts import Language, Text

__all__ = ["papers_in"]

_MOST_LINES = 20
_TITLE_WORDS = range(3, 41)
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_EDGES = " \t\"'“”‘’*_~`#>[]()-–—•·"

_NAMED = Text("This message names {papers}.", "이 메시지에 나온 {papers}입니다.")
_ELSEWHERE = Text("The paper that this message names is not in the corpus.", "이 메시지에 나온 논문은 자료에 없습니다.")
_NOTHING = Text(
    "I found no paper in this message: it names none that I know, and its text is about none of them.",
    "이 메시지에서 논문을 찾지 못했습니다. 아는 논문이 나오지 않고, 내용과 관련된 논문도 없습니다.",
)


def papers_in(text: str, corpus: Corpus, today: date, language: Language) -> Reply:
    """Return the papers that `text` names by id, link or title, else those that it is about.

    Raises NotFoundError where there are none.
    """
    named = _named(text, corpus)
    if len(named) == 1:
        return summary_reply(named[0], language)
    if named:
        lead = _NAMED.fill(papers=phrases.papers(len(named)).in_(language))
        return Reply("papers", language, lead.in_(language), tuple(Hit(paper, paper.newest, 0.0) for paper in named))
    return _about(text, corpus, today, language)


def _named(text: str, corpus: Corpus) -> list[Paper]:
    found = {paper.arxiv_id: paper for paper in corpus.titles.named_in(text)}
    for line in _title_like(text):
        paper = corpus.titles.named(line)
        if paper is not None:
            found[paper.arxiv_id] = paper
    return list(found.values())


def _title_like(text: str) -> Iterator[str]:
    for line in text.splitlines()[:_MOST_LINES]:
        bare = _ADDRESS.sub(" ", line).strip(_EDGES)
        if len(bare.split()) in _TITLE_WORDS and not holds_id(bare):
            yield bare


def _about(text: str, corpus: Corpus, today: date, language: Language) -> Reply:
    absent = holds_id(text)
    rest = _cut(" ".join(_ADDRESS.sub(" ", without_ids(text)).split()))
    if not any(terms(rest)):
        raise NotFoundError(_ELSEWHERE if absent else _NOTHING)
    reply = Answerer(corpus, today).answer(Question(rest, language, "find", rest))
    if not reply.hits:
        raise NotFoundError(_ELSEWHERE if absent else _NOTHING)
    return replace(reply, lead=f"{_ELSEWHERE.in_(language)} {reply.lead}") if absent else reply


def _cut(text: str) -> str:
    """Return what a question may hold of `text`, to the end of a word."""
    if len(text) <= MAX_CHARACTERS:
        return text
    head, space, _ = text[: MAX_CHARACTERS + 1].rpartition(" ")
    return head if space else text[:MAX_CHARACTERS]
