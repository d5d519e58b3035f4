"""The step that stays with the paper in focus if a question names none."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.engine.answer_type import answer_type
from bot.answers.engine.answerability import answerability
from bot.answers.request import FIELDS, Request
from bot.answers.understand.acts import asking_words, asks_figure
from bot.answers.understand.references import fits
from bot.answers.understand.turns.turn import PAPER_WORD, Turn
from bot.answers.wording import any_of

__all__ = ["continued"]

_SWITCHES = any_of(r"^(?:and|then|ok|so|now)?\s*(?:what|how)\s+about\b", r"^(?:그럼|그러면|그렇다면)\s.+?(?:은|는)\s")
_ASKS = any_of(
    r"\b(?:how|why|what(?!\s+about)|which|when|where|who|does|do|did|is|are|was|were|can)\b|\b\w+er\s+than\b",
    r"몇|얼마|뭐|뭘|무엇|무슨|어떤|어떻|왜|누구|언제|어디|있어|있나|있음|돼|되나|맞[죠지아나]|나요|까요|쓰나|써|"
    r"(?:됨|함|음|인가|냐|니)\s*\?+$",
)
_BROWSES = any_of(
    r"\b(?:any(?:thing)?|show|find|recommend|got|list|is\s+there|are\s+there|something|smth|smthn|sth)\b",
    r"(?<!들어)(?<!들어 )(?:있어|있나|있냐|있음|없어|없나|없냐|없음|추천|찾아|보여)",
)
# "축구 분석하는 논문은?" asks for papers.
_PAPERS_ON = re.compile(r"\S\s*논문(?:들)?(?:은|도)요?\s*\?*$")
# Fields about which people may ask more than a summary says.
_OF_PEOPLE = ("votes", "authors")
# Most words of a follow-up question; longer ones name their own subject.
_LONGEST = 40
_SHORT = 5
# A composed question is not extended again.
_PART = "part of a question"
_FRAGMENT = 2


def continued(turn: Turn) -> Request | None:
    """Apply a question without a paper to the paper in focus."""
    focus, alone = turn.session.focus, turn.alone
    if focus is None or alone.papers or alone.absent:
        return None
    if alone.people:
        # "Is X one of the authors?" is about the paper in focus.
        return replace(alone, papers=(focus,)) if alone.act == "authors" else None
    if _asks_papers(turn):
        return replace(alone, act="papers", topic=turn.reading.topic)
    return _of_focus(turn, focus)


def _asks_papers(turn: Turn) -> bool:
    reading = turn.reading
    return turn.alone.act == "fact" and bool(reading.topic and _PAPERS_ON.search(turn.text)) and not reading.spans


def _of_focus(turn: Turn, focus: str) -> Request | None:
    alone = turn.alone
    if _asks_summary(turn):
        return replace(alone, act="summary", papers=(focus,))
    if alone.act == "compare" and turn.reading.only_asks("compare"):
        pair = turn.session.pair or turn.session.listed[:2]
        return replace(alone, papers=tuple(pair)) if len(pair) > 1 else None
    if alone.act in (*FIELDS, "summary", "similar") and (turn.reading.only_asks(alone.act) or _is_field(turn, focus)):
        return replace(alone, papers=(focus,))
    return _fact(turn, focus)


def _is_field(turn: Turn, focus: str) -> bool:
    """Tell whether a field of the paper in focus is asked for, whatever else the words say: "저자중에 한국인 있음?"."""
    if turn.alone.act not in _OF_PEOPLE or not turn.drills or turn.alone.period or PAPER_WORD.search(turn.text):
        return False
    reading = turn.reading
    return fits(reading.description, reading.question, focus, turn.corpus, drilling=True, switches=_is_switch(turn))


def _is_switch(turn: Turn) -> bool:
    return _SWITCHES.search(turn.text) is not None


def _asks_summary(turn: Turn) -> bool:
    """Tell whether nothing but a summary is asked for: "뭐하는 논문이야?"."""
    bare = turn.alone.act in ("fact", "papers") and all(span.kind == "pointer" for span in turn.reading.spans)
    return bare and bool(asking_words(turn.text, "summary")) and turn.reading.only_asks("summary")


def _fact(turn: Turn, focus: str) -> Request | None:
    """Ask for a fact about the paper in focus if the question is a follow-up."""
    reading, alone = turn.reading, turn.alone
    if alone.period is not None or not (alone.act in ("fact", "count") or _is_fragment(turn)):
        return None
    if not (turn.names_part or _goes_on(turn, focus)):
        return None
    question = _whole_question(turn)
    detail = _PART if question != reading.question else ""
    about = replace(alone, act="fact", papers=(focus,), topic=reading.description, question=question, detail=detail)
    return replace(about, order="relevance", count=None, offset=0)


def _goes_on(turn: Turn, focus: str) -> bool:
    """Tell whether a question is about the paper in focus, or otherwise about none."""
    reading, switches = turn.reading, _is_switch(turn)
    if len(turn.content) > _LONGEST:
        return False
    if turn.alone.act != "count" and fits(
        reading.description, reading.question, focus, turn.corpus, drilling=turn.drills, switches=switches
    ):
        return True
    if not turn.drills or switches or _BROWSES.search(turn.text):
        return False
    if turn.alone.act == "fact" and len(turn.content) <= _SHORT and answer_type(reading.question).figure:
        return True
    found = turn.corpus.search(reading.description)
    return not len(found.hits) or answerability(found.query, found.hits[0].paper, turn.corpus) != "on it"


def _is_fragment(turn: Turn) -> bool:
    """Tell whether a text without a request is a fragment of a question: "and on GSM8K?", "score"."""
    if turn.alone.act != "papers":
        return False
    short = len(turn.content) <= _SHORT and not PAPER_WORD.search(turn.text) and not _BROWSES.search(turn.text)
    return (turn.drills and short) or (turn.had_focus and asks_figure(turn.text))


def _whole_question(turn: Turn) -> str:
    """Return a fragment ("and on GSM8K?") completed by the previous question."""
    last, question = turn.session.last, turn.reading.question
    if last is None or last.act != "fact" or last.detail == _PART:
        return question
    asks = len(turn.content) > _FRAGMENT or _ASKS.search(turn.text)
    return question if asks else f"{last.question} {question}"
