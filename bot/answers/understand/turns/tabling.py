"""The step that asks the displayed list like a table: compare its papers, or say which of them have something."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.column_words import PROPOSES, says_only_change, without_amount
from bot.answers.request import DEFAULT_COLUMNS, FIELDS, Column, Request
from bot.answers.session import Session
from bot.answers.table import MOST_ROWS
from bot.answers.understand.list_places import places_in
from bot.answers.understand.meanings import Ordering
from bot.answers.understand.references import held_against
from bot.answers.understand.table_words import (
    Wish,
    asks_for_some,
    compares,
    is_topical,
    ranks,
    sums_up,
    tabulates,
    wish_of,
)
from bot.answers.understand.turns.table_rows import Rows, rows_of
from bot.answers.understand.turns.turn import CORRECTS, Turn
from bot.answers.wording import any_of

__all__ = ["missing_list", "tabled", "with_columns"]


# Papers of the list beyond those displayed.
_MOST_AMONG = 60
_PAIR = 2
_NARROWS = any_of(r"\b(?:only|just)\b", r"만(?=$|[\s,.?!])|만\s*(?:보여|골라|추려|남겨|알려|줘|뽑)|골라\s*줘|추려|좁혀")
_ANEW = any_of(r"\bcompar", r"비교")
_BY_VOTES = any_of(r"vote|like|popular|liked|rated|loved|hot|trend|read|추천|투표|인기|표|좋아요|핫|화제|재[밌미]|읽")
_BY_DAY = any_of(r"new|recent|latest|old|earl|later|최[신근]|오래|먼저|나중|요즘|새")


def tabled(turn: Turn) -> Request | None:
    """Read what is asked of several displayed papers as a table."""
    alone, reading = turn.alone, turn.reading
    if alone.people or alone.organizations or alone.absent or alone.without or reading.has("period"):
        return None
    if reading.has("bound") or reading.has("more") or _corrects(turn) or turn.pointers("other"):
        return None
    if _goes_on_with_pair(turn):
        return None
    rows = rows_of(turn)
    if rows is None or len(rows.papers) < _PAIR:
        return None
    wish = wish_of(reading, rows.cut, of_two=len(rows.papers) == _PAIR)
    chooses = rows.exact and bool(turn.pointers("pair")) and held_against(turn.text)
    if not (compares(turn.text) or (chooses and not wish.columns)) and (
        _is_order(turn, wish) or not _asks(turn, wish, rows)
    ):
        return None
    return _table(turn, rows, _completed(wish, turn))


def _completed(wish: Wish, turn: Turn) -> Wish:
    """Return what is asked, with what is changed taken from the question before: "그럼 제일 많이 줄인 건?"."""
    if not wish.columns or not says_only_change(wish.columns[0].question):
        return wish
    last, base = turn.session.last, turn.session.list_request
    before = [without_amount(one.question) for one in last.columns if one.question] if last is not None else []
    named = before or ([base.topic] if base is not None and base.topic else [])
    if not named:
        return wish
    first = wish.columns[0]
    return replace(wish, columns=(replace(first, question=f"{named[0]} {first.question}"), *wish.columns[1:]))


def _corrects(turn: Turn) -> bool:
    """Tell whether a text takes something back; the "no" of "which of these need no training" does not."""
    found = CORRECTS.search(turn.text)
    asks = bool(turn.pointers("these")) and asks_for_some(turn.text)
    return found is not None and not (asks and found.start() > 0 and found[0].lower() == "no")


def missing_list(turn: Turn) -> Request | None:
    """Return a comparison of no papers if a text compares "these" before any were displayed."""
    lacks = turn.pointers("these") or turn.pointers("pair")
    if not lacks or turn.reading.has("work") or not compares(turn.text) or wish_of(turn.reading, ()).columns:
        return None
    return replace(turn.alone, act="compare", papers=(), topic="")


def with_columns(turn: Turn, request: Request) -> Request:
    """Return a comparison of papers that were named or pointed at with the columns that the text asks for."""
    if request.act != "compare" or request.columns or len(request.papers) < _PAIR:
        return request
    spans = [span for span in turn.reading.spans if span.kind in ("work", "pointer", "rank")]
    cut = [(span.start, span.end) for span in spans]
    if (places := places_in(turn.text)) and turn.session.listed and not any(span.kind == "work" for span in spans):
        cut.append((places.start, places.end))
    wish = wish_of(turn.reading, cut, of_two=len(request.papers) == _PAIR)
    count = None if wish.choice == "all" else len(request.papers)
    return _numbered(replace(request, columns=wish.columns, choice=wish.choice, count=count), turn.session)


def _goes_on_with_pair(turn: Turn) -> bool:
    """Tell whether two papers were compared last; what follows is asked of these, in another step.

    Which of them has the highest figure is asked of a table all the same.
    """
    last = turn.session.last
    if last is None or last.act != "compare" or len(last.papers) != _PAIR or places_in(turn.text) is not None:
        return False
    if tabulates(turn.text):
        return False
    wish = wish_of(turn.reading, (), of_two=True)
    return not wish.columns or wish.choice not in ("best", "most", "least") or _is_order(turn, wish)


def _asks(turn: Turn, wish: Wish, rows: Rows) -> bool:
    """Tell whether a text about several papers asks something of each of them, or for some of them."""
    if not wish.columns:
        return turn.alone.act == "summary" or sums_up(turn.text)
    if is_topical(turn.text) and not asks_for_some(turn.text):
        return False
    fields_only = all(column.of in FIELDS for column in wish.columns)
    if _NARROWS.search(turn.text) and wish.choice in ("all", "stated") and not fields_only:
        return False
    if wish.choice != "all" or rows.exact or not turn.pointers("these"):
        return True
    asks_each = turn.alone.act in (*FIELDS, "fact", "compare", "summary")
    return asks_each and not (turn.drills and turn.had_focus)


def _is_order(turn: Turn, wish: Wish) -> bool:
    """Tell whether the papers are only to be sorted or chosen by votes or day."""
    spans = [span for span in turn.reading.spans if isinstance(span.meaning, Ordering)]
    typed = [turn.text[span.start : span.end] for span in spans]
    if PROPOSES.search(turn.text):
        # "Which of these introduce a new dataset?" is no order.
        spans, typed = ([], []) if [one.lower() for one in typed] == ["new"] else (spans, typed)
    by_listing = any(_BY_VOTES.search(one) or _BY_DAY.search(one) for one in typed)
    by_listing = by_listing or (ranks(turn.text) and any(column.of in ("votes", "day") for column in wish.columns))
    return by_listing or (bool(spans) and wish.choice not in ("best", "most", "least"))


def _table(turn: Turn, rows: Rows, wish: Wish) -> Request:
    columns, last = wish.columns, turn.session.last
    if (
        not columns
        and last is not None
        and last.act == "compare"
        and tabulates(turn.text)
        and not _ANEW.search(turn.text)
    ):
        # "Put that in a table": what was asked last, as it is.
        columns = last.columns
    if not columns and not compares(turn.text) and not turn.pointers("pair"):
        columns = (Column("new"), Column("results"))
    request = Request(
        "compare",
        turn.alone.language,
        question=turn.reading.question,
        papers=rows.papers[:MOST_ROWS],
        count=len(rows.papers[:MOST_ROWS]) if rows.exact and wish.choice != "all" else None,
        columns=columns or DEFAULT_COLUMNS,
        choice=wish.choice,
    )
    return _numbered(request, turn.session)


def _numbered(request: Request, session: Session) -> Request:
    """Return a table with the list its papers are from, which numbers them."""
    listed = tuple(dict.fromkeys((*session.listed, *session.matched)))[:_MOST_AMONG]
    return replace(request, among=listed) if set(request.papers) <= set(listed) else request
