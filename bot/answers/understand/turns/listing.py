"""Steps that continue the displayed list: another listed day, its length, more of it."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.request import Request
from bot.answers.understand.days import Period
from bot.answers.understand.fillers import is_filler
from bot.answers.understand.meanings import More
from bot.answers.understand.turns.turn import Turn
from bot.answers.wording import any_of

__all__ = ["again", "counted", "day_of_month", "more", "next_day"]

_HOW_MANY = any_of(
    r"\bhow\s+many\b"
    r"(?!\s+(?:up-?)?(?:votes|likes|param|layers|gpus?|tokens|hours|images|samples|people|languages|steps))\s*"
    r"(?:is|are|was|were|in|do|did|papers|of|total|there|\W*$)",
    r"(?:총|전부|모두|다\s*해서|다\s*합쳐서?)\s*몇\s*(?:개|편|건)",
    r"^(?:그거|그게|그날|그럼|그래서)?\s*(?:다\s*)?몇\s*(?:개|편)(?:야|임|인데|있어|지|이야|나|였)?[가-힣]{0,9}\s*\?*$",
)
_MOST_DIGITS = 2
_AGAIN = any_of(
    r"\b(?:again|once\s+more|back)\b|\b(?:first|original|full|whole|entire|earlier|previous)\s+(?:list|ones?)\b",
    r"다시|아까|처음|원래|전체",
)
# Words for the list that the conversation began with, and for a list.
_FIRST_LIST = any_of(r"\b(?:first|original|full|whole|entire)\s+list\b", r"(?:처음|원래|전체)\s?(?:목록|리스트)")
_LIST = any_of(r"\blist\b", r"목록|리스트")


def next_day(turn: Turn) -> Request | None:
    """Read "the day after" as the next listed day after the one shown."""
    base = turn.session.list_request
    step = next((pointer.number for pointer in turn.pointers("day") if pointer.number), 0)
    day = base.period.day if base is not None and base.period is not None else None
    if base is None or day is None or not step:
        return None
    if step > 0:
        found = next((listed for listed in reversed(turn.corpus.days) if listed > day), None)
    else:
        found = next((listed for listed in turn.corpus.days if listed < day), None)
    return None if found is None else replace(base, period=Period(found, found), offset=0)


def day_of_month(turn: Turn) -> Request | None:
    """Read a bare number ("25?") after the list of a day as another day of its month."""
    base, typed = turn.session.list_request, turn.text.strip(" ?!.,일은는꺼")
    day = base.period.day if base is not None and base.period is not None else None
    if base is None or day is None or not typed.isdecimal() or len(typed) > _MOST_DIGITS:
        return None
    listed = [found for found in turn.corpus.days if found.day == int(typed)]
    same = [found for found in listed if (found.year, found.month) == (day.year, day.month)]
    found = next(iter(same or listed), None)
    return None if found is None else replace(base, period=Period(found, found), offset=0)


def counted(turn: Turn) -> Request | None:
    """Count the displayed list if a count names nothing else."""
    base, alone = turn.session.list_request, turn.alone
    if base is None or alone.papers or alone.narrowed:
        return None
    asked = turn.reading.only_asks("count") and _HOW_MANY.search(turn.text)
    return replace(base, act="count", offset=0, language=alone.language) if asked else None


def again(turn: Turn) -> Request | None:
    """Read "all five again", "아까 그 목록 다시" as the list that was displayed before."""
    alone = turn.alone
    left, firsts = _FIRST_LIST.subn(" ", turn.text)
    names_first = firsts > 0 and all(is_filler(word) or _AGAIN.fullmatch(word) for word in left.split())
    if not (names_first or _AGAIN.search(turn.text)) or alone.act not in ("papers", "ack"):
        return None
    if alone.papers or alone.narrowed or (alone.topic and not names_first):
        return None
    if alone.count is None and not _LIST.search(turn.text):
        return None
    lists = [
        exchange.request
        for exchange in turn.session.exchanges
        if exchange.request.act in ("papers", "similar")
        and len(exchange.shown) == (alone.count or len(exchange.shown)) > 1
    ]
    if not lists:
        return None
    return replace(lists[0 if names_first else -1], language=alone.language)


def more(turn: Turn) -> Request | None:
    """Continue the displayed list."""
    wish, alone = next(iter(turn.reading.of(More)), None), turn.alone
    base = turn.session.list_request
    if wish is None and _wants_others(turn):
        wish = More(None)
    if wish is None or base is None or alone.act not in ("papers", "count"):
        return None
    if alone.without or turn.reading.topic or alone.papers or alone.people or alone.organizations:
        return None
    offset = base.offset + len(turn.session.listed)
    return replace(base, offset=offset, count=wish.number or alone.count or base.count, language=alone.language)


def _wants_others(turn: Turn) -> bool:
    """Tell whether the text only rejects the displayed papers: "그거 말고"."""
    last = turn.session.last
    listed = last is not None and last.act == "papers" and not last.papers
    return listed and bool(turn.rejected) and not turn.reading.description
