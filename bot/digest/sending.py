"""Send one claimed post once: find it or send it, record it, then open its threads."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.digest.breaker import Breaker
from bot.digest.flight import Seat
from bot.digest.pace import Pace
from bot.digest.post import DigestPost, nonce_of
from bot.digest.poster import CannotPostError, Poster
from bot.digest.progress import Progress
from bot.digest.schedule import LONGEST_PAUSE
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import CATCH_UP, Delivery
from bot.texts import Text

__all__ = ["Errand", "Illustrate", "Outcome", "Sender"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

# Make the pictures of a post before its turn to be sent comes: Discord is not to blame for the time that takes.
Illustrate = Callable[[DigestPost], Awaitable[object]]

_FIRST_PAUSE = timedelta(minutes=5)
_JITTER = 0.2
# The attempt is dated by this machine, the message by Discord; a machine may be hours ahead if it takes its local time
# for UTC. The search starts from the newest message, so the margin is cheap.
_SLACK = timedelta(days=1)

_SLOW = Text("Discord did not answer in time", "Discord가 제때 응답하지 않았습니다")
_DEFECT = Text(
    "something unexpected went wrong; see the log", "예상하지 못한 문제가 생겼습니다. 로그에 기록해 두었습니다"
)


@dataclass(frozen=True, slots=True)
class Errand:
    """How a post is delivered: its seat in flight, its clock, and whether a failure is news.

    A channel that failed before says nothing about Discord's state.
    """

    key: tuple[int, int]
    seat: Seat
    clock: Callable[[], datetime]
    stopping: asyncio.Event
    is_news: bool = True


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
        self._patience = patience
        self._breaker = breaker
        self._pace = pace
        self._progress = progress
        self._illustrate = illustrate

    async def deliver(self, delivery: Delivery, post: DigestPost, errand: Errand) -> Outcome | None:
        """Send a claimed post, or find it if an earlier attempt sent it; return the outcome.

        Return None, without sending, if the subscription was ended or paused meanwhile, or the bot is stopping.
        """
        openings = self._breaker.openings
        try:
            message_id = None
            if delivery.attempted_at is not None:
                # That attempt may have reached Discord; earlier ones were already searched for.
                since = min(delivery.attempted_at, errand.clock()) - _SLACK
                message_id = await self._reach(lambda: self._poster.find(post, since), errand)
            if message_id is None:
                await self._illustrate(post)
                await self._pace.turn()
                if errand.stopping.is_set() or not await self._ledger.attempt(delivery, errand.clock()):
                    return None
                message_id = await self._send(post, errand)
        except CannotPostError as error:
            return await self._failed(delivery, error, errand, openings)
        now = errand.clock()
        await self._ledger.sent(delivery, message_id, now, post.threads)
        sent = replace(delivery, message_id=message_id, sent_at=now, retry_at=None, threads_due=post.threads)
        if post.threads != "none":
            # Its pauses start short again.
            sent = await self.open_threads(replace(sent, attempts=0), post, message_id, errand)
        return Outcome(sent)

    async def open_threads(self, delivery: Delivery, post: DigestPost, message_id: int, errand: Errand) -> Delivery:
        """Open the missing threads of a sent post; a refused one is not tried again.

        Return the updated delivery.
        """
        requests = len(post.entries) if post.threads == "papers" else 1
        try:
            thread_id = await self._reach(lambda: self._poster.open_threads(post, message_id), errand, requests)
        except CannotPostError as error:
            _log.warning("the daily post of channel %s has no thread: %s", delivery.channel_id, error)
            if error.kind == "passing":
                retry_at = _retry_at(delivery, errand.clock())
                await self._ledger.failed(delivery, error.reason, retry_at)
                return replace(delivery, retry_at=retry_at)
            await self._ledger.threaded(delivery, None, error.reason)
        else:
            await self._ledger.threaded(delivery, thread_id)
        return replace(delivery, threads_due="none")

    async def _send(self, post: DigestPost, errand: Errand) -> int:
        """Send a post and tell the breaker the outcome."""
        try:
            message_id = await self._reach(lambda: self._poster.send(post), errand, 0)
        except CannotPostError as error:
            if not error.unanswered and error.reason != _DEFECT:
                self._breaker.answered()
            raise
        self._breaker.answered()
        return message_id

    async def _failed(self, delivery: Delivery, error: CannotPostError, errand: Errand, openings: int) -> Outcome:
        """Record a failure; an outage of Discord costs the post no pause of its own."""
        now = errand.clock()
        held = error.unanswered and (self._breaker.is_open or self._breaker.openings > openings)
        retry_at = now if held else _retry_at(delivery, now)
        _log.warning("the daily post of channel %s waits until %s: %s", delivery.channel_id, retry_at, error)
        await self._ledger.failed(delivery, error.reason, retry_at, counts=not held)
        return Outcome(replace(delivery, retry_at=retry_at), error, held)

    async def _reach(self, call: Callable[[], Awaitable[_T]], errand: Errand, requests: int = 1) -> _T:
        """Wait for the poster with a time limit, and treat any error as a failure of the channel."""
        if requests:
            await self._pace.turn(requests)
        openings = self._breaker.openings
        try:
            async with asyncio.timeout(self._patience) as limit:
                slow = asyncio.get_running_loop().call_later(
                    errand.seat.soon, self._step_aside, errand, limit, openings
                )
                try:
                    return await call()
                finally:
                    slow.cancel()
        except CannotPostError as error:
            if error.unanswered:
                self._unanswered(errand, openings)
            raise
        except TimeoutError as error:
            self._unanswered(errand, openings)
            raise CannotPostError(_SLOW, unanswered=True) from error
        except Exception as error:
            _log.exception("a daily post failed unexpectedly")
            raise CannotPostError(_DEFECT) from error
        finally:
            self._progress.step()

    def _step_aside(self, errand: Errand, limit: asyncio.Timeout, openings: int) -> None:
        """Release the place of a slow post; if too many are slow, give up this one for now."""
        self._unanswered(errand, openings)
        if not errand.seat.leave():
            limit.reschedule(asyncio.get_running_loop().time())

    def _unanswered(self, errand: Errand, openings: int) -> None:
        if self._breaker.openings == openings:
            self._breaker.failed(errand.key, is_news=errand.is_news)


def _retry_at(delivery: Delivery, now: datetime) -> datetime:
    """Return when to try again: with growing pauses, none of which outlasts the window.

    Jitter keeps channels from retrying together, but the same attempt always waits equally long.
    """
    rest = delivery.claimed_at + CATCH_UP - now
    pause = min(_FIRST_PAUSE * 2 ** min(delivery.attempts, 10), LONGEST_PAUSE, rest / 2)
    sooner = random.Random(f"{nonce_of(delivery)}:{delivery.attempts}").random() * _JITTER  # noqa: S311 - not for secrets
    return now + max(pause, _FIRST_PAUSE) * (1 - sooner)
