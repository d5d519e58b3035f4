"""Deliver what is due, once: claim, find or send, record."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from bot.digest.ledger import DigestLedger
from bot.digest.post import DigestPost, choose, compose
from bot.digest.schedule import CATCH_UP, Delivery, Due, Subscription, due, next_slot, unsent
from bot.search.corpus import Corpus
from bot.texts import Text

__all__ = ["CannotPostError", "DigestService", "Poster"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=6)
# What the next decision can depend on: three slots, and the newest day, which the ledger always gives.
_MEMORY = timedelta(days=3)
# Clocks of two machines differ, and a message may be stamped a little before its claim.
_SLACK = timedelta(minutes=15)


class CannotPostError(Exception):
    """Say why a channel cannot be posted to or read; the delivery is tried again later."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Poster(Protocol):
    """Send posts and find them again. Both raise CannotPostError for what may pass."""

    async def send(self, post: DigestPost) -> int:
        """Send `post` with its nonce and return the message's id."""
        ...

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        """Return the id of the bot's own message with the post's marker sent after `since`, or None."""
        ...


class DigestService:
    """Serve every guild's daily post; `tick` is called about every minute and may be called at any time."""

    def __init__(
        self, ledger: DigestLedger, corpus: Callable[[], Corpus], poster: Poster, patience: float = 60.0
    ) -> None:
        self._ledger = ledger
        self._corpus = corpus
        self._poster = poster
        self._patience = patience
        self._ticking = asyncio.Lock()

    async def tick(self, now: datetime) -> None:
        """Deliver what is due at `now`. What fails in one guild is logged and never stops another."""
        async with self._ticking:
            for subscription in await self._ledger.subscriptions():
                try:
                    await self._serve(subscription, now)
                except Exception:
                    _log.exception("the daily post of guild %s failed", subscription.guild_id)

    async def subscribe(self, new: Subscription) -> Subscription:
        """Put `new` in the place of the guild's subscription and return it as stored.

        Where channel, time and zone stay, the moment of setting stays too: a change of the count just after the
        hour must not cost that day's post.
        """
        old = await self._ledger.subscription(new.guild_id)
        same = old is not None and (old.channel_id, old.post_time, old.timezone) == (
            new.channel_id,
            new.post_time,
            new.timezone,
        )
        stored = replace(new, set_at=old.set_at) if old is not None and same else new
        await self._ledger.subscribe(stored)
        return stored

    async def unsubscribe(self, guild_id: int) -> bool:
        """End a guild's subscription; return whether there was one."""
        return await self._ledger.unsubscribe(guild_id)

    async def subscription(self, guild_id: int) -> Subscription | None:
        """Return a guild's subscription, or None."""
        return await self._ledger.subscription(guild_id)

    async def preview(self, subscription: Subscription, now: datetime) -> DigestPost | None:
        """Return the next post as things stand, or None where there is nothing to post."""
        corpus, deliveries = self._corpus(), await self._ledger.deliveries(subscription.channel_id, now - _MEMORY)
        for claimed in unsent(now, deliveries):
            if post := compose(claimed, subscription, corpus):
                return post
        coming = next_slot(now, subscription.post_time, ZoneInfo(subscription.timezone))
        for moment in (now, coming):
            for post in due(moment, subscription, corpus.days, deliveries):
                ids = await self._papers(post, subscription, corpus)
                claim = Delivery(subscription.guild_id, subscription.channel_id, post.kind, post.day, now, ids)
                return compose(claim, subscription, corpus)
        return None

    async def _serve(self, subscription: Subscription, now: datetime) -> None:
        corpus, channel_id = self._corpus(), subscription.channel_id
        deliveries = await self._ledger.deliveries(channel_id, now - _MEMORY)
        posts = due(now, subscription, corpus.days, deliveries)
        if posts:
            chosen = [(post, await self._papers(post, subscription, corpus)) for post in posts]
            await self._ledger.claim(subscription, [(post, ids) for post, ids in chosen if ids], now)
            deliveries = await self._ledger.deliveries(channel_id, now - _MEMORY)
        for delivery in unsent(now, deliveries):
            post = compose(delivery, subscription, corpus)
            if post is None:
                await self._note_gone(delivery, now)
                continue
            # After a failure the later days wait too: a channel gets its days in their order.
            waiting = delivery.retry_at is not None and now < delivery.retry_at <= now + _LONGEST_PAUSE
            if waiting or not await self._deliver(delivery, post, now):
                return

    async def _deliver(self, delivery: Delivery, post: DigestPost, now: datetime) -> bool:
        """Send a claimed post, or find it where an earlier attempt had sent it; return whether it is there."""
        try:
            message_id = None
            if delivery.attempted_at is not None:
                # That attempt may have reached Discord; for the ones before it this search was made then.
                since = min(delivery.attempted_at, now) - _SLACK
                message_id = await self._reach(self._poster.find(post, since))
            if message_id is None:
                await self._ledger.attempt(delivery, now)
                message_id = await self._reach(self._poster.send(post))
        except CannotPostError as error:
            retry_at = _retry_at(delivery, now)
            _log.warning("the daily post of channel %s waits until %s: %s", delivery.channel_id, retry_at, error)
            await self._ledger.failed(delivery, error.reason, retry_at)
            return False
        await self._ledger.sent(delivery, message_id, now)
        return True

    async def _reach(self, call: Awaitable[_T]) -> _T:
        """Wait for the poster, but not for ever, and take whatever goes wrong there as a failure of its channel."""
        try:
            async with asyncio.timeout(self._patience):
                return await call
        except CannotPostError:
            raise
        except TimeoutError as error:
            raise CannotPostError(_SLOW) from error
        except Exception as error:
            _log.exception("a daily post met a defect")
            raise CannotPostError(_DEFECT) from error

    async def _note_gone(self, delivery: Delivery, now: datetime) -> None:
        if delivery.last_error != _PAPERS_GONE:
            await self._ledger.failed(delivery, _PAPERS_GONE, now)

    async def _papers(self, post: Due, subscription: Subscription, corpus: Corpus) -> tuple[str, ...]:
        shown = await self._ledger.shown(subscription.channel_id) if post.kind == "highlights" else frozenset[str]()
        return choose(post.kind, post.day, subscription.count, corpus, shown)


_PAPERS_GONE = Text("the papers of this post are no longer in the corpus", "이 글의 논문이 더 이상 자료에 없습니다")
_SLOW = Text("Discord did not answer in time", "Discord가 제때 응답하지 않았습니다")
_DEFECT = Text(
    "something unforeseen went wrong; the log has it", "예상하지 못한 문제가 생겼습니다. 로그에 기록해 두었습니다"
)


def _retry_at(delivery: Delivery, now: datetime) -> datetime:
    """Return when to try again: ever later, yet so that the window never ends within one long pause."""
    rest = delivery.claimed_at + CATCH_UP - now
    pause = min(_FIRST_PAUSE * 2 ** min(delivery.attempts, 10), _LONGEST_PAUSE, rest / 2)
    return now + max(pause, _FIRST_PAUSE)
