"""Waiting for Discord: with a time limit, at a pace, and with a place in flight only while the answer is quick."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.digest.breaker import Breaker
from bot.digest.flight import Seat
from bot.digest.pace import Pace
from bot.digest.poster import CannotPostError
from bot.digest.progress import Progress
from bot.texts import Text

__all__ = ["DEFECT", "Errand", "Reach"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_SLOW = Text("Discord did not answer in time", "Discord가 제때 응답하지 않았습니다")
DEFECT = Text(
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


class Reach:
    """Call the poster, and wait at most `patience` seconds for each answer."""

    def __init__(self, patience: float, breaker: Breaker, pace: Pace, progress: Progress) -> None:
        self._patience = patience
        self._breaker = breaker
        self._pace = pace
        self._progress = progress

    async def turn(self) -> None:
        """Wait until a request may go."""
        await self._pace.turn()

    async def call(self, call: Callable[[], Awaitable[_T]], errand: Errand, requests: int = 1) -> _T:
        """Return what the poster returns; any error is one of the channel. Raises CannotPostError."""
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
            raise CannotPostError(DEFECT) from error
        finally:
            self._progress.step()

    async def send(self, send: Callable[[], Awaitable[int]], errand: Errand) -> int:
        """Send a post whose turn has come, and tell the breaker the outcome. Raises CannotPostError."""
        try:
            message_id = await self.call(send, errand, 0)
        except CannotPostError as error:
            if not error.unanswered and error.reason != DEFECT:
                self._breaker.answered()
            raise
        self._breaker.answered()
        return message_id

    def _step_aside(self, errand: Errand, limit: asyncio.Timeout, openings: int) -> None:
        """Release the place of a slow post; if too many are slow, give up this one for now."""
        self._unanswered(errand, openings)
        if not errand.seat.leave():
            limit.reschedule(asyncio.get_running_loop().time())

    def _unanswered(self, errand: Errand, openings: int) -> None:
        if self._breaker.openings == openings:
            self._breaker.failed(errand.key, is_news=errand.is_news)
