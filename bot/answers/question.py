"""What a question asks: its intent, period, count, filters, and the words that are left as its topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.intents import COUNT, FIRST, INTENTS, MIN_VOTES, WANTS_PAPERS, WITHOUT, Intent
from bot.answers.phrases import NO_WORD, TOO_LONG
from bot.answers.understand.calendar_values import Period
from bot.answers.understand.days import find_periods
from bot.errors import InputError
from bot.search.analysis import terms
from bot.texts import Language, language_of

__all__ = ["MAX_CHARACTERS", "Question", "understand"]

MAX_CHARACTERS = 2_000

# It belongs to the day behind it, and to no topic.
_LEADING_WORD = re.compile(r"\b(?:in|on|from|of|for|during|between)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a question as understood; `topic` is what is left to search for."""

    text: str
    language: Language
    intent: Intent
    topic: str
    period: Period | None = None
    count: int | None = None
    without: str = ""
    min_votes: int | None = None

    @property
    def has_topic(self) -> bool:
        """Whether any word is left to search for."""
        return any(terms(self.topic))


def understand(text: str, today: date, listed: Sequence[date], fallback: Language) -> Question:
    """Read a question. Raises InputError where it is too long, empty of words, or names a day that does not exist."""
    text = " ".join(text.split())
    if len(text) > MAX_CHARACTERS:
        raise InputError(TOO_LONG.fill(count=len(text), most=MAX_CHARACTERS))
    if not any(character.isalnum() for character in text):
        raise InputError(NO_WORD)
    question = Question(text, language_of(text) or fallback, "find", text)
    if spans := find_periods(text, today, listed):
        first = spans[0]
        before = _LEADING_WORD.sub(" ", text[: first.start])
        question = replace(question, period=first.period, topic=f"{before} {text[first.end :]}")
    if match := MIN_VOTES.search(question.topic):
        # "Over 10" is 11 and more.
        strictly = bool(match["above"] or match["over"] or match["beyond"])
        question = replace(question, min_votes=_number(match) + strictly, topic=_cut(question.topic, match))
    return _with_intent(question)


def _with_intent(question: Question) -> Question:
    for row in INTENTS:
        match = row.pattern.search(question.topic)
        if match is None or (row.intent == "count" and question.period is None):
            continue
        if row.intent in ("top", "newest"):
            return replace(_top(question, row.pattern), intent=row.intent)
        if row.intent == "fact":
            wants_papers = WANTS_PAPERS.search(question.topic)
            return _without(replace(question, intent="find" if wants_papers else "fact"))
        return replace(question, intent=row.intent, topic=_cut(question.topic, match))
    return _without(question)


def _top(question: Question, pattern: re.Pattern[str]) -> Question:
    topic, count = question.topic, 1 if FIRST.search(question.topic) else None
    if match := COUNT.search(topic):
        count = _number(match) or None
        topic = _cut(topic, match)
    topic = FIRST.sub(" ", pattern.sub(" ", topic))
    return replace(question, intent="top", topic=topic, count=count)


def _without(question: Question) -> Question:
    match = WITHOUT.search(question.topic)
    if match is None:
        return question
    return replace(question, topic=_cut(question.topic, match), without=(match["ko"] or match["en"]).strip())


def _number(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups() if group and group.isdigit()))


def _cut(text: str, match: re.Match[str]) -> str:
    """Take the match out of the text, but for what the pattern calls topic."""
    kept = match.groupdict().get("topic") or ""
    return f"{text[: match.start()]} {kept} {text[match.end() :]}"
