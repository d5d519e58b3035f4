"""Days and periods in a message: pieces of text are joined to dates, and dates to periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers.understand.calendar_values import Clock, Period, PeriodSpan
from bot.answers.understand.date_rules_en import ENGLISH_DATE_RULES
from bot.answers.understand.date_rules_figures import FIGURE_RULES
from bot.answers.understand.date_rules_ko import KOREAN_DATE_RULES
from bot.answers.understand.day_atoms import Atom, Rule, Scene, atoms_of
from bot.answers.understand.day_ranges import spans_of
from bot.answers.understand.day_spans import SaidDate
from bot.answers.understand.relative_rules_en import ENGLISH_RELATIVE_RULES
from bot.answers.understand.relative_rules_ko import KOREAN_RELATIVE_RULES
from bot.answers.understand.spelling import mended
from bot.errors import InputError
from bot.texts import Text

__all__ = ["find_periods", "parse_day"]

_NOT_A_DAY = Text(
    "“{typed}” was not understood as a day: write a day like 2024-10-25, “25 October 2024”, or “yesterday”.",
    "“{typed}”을(를) 날짜로 이해하지 못했습니다. 2024-10-25, “10월 25일”, “어제”처럼 적어 주세요.",
)
_LATIN: tuple[Rule, ...] = (*FIGURE_RULES, *ENGLISH_DATE_RULES, *ENGLISH_RELATIVE_RULES)
_KOREAN: tuple[Rule, ...] = (*KOREAN_DATE_RULES, *KOREAN_RELATIVE_RULES)
_HANGUL = re.compile("[가-힣]")
# What may stand between two pieces of one date: "Wed, 22 of Jan", "7월의 첫 번째 금요일", "mid-october".
_GLUE = re.compile(r"(?:'s)?[\s,(]{0,3}(?:-|(?:of|in|on|for)\s|의\s?|에\s)?(?:the\s)?")


def find_periods(text: str, today: date, listed: Sequence[date] = ()) -> list[PeriodSpan]:
    """Return the periods that `text` names, in order and without overlap; `listed` are the listed days.

    A day, weekday or month without a year is the latest one not after the newest listed day (`today` without
    listings); relative words count from `today`. Raises InputError for a date that the calendar does not have.
    """
    korean = _HANGUL.search(text) is not None
    spelled = mended(text)
    clock = Clock(today, max(listed, default=today), frozenset(listed))
    scene = Scene(spelled.lowered, spelled.text, clock, korean)
    atoms = atoms_of(scene, (*_LATIN, *_KOREAN) if korean else _LATIN)
    return [
        replace(span, start=spelled.typed_at(span.start), end=spelled.typed_at(span.end))
        for span in spans_of(_joined(atoms, scene), scene)
    ]


def parse_day(text: str, today: date, listed: Sequence[date] = ()) -> Period:
    """Return the period that the whole of `text` is; raises InputError for anything else."""
    typed = " ".join(text.split())
    spans = find_periods(typed, today, listed)
    if len(spans) != 1 or re.search(r"[^\W_]{2,}", f"{typed[: spans[0].start]} {typed[spans[0].end :]}"):
        raise InputError(_NOT_A_DAY.fill(typed=typed[:100]))
    return spans[0].period


def _joined(atoms: list[Atom], scene: Scene) -> list[SaidDate]:
    """Join the pieces that stand side by side and go together."""
    dates: list[SaidDate] = []
    index = 0
    while index < len(atoms):
        start, end, parts = atoms[index].start, atoms[index].end, atoms[index].parts
        done, said = index + 1, SaidDate(start, end, parts)
        for following in range(index + 1, len(atoms)):
            atom = atoms[following]
            both = parts.joined(atom.parts) if _GLUE.fullmatch(scene.text, end, atom.start) else None
            if both is None:
                break
            parts, end = both, atom.end
            if not parts.unfinished:
                done, said = following + 1, SaidDate(start, end, parts)
        dates.append(said)
        index = done
    return dates
