"""What a piece of a text may mean."""

from __future__ import annotations

from dataclasses import dataclass
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
    "Meaning",
    "More",
    "Ordering",
    "Organization",
    "People",
    "Pointer",
    "PointsTo",
    "Rank",
    "When",
    "Work",
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
