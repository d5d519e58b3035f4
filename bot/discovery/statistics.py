"""The corpus in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from bot.search.corpus import Corpus
from bot.search.document_table import UNKNOWN, DocumentTable
from bot.search.hits import Hit
from bot.search.language import SUMMARY_LANGUAGES, SummaryLanguage
from bot.search.names import Person

__all__ = ["Statistics", "statistics"]

_MOST_AUTHORS = 10


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a corpus.

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
    summaries: Mapping[SummaryLanguage, int]
    without_votes: int
    without_authors: int
    people: int
    authors: tuple[Person, ...]
    most_voted: Hit | None

    def share(self, language: SummaryLanguage) -> float:
        """Return the share of papers whose summary is in `language`, 0 to 1."""
        return self.summaries[language] / self.papers if self.papers else 0.0


def statistics(corpus: Corpus) -> Statistics:
    """Return the figures of a corpus; keep them as long as the corpus."""
    table = corpus.table
    a_day = np.unique(table.days, return_counts=True)[1]
    languages = np.bincount(table.languages, minlength=len(SUMMARY_LANGUAGES)).tolist()
    return Statistics(
        papers=len(table.ids),
        listings=len(table.days),
        days=len(corpus.days),
        first=corpus.days[-1] if corpus.days else None,
        newest=corpus.days[0] if corpus.days else None,
        papers_a_day=float(np.median(a_day)) if len(a_day) else 0.0,
        summaries=dict(zip(SUMMARY_LANGUAGES, languages, strict=True)),
        without_votes=_without_votes(table),
        without_authors=int(np.count_nonzero(np.diff(table.names.starts) == 0)),
        people=len(corpus.authors),
        authors=_busiest(corpus),
        most_voted=_most_voted(corpus),
    )


def _busiest(corpus: Corpus) -> tuple[Person, ...]:
    """Return the people with most papers; ties by name."""
    names = corpus.complete_authors("", _MOST_AUTHORS)
    return tuple(corpus.authors.find(name).people[0] for name in names)


def _without_votes(table: DocumentTable) -> int:
    if not table.ids:
        return 0
    return int(np.count_nonzero(np.maximum.reduceat(table.votes, table.listed[:-1]) == UNKNOWN))


def _most_voted(corpus: Corpus) -> Hit | None:
    """Return the paper with the most votes on one day, the newer where two have as many."""
    table = corpus.table
    most = int(table.votes.max(initial=UNKNOWN))
    if most == UNKNOWN:
        return None
    voted = np.flatnonzero(table.votes == most)
    listing = int(voted[np.argmax(table.days[voted])])
    number = int(np.searchsorted(table.listed, listing, "right")) - 1
    paper = corpus.papers[number]
    return Hit(paper, paper.listings[listing - int(table.listed[number])], 0.0)
