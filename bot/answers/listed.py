"""Days of the corpus: which listing is meant, and what to say where there is none."""

from __future__ import annotations

from datetime import date

from bot.answers import phrases
from bot.answers.reply import Reply
from bot.answers.understand.calendar_values import Period
from bot.errors import NotFoundError
from bot.search.corpus import Corpus, Filters
from bot.texts import Language, Text, joined, span_text

__all__ = ["count_reply", "resolve", "top_reply"]


def resolve(period: Period | None, corpus: Corpus, today: date) -> tuple[date, date, bool]:
    """Return the first and last day to show, and whether they stand in for a period without a listing.

    Without a period the newest listed day not after `today` is meant; so it is for words such as "yesterday" or
    "last week" that no listing falls in. Raises NotFoundError for any other day or range without a listing.
    """
    newest = corpus.newest_day(today)
    if newest is None:
        raise NotFoundError(phrases.NO_LISTING_EVER if corpus.papers else phrases.NO_CORPUS)
    if period is None:
        return newest, newest, False
    since = period.since or corpus.days[-1]
    until = period.until or max(newest, since)
    since = min(since, until)
    if any(since <= day <= until for day in corpus.days):
        return since, until, False
    if period.relative:
        return newest, newest, True
    if since > today:
        raise NotFoundError(phrases.FUTURE_DAY.fill(day=since, newest=newest))
    days = joined(_nearest(corpus, since, until), " · ")
    raise NotFoundError(phrases.NO_LISTING_ON.fill(period=span_text(period.since, period.until), days=days))


def top_reply(
    corpus: Corpus, period: Period | None, today: date, language: Language, count: int, filters: Filters
) -> Reply:
    """Return the best-voted papers of a day or range; the lead names it, and says so when it is not today."""
    if period is None and filters.min_votes is not None and corpus.days:
        # "Papers with over 50 votes" names no day because it means all of them.
        period = Period(corpus.days[-1], None, grain="range")
    since, until, stands_in = resolve(period, corpus, today)
    listed = corpus.top(since, until)
    shown = (corpus.top(since, until, filters.min_votes) if filters.min_votes else listed)[:count]
    if not shown:
        raise NotFoundError(phrases.NOT_IN_CORPUS)
    total, days = phrases.papers(len(listed)), span_text(since, until)
    text = phrases.ALL_LISTED if 1 < len(shown) == len(listed) else phrases.TOP_OF
    lead = [text.fill(count=len(shown), total=total, period=days)]
    if stands_in and period is not None:
        lead.insert(0, _missed(period))
    if (period is None or stands_in) and since != today:
        lead.append(phrases.NOT_TODAY.fill(today=today))
    return Reply("papers", language, joined(lead, " ").in_(language), shown)


def count_reply(corpus: Corpus, period: Period, today: date, language: Language) -> Reply:
    """Return how many papers a day or range lists."""
    since, until, stands_in = resolve(period, corpus, today)
    hits = corpus.top(since, until)
    lead = [phrases.COUNTED.fill(papers=phrases.papers(len(hits)), period=span_text(since, until))]
    if stands_in:
        lead.insert(0, _missed(period))
    return Reply("answered", language, joined(lead, " ").in_(language), hits[:10])


def _nearest(corpus: Corpus, since: date, until: date) -> list[date]:
    before = next((day for day in corpus.days if day < since), None)
    after = next((day for day in reversed(corpus.days) if day > until), None)
    return [day for day in (before, after) if day is not None]


def _missed(period: Period) -> Text:
    return phrases.NEWEST_INSTEAD.fill(period=span_text(period.since, period.until))
