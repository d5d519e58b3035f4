"""Papers and votes of a topic, week by week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bot.corpus.paper import Paper
from bot.discovery.weeks import checked, monday, newest_day
from bot.errors import InputError, NotFoundError
from bot.search.analysis import normalise, words
from bot.search.corpus import Corpus
from bot.search.document_table import UNKNOWN, DocumentTable
from bot.search.forward_index import Documents, rows_of
from bot.search.hits import Filters, Hit, Hits
from bot.search.query import Query
from bot.texts import Text, span_text

__all__ = ["Trend", "Week", "trend"]

_WHOLE = 0.999
_BEST = 5
_COMPOUND = re.compile(r"[-_+/]")

_NO_WORD = Text(
    "“{topic}” has nothing to search for: name a topic such as “diffusion models”.",
    "“{topic}”에는 찾을 만한 단어가 없습니다. “확산 모델”처럼 주제를 적어 주세요.",
)
_NOWHERE = Text(
    "No paper speaks of “{topic}”: check the spelling or try a broader topic.",
    "“{topic}”을(를) 다룬 논문이 없습니다. 철자를 확인하거나 더 넓은 주제로 다시 시도해 주세요.",
)
_NOT_THEN = Text(
    "No paper on “{topic}” was listed in {span}; the newest before is of {day}: look further back.",
    "{span}에는 “{topic}”을(를) 다룬 논문이 없습니다. 그 전의 최신 논문은 {day} 것이니 기간을 늘려 보세요.",
)


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday: the papers of a topic and the sum of their known votes, of `listed` papers in total.

    In a week without a listing `papers` and `votes` are None and `listed` is 0; `votes` are None, too, where no paper
    has known ones.
    """

    monday: date
    listed: int
    papers: int | None
    votes: int | None

    @property
    def share(self) -> float | None:
        """The share of the week's papers, 0 to 1; None without a listing."""
        return None if self.papers is None else self.papers / self.listed


@dataclass(frozen=True, slots=True)
class Trend:
    """A topic (None for all papers) over weeks, oldest first, to `until`, the newest listed day.

    `papers` counts each paper once; `best` are those with the most votes in these weeks.
    """

    topic: str | None
    weeks: tuple[Week, ...]
    until: date
    papers: int
    best: tuple[Hit, ...]

    @property
    def since(self) -> date:
        """The first day of the first week."""
        return self.weeks[0].monday


def trend(corpus: Corpus, topic: str | None, weeks: int, today: date) -> Trend:
    """Return the last `weeks` (1 to 52) up to the newest listed day, which is not after `today`.

    Raises InputError for a topic without a distinctive word and for other numbers of weeks; NotFoundError if nothing is
    listed, or no paper is on the topic.
    """
    until = newest_day(corpus, today)
    since = monday(until) - timedelta(weeks=checked(weeks) - 1)
    topic = " ".join(topic.split()) if topic is not None else None
    hits = corpus.top(since, until) if topic is None else _on_topic(corpus, topic, Filters(since=since, until=until))
    if topic is not None and not hits:
        raise NotFoundError(_nothing(corpus, topic, since, until))
    counted = _weeks(corpus.table, hits.numbers, since, until, weeks)
    return Trend(topic, counted, until, len(hits), tuple(hits.by("votes")[:_BEST]))


def _weeks(table: DocumentTable, numbers: Documents, since: date, until: date, weeks: int) -> tuple[Week, ...]:
    """Return the weeks of some papers: in each of its weeks a paper counts once, with its newest votes there."""
    listings = np.flatnonzero((table.days >= since.toordinal()) & (table.days <= until.toordinal()))
    papers = np.searchsorted(table.listed, listings, "right") - 1
    _, first = np.unique(papers * weeks + _week_of(table, listings, since), return_index=True)
    listings, papers = listings[first], papers[first]
    week, votes, own = _week_of(table, listings, since), table.votes[listings], np.isin(papers, numbers)
    known = own & (votes != UNKNOWN)
    listed, counts, voted = (np.bincount(week[chosen], minlength=weeks) for chosen in (slice(None), own, known))
    sums = np.bincount(week[known], votes[known], weeks)
    return tuple(
        _week(since + timedelta(weeks=number), *map(int, figures))
        for number, figures in enumerate(zip(listed, counts, voted, sums, strict=True))
    )


def _week_of(table: DocumentTable, listings: Documents, since: date) -> Documents:
    return (table.days[listings].astype(np.int64) - since.toordinal()) // 7


def _week(start: date, listed: int, papers: int, voted: int, votes: int) -> Week:
    if not listed:
        return Week(start, 0, None, None)
    return Week(start, listed, papers, votes if voted or not papers else None)


def _nothing(corpus: Corpus, topic: str, since: date, until: date) -> Text:
    earlier = _on_topic(corpus, topic, Filters(until=since - timedelta(days=1))).by("newest")
    if not earlier:
        return _NOWHERE.fill(topic=topic)
    return _NOT_THEN.fill(topic=topic, span=span_text(since, until), day=earlier[0].listing.day)


def _on_topic(corpus: Corpus, topic: str, filters: Filters) -> Hits:
    """Return the papers with every distinctive word of a topic, in either language, other than as an author's name."""
    results = corpus.search(topic, filters)
    read = results.query
    if not read.words:
        raise InputError(_NO_WORD.fill(topic=topic))
    # A corrected word may be a typo, or the name of something no paper mentions.
    if not all(word.known and word.weight == 1.0 for word in read.words):
        return results.hits.first(0)
    hits = results.hits.at_least(coverage=_WHOLE)
    for whole in _wholes(corpus, read):
        hits = hits.of_papers(whole)
    named = [
        number for number in _alike(corpus, hits.numbers, read) if _only_named(corpus, corpus.papers[number], read)
    ]
    return hits.of_papers(np.setdiff1d(hits.numbers, named).tolist()) if named else hits


def _wholes(corpus: Corpus, read: Query) -> Iterator[list[int]]:
    """Yield the papers that have each compound of a topic (GPT-4) as a whole: its parts alone are something else."""
    for word in read.words:
        if word.meant is None and _COMPOUND.search(word.surface):
            joined = next(words(word.surface)).tokens[-1:]
            yield [int(number) for token in (*joined, *word.concepts) for number in corpus.index.postings(token)]


def _alike(corpus: Corpus, numbers: Documents, read: Query) -> list[int]:
    """Return those of some papers that have an author whose name has a word of the topic in it."""
    names = corpus.table.names
    held = names.numbers[rows_of(names.starts, numbers)]
    papers = np.repeat(numbers, names.starts[numbers + 1] - names.starts[numbers])
    surfaces = [word.surface for word in read.words]
    seen: list[int] = np.unique(held).tolist()
    alike = [name for name in seen if _has_any(surfaces, normalise(names.values[name]))]
    return np.unique(papers[np.isin(held, alike)]).tolist()


def _has_any(surfaces: list[str], name: str) -> bool:
    return any(surface in name for surface in surfaces)


def _only_named(corpus: Corpus, paper: Paper, read: Query) -> bool:
    """Whether a word of the topic stands in an author's name (Gan, Lora) and nowhere else."""
    names = normalise("\n".join(paper.authors))
    having = frozenset(corpus.analyse("\n".join((paper.title, paper.summary, *paper.keywords))))
    return not all(word.stands_for & having for word in read.words if word.surface in names)
