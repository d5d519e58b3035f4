"""A request: everything that is asked for, whichever surface it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answers.understand.days import Period
from bot.texts import Language

__all__ = ["FIELDS", "SAME_LIST", "SAME_PEOPLE", "Act", "Field", "Order", "Request", "Without"]

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


# A request for the very papers of a list, in another order: its topic found them already.
SAME_LIST = "same list"
# A request for what else the authors of a paper wrote.
SAME_PEOPLE = "same people"


@dataclass(frozen=True, slots=True)
class Without:
    """Hold what is left out: papers on a topic, single papers, those of a period, of people, of organisations."""

    topic: str = ""
    papers: tuple[str, ...] = ()
    period: Period | None = None
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topic or self.papers or self.period or self.people or self.organizations)


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what is asked for.

    `papers` are the ids of the works meant, `among` those that a list is narrowed to (None: the whole corpus),
    as `within` narrows it to the papers that have to do with another topic;
    `absent` is a work that was named and is not here. `topic` is what papers are searched by, `question` the text in
    which a fact is asked for. A list skips `offset` papers and has `count` of them. `of_all_days` is set where a
    ranking without a period means every listed day instead of the newest one. `perhaps_papers` is set where a list of
    papers may have been meant instead of something about one paper.
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
    order: Order = "relevance"
    count: int | None = None
    offset: int = 0
    of_all_days: bool = False
    without: Without = Without()
    described: bool = False
    perhaps_papers: bool = False
    detail: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything but a topic narrows a list."""
        bounds = (self.period, self.least_votes, self.most_votes)
        return bool(self.people or self.organizations or self.without) or any(bound is not None for bound in bounds)
