"""The result of a request, before it is phrased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.answers.engine.passages import Evidence
from bot.answers.engine.tables import Compared
from bot.answers.request import Request
from bot.search.authors import AuthorMatch
from bot.search.hits import Hit
from bot.search.query import Query

__all__ = ["Days", "Kind", "Result"]

Kind = Literal[
    "list", "one", "fact", "field", "count", "similar", "compare", "confirmed", "place", "talk", "nothing", "no_more"
]


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of a list, and whether they replace a period without a listing.

    `all_days` is set if every listed day replaces it, because the newest has nothing on the topic.
    """

    since: date
    until: date
    stands_in: bool = False
    all_days: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The papers found, in order, and how they were found.

    `hits` are all papers of a list, of which `request.offset` are skipped; `nearest` is set if they are only similar to
    what was asked. `passages` are the sentences of the first hit closest to an answer, `stated` whether they answer.
    `left_out` counts excluded papers, None without an exclusion; `not_on` is a topic that none of the people's papers
    has. `compared` is the table of a comparison.
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
    compared: Compared | None = None
