"""Papers and votes of a topic, week by week."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.corpus.paper import Paper
from bot.discovery.weeks import checked, monday, newest_day
from bot.errors import InputError, NotFoundError
from bot.search.analysis import normalise, words
from bot.search.corpus import Corpus, Hit
from bot.search.query import Query, QueryWord
from bot.texts import Text, span_text

__all__ = ["Trend", "Week", "trend"]

_WHOLE = 0.999
_BEST = 5
_COMPOUND = re.compile(r"[-_+/]")

_NO_WORD = Text(
    "“{topic}” has no word to look for: name a topic such as “diffusion models”.",
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
    """Hold a week by its Monday: the papers of a topic and the sum of their known votes, of `listed` papers in all.

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
    """Hold a topic (None for all papers) over weeks, oldest first, to `until`, the newest listed day.

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

    Raises InputError for a topic without a telling word and for other numbers of weeks; NotFoundError where nothing
    is listed, or no paper is on the topic.
    """
    until = newest_day(corpus, today)
    since = monday(until) - timedelta(weeks=checked(weeks) - 1)
    topic = " ".join(topic.split()) if topic is not None else None
    found = corpus.papers if topic is None else _on_topic(corpus, topic)
    hits = [Hit(paper, listing, 0.0) for paper in found if (listing := paper.listed_in(since, until))]
    if topic is not None and not hits:
        raise NotFoundError(_nothing(topic, found, since, until))
    mondays = [since + timedelta(weeks=number) for number in range(weeks)]
    counted = _weeks([hit.paper for hit in hits], corpus.papers, mondays, until)
    return Trend(topic, counted, until, len(hits), corpus.sorted(hits, "votes")[:_BEST])


def _weeks(papers: Sequence[Paper], every: Sequence[Paper], mondays: Sequence[date], until: date) -> tuple[Week, ...]:
    listed = _by_week(every, mondays[0], until)
    own = _by_week(papers, mondays[0], until)
    return tuple(_week(start, len(listed.get(start, ())), list(own.get(start, {}).values())) for start in mondays)


def _week(start: date, listed: int, votes: Sequence[int | None]) -> Week:
    if not listed:
        return Week(start, 0, None, None)
    known = [count for count in votes if count is not None]
    return Week(start, listed, len(votes), sum(known) if known or not votes else None)


def _by_week(papers: Sequence[Paper], since: date, until: date) -> dict[date, dict[str, int | None]]:
    """Return for each week the papers listed in it, each once, with the votes of its newest listing there."""
    weeks: dict[date, dict[str, int | None]] = {}
    for paper in papers:
        for listing in paper.listings:
            if since <= listing.day <= until:
                weeks.setdefault(monday(listing.day), {}).setdefault(paper.arxiv_id, listing.votes)
    return weeks


def _nothing(topic: str, found: Sequence[Paper], since: date, until: date) -> Text:
    earlier = [listing.day for paper in found for listing in paper.listings if listing.day < since]
    if not earlier:
        return _NOWHERE.fill(topic=topic)
    return _NOT_THEN.fill(topic=topic, span=span_text(since, until), day=max(earlier))


def _on_topic(corpus: Corpus, topic: str) -> tuple[Paper, ...]:
    """Return the papers that have every telling word of a topic, in either language, other than as an author's name."""
    results = corpus.search(topic)
    read = results.query
    if not read.words:
        raise InputError(_NO_WORD.fill(topic=topic))
    # A word read as another one may be a slip of the pen, or the name of something that no paper has.
    if not all(word.known and word.weight == 1.0 for word in read.words):
        return ()
    wholes = tuple(_wholes(corpus, read))
    papers = (hit.paper for hit in results.hits if hit.coverage >= _WHOLE)
    return tuple(
        paper
        for paper in papers
        if all(paper.arxiv_id in whole for whole in wholes) and not _only_named(corpus, paper, read)
    )


def _wholes(corpus: Corpus, read: Query) -> Iterator[frozenset[str]]:
    """Yield the papers that have each compound of a topic (GPT-4) as a whole: its parts alone are something else."""
    for word in read.words:
        if word.meant is None and _COMPOUND.search(word.surface):
            joined = next(words(word.surface)).tokens[-1:]
            held = {int(number) for token in (*joined, *word.concepts) for number in corpus.index.postings(token)}
            yield frozenset(corpus.papers[number].arxiv_id for number in held)


def _only_named(corpus: Corpus, paper: Paper, read: Query) -> bool:
    """Whether a word of the topic stands in an author's name (Gan, Lora) and nowhere else."""
    names = normalise("\n".join(paper.authors))
    alike = [word for word in read.words if word.surface in names]
    if not alike:
        return False
    having = frozenset(corpus.analyse(f"{paper.title}\n{paper.summary}"))
    return not all(_stands_for(word) & having for word in alike)


def _stands_for(word: QueryWord) -> frozenset[str]:
    return frozenset((*word.tokens, *word.concepts))
