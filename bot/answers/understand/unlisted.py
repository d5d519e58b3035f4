"""Questions for what no listing gives, though they name a field that it does: an author's e-mail, a demo's link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from re import Pattern

from bot.answers.aspects import asks_aspect
from bot.answers.request import Act, Request
from bot.answers.understand.turns.turn import OF_ONE, PAPER_WORD, Turn
from bot.answers.wording import any_of

__all__ = ["asked_of_focus", "with_unlisted"]

_UNLISTED: Mapping[Act, Pattern[str]] = {
    "authors": any_of(
        r"\be-?mails?\b|\bphone\b|\bcontact\b|\breach\b|\bh-?index\b|\bphotos?\b",
        r"이?\s?메일|연락처|전화|연락",
    ),
    "link": any_of(r"\bdemo\b|\byoutube\b|\bvideo\b|\bplayground\b|\be-?mail\b", r"데모|유튜브|영상|체험|메일"),
}
_BROWSES = any_of(
    r"\b(?:any(?!one)|find|show|list|recommend|other|another|more)\b", r"추천|찾아|보여|다른|더\s|말고|빼고|관련|쪽"
)
_FEW = 4
_MAY_ASK: tuple[Act, ...] = ("papers", "off", "summary", "ack")


def with_unlisted(request: Request) -> Request:
    """Return a request for a field as one for a fact, if no listing gives what is asked for."""
    unlisted = _UNLISTED.get(request.act)
    if unlisted is None or len(request.papers) != 1 or not unlisted.search(request.question):
        return request
    return replace(request, act="fact", people=())


def asked_of_focus(turn: Turn) -> Request | None:
    """Return a short question for an aspect of papers as one about the paper that was spoken of."""
    session, alone, last = turn.session, turn.alone, turn.session.last
    spoken_of = session.focus is not None and last is not None and last.act in (*OF_ONE, "place")
    if not spoken_of or session.focus is None or alone.papers or alone.absent or alone.narrowed:
        return None
    if alone.act not in _MAY_ASK or turn.pointers("these") or turn.pointers("pair") or turn.pointers("place"):
        return None
    if len(turn.content) > _FEW or PAPER_WORD.search(turn.text) or _BROWSES.search(turn.text):
        return None
    if not asks_aspect(turn.text):
        return None
    reading = turn.reading
    return replace(
        alone,
        act="fact",
        papers=(session.focus,),
        topic=reading.description,
        question=reading.question,
        order="relevance",
    )
