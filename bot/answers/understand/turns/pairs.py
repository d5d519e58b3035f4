"""Steps from two compared papers: to one of them, the other one, or both."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.request import FIELDS, Order, Request
from bot.answers.understand.acts import asks_figure
from bot.answers.understand.meanings import Ordering, Pointer
from bot.answers.understand.references import only_compares
from bot.answers.understand.spans import Span
from bot.answers.understand.turns.turn import Turn
from bot.answers.wording import any_of

__all__ = ["from_pair"]

_WHICH = any_of(
    r"\b(?:which|what|who)\b.{0,30}\b(?:more|less|fewer|better|worse|faster|slower|bigger|smaller|larger|newer|older|"
    r"higher|lower|most|best|first|later|earlier|cheaper|\w{3,}er)\b",
    r"\b(?:more|less|fewer|better|newer|older|higher|lower|\w{4,}er)\b.{0,15}\bone\b",
    r"더\s*\S+|뭐가\s*(?:더|나)|어느\s*(?:쪽|게|것)|누가\s*더",
)
_SHARED = any_of(
    r"\b(?:shared?|sharing|common|overlap(?:s|ping)?|same|both|mutual)\b",
    r"겹[치쳐침친칠]|겹[가-힣]|공통|같[은아이냐나]|동일|둘\s*다",
)
_EACH = any_of(r"\beach(?:\s+of\s+(?:them|these|those))?(?=\W*$)|^each\b", r"(?<![가-힣])각각(?![가-힣]{2})")
_WANTS_PAPERS = any_of(
    r"\b(?:any(?:thing)?|find|recommend|list|something|other|another|more)\b|\bpapers\b",
    r"추천|찾아|논문|페이퍼|다른\s*거|보여",
)
_PART_OF_BOTH = 4
_FEW = 2


def from_pair(turn: Turn) -> Request | None:
    """Choose one of the two compared papers, or ask about the other one."""
    pair = turn.session.pair
    if pair is None or turn.alone.papers:
        return None
    if turn.pointers("other"):
        return turn.about(pair[0] if turn.session.focus == pair[1] else pair[1])
    if turn.pointers("pair") or _EACH.search(turn.text) or (_WHICH.search(turn.text) and _compared(turn, pair)):
        return _asked(turn, pair)
    return _asked(turn, pair) if _goes_on(turn, pair) else None


def _goes_on(turn: Turn, pair: tuple[str, str]) -> bool:
    """Tell whether a short question right after a comparison is about both: "what about speed", "저자 겹침?"."""
    last, reading, alone = turn.session.last, turn.reading, turn.alone
    if last is None or alone.people or alone.absent or alone.narrowed:
        return False
    asks_fields = alone.act in FIELDS
    if asks_fields and _SHARED.search(turn.text) and _compared(turn, pair):
        return True
    if set(last.papers) != set(pair):
        return False
    if any(not _may_ask_of_both(span) for span in reading.spans) or _WANTS_PAPERS.search(turn.text):
        return False
    short = sum(word.role in ("known", "unknown") for word in reading.words) <= _PART_OF_BOTH
    asks = asks_fields or alone.act == "fact" or (alone.act == "compare" and only_compares(reading.description))
    return short and (asks or (alone.act in ("papers", "compare") and _is_aspect(turn, pair)))


def _may_ask_of_both(span: Span) -> bool:
    meaning = span.meaning
    return span.kind in ("field", "order") or (isinstance(meaning, Pointer) and meaning.to in ("these", "pair"))


def _is_aspect(turn: Turn, pair: tuple[str, str]) -> bool:
    """Tell whether a few words name something that one of the two states, or that a summary may state."""
    description = turn.reading.description
    if turn.reading.has("order") or not 0 < len(description.split()) <= _FEW:
        return False
    papers = [paper for arxiv_id in pair if (paper := turn.corpus.paper(arxiv_id))]
    parts = [part for paper in papers for part in turn.corpus.explain(turn.corpus.read(description), paper)]
    return asks_figure(turn.text) or any(part.contribution > 0 for part in parts)


def _compared(turn: Turn, pair: tuple[str, str]) -> bool:
    """Tell whether the last request or this one compares the two."""
    last = turn.session.last
    if last is None:
        return False
    picked = last.among is not None and set(last.among) == set(pair)
    both = set(last.papers) == set(pair)
    return last.act == "compare" or both or picked or _held_against(turn, pair)


def _held_against(turn: Turn, pair: tuple[str, str]) -> bool:
    """Tell whether one of two papers shown one after the other is asked for: "which is newer?"."""
    wishes = turn.reading.of(Ordering)
    comparing = bool(wishes) and not any(wish.single for wish in wishes) and not turn.reading.topic
    return comparing and turn.had_focus and turn.session.focus in pair


def _asked(turn: Turn, pair: tuple[str, str]) -> Request:
    """Return the question about the two."""
    alone, wishes = turn.alone, turn.reading.of(Ordering)
    if alone.order != "relevance" or wishes:
        return _first(turn, pair, wishes[0].order if wishes else "votes")
    if alone.act in ("votes", "day") and _WHICH.search(turn.text):
        return _first(turn, pair, "votes" if alone.act == "votes" else "newest")
    if alone.act in FIELDS:
        return replace(alone, papers=pair, topic="")
    return replace(alone, act="compare", papers=pair, topic="", people=())


def _first(turn: Turn, pair: tuple[str, str], order: Order) -> Request:
    """Return the request for the one of the two that comes first in `order`."""
    return Request("papers", turn.alone.language, among=pair, order=order, count=1, of_all_days=True)
