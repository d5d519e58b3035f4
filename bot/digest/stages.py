"""At which stage each paper of the newest day stands, by the very functions that choose what is posted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.digest.listed import Listed
from bot.digest.post import choose, fitting
from bot.digest.schedule import State, state_of
from bot.search.hits import Hit
from bot.storage.digests.values import Delivery, Due, Subscription

__all__ = ["DayStages", "Stage", "day_stages", "newest_day"]

# Of a paper in the day's post, what became of that; else that it goes into the next post, or what holds it back: the
# list may still grow, the day was posted before, too few votes, shown in the last days, papers on the topics took its
# place, too many are better.
Stage = Literal[State, "next", "incomplete", "late", "votes", "shown", "topic", "count"]


@dataclass(frozen=True, slots=True)
class DayStages:
    """A listing day and its papers with their stages, most votes first."""

    day: date
    papers: tuple[tuple[Hit, Stage], ...]

    def counts(self) -> dict[Stage, int]:
        """Return how many papers there are of each stage, in the order in which they are met."""
        found: dict[Stage, int] = {}
        for _, stage in self.papers:
            found[stage] = found.get(stage, 0) + 1
        return found


def newest_day(subscription: Subscription, listed: Listed, now: datetime) -> date | None:
    """Return the newest listing day on the channel's clock, complete or not."""
    return listed.corpus.newest_day(now.astimezone(ZoneInfo(subscription.timezone)).date())


def day_stages(
    day: date,
    subscription: Subscription,
    listed: Listed,
    deliveries: Sequence[Delivery],
    shown: frozenset[str],
    now: datetime,
) -> DayStages:
    """Return the stages of a day's papers; `deliveries` and `shown` are what the next post is chosen by."""
    stages = _stages(day, subscription, listed, deliveries, shown, now)
    return DayStages(day, tuple(stages))


def _stages(
    day: date,
    subscription: Subscription,
    listed: Listed,
    deliveries: Sequence[Delivery],
    shown: frozenset[str],
    now: datetime,
) -> Iterator[tuple[Hit, Stage]]:
    corpus, due = listed.corpus, Due("listing", day)
    own = next((item for item in deliveries if item.kind == "listing" and item.day == day), None)
    picked = {pick.arxiv_id for pick in own.picks} if own else set[str]()
    is_over = any(item.kind == "listing" and item.day >= day for item in deliveries)
    is_complete = day in listed.days(subscription, now)
    before = shown - picked
    enough = set(fitting(due, subscription, corpus))
    chosen = {pick.arxiv_id for pick in choose(due, subscription, corpus, before)}
    by_votes = {pick.arxiv_id for pick in choose(due, replace(subscription, follows=()), corpus, before)}
    for hit in corpus.top(day, day):
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
