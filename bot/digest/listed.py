"""The papers to post, and which of their days may be posted already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.digest.slots import latest_slot
from bot.search.corpus import Corpus
from bot.storage.digests.values import Subscription

__all__ = ["Listed"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A corpus, and when the list of each fetched day was complete, None if it still grows.

    All other days are complete.
    """

    corpus: Corpus
    complete_at: Mapping[date, datetime | None] = field(default_factory=dict[date, "datetime | None"])

    @property
    def mark(self) -> str:
        """An identifier of this state of the papers, stable across restarts."""
        own = f"{self.corpus.table.state}:{self.corpus.glossary.digest}"
        growing = sorted(str(day) for day, moment in self.complete_at.items() if moment is None)
        return ":".join((own, *growing))

    def days(self, subscription: Subscription, now: datetime) -> Sequence[date]:
        """Return the days that a channel may be given at `now`, newest first.

        If only complete days are wanted, a day is posted in the first slot after its end, at the configured hour.
        """
        days = self.corpus.days
        if subscription.when == "newest" or not self.complete_at:
            return days
        slot = latest_slot(now, subscription.post_time, ZoneInfo(subscription.timezone))
        waiting = {day for day, moment in self.complete_at.items() if moment is None or moment > slot}
        if not waiting:
            return days
        oldest = min(waiting)
        head = list(takewhile(lambda day: day >= oldest, days))
        return (*(day for day in head if day not in waiting), *days[len(head) :])

    def newest_day(self, subscription: Subscription, now: datetime) -> date | None:
        """Return the newest of these days on the channel's clock, or None."""
        today = now.astimezone(ZoneInfo(subscription.timezone)).date()
        return next((day for day in self.days(subscription, now) if day <= today), None)
