"""Resolve back-references, ellipsis and corrections against the session, into a complete request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.answers.request import FIELDS, Act, Request
from bot.answers.session import Session
from bot.answers.understand.about_listings import is_tally
from bot.answers.understand.places import asks_place, with_place
from bot.answers.understand.reading import Reading
from bot.answers.understand.turns.continuing import continued
from bot.answers.understand.turns.correcting import corrected
from bot.answers.understand.turns.listing import again, counted, day_of_month, more, next_day
from bot.answers.understand.turns.pairs import from_pair
from bot.answers.understand.turns.pointing import among, one_of, placed, pointed, same_people
from bot.answers.understand.turns.ranking import first_of_list
from bot.answers.understand.turns.refining import refined
from bot.answers.understand.turns.tabling import missing_list, tabled, with_columns
from bot.answers.understand.turns.turn import OF_ONE, PAPER_WORD, Turn
from bot.answers.understand.unlisted import asked_of_focus, with_unlisted
from bot.answers.understand.words import Word
from bot.answers.wording import any_of
from bot.search.corpus import Corpus

__all__ = ["resolved"]

# The first step that can interpret the text in its context decides.
_STEPS: tuple[Callable[[Turn], Request | None], ...] = (
    next_day,
    day_of_month,
    again,
    counted,
    tabled,
    placed,
    from_pair,
    more,
    same_people,
    corrected,
    pointed,
    among,
    first_of_list,
    refined,
    one_of,
    continued,
)
_TALK: tuple[Act, ...] = ("help", "about", "greeting", "thanks", "ack", "off")
_OF_BOT = any_of(r"\b(?:you|u|ur|your|bot|here)\b", r"너|넌|니가|봇|여기|전체|총|논문|목록|자료|며칠|언제까지")
_PAIR, _FEW = 2, 2
_NEVER = datetime.min.replace(tzinfo=UTC)


def resolved(reading: Reading, alone: Request, session: Session | None, corpus: Corpus) -> Request:
    """Return the complete request a text makes in its session."""
    if session is None or reading.afresh:
        turn = Turn(reading, alone, Session(_NEVER), corpus)
        return _answerable(with_columns(turn, missing_list(turn) or alone))
    found = _in_session(Turn(reading, alone, session, corpus))
    return _answerable(replace(found, language="ko") if _only_names(reading, session) else found)


def _only_names(reading: Reading, session: Session) -> bool:
    """Tell whether a text in a Korean conversation is only English terms or a title, which people do not translate."""
    korean = session.last is not None and session.last.language == "ko"
    return korean and reading.language == "en" and all(_is_name(word, reading) for word in reading.words)


def _is_name(word: Word, reading: Reading) -> bool:
    if word.role in ("known", "unknown"):
        return True
    named = (span for span in reading.spans if span.kind in ("work", "absent", "person", "organization"))
    return any(span.start <= word.start and word.end <= span.end for span in named)


def _in_session(turn: Turn) -> Request:
    alone = turn.alone
    if alone.detail == "size" and not PAPER_WORD.search(turn.text) and (found := counted(turn)):
        # "총 몇 개야?" after a list is about the list, otherwise about all papers.
        return found
    if found := asked_of_focus(turn):
        return found
    if alone.act in _TALK and not _is_about_paper(turn):
        # "얘네 비교 ㄱㄱ" sounds like small talk.
        asks_list = alone.act in ("ack", "off") or bool(turn.pointers("these"))
        return (tabled(turn) if asks_list else None) or _of_focus(turn) or alone
    if (
        turn.session.focus
        and not (alone.papers or alone.absent)
        and asks_place(turn.text)
        and len(turn.content) <= _FEW
    ):
        # Otherwise "that day" in it means a list.
        return turn.about(turn.session.focus) if not turn.pointers("place") else placed(turn) or alone
    for step in _STEPS:
        found = step(turn)
        if found is not None:
            return with_columns(turn, found)
    return with_columns(turn, alone)


def _of_focus(turn: Turn) -> Request | None:
    """Return what sounds like no question about papers as one about the paper shown last, if that has a word of it."""
    focus = turn.corpus.paper(turn.session.focus) if turn.session.focus is not None and turn.had_focus else None
    if turn.alone.act != "off" or focus is None or not turn.reading.topic:
        return None
    parts = turn.corpus.explain(turn.corpus.read(turn.reading.topic), focus)
    return turn.about(focus.arxiv_id) if any(part.contribution > 0 for part in parts) else None


def _is_about_paper(turn: Turn) -> bool:
    """Tell whether an apparent question about the bot is about the paper shown last ("how does it work?")."""
    if turn.alone.act == "help" and turn.pointers("it") and turn.session.focus is not None:
        return True
    if is_tally(turn.alone.detail):
        return False
    last = turn.session.last
    drilling = last is not None and last.act in OF_ONE and turn.session.focus is not None
    return drilling and turn.alone.act in ("help", "about") and not _OF_BOT.search(turn.text)


def _answerable(request: Request) -> Request:
    """Return an answerable request: a comparison needs two papers, a question about authors one."""
    request = with_unlisted(with_place(request))
    if request.act == "compare" and len(request.papers) < _PAIR and request.topic:
        return replace(request, act="fact")
    if request.act == "compare" and len(request.papers) == 1:
        # "Which of the two uses Mamba?", of which one is known.
        return replace(request, act="summary")
    if request.order != "relevance":
        # About the paper at one place of a ranking.
        return request
    if request.act == "day" and not request.papers and not request.topic and not request.people:
        return replace(request, act="about", detail="days")
    of_whom = request.people or (request.organizations and not request.topic)
    if request.act in FIELDS and of_whom and not request.papers:
        return replace(request, act="papers", topic="")
    return request
