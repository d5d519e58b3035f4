"""Typed spans of a text, and the choice between overlapping ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, TypeAlias

from bot.answers.request import Field, Order
from bot.answers.understand.days import Period
from bot.search.names import Person

__all__ = [
    "Absent",
    "AuthorBound",
    "Bound",
    "Count",
    "Everything",
    "Excluded",
    "FieldAsked",
    "Kind",
    "Meaning",
    "More",
    "Ordering",
    "Organization",
    "People",
    "Pointer",
    "PointsTo",
    "Rank",
    "Span",
    "When",
    "Work",
    "believed",
    "blanked",
    "covered",
    "exclusions_reach",
    "outside_exclusions",
]

Kind = Literal[
    "work",
    "absent",
    "person",
    "organization",
    "period",
    "scope",
    "count",
    "rank",
    "bound",
    "order",
    "field",
    "without",
    "pointer",
    "more",
]

PointsTo = Literal["it", "these", "pair", "other", "place", "day"]


@dataclass(frozen=True, slots=True)
class Work:
    """A named paper; `sure` if the name is an id or spelled as in the title."""

    arxiv_id: str
    sure: bool = True
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """The name of a work that is not in the corpus."""

    typed: str


@dataclass(frozen=True, slots=True)
class People:
    """The people a name may mean, likeliest first."""

    people: tuple[Person, ...]
    typed: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Organization:
    """The name of an organisation as typed."""

    typed: str


@dataclass(frozen=True, slots=True)
class When:
    """A period, and its other readings."""

    period: Period
    others: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """The number of papers wanted; `ranked` if the words mean the first of a ranking ("top 3")."""

    number: int
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Rank:
    """Positions in a ranking, from 1, both inclusive; -1 counts from the end."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Bound:
    """Minimum and maximum votes."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class AuthorBound:
    """Minimum and maximum number of authors."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Ordering:
    """An order; `recent` if the words mean the newest listing unless a period is named."""

    order: Order
    recent: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class FieldAsked:
    """A requested field of a paper."""

    field: Field


@dataclass(frozen=True, slots=True)
class Excluded:
    """An exclusion of the words from `start` to `end`, without the cue."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """A back-reference: it, these, one of a pair, or a position in the list (from 1, -1 is the last)."""

    to: PointsTo
    number: int = 0


@dataclass(frozen=True, slots=True)
class Everything:
    """A request for all listed days."""


@dataclass(frozen=True, slots=True)
class More:
    """A request for more of the list, with the number if given."""

    number: int | None = None


Meaning: TypeAlias = (
    Work
    | Absent
    | People
    | Organization
    | When
    | Everything
    | Count
    | Rank
    | Bound
    | AuthorBound
    | Ordering
    | FieldAsked
    | Excluded
    | Pointer
    | More
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text and its meaning."""

    start: int
    end: int
    kind: Kind
    meaning: Meaning

    @property
    def length(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def outside_exclusions(spans: Sequence[Span]) -> list[Span]:
    """Return the spans outside exclusions."""
    reach = exclusions_reach(spans)
    return [span for span in spans if span.kind == "without" or reach(span.start) <= span.start]


def exclusions_reach(spans: Sequence[Span]) -> Callable[[int], int]:
    """Return the end of the last exclusion that starts at or before an offset, else -1."""
    parts = sorted((span.meaning.start, span.meaning.end) for span in spans if isinstance(span.meaning, Excluded))
    starts = [start for start, _ in parts]
    ends = [-1, *accumulate((end for _, end in parts), max)]
    return lambda place: ends[bisect_right(starts, place)]


def believed(candidates: Iterable[tuple[int, Span]]) -> list[Span]:
    """Return the accepted spans, in order: of two that overlap the surer (lower number), then the longer."""
    kept: list[Span] = []
    ranked = sorted(candidates, key=lambda one: (one[0], -one[1].length, one[1].start))
    taken = bytearray(max((span.end for _, span in ranked), default=0))
    for _, span in ranked:
        if taken.find(1, span.start, span.end) < 0:
            taken[span.start : span.end] = b"\1" * span.length
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def covered(length: int, spans: Iterable[Span]) -> bytearray:
    """Return, for each offset of a text, whether a span covers it."""
    places = bytearray(length)
    for span in spans:
        places[span.start : span.end] = b"\1" * span.length
    return places


def blanked(text: str, spans: Sequence[Span]) -> str:
    """Return `text` with the spans blanked out, offsets unchanged."""
    places = list(text)
    for span in spans:
        places[span.start : span.end] = " " * span.length
    return "".join(places)
