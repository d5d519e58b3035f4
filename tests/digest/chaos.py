"""What outlives a restart of the bot: Discord's clock, channels and messages, the listings, and what broke its word."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.corpus.paper import Listing, Paper
from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Venue
from bot.digest.schedule import DAILY
from bot.digest.slots import latest_slot
from bot.search.corpus import Corpus
from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Delivery, Due, Pick, Subscription
from bot.texts import Text
from tests.digest.world import Lost

__all__ = ["START", "MortalLedger", "World"]

START = datetime(2024, 11, 1, 0, 30, tzinfo=UTC)  # New York's clocks go back on the 3rd
_DENIED = Text("missing permission", "권한이 없습니다")


@dataclass
class World:
    """Send, find and tell as Discord does, on the bad days too; `wrongs` are promises that were broken.

    Messages are stamped by Discord's clock; when they were sent by the bot's stands in `sent_at`.
    """

    chance: random.Random
    now: datetime = START
    skew: timedelta = timedelta()
    most_skew: timedelta = timedelta(minutes=7)
    calm: bool = False
    broken: bool = False
    days: set[date] = field(default_factory=lambda: {date(2024, 10, 30)})
    messages: list[tuple[datetime, int, DigestPost]] = field(default_factory=list[tuple[datetime, int, DigestPost]])
    sent_at: list[datetime] = field(default_factory=list[datetime])
    loaded: Corpus = field(default_factory=lambda: Corpus(()))
    paused: set[int] = field(default_factory=set[int])
    forbidden: set[int] = field(default_factory=set[int])
    deleted: set[int] = field(default_factory=set[int])
    reached: Counter[int] = field(default_factory=Counter[int])
    threaded: set[int] = field(default_factory=set[int])
    notices: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    wrongs: list[str] = field(default_factory=list[str])

    @property
    def clock(self) -> datetime:
        """What the bot takes for the present."""
        return self.now + self.skew

    def corpus(self) -> Corpus:
        if self.loaded.days != tuple(sorted(self.days, reverse=True)):
            self.loaded = self._load()
        return self.loaded

    def _load(self) -> Corpus:
        papers = (
            Paper(
                f"{day:%y%m}.{day.day:02}{n:03}",
                f"{'Robot' if n % 2 else 'Thing'} {n}",
                (),
                (),
                (Listing(day, n, n, "a.txt"),),
            )
            for day in self.days
            for n in range(4)
        )
        return Corpus(papers)

    def perhaps_die(self) -> None:
        """End the process here, sometimes."""
        if not self.calm and self.chance.random() < 0.08:
            raise Lost

    def perhaps_fail(self, channel_id: int) -> None:
        if channel_id in self.deleted:
            raise CannotPostError(_DENIED, "gone")
        if channel_id in self.forbidden:
            raise CannotPostError(_DENIED, "forbidden")
        if self.calm:
            return
        if self.broken or self.chance.random() < 0.1:
            raise CannotPostError(_DENIED)
        if self.chance.random() < 0.05:
            message = "something nobody thought of"
            raise RuntimeError(message)

    def venue(self, post: DigestPost) -> Venue:
        return "messages"

    async def send(self, post: DigestPost) -> int:
        self.perhaps_die()
        self.perhaps_fail(post.channel_id)
        if post.channel_id in self.paused:
            self.wrongs.append(f"channel {post.channel_id} got a post in its pause")
        self.messages.append((self.now, len(self.messages) + 1, post))
        self.sent_at.append(self.clock)
        number = len(self.messages)
        self.perhaps_die()
        self.perhaps_fail(post.channel_id)
        self.reached[post.channel_id] += 1
        return number

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        self.perhaps_die()
        self.perhaps_fail(post.channel_id)
        fitting = (n for at, n, kept in self.messages if kept.marker == post.marker and at >= since)
        found = next((n for n in fitting if self.messages[n - 1][2].channel_id == post.channel_id), None)
        self.reached[post.channel_id] += found is not None
        return found

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        self.perhaps_die()
        self.perhaps_fail(post.channel_id)
        self.threaded.add(message_id)
        self.perhaps_die()
        self.perhaps_fail(post.channel_id)
        return message_id

    async def publish(self, post: DigestPost, message_id: int) -> None:
        raise AssertionError

    async def notify(self, subscription: Subscription, text: Text) -> None:
        self.perhaps_die()
        self.notices.append((subscription.channel_id, self.reached[subscription.channel_id]))
        self.perhaps_fail(0)

    def posts(self, channel_id: int) -> list[DigestPost]:
        return [post for _, _, post in self.messages if post.channel_id == channel_id]

    def listed(self, channel_id: int) -> list[date]:
        return [post.day for post in self.posts(channel_id) if post.kind == "listing"]


class MortalLedger(DigestLedger):
    """Die before or after each write, sometimes."""

    def __init__(self, store: Store, world: World) -> None:
        super().__init__(store)
        self._world = world

    async def claim(
        self, subscription: Subscription, posts: Sequence[tuple[Due, Sequence[Pick]]], now: datetime
    ) -> list[Delivery]:
        zone = ZoneInfo(subscription.timezone)
        quiet = latest_slot(now, subscription.post_time, zone).astimezone(zone).weekday() in subscription.quiet_days
        if quiet and any(post.kind in DAILY for post, _ in posts):
            self._world.wrongs.append(f"channel {subscription.channel_id} is served on a quiet day")
        self._world.perhaps_die()
        claimed = await super().claim(subscription, posts, now)
        self._world.perhaps_die()
        return claimed

    async def _change(self, guild_id: int, channel_id: int, changes: str, where: str, *values: str) -> bool:
        changed = await super()._change(guild_id, channel_id, changes, where, *values)
        if "noticed_at" in changes:
            self._world.perhaps_die()
        return changed

    async def _update(
        self,
        delivery: Delivery,
        changes: str,
        *values: str | int | None,
        where: str = "",
        known: Sequence[str | int | None] = (),
    ) -> bool:
        self._world.perhaps_die()
        updated = await super()._update(delivery, changes, *values, where=where, known=known)
        self._world.perhaps_die()
        return updated
