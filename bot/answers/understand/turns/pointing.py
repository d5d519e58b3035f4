"""Steps that resolve references to displayed papers: a position in the list, "it", "these", "the one that …"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers import phrases
from bot.answers.request import FIELDS, SAME_PEOPLE, Request, Without
from bot.answers.understand.compose import others_by
from bot.answers.understand.meanings import Count, Pointer, Rank, Work
from bot.answers.understand.references import comparing, only_compares
from bot.answers.understand.spans import blanked
from bot.answers.understand.turns.turn import CORRECTS, OF_ONE, ONE_THAT, PAPER_WORD, Turn
from bot.answers.wording import any_of
from bot.errors import InputError
from bot.search.hits import Filters

__all__ = ["among", "one_of", "placed", "pointed", "same_people"]

_DETAILS = any_of(r"\b(?:detail|details|more\s+about|explain|summar)", r"자세|상세|설명|요약")
_OF_THESE = any_of(r"\b(?:of|among|from)\s+(?:these|those|them|the\s+list)\b", r"중(?:에|에서|엔)?")
# "1 vs 3", "between the 2nd and 3rd", "1이랑 2": numbers that are list positions only in a comparison.
_NUMBER = r"(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|[일이삼사오](?=번))번?"
_FIGURES = re.compile(
    rf"(?<![\w.])#?(?P<one>{_NUMBER})\s*(?:(?:one|paper)\s*)?(?:and|vs\.?|versus|with|to|against|&|,|이?랑|하고|와|과)\s*"
    rf"(?:the\s+)?#?(?P<two>{_NUMBER})(?![\w.]*\d)(?!\s*(?:papers|votes|개|편|월|일|년))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5}
_PAIR = 2


def placed(turn: Turn) -> Request | None:
    """Read "the second one" as the paper displayed there."""
    if compared := _compared(turn):
        return compared
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


def _compared(turn: Turn) -> Request | None:
    """Compare what a text names or refers to: list positions, "it", works; one and the focus."""
    reading, session, alone = turn.reading, turn.session, turn.alone
    if not comparing(turn.text) or alone.absent or alone.people:
        return None
    operands, cut = _operands(turn)
    if not operands:
        return None
    rest = blanked(turn.text, [span for span in reading.spans if span.kind in ("work", "pointer", "rank")])
    for start, end in cut:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    if len(operands) == 1:
        focus = session.focus
        named = turn.pointers("it") or turn.pointers("place") or only_compares(rest)
        if focus is None or focus == operands[0] or not named:
            return None
        operands = [focus, *operands]
    papers = tuple(dict.fromkeys(operands))[:_PAIR]
    return replace(alone, act="compare", papers=papers, topic="", period=None, order="relevance", count=None, offset=0)


def _operands(turn: Turn) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the papers a text compares, in order, and the spans of figures that mean list positions."""
    found: list[tuple[int, str]] = []
    cut: list[tuple[int, int]] = []
    listed, focus = turn.session.listed, turn.session.focus
    for span in turn.reading.spans:
        meaning = span.meaning
        if turn.reading.is_excluded(span):
            continue
        if isinstance(meaning, Work):
            found.append((span.start, meaning.arxiv_id))
        elif isinstance(meaning, Pointer) and meaning.to == "it" and focus:
            found.append((span.start, focus))
        elif isinstance(meaning, Pointer) and meaning.to == "place":
            found.append((span.start, _at(meaning.number, listed or turn.session.mentioned[:1])))
        elif isinstance(meaning, Rank) and listed:
            found += [(span.start, _at(place, listed)) for place in dict.fromkeys((meaning.first, meaning.last))]
    if not found and listed and any(count.number == _PAIR for count in turn.reading.of(Count)):
        found = [(place, paper) for place, paper in enumerate(listed[:_PAIR])]
    figures = _FIGURES.search(turn.text) if listed and not found else None
    if figures and only_compares(f"{turn.text[: figures.start()]} {turn.text[figures.end() :]}"):
        cut.append(figures.span())
        found += [(figures.start(), _at(_place(figures[name]), listed)) for name in ("one", "two")]
    return [paper for _, paper in sorted(found, key=lambda one: one[0])], cut


def _place(typed: str) -> int:
    digits = _DIGITS.match(typed)
    return int(digits[0]) if digits else _ORDINALS[typed.lower().removesuffix("번")]


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
    if alone.least_authors is not None and not alone.topic:
        # "Is it a single-author paper?"
        return replace(alone, act="authors", papers=(focus,), least_authors=None, most_authors=None)
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
    if alone.act in FIELDS and (one := turn.described() or turn.described_in_list()) is not None:
        return turn.about(one)
    asks = alone.act == "fact" and not PAPER_WORD.search(turn.text) and not _OF_THESE.search(turn.text)
    if asks and session.focus and (len(session.listed) == 1 or turn.drills or not _is_said_there(turn)):
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


def _is_said_there(turn: Turn) -> bool:
    """Tell whether any paper of the list contains a word of the description."""
    numbers = turn.corpus.numbers(turn.session.matched or turn.session.listed)
    return len(turn.corpus.search(turn.reading.description, Filters(among=frozenset(numbers))).hits) > 0


def _shown_again(base: Request | None, turn: Turn) -> Request | None:
    """Read "show them" as the list itself."""
    alone = turn.alone
    asks = alone.act != "papers" or alone.narrowed or alone.count is not None or turn.reading.description
    return None if base is None or asks else replace(base, act="papers", language=alone.language)


def one_of(turn: Turn) -> Request | None:
    """Read "the one about video" as one of the displayed or mentioned papers."""
    alone, description = turn.alone, turn.reading.description
    if alone.papers or alone.absent or not description or not ONE_THAT.search(turn.text):
        return None
    found = turn.described() or turn.described_in_list()
    if found is None:
        return None
    last, act = turn.session.last, alone.act
    if act == "papers" and CORRECTS.search(turn.text) and last is not None and last.act in FIELDS:
        act = last.act
    if act in ("papers", "count"):
        act = "summary"
    return replace(alone, act=act, papers=(found,), topic=description)
