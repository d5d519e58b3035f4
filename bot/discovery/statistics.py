"""The corpus in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from bot.search.catalog import UNKNOWN, Catalog
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.search.names import Person
from bot.search.scripts import SCRIPTS, Script

__all__ = ["Statistics", "statistics"]

_MOST_AUTHORS = 10


@dataclass(frozen=True, slots=True)
class Statistics:
    """Hold the figures of a corpus.

    Days are those with a listing (`first` and `newest` None without any), `papers_a_day` the median of what is listed
    on one. `summaries` counts papers by the script of their summary, all four kinds. `without_votes` are papers of
    which no listing knows the votes. `authors` are the people of most papers, of `people` in all.
    """

    papers: int
    listings: int
    days: int
    first: date | None
    newest: date | None
    papers_a_day: float
    summaries: Mapping[Script, int]
    without_votes: int
    without_authors: int
    people: int
    authors: tuple[Person, ...]
    most_voted: Hit | None

    def share(self, script: Script) -> float:
        """Return the share of papers whose summary is in `script`, 0 to 1."""
        return self.summaries[script] / self.papers if self.papers else 0.0


def statistics(corpus: Corpus) -> Statistics:
    """Return the figures of a corpus; keep them as long as the corpus."""
    catalog = corpus.catalog
    a_day = np.unique(catalog.days, return_counts=True)[1]
    scripts = np.bincount(catalog.scripts, minlength=len(SCRIPTS)).tolist()
    return Statistics(
        papers=len(catalog.ids),
        listings=len(catalog.days),
        days=len(corpus.days),
        first=corpus.days[-1] if corpus.days else None,
        newest=corpus.days[0] if corpus.days else None,
        papers_a_day=float(np.median(a_day)) if len(a_day) else 0.0,
        summaries=dict(zip(SCRIPTS, scripts, strict=True)),
        without_votes=_without_votes(catalog),
        without_authors=int(np.count_nonzero(np.diff(catalog.names.starts) == 0)),
        people=len(corpus.authors),
        authors=_busiest(corpus),
        most_voted=_most_voted(corpus),
    )


def _busiest(corpus: Corpus) -> tuple[Person, ...]:
    """Return the people of most papers; where they have equally many, by name."""
    names = corpus.complete_authors("", _MOST_AUTHORS)
    return tuple(corpus.authors.find(name).people[0] for name in names)


def _without_votes(catalog: Catalog) -> int:
    if not catalog.ids:
        return 0
    return int(np.count_nonzero(np.maximum.reduceat(catalog.votes, catalog.listed[:-1]) == UNKNOWN))


def _most_voted(corpus: Corpus) -> Hit | None:
    """Return the paper with the most votes on one day, the newer where two have as many."""
    catalog = corpus.catalog
    most = int(catalog.votes.max(initial=UNKNOWN))
    if most == UNKNOWN:
        return None
    voted = np.flatnonzero(catalog.votes == most)
    listing = int(voted[np.argmax(catalog.days[voted])])
    number = int(np.searchsorted(catalog.listed, listing, "right")) - 1
    paper = corpus.papers[number]
    return Hit(paper, paper.listings[listing - int(catalog.listed[number])], 0.0)
