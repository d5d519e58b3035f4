"""Fairness between people: many requests from one person do not delay others, and nobody is warned repeatedly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

__all__ = ["AT_WORK", "WAITING", "Cooldowns", "Place", "Throttle"]

# Of one person, on all surfaces together.
AT_WORK = 2
WAITING = 4

_MOST_COOLING = 1_000

# It may start; it timed out; it is the first excess request of a burst; it is a later one.
Place = Literal["next", "late", "full", "ignored"]


@dataclass(eq=False, slots=True)
class _Request:
    lane: Hashable
    turn: asyncio.Future[None]


@dataclass(slots=True)
class _Line:
    """A person's requests; exists while any of them is running or waiting."""

    at_work: list[_Request] = field(default_factory=list[_Request])
    waiting: list[_Request] = field(default_factory=list[_Request])
    overflowed: bool = False

    def admit(self, most: int) -> None:
        """Start the requests that may run, in order."""
        for request in tuple(self.waiting):
            if len(self.at_work) >= most:
                return
            if request.lane is None or all(request.lane != other.lane for other in self.at_work):
                self.waiting.remove(request)
                self.at_work.append(request)
                if not request.turn.done():
                    request.turn.set_result(None)


class Throttle:
    """A limit per person: `at_work` concurrent requests, and `waiting` more queued in order."""

    def __init__(self, at_work: int = AT_WORK, waiting: int = WAITING) -> None:
        self._at_work = at_work
        self._waiting = waiting
        self._lines: dict[int, _Line] = {}
        # Set while nobody waits for an answer.
        self.quiet = asyncio.Event()
        self.quiet.set()

    @asynccontextmanager
    async def turn(self, user_id: int, lane: Hashable = None, seconds: float | None = None) -> AsyncGenerator[Place]:
        """Wait for a person's turn, at most `seconds`; return at once if too many of theirs already wait.

        Requests in one `lane` run one after the other.
        """
        line = self._lines.setdefault(user_id, _Line())
        self.quiet.clear()
        request = _Request(lane, asyncio.get_running_loop().create_future())
        line.waiting.append(request)
        line.admit(self._at_work)
        if len(line.waiting) > self._waiting:
            line.waiting.remove(request)
            place: Place = "ignored" if line.overflowed else "full"
            line.overflowed = True
            yield place
            return
        try:
            if await _comes(request.turn, seconds):
                yield "next"
                return
        finally:
            self._leave(user_id, line, request)
        yield "late"

    def _leave(self, user_id: int, line: _Line, request: _Request) -> None:
        """Release the slot of a request that finished, timed out, or was cancelled, even just as it started."""
        (line.waiting if request in line.waiting else line.at_work).remove(request)
        line.admit(self._at_work)
        if not line.at_work and not line.waiting:
            del self._lines[user_id]
        if not self._lines:
            self.quiet.set()


async def _comes(turn: asyncio.Future[None], seconds: float | None) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await turn
    except TimeoutError:
        return False
    return True


class Cooldowns:
    """Cooldowns by id, at most a thousand at a time."""

    def __init__(self, lasting: timedelta) -> None:
        self._lasting = lasting
        self._until: dict[int, datetime] = {}

    def begin(self, key: int, now: datetime) -> bool:
        """Start the cooldown of `key`; return False if it is already running."""
        if self.has(key, now):
            return False
        if len(self._until) >= _MOST_COOLING:
            self._until.clear()
        self._until[key] = now + self._lasting
        return True

    def has(self, key: int, now: datetime) -> bool:
        """Tell whether `key` is cooling down."""
        until = self._until.get(key)
        return until is not None and now < until
