"""What the daily post is made of: who wants it, what was claimed, what is to be claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.storage.follow import Follow
from bot.texts import Language, Text

__all__ = ["CATCH_UP", "Delivery", "Due", "Kind", "Pick", "Subscription", "Threads", "When", "WhenNothingNew"]

Kind = Literal["listing", "highlights"]
Threads = Literal["none", "post", "papers"]
When = Literal["complete", "newest"]
WhenNothingNew = Literal["nothing", "highlights"]

# How long a post that was claimed is tried.
CATCH_UP = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Subscription:
    """Hold what a channel is to get: when (in its own time zone), how many papers, and which.

    With `user_id` it is a person's own: direct messages with what they follow, `guild_id` 0. `quiet_days` are weekdays
    from Monday = 0; of the days up to `listed_after` nothing is posted. `missing_since` is when Discord first knew no
    such channel; a person's own is `noticed_at` when it first refused their messages. `when` says whether a day is
    posted once its list is complete, or as it grows.
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

    @property
    def in_trouble(self) -> bool:
        """Whether a failure was noted that the next post which succeeds is to end."""
        return self.noticed_at is not None or self.missing_since is not None


@dataclass(frozen=True, slots=True)
class Pick:
    """Hold a paper of a post, and the followed topic or author for which it stands on top."""

    arxiv_id: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Hold a post that was claimed; it is done once it has the id of its message.

    With `attempted_at` but no id its message may stand in the channel all the same. What `last_error` tells of a post
    that was sent is why its threads could not be opened; those that it still is to get are in `threads_due`.
    `left_out` papers of its day were shown within the last days.
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


@dataclass(frozen=True, slots=True)
class Due:
    """Hold a post to claim: a listing day with those from `since` on, or highlights named by their local date.

    `left_out` papers of it are not shown again.
    """

    kind: Kind
    day: date
    since: date | None = None
    left_out: int = 0
