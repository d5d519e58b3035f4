"""What a day is said by: year, month, week, weekday and the like, and which of them go together."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal

from bot.answers.understand.calendar_values import Period

__all__ = ["Parts", "Portion", "Season"]

Portion = Literal["early", "middle", "late", "so_far"]
Season = Literal["spring", "summer", "autumn", "winter"]


@dataclass(frozen=True, slots=True)
class Parts:
    """The stated parts of a day or period; None is not stated, and -1 of `nth` and `nth_week` is the last.

    `fixed` is a period whole, `readings` are what (year or None, month, day) an ambiguous date in figures can be,
    likeliest first; `last` is the last of days that begin with `day`. What is not `alone` means a day only beside
    other parts.
    """

    year: int | None = None
    half: int | None = None
    quarter: int | None = None
    season: Season | None = None
    month: int | None = None
    day: int | None = None
    last: int | None = None
    week: date | None = None
    nth_week: int | None = None
    nth: int | None = None
    weekday: int | None = None
    weekend: bool | None = None
    edge: int | None = None
    portion: Portion | None = None
    holiday: str | None = None
    fixed: tuple[Period, ...] | None = None
    readings: tuple[tuple[int | None, int, int], ...] | None = None
    relative: bool = False
    alone: bool = True
    certain: bool = False

    @property
    def said(self) -> frozenset[str]:
        """The names of the parts that are said."""
        return frozenset(name for name in _NAMES if getattr(self, name) is not None)

    @property
    def sane(self) -> bool:
        """Whether the parts together have a meaning."""
        return self.said in _MEANINGFUL

    @property
    def unfinished(self) -> bool:
        """Whether the parts have a meaning only with what follows: `월요일 | 1월 | 22일`."""
        return self.said in _UNFINISHED

    def joined(self, other: Parts) -> Parts | None:
        """Return the parts of both, or None where they do not go together."""
        if self.said & other.said:
            return None
        values = {name: getattr(other, name) for name in other.said}
        both = replace(
            self,
            **values,
            relative=self.relative or other.relative,
            alone=True,
            certain=self.certain or other.certain,
        )
        return both if both.sane or both.unfinished else None


_NAMES = tuple(field.name for field in fields(Parts) if field.name not in ("relative", "alone", "certain"))
_MEANINGFUL = frozenset(
    frozenset(names.split("+"))
    for names in (
        "year", "half", "quarter", "month", "year+half", "year+quarter", "year+season", "year+month",
        "day", "month+day", "year+month+day", "day+last", "month+day+last", "year+month+day+last",
        "weekday", "day+weekday", "month+day+weekday", "year+month+day+weekday",
        "week", "week+weekday", "week+portion", "week+weekend", "weekend",
        "nth_week", "year+nth_week", "month+nth_week", "year+month+nth_week",
        "nth_week+weekday", "month+nth_week+weekday", "year+month+nth_week+weekday",
        "nth+weekday", "month+nth+weekday", "year+month+nth+weekday", "year+nth+weekday",
        "month+half", "year+month+half", "week+half",
        "year+edge", "month+edge", "year+month+edge", "week+edge",
        "year+portion", "month+portion", "year+month+portion", "quarter+portion", "year+quarter+portion",
        "half+portion", "year+half+portion",
        "holiday", "year+holiday", "fixed", "fixed+weekday",
        "readings", "year+readings", "readings+weekday", "year+readings+weekday",
    )
)  # fmt: skip
_UNFINISHED = frozenset(frozenset(names.split("+")) for names in ("weekday+month", "weekday+year+month"))
