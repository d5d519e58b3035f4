"""What a request comes to, before it is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.answers.engine.passages import Evidence
from bot.answers.request import Request
from bot.search.authors import AuthorMatch
from bot.search.hits import Hit
from bot.search.query import Query

__all__ = ["Days", "Kind", "Result"]

Kind = Literal["list", "one", "fact", "field", "count", "similar", "compare", "confirmed", "talk", "nothing", "no_more"]


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day that a list is of, and whether they replace a period without a listing.

    `all_days` is set where every listed day does: the newest has nothing on the topic.
    """

    since: date
    until: date
    stands_in: bool = False
    all_days: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """Hold the papers found, in order, and what a reply says of how they were found.

    `hits` are all papers of a list, of which `request.offset` are passed over; `nearest` is set where they are only
    near to what was asked. `passages` are the sentences of the first hit that answer, `stated` whether they do.
    `left_out` counts the papers that an exclusion took out, None without one; `not_on` is a topic that no paper of the
    people has.
    """

    request: Request
    kind: Kind
    hits: Sequence[Hit] = ()
    query: Query | None = None
    days: Days | None = None
    passages: tuple[Evidence, ...] = ()
    stated: bool = True
    not_on: str = ""
    nearest: bool = False
    missing: tuple[str, ...] = ()
    people: AuthorMatch | None = None
    left_out: int | None = None
