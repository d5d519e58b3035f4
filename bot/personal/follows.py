"""What people follow, and the resulting direct messages."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.personal.followable import checked
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.values import Subscription
from bot.storage.follow import Follow
from bot.storage.people.follows import Began, Follower, FollowerStore
from bot.texts import Language

__all__ = ["Follows"]

_PER_MESSAGE = 10


class Follows(FollowerStore):
    """What people follow, in a Store; their messages are due at `post_time` in `timezone`, an IANA name."""

    def __init__(self, store: Store, corpus: Callable[[], Corpus], post_time: time, timezone: str) -> None:
        super().__init__(store)
        self._corpus = corpus
        self.post_time = post_time
        self.timezone = timezone

    @property
    def hour(self) -> str:
        """When messages are due, as one text."""
        return f"{self.post_time:%H:%M} {self.timezone}"

    async def follow(self, user_id: int, follow: Follow, channel_id: int, language: Language, now: datetime) -> Began:
        """Follow a topic or an author from the next listing day on; return the outcome.

        Matches go to `channel_id` in `language`, also after they had been stopped. Raises InputError or NotFoundError
        for what cannot be followed.
        """
        follow = checked(follow, self._corpus())
        return await self.add(user_id, follow, channel_id, language, now, self._newest_day(now))

    async def restart(self, user_id: int, channel_id: int, language: Language, now: datetime) -> bool:
        """Resume messages from now on, to `channel_id`; return False if they were not stopped."""
        return await self.go_on(user_id, channel_id, language, now, self._newest_day(now))

    async def subscriptions(self, channel_ids: Collection[int] | None = None) -> list[Subscription]:
        """Return the direct-message subscriptions of active followers: all, or those in some channels."""
        return [self._subscription(follower) for follower in await self.followers(channel_ids)]

    def _newest_day(self, now: datetime) -> date | None:
        """Return the newest listing day on the followers' clock."""
        return self._corpus().newest_day(now.astimezone(ZoneInfo(self.timezone)).date())

    def _subscription(self, follower: Follower) -> Subscription:
        return Subscription(
            guild_id=0,
            channel_id=follower.channel_id,
            post_time=self.post_time,
            timezone=self.timezone,
            count=_PER_MESSAGE,
            language=follower.language,
            when_nothing_new="nothing",
            set_by=follower.user_id,
            set_at=follower.since,
            follows=follower.follows,
            noticed_at=follower.refused_at,
            user_id=follower.user_id,
            listed_after=follower.listed_after,
        )
