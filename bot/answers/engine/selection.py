"""The papers a request selects, in its order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from bot.answers import phrases
from bot.answers.engine.answerability import Answerability, answerability
from bot.answers.engine.result import Days
from bot.answers.request import SAME_LIST, Request
from bot.answers.understand.days import Period
from bot.errors import NotFoundError
from bot.search.corpus import Corpus
from bot.search.hits import Filters, Hits, Sort
from bot.search.query import Query, QueryWord
from bot.search.sentence_tokens import digests_of
from bot.texts import joined, span_text

__all__ = ["Selection", "days_of", "filters_of", "select", "topical"]

# Minimum share of the top hit's coverage when sorting other than by score.
_TOPICAL_SHARE = 0.6
_TOPICAL_SCORE = 0.5
# Minimum share of the best score to be shown at all.
_NEAR_SHARE = 0.25
# Papers mention words in more than this share of them ("benchmark", "LLM") without being about them; what they are on
# stands in their title or their first sentences.
_COMMON_SHARE, _OPENING = 0.3, 2


@dataclass(frozen=True, slots=True)
class Selection:
    """The selected papers, the query that found them (None without a topic), and how well the best fits.

    `left_out` counts excluded papers, None without an exclusion.
    """

    hits: Hits
    query: Query | None = None
    bears: Answerability = "on it"
    left_out: int | None = None


def days_of(period: Period | None, corpus: Corpus, today: date) -> Days:
    """Return the days to show; without a period the newest listed day not after `today`.

    If no listing falls in a relative period ("yesterday", "last week"), the newest day replaces it. Raises
    NotFoundError for any other period without a listing.
    """
    newest = corpus.newest_day(today)
    if newest is None:
        raise NotFoundError(phrases.NO_LISTING_EVER if corpus.papers else phrases.NO_CORPUS)
    if period is None:
        return Days(newest, newest)
    since = period.since or corpus.days[-1]
    until = period.until or max(newest, since)
    since = min(since, until)
    if any(since <= day <= until for day in corpus.days):
        return Days(since, until)
    if period.relative:
        return Days(newest, newest, stands_in=True)
    if since > today:
        raise NotFoundError(phrases.FUTURE_DAY.fill(day=since, newest=newest))
    days = joined(_nearest(corpus, since, until), " · ")
    raise NotFoundError(phrases.NO_LISTING_ON.fill(period=span_text(period.since, period.until), days=days))


def _nearest(corpus: Corpus, since: date, until: date) -> list[date]:
    before = next((day for day in corpus.days if day < since), None)
    after = next((day for day in reversed(corpus.days) if day > until), None)
    return [day for day in (before, after) if day is not None]


def filters_of(request: Request, corpus: Corpus, days: Days | None = None) -> Filters:
    """Return the search filters for `request`; `days` are those of its period."""
    among: set[int] | None = None
    if request.among is not None:
        among = set(corpus.numbers(request.among))
    if request.within:
        own = set(corpus.search(request.within).hits.numbers.tolist())
        among = own if among is None else among & own
    if request.people:
        own = _papers_of(request.people, corpus)
        among = own if among is None else among & own
    if request.organizations:
        own = _papers_from(request.organizations, corpus)
        among = own if among is None else among & own
    if request.least_authors is not None or request.most_authors is not None:
        own = _papers_by_team(request.least_authors, request.most_authors, corpus)
        among = own if among is None else among & own
    return Filters(
        None,
        days.since if days else None,
        days.until if days else None,
        request.least_votes,
        request.most_votes,
        None if among is None else frozenset(among),
    )


def _papers_of(people: tuple[str, ...], corpus: Corpus) -> set[int]:
    return {number for name in people for person in corpus.authors.find(name).people for number in person.papers}


def _papers_by_team(least: int | None, most: int | None, corpus: Corpus) -> set[int]:
    """Return the papers with so many authors; those whose listing names none are not among them."""
    counts = np.diff(corpus.table.names.starts)
    fits = (counts >= max(least or 1, 1)) & (counts <= (counts.max(initial=0) if most is None else most))
    return set(np.flatnonzero(fits).tolist())


def _papers_from(organizations: tuple[str, ...], corpus: Corpus) -> set[int]:
    return {number for name in organizations for number in corpus.organizations.papers_of(name)}


def select(request: Request, corpus: Corpus, filters: Filters) -> Selection:
    """Return the papers that `request` asks for within `filters`."""
    sort: Sort = request.order
    if request.topic and request.detail != SAME_LIST:
        selection = topical(request.topic, corpus, filters, sort)
    else:
        plain = "newest" if request.people or request.organizations else "votes"
        selection = Selection(corpus.narrowed(filters, plain if sort == "relevance" else sort))
    return _without(selection, request, corpus) if request.without else selection


def topical(topic: str, corpus: Corpus, filters: Filters, sort: Sort = "relevance") -> Selection:
    """Return the papers on a topic: those near enough to the best, in the order of `sort`."""
    found = corpus.search(topic, filters)
    if not len(found.hits):
        return Selection(found.hits, found.query, "elsewhere")
    bears = answerability(found.query, found.hits[0].paper, corpus)
    # Filters must not change which papers are on topic: they only exclude.
    bounded = replace(filters, since=None, until=None, min_votes=None, max_votes=None)
    whole = found.hits if bounded == filters else corpus.search(topic, bounded).hits
    best_score, best_coverage = whole.best
    if sort == "relevance" and (filters.among is None or len(found.query.words) > 1):
        return Selection(found.hits.at_least(score=best_score * _NEAR_SHARE), found.query, bears)
    # Within a list already shown, any paper containing the word fits, however common the word.
    fitting = found.hits.at_least(coverage=best_coverage * _TOPICAL_SHARE, score=best_score * _TOPICAL_SCORE)
    return Selection(fitting if sort == "relevance" else fitting.by(sort), found.query, bears)


def _without(selection: Selection, request: Request, corpus: Corpus) -> Selection:
    """Exclude single papers, those of a period or of people, and those on an unwanted topic."""
    out = set(corpus.numbers(request.without.papers)) | _papers_of(request.without.people, corpus)
    out |= _papers_from(request.without.organizations, corpus)
    if (period := request.without.period) is not None:
        out |= set(corpus.narrowed(Filters(since=period.since, until=period.until)).numbers.tolist())
    if request.without.topic:
        out |= _on_topic(request.without.topic, corpus)
    kept = selection.hits.other_than(sorted(out))
    return replace(selection, hits=kept, left_out=len(selection.hits) - len(kept))


def _on_topic(topic: str, corpus: Corpus) -> set[int]:
    """Return the papers on a topic: those that mention it, if few do."""
    about = set[int]()
    for part in topic.split(","):
        if words := [own for word in corpus.read(part).words if (own := _meant_by(word, corpus))]:
            about |= set[int].intersection(*(_about(own, corpus) for own in words))
    return about


def _meant_by(word: QueryWord, corpus: Corpus) -> frozenset[str]:
    """Return what a word matches, and the concepts of the one it was corrected to."""
    corrected = corpus.analyse(word.meant) if word.meant and not word.said and " " not in word.meant else ()
    return word.stands_for.union(corrected)


def _about(tokens: frozenset[str], corpus: Corpus) -> set[int]:
    """Return the papers that mention any of the tokens; of common ones only in their title or first sentences."""
    found = {number for token in tokens for number in corpus.index.postings(token).tolist()}
    if len(found) <= corpus.index.most_documents(_COMMON_SHARE):
        return found
    digests = digests_of(tokens)
    return {one for one in found if corpus.table.sentences.has_in_opening(one, digests, _OPENING)}
