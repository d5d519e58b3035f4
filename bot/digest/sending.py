"""Send one claimed post once: find it or send it, record it, then open its threads."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.digest.ledger import DigestLedger
from bot.digest.post import DigestPost, nonce_of
from bot.digest.poster import CannotPostError, Poster
from bot.digest.schedule import CATCH_UP
from bot.digest.values import Delivery
from bot.texts import Text

__all__ = ["Sender", "waits"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_LONGEST_PAUSE = timedelta(hours=6)
_FIRST_PAUSE = timedelta(minutes=5)
_JITTER = 0.2
# The attempt is dated by this machine, the message by Discord: a machine may be hours ahead, as one that takes its
# local time for UTC is. The search begins with the newest message, so that a post that is there costs no more.
_SLACK = timedelta(days=1)

_SLOW = Text("Discord did not answer in time", "Discord가 제때 응답하지 않았습니다")
_DEFECT = Text(
    "something unforeseen went wrong; the log has it", "예상하지 못한 문제가 생겼습니다. 로그에 기록해 두었습니다"
)


def waits(delivery: Delivery, now: datetime) -> bool:
    """Tell whether a delivery waits for its next try; a moment too far ahead was written by a clock gone wrong."""
    return delivery.retry_at is not None and now < delivery.retry_at <= now + _LONGEST_PAUSE


class Sender:
    """Carry claimed posts to Discord, waiting at most `patience` seconds for each of its answers."""

    def __init__(self, ledger: DigestLedger, poster: Poster, patience: float) -> None:
        self._ledger = ledger
        self._poster = poster
        self._patience = patience

    async def deliver(self, delivery: Delivery, post: DigestPost, now: datetime) -> CannotPostError | None:
        """Send a claimed post, or find it where an earlier attempt had sent it; return what went wrong.

        What was turned off or paused until the very attempt is not sent, and nothing went wrong.
        """
        try:
            message_id = None
            if delivery.attempted_at is not None:
                # That attempt may have reached Discord; for the ones before it this search was made then.
                since = min(delivery.attempted_at, now) - _SLACK
                message_id = await self._reach(self._poster.find(post, since))
            if message_id is None:
                if not await self._ledger.attempt(delivery, now):
                    return None
                message_id = await self._reach(self._poster.send(post))
        except CannotPostError as error:
            retry_at = _retry_at(delivery, now)
            _log.warning("the daily post of channel %s waits until %s: %s", delivery.channel_id, retry_at, error)
            await self._ledger.failed(delivery, error.reason, retry_at)
            return error
        await self._ledger.sent(delivery, message_id, now, post.threads)
        if post.threads != "none":
            # Its pauses grow anew.
            await self.open_threads(replace(delivery, attempts=0), post, message_id, now)
        return None

    async def open_threads(self, delivery: Delivery, post: DigestPost, message_id: int, now: datetime) -> None:
        """Open the threads of a post that was sent, or those that it lacks; what is refused is not asked for again."""
        try:
            thread_id = await self._reach(self._poster.open_threads(post, message_id))
        except CannotPostError as error:
            _log.warning("the daily post of channel %s has no thread: %s", delivery.channel_id, error)
            if error.kind == "passing":
                await self._ledger.failed(delivery, error.reason, _retry_at(delivery, now))
            else:
                await self._ledger.threaded(delivery, None, error.reason)
        else:
            await self._ledger.threaded(delivery, thread_id)

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


def _retry_at(delivery: Delivery, now: datetime) -> datetime:
    """Return when to try again: ever later, yet so that the window never ends within one long pause.

    Channels that failed together do not come back together, but the same attempt always waits equally long.
    """
    rest = delivery.claimed_at + CATCH_UP - now
    pause = min(_FIRST_PAUSE * 2 ** min(delivery.attempts, 10), _LONGEST_PAUSE, rest / 2)
    sooner = random.Random(f"{nonce_of(delivery)}:{delivery.attempts}").random() * _JITTER  # noqa: S311 - no secret
    return now + max(pause, _FIRST_PAUSE) * (1 - sooner)
