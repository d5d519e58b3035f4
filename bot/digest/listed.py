"""The papers that posts are made of, and which of their days may be posted yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.digest.schedule import latest_slot
from bot.search.corpus import Corpus
from bot.storage.digests.values import Subscription

__all__ = ["Listed"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A corpus, and for each day that a feed fetched the moment when its list was complete, None for one that grows.

    Every other day is complete as it is.
    """

    corpus: Corpus
    complete_at: Mapping[date, datetime | None] = field(default_factory=dict[date, "datetime | None"])

    @property
    def mark(self) -> str:
        """What tells it from another one that posts may hang on, after a restart too."""
        own = f"{self.corpus.table.state}:{self.corpus.glossary.digest}"
        growing = sorted(str(day) for day, moment in self.complete_at.items() if moment is None)
        return ":".join((own, *growing))

    def days(self, subscription: Subscription, now: datetime) -> Sequence[date]:
        """Return the days that a channel may be given at `now`, newest first.

        Where only complete days are wanted, a day comes with the first slot after its end: at the hour that was asked
        for, and not in the middle of the day.
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
        """Return the newest of these days on the channel's clock, None where there is none."""
        today = now.astimezone(ZoneInfo(subscription.timezone)).date()
        return next((day for day in self.days(subscription, now) if day <= today), None)
