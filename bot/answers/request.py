"""A request: everything a person asked for, from any surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answers.understand.days import Period
from bot.texts import Language

__all__ = [
    "DEFAULT_COLUMNS",
    "FIELDS",
    "NOT_IN_LIST",
    "SAME_LIST",
    "SAME_PEOPLE",
    "Act",
    "Choice",
    "Column",
    "Field",
    "Order",
    "Request",
    "Without",
]

Act = Literal[
    "papers",
    "fact",
    "authors",
    "votes",
    "day",
    "link",
    "code",
    "project",
    "organization",
    "summary",
    "similar",
    "compare",
    "count",
    "place",
    "help",
    "about",
    "greeting",
    "thanks",
    "ack",
    "off",
]
Field = Literal["authors", "votes", "day", "link", "code", "project", "organization"]
FIELDS: tuple[Field, ...] = ("authors", "votes", "day", "link", "code", "project", "organization")
Order = Literal["relevance", "votes", "fewest", "newest", "oldest"]
# Which papers of a table are wanted: all, those that do or do not state what is asked, the one with the best, most or
# least of it.
Choice = Literal["all", "stated", "unstated", "best", "most", "least"]


# The papers of a list in another order: its topic already found them.
SAME_LIST = "same list"
# Other papers by the authors of a paper.
SAME_PEOPLE = "same people"
# Papers of all, since the list that was to be narrowed has none of them.
NOT_IN_LIST = "elsewhere"


@dataclass(frozen=True, slots=True)
class Without:
    """Exclusions: papers on a topic, single papers, those of a period, of people, of organisations."""

    topic: str = ""
    papers: tuple[str, ...] = ()
    period: Period | None = None
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topic or self.papers or self.period or self.people or self.organizations)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: a field of the listing, a part of every summary, or what answers a question.

    A figure stands with the benchmark or the metric that the question names.
    """

    of: Field | Literal["new", "method", "results", "fact", "figure"]
    question: str = ""


# What papers are compared by if nothing is named.
DEFAULT_COLUMNS = (Column("new"), Column("results"), Column("code"))


@dataclass(frozen=True, slots=True)
class Request:
    """A request, complete without its context.

    `papers` are the ids of the works meant, `among` the ids a list is limited to (None: the whole corpus), `within`
    another topic it is limited to; `absent` is a named work that is not in the corpus. `topic` is the search query,
    `question` the text that asks for a fact. A list skips `offset` papers and has `count` of them. `of_all_days` is set
    if a ranking without a period means every listed day instead of the newest. `perhaps_papers` is set if a list of
    papers may have been meant instead of something about one paper.

    A comparison is a table of `papers` with `columns`, numbered as in the list `among` that they are from. `choice`
    says which of them are wanted; without a `count` others of that list may be, too.
    """

    act: Act
    language: Language
    question: str = ""
    topic: str = ""
    papers: tuple[str, ...] = ()
    among: tuple[str, ...] | None = None
    within: str = ""
    absent: str = ""
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    period: Period | None = None
    least_votes: int | None = None
    most_votes: int | None = None
    least_authors: int | None = None
    most_authors: int | None = None
    order: Order = "relevance"
    count: int | None = None
    offset: int = 0
    of_all_days: bool = False
    without: Without = Without()
    described: bool = False
    perhaps_papers: bool = False
    detail: str = ""
    unknown: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    choice: Choice = "all"

    @property
    def narrowed(self) -> bool:
        """Whether anything but a topic narrows a list."""
        bounds = (self.period, self.least_votes, self.most_votes, self.least_authors, self.most_authors)
        return bool(self.people or self.organizations or self.without) or any(bound is not None for bound in bounds)
