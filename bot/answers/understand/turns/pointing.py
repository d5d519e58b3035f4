"""Steps from what points back to papers that were displayed: a place in the list, "it", "these", "the one that …"."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import phrases
from bot.answers.request import FIELDS, SAME_PEOPLE, Request, Without
from bot.answers.understand.compose import others_by
from bot.answers.understand.spans import Rank
from bot.answers.understand.turns.turn import CORRECTS, OF_ONE, ONE_THAT, PAPER_WORD, Turn
from bot.answers.wording import any_of
from bot.errors import InputError

__all__ = ["among", "one_of", "placed", "pointed", "same_people"]

_DETAILS = any_of(r"\b(?:detail|details|more\s+about|explain|summar)", r"자세|상세|설명|요약")
_OF_THESE = any_of(r"\b(?:of|among|from)\s+(?:these|those|them|the\s+list)\b", r"중(?:에|에서|엔)?")


def placed(turn: Turn) -> Request | None:
    """Read "the second one" as the paper displayed there."""
    found = turn.pointers("place")
    listed, alone = turn.session.listed, turn.alone
    rank = next(iter(turn.reading.of(Rank)), None)
    if not found and rank is not None and _asks_of_one(turn) and listed and not alone.period:
        return turn.about(_at(rank.first, listed))
    if not found or alone.papers:
        return None
    ids = [_at(pointer.number, listed or turn.session.mentioned[:1]) for pointer in found]
    if len(ids) > 1:
        return replace(alone, act="compare", papers=tuple(dict.fromkeys(ids)), topic="")
    return turn.about(ids[0])


def _asks_of_one(turn: Turn) -> bool:
    return turn.alone.act in (*FIELDS, "summary", "fact") or _DETAILS.search(turn.text) is not None


def _at(number: int, listed: tuple[str, ...]) -> str:
    if not 1 <= abs(number) <= len(listed):
        raise InputError(phrases.NO_SUCH_NUMBER.fill(number=number, papers=phrases.papers(len(listed))))
    return listed[number - 1 if number > 0 else number]


def same_people(turn: Turn) -> Request | None:
    """Ask for other papers by the authors of the paper in focus."""
    focus, alone = turn.session.focus, turn.alone
    if focus is None or alone.papers or not others_by(turn.text):
        return None
    without = Without(papers=(focus,))
    return replace(alone, act="papers", topic="", papers=(focus,), without=without, detail=SAME_PEOPLE)


def pointed(turn: Turn) -> Request | None:
    """Read "it" as the paper in focus."""
    focus, alone = turn.session.focus, turn.alone
    if focus is None or not turn.pointers("it"):
        return None
    if alone.papers:
        compared = alone.act == "compare" and focus not in alone.papers
        return replace(alone, papers=(*alone.papers, focus)) if compared else None
    if alone.act not in OF_ONE and (alone.people or alone.narrowed or PAPER_WORD.search(turn.text)):
        return None
    if turn.reading.description and ONE_THAT.search(turn.text) and (found := turn.described()):
        return turn.about(found)
    return turn.about(focus)


def among(turn: Turn) -> Request | None:
    """Read "which of these" as the papers of the list."""
    session, reading, alone = turn.session, turn.reading, turn.alone
    if not turn.pointers("these") or not session.listed or alone.papers:
        return None
    if alone.act in FIELDS and len(session.listed) == 1:
        return replace(alone, papers=session.listed)
    asks = alone.act == "fact" and not PAPER_WORD.search(turn.text) and not _OF_THESE.search(turn.text)
    if asks and session.focus and (len(session.listed) == 1 or turn.drills):
        return turn.about(session.focus)
    base = session.list_request
    if not reading.topic and alone.order == "relevance":
        return _shown_again(base, turn)
    return replace(
        alone,
        act="papers",
        among=session.matched or session.listed,
        topic=reading.topic if alone.act in ("papers", "count") else reading.description,
        of_all_days=True,
        period=alone.period or (base.period if base else None),
    )


def _shown_again(base: Request | None, turn: Turn) -> Request | None:
    """Read "show them" as the list itself."""
    alone = turn.alone
    asks = alone.act != "papers" or alone.narrowed or alone.count is not None or turn.reading.description
    return None if base is None or asks else replace(base, act="papers", language=alone.language)


def one_of(turn: Turn) -> Request | None:
    """Read "the one about video" as one of the papers that were displayed or mentioned."""
    alone, description = turn.alone, turn.reading.description
    if alone.papers or alone.absent or not description or not ONE_THAT.search(turn.text):
        return None
    found = turn.described()
    if found is None:
        return None
    last, act = turn.session.last, alone.act
    if act == "papers" and CORRECTS.search(turn.text) and last is not None and last.act in FIELDS:
        act = last.act
    if act in ("papers", "count"):
        act = "summary"
    return replace(alone, act=act, papers=(found,), topic=description)
