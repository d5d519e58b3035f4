"""The step that takes the first of a ranking from the displayed list: "who wrote the most upvoted one?"."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.request import Request
from bot.answers.understand.ranked import asked_of_ranked
from bot.answers.understand.turns.turn import PAPER_WORD, Turn

__all__ = ["first_of_list"]

_SEVERAL = 2


def first_of_list(turn: Turn) -> Request | None:
    """Read what is asked of the paper with most votes as asked of the one in the displayed list."""
    session, alone = turn.session, turn.alone
    among = session.matched or session.listed
    named = alone.papers or alone.people or alone.organizations or alone.absent or alone.period
    if len(among) < _SEVERAL or named or alone.topic or PAPER_WORD.search(turn.text):
        return None
    return replace(alone, among=among, of_all_days=True) if asked_of_ranked(turn.reading) else None
