"""The corpus in figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

from bot.corpus.paper import Paper
from bot.search.authors import Person
from bot.search.corpus import Corpus, Hit

__all__ = ["Script", "Statistics", "script_of", "statistics"]

Script = Literal["ko", "en", "both", "none"]

_MOST_AUTHORS = 10
_HANGUL = re.compile(r"[가-힣]+")
_LATIN = re.compile(r"[A-Za-z]{2,}")
# A Korean summary keeps its terms in Latin letters, an English one may quote some Korean.
_KOREAN_SHARE = 0.4
_ENGLISH_SHARE = 0.05


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
    """Return the figures of a corpus; keep them as long as the corpus, they take milliseconds to count."""
    a_day = Counter(listing.day for paper in corpus.papers for listing in paper.listings)
    scripts = Counter(map(script_of, corpus.papers))
    return Statistics(
        papers=len(corpus.papers),
        listings=a_day.total(),
        days=len(corpus.days),
        first=corpus.days[-1] if corpus.days else None,
        newest=corpus.days[0] if corpus.days else None,
        papers_a_day=float(median(a_day.values())) if a_day else 0.0,
        summaries={"ko": scripts["ko"], "en": scripts["en"], "both": scripts["both"], "none": scripts["none"]},
        without_votes=sum(all(listing.votes is None for listing in paper.listings) for paper in corpus.papers),
        without_authors=sum(not paper.authors for paper in corpus.papers),
        people=len(corpus.authors),
        authors=_busiest(corpus),
        most_voted=_most_voted(corpus),
    )


def script_of(paper: Paper) -> Script:
    """Return the language of a summary by the script of its words."""
    summary = paper.summary
    korean, english = len(_HANGUL.findall(summary)), len(_LATIN.findall(summary))
    if not korean + english:
        return "none"
    share = korean / (korean + english)
    return "ko" if share >= _KOREAN_SHARE else "en" if share <= _ENGLISH_SHARE else "both"


def _busiest(corpus: Corpus) -> tuple[Person, ...]:
    """Return the people of most papers; where they have equally many, by name."""
    names = corpus.complete_authors("", _MOST_AUTHORS)
    return tuple(corpus.authors.find(name).people[0] for name in names)


def _most_voted(corpus: Corpus) -> Hit | None:
    """Return the paper with the most votes on one day, the newer where two have as many."""
    listed = [
        (listing.votes, listing.day, Hit(paper, listing, 0.0))
        for paper in corpus.papers
        for listing in paper.listings
        if listing.votes is not None
    ]
    return max(listed, key=lambda item: item[:2])[2] if listed else None
