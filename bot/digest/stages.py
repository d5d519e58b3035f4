"""At which stage each paper of the newest day or the coming review stands, by the functions that choose posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.digest.listed import Listed
from bot.digest.post import choose, days_of, fitting
from bot.digest.reviews import review_of_now
from bot.digest.schedule import State, state_of
from bot.search.hits import Hit
from bot.storage.digests.values import Delivery, Due, Subscription

__all__ = ["PostStages", "Stage", "examined", "post_stages"]

# Of a paper in the day's post, what became of that; else that it goes into the next post, or what holds it back: the
# list may still grow, the day was posted before, too few votes, shown in the last days, papers on the topics took its
# place, too many are better.
Stage = Literal[State, "next", "incomplete", "late", "votes", "shown", "topic", "count"]


@dataclass(frozen=True, slots=True)
class PostStages:
    """The days of a post and their papers with their stages, most votes first."""

    since: date
    until: date
    papers: tuple[tuple[Hit, Stage], ...]

    def counts(self) -> dict[Stage, int]:
        """Return how many papers there are of each stage, in the order in which they are met."""
        found: dict[Stage, int] = {}
        for _, stage in self.papers:
            found[stage] = found.get(stage, 0) + 1
        return found


def examined(subscription: Subscription, listed: Listed, now: datetime) -> Due | None:
    """Return the post whose papers are looked at, None if there are none.

    It is that of the newest listing day on the channel's clock, complete or not; without daily posts the review as if
    it were due today.
    """
    if not subscription.is_daily:
        return next(iter(review_of_now(now, subscription, listed.days(subscription, now))), None)
    day = listed.corpus.newest_day(now.astimezone(ZoneInfo(subscription.timezone)).date())
    return None if day is None else Due("listing", day)


def post_stages(
    post: Due,
    subscription: Subscription,
    listed: Listed,
    deliveries: Sequence[Delivery],
    shown: frozenset[str],
    now: datetime,
) -> PostStages:
    """Return the stages of a post's papers; `deliveries` and `shown` are what it is chosen by."""
    since, until = days_of(post)
    hits = listed.corpus.top(since, until)
    return PostStages(since, until, tuple(_stages(post, hits, subscription, listed, deliveries, shown, now)))


def _stages(
    post: Due,
    hits: Iterable[Hit],
    subscription: Subscription,
    listed: Listed,
    deliveries: Sequence[Delivery],
    shown: frozenset[str],
    now: datetime,
) -> Iterator[tuple[Hit, Stage]]:
    corpus = listed.corpus
    own = next((item for item in deliveries if (item.kind, item.day) == (post.kind, post.day)), None)
    picked = {pick.arxiv_id for pick in own.picks} if own else set[str]()
    is_over = any(item.kind == post.kind and item.day >= post.day for item in deliveries)
    # A review has complete days only.
    is_complete = post.kind != "listing" or post.day in listed.days(subscription, now)
    before = shown - picked
    enough = set(fitting(post, subscription, corpus))
    chosen = {pick.arxiv_id for pick in choose(post, subscription, corpus, before)}
    by_votes = {pick.arxiv_id for pick in choose(post, replace(subscription, follows=()), corpus, before)}
    for hit in hits:
        arxiv_id = hit.paper.arxiv_id
        if own is not None and arxiv_id in picked:
            yield hit, state_of(own, now)
        elif not is_over and not is_complete:
            yield hit, "incomplete"
        elif arxiv_id not in enough:
            yield hit, "votes"
        elif arxiv_id in before:
            yield hit, "shown"
        elif arxiv_id in chosen:
            yield hit, "late" if is_over else "next"
        else:
            yield hit, "topic" if arxiv_id in by_votes else "count"
