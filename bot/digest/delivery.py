"""Deliver what is due, once: claim, find or send, record."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.digest.ledger import DigestLedger
from bot.digest.post import DigestPost, choose, compose
from bot.digest.schedule import CATCH_UP, Delivery, Due, Subscription, due
from bot.search.corpus import Corpus
from bot.texts import Text

__all__ = ["CannotPostError", "DigestService", "Poster"]

_log = logging.getLogger(__name__)

_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=6)
# Clocks of two machines differ, and a message may be stamped a little before its claim.
_SLACK = timedelta(minutes=5)


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

    def __init__(self, ledger: DigestLedger, corpus: Callable[[], Corpus], poster: Poster) -> None:
        self._ledger = ledger
        self._corpus = corpus
        self._poster = poster
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
        """Return what the next post would show as things stand, or None where there is nothing to post."""
        corpus, deliveries = self._corpus(), await self._ledger.deliveries(subscription.channel_id)
        today = now.astimezone(ZoneInfo(subscription.timezone)).date()
        newest = corpus.newest_day(today)
        posted = {item.day for item in deliveries if item.kind == "listing"}
        if newest is not None and newest not in posted:
            return self._imagine(Due("listing", newest), subscription, corpus, deliveries, now)
        if subscription.when_nothing_new == "highlights":
            return self._imagine(Due("highlights", today), subscription, corpus, deliveries, now)
        return None

    async def _serve(self, subscription: Subscription, now: datetime) -> None:
        corpus = self._corpus()
        deliveries = await self._ledger.deliveries(subscription.channel_id)
        posts = due(now, subscription, corpus.days, deliveries)
        if posts:
            chosen = [(post, _papers(post, subscription, corpus, deliveries)) for post in posts]
            await self._ledger.claim(subscription, [(post, ids) for post, ids in chosen if ids], now)
            deliveries = await self._ledger.deliveries(subscription.channel_id)
        for delivery in deliveries:
            # After a failure the later days wait too: a channel gets its days in their order.
            if _unfinished(delivery, now) and not await self._deliver(delivery, subscription, corpus, now):
                return

    async def _deliver(self, delivery: Delivery, subscription: Subscription, corpus: Corpus, now: datetime) -> bool:
        """Send a claimed post, or find it where an earlier attempt had sent it; return whether it is there."""
        try:
            post = compose(delivery, subscription, corpus)
            if post is None:
                raise CannotPostError(_PAPERS_GONE)
            # An attempt without a recorded message may have reached Discord all the same: look before sending again.
            found = await self._poster.find(post, delivery.claimed_at - _SLACK) if delivery.attempts else None
            if found is None:
                await self._ledger.attempt(delivery)
                found = await self._poster.send(post)
        except CannotPostError as error:
            pause = min(_FIRST_PAUSE * 2 ** min(delivery.attempts, 10), _LONGEST_PAUSE)
            _log.warning("the daily post of channel %s waits %s: %s", delivery.channel_id, pause, error)
            await self._ledger.failed(delivery, error.reason, now + pause)
            return False
        await self._ledger.sent(delivery, found, now)
        return True

    def _imagine(
        self, post: Due, subscription: Subscription, corpus: Corpus, deliveries: list[Delivery], now: datetime
    ) -> DigestPost | None:
        ids = _papers(post, subscription, corpus, deliveries)
        delivery = Delivery(subscription.guild_id, subscription.channel_id, post.kind, post.day, now, ids)
        return compose(delivery, subscription, corpus)


_PAPERS_GONE = Text("the papers of this post are no longer in the corpus", "이 글의 논문이 더 이상 자료에 없습니다")


def _papers(post: Due, subscription: Subscription, corpus: Corpus, deliveries: list[Delivery]) -> tuple[str, ...]:
    shown = frozenset(arxiv_id for delivery in deliveries for arxiv_id in delivery.paper_ids)
    return choose(post.kind, post.day, subscription.count, corpus, shown)


def _unfinished(delivery: Delivery, now: datetime) -> bool:
    waiting = delivery.retry_at is not None and delivery.retry_at > now
    return delivery.message_id is None and not waiting and now - delivery.claimed_at <= CATCH_UP
