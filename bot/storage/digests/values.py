"""Values of the daily post: subscriptions, deliveries, and posts to claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Literal

from bot.storage.follow import Follow
from bot.texts import Language, Text

__all__ = [
    "CATCH_UP",
    "REVIEWS",
    "Delivery",
    "Due",
    "Every",
    "Kind",
    "Pick",
    "Review",
    "Subscription",
    "Threads",
    "When",
    "WhenNothingNew",
]

Review = Literal["week", "month"]
Kind = Literal["listing", "highlights"] | Review
Every = Literal["day", "week", "month", "day-week", "day-month"]
Threads = Literal["none", "post", "papers"]
When = Literal["complete", "newest"]
WhenNothingNew = Literal["nothing", "highlights"]

# How often each choice is posted besides daily.
REVIEWS: Mapping[Every, Review] = MappingProxyType(
    {"week": "week", "day-week": "week", "month": "month", "day-month": "month"}
)
# How long a claimed post is retried.
CATCH_UP = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a channel gets: when (in its own time zone), how many papers, and which.

    With `user_id` it is a person's own: direct messages with followed papers, `guild_id` 0. `quiet_days` are weekdays
    from Monday = 0; days up to `listed_after` are not posted. `missing_since` is when Discord first did not know the
    channel; for a person, `noticed_at` is when it first refused their messages. `when` says whether a day is posted
    once its list is complete, or as it grows; `publish` whether posts in an announcement channel are published.

    `every` says how often: daily, a review of each week or month, or both. A weekly one comes on `weekday`, a monthly
    one on the first `weekday` of a month, or on its first day if that is None; not before `review_since`, when this was
    chosen.
    """

    guild_id: int
    channel_id: int
    post_time: time
    timezone: str
    count: int
    language: Language
    when_nothing_new: WhenNothingNew
    set_by: int
    set_at: datetime
    min_votes: int = 0
    follows: tuple[Follow, ...] = ()
    role_id: int | None = None
    quiet_days: frozenset[int] = frozenset()
    threads: Threads = "none"
    notice_channel_id: int | None = None
    paused_at: datetime | None = None
    noticed_at: datetime | None = None
    user_id: int | None = None
    listed_after: date | None = None
    missing_since: datetime | None = None
    when: When = "complete"
    publish: bool = True
    every: Every = "day"
    weekday: int | None = None
    review_since: datetime | None = None

    @property
    def is_daily(self) -> bool:
        """Whether each day is posted."""
        return self.every not in ("week", "month")

    @property
    def review(self) -> Review | None:
        """The kind of review that is posted, None if there is none."""
        return REVIEWS.get(self.every)

    @property
    def in_trouble(self) -> bool:
        """Whether a failure is recorded that the next successful post clears."""
        return self.noticed_at is not None or self.missing_since is not None


@dataclass(frozen=True, slots=True)
class Pick:
    """A paper of a post, and the followed topic or author that put it on top."""

    arxiv_id: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed post; done once it has its message's id.

    With `attempted_at` but no id, its message may have been sent nevertheless. For a sent post `last_error` says why
    its threads could not be opened or it could not be published; `threads_due` and `publish_due` are what is missing.
    `left_out` papers of its day were shown within the last days. A review has the papers listed from `since` to
    `until`; if both are None, highlights of the archive.
    """

    guild_id: int
    channel_id: int
    kind: Kind
    day: date
    claimed_at: datetime
    picks: tuple[Pick, ...]
    attempts: int = 0
    retry_at: datetime | None = None
    last_error: Text | None = None
    message_id: int | None = None
    attempted_at: datetime | None = None
    sent_at: datetime | None = None
    thread_id: int | None = None
    threads_due: Threads = "none"
    left_out: int = 0
    since: date | None = None
    until: date | None = None
    publish_due: bool = False

    @property
    def key(self) -> tuple[int, Kind, str]:
        """Its channel, kind and day, as they are stored; no two deliveries share them."""
        return self.channel_id, self.kind, self.day.isoformat()

    @property
    def is_finished(self) -> bool:
        """Whether a sent post lacks nothing."""
        return self.threads_due == "none" and not self.publish_due


@dataclass(frozen=True, slots=True)
class Due:
    """A post to claim: a listing day with those from `since` on, highlights named by their local date, or a review.

    A review is named by the day on which it is due; it has the days from `since` to `until`, None if nothing is listed.
    `left_out` papers of a listing day are not shown again.
    """

    kind: Kind
    day: date
    since: date | None = None
    left_out: int = 0
    until: date | None = None
