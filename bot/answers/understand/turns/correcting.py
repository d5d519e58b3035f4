"""The step that replaces the part of the last request named by a correction."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.request import FIELDS, Request
from bot.answers.understand.turns.turn import CORRECTS, OF_ONE, Turn
from bot.search.hits import Filters

__all__ = ["corrected"]


def corrected(turn: Turn) -> Request | None:
    """Replace the paper, the field or the question's words named by a correction."""
    last, alone = turn.session.last, turn.alone
    if last is None or not CORRECTS.search(turn.text):
        return None
    if found := _other_paper(turn, last):
        # "Not that one, the one about …": the same question about another paper.
        return replace(last, papers=(found,), among=None, topic="", language=alone.language)
    if alone.act in FIELDS and not alone.papers and not turn.reading.description and turn.session.focus:
        return replace(alone, papers=last.papers or (turn.session.focus,))
    if _asks_otherwise(turn, last):
        asked = turn.reading.description
        return replace(last, question=f"{last.question} {turn.reading.question}", topic=asked)
    if alone.papers and last.act in (*FIELDS, "fact") and alone.act in ("summary", "papers"):
        return replace(last, papers=alone.papers, among=None, topic=last.topic if last.act == "fact" else "")
    return None


def _other_paper(turn: Turn, last: Request) -> str | None:
    """Return the paper described instead of the one in focus."""
    if not turn.rejected or turn.alone.act != "papers" or not turn.reading.topic or last.act not in OF_ONE:
        return None
    return turn.described() or _anywhere(turn)


def _anywhere(turn: Turn) -> str | None:
    hits = turn.corpus.search(turn.reading.topic, limit=2).hits
    return next((hit.paper.arxiv_id for hit in hits if hit.paper.arxiv_id not in turn.rejected), None)


def _asks_otherwise(turn: Turn, last: Request) -> bool:
    """Tell whether another question is asked about the same paper."""
    alone, asked = turn.alone, turn.reading.description
    if last.act != "fact" or not last.papers or alone.act not in ("papers", "fact"):
        return False
    if alone.papers or alone.narrowed or not asked:
        return False
    of_paper = Filters(among=frozenset(turn.corpus.numbers(last.papers[:1])))
    return len(turn.corpus.search(asked, of_paper).hits) > 0
