"""Send one claimed post once and record it, then open its threads and publish it."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.digest.breaker import Breaker
from bot.digest.marks import nonce_of
from bot.digest.pace import Pace
from bot.digest.placing import Placer
from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Illustrate, Poster
from bot.digest.progress import Progress
from bot.digest.reaching import Errand, Reach
from bot.digest.schedule import LONGEST_PAUSE
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import CATCH_UP, Delivery, Threads

__all__ = ["Outcome", "Sender"]

_log = logging.getLogger(__name__)

_FIRST_PAUSE = timedelta(minutes=5)
_JITTER = 0.2


@dataclass(frozen=True, slots=True)
class Outcome:
    """A delivery after an attempt; with an `error` it waits, `held` if only for Discord."""

    delivery: Delivery
    error: CannotPostError | None = None
    held: bool = False


class Sender:
    """Send claimed posts to Discord, waiting at most `patience` seconds for each answer."""

    def __init__(
        self,
        ledger: DigestLedger,
        poster: Poster,
        patience: float,
        breaker: Breaker,
        pace: Pace,
        progress: Progress,
        illustrate: Illustrate,
    ) -> None:
        self._ledger = ledger
        self._poster = poster
        self._breaker = breaker
        self._reach = Reach(patience, breaker, pace, progress)
        self._placer = Placer(ledger, poster, self._reach, illustrate)

    async def deliver(self, delivery: Delivery, post: DigestPost, errand: Errand) -> Outcome | None:
        """Send a claimed post, or find it if an earlier attempt sent it; return the outcome.

        Return None, without sending, if the subscription was ended or paused meanwhile, or the bot is stopping.
        """
        openings, venue = self._breaker.openings, self._poster.venue(post)
        place = self._placer.place_in_forum if venue == "forum" else self._placer.place
        try:
            message_id = await place(delivery, post, errand)
        except CannotPostError as error:
            return await self._failed(delivery, error, errand, openings)
        if message_id is None:
            return None
        now = errand.clock()
        # A post in a forum is a thread itself.
        threads: Threads = "none" if venue == "forum" else post.threads
        publish = venue == "announcements" and post.publish
        await self._ledger.sent(delivery, message_id, now, threads, publish=publish)
        sent = replace(
            delivery, message_id=message_id, sent_at=now, retry_at=None, threads_due=threads, publish_due=publish
        )
        # Its pauses start short again.
        return Outcome(await self.finish(replace(sent, attempts=0), post, message_id, errand))

    async def finish(self, delivery: Delivery, post: DigestPost, message_id: int, errand: Errand) -> Delivery:
        """Open the missing threads of a sent post and publish it if that is due; what is refused is not tried again.

        Return the updated delivery.
        """
        if delivery.threads_due != "none":
            delivery = await self._open_threads(delivery, post, message_id, errand)
        if delivery.publish_due:
            delivery = await self._publish(delivery, post, message_id, errand)
        return delivery

    async def _open_threads(self, delivery: Delivery, post: DigestPost, message_id: int, errand: Errand) -> Delivery:
        requests = len(post.entries) if post.threads == "papers" else 1
        try:
            thread_id = await self._reach.call(lambda: self._poster.open_threads(post, message_id), errand, requests)
        except CannotPostError as error:
            _log.warning("the daily post of channel %s has no thread: %s", delivery.channel_id, error)
            if error.kind == "passing":
                return await self._put_off(delivery, error, errand)
            await self._ledger.threaded(delivery, None, error.reason)
        else:
            await self._ledger.threaded(delivery, thread_id)
        return replace(delivery, threads_due="none")

    async def _publish(self, delivery: Delivery, post: DigestPost, message_id: int, errand: Errand) -> Delivery:
        try:
            await self._reach.call(lambda: self._poster.publish(post, message_id), errand)
        except CannotPostError as error:
            _log.warning("the daily post of channel %s is not published: %s", delivery.channel_id, error)
            if error.kind == "passing":
                return await self._put_off(delivery, error, errand)
            await self._ledger.published(delivery, error.reason)
        else:
            await self._ledger.published(delivery)
        return replace(delivery, publish_due=False)

    async def _put_off(self, delivery: Delivery, error: CannotPostError, errand: Errand) -> Delivery:
        """Let what a sent post still lacks wait."""
        retry_at = _retry_at(delivery, errand.clock())
        await self._ledger.failed(delivery, error.reason, retry_at)
        return replace(delivery, retry_at=retry_at)

    async def _failed(self, delivery: Delivery, error: CannotPostError, errand: Errand, openings: int) -> Outcome:
        """Record a failure; an outage of Discord costs the post no pause of its own."""
        now = errand.clock()
        held = error.unanswered and (self._breaker.is_open or self._breaker.openings > openings)
        retry_at = now if held else _retry_at(delivery, now)
        _log.warning("the daily post of channel %s waits until %s: %s", delivery.channel_id, retry_at, error)
        await self._ledger.failed(delivery, error.reason, retry_at, counts=not held)
        return Outcome(replace(delivery, retry_at=retry_at), error, held)


def _retry_at(delivery: Delivery, now: datetime) -> datetime:
    """Return when to try again: with growing pauses, none of which outlasts the window.

    Jitter keeps channels from retrying together, but the same attempt always waits equally long.
    """
    rest = delivery.claimed_at + CATCH_UP - now
    pause = min(_FIRST_PAUSE * 2 ** min(delivery.attempts, 10), LONGEST_PAUSE, rest / 2)
    sooner = random.Random(f"{nonce_of(*delivery.key)}:{delivery.attempts}").random() * _JITTER  # noqa: S311 - not for secrets
    return now + max(pause, _FIRST_PAUSE) * (1 - sooner)
