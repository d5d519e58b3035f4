"""Posts in flight: a limited number at once, with slow ones set aside."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

__all__ = ["Crew", "Flight", "Seat"]

_log = logging.getLogger(__name__)

_PLACES = 64
_ASIDE = 512
_SOON = 5.0


class Flight:
    """A limit of `places` concurrent jobs; at most `aside` more that take longer than `soon` seconds."""

    def __init__(self, places: int = _PLACES, aside: int = _ASIDE, soon: float = _SOON) -> None:
        self.soon = soon
        self._free = asyncio.Semaphore(places)
        self._most_aside = aside
        self._aside: set[Seat] = set()

    @asynccontextmanager
    async def crew(self) -> AsyncGenerator[Crew]:
        """Provide a crew that starts jobs and waits for them; on exit, jobs that still have a place are cancelled."""
        crew = Crew(self)
        try:
            yield crew
        finally:
            await crew.disband()

    async def take(self) -> None:
        """Wait for a place."""
        await self._free.acquire()

    def free(self) -> None:
        """Release a place."""
        self._free.release()

    def set_aside(self, seat: Seat) -> bool:
        """Let a job continue without a place; return False if too many do."""
        if len(self._aside) >= self._most_aside:
            return False
        self._aside.add(seat)
        self.free()
        return True

    def back(self, seat: Seat) -> None:
        """Record that a job set aside has ended."""
        self._aside.discard(seat)


class Seat:
    """The place of one job."""

    def __init__(self, flight: Flight, crew: Crew) -> None:
        self._flight = flight
        self._crew = crew
        self._task: asyncio.Task[None] | None = None
        self.is_aside = False

    @property
    def soon(self) -> float:
        """How long a job keeps its place, in seconds."""
        return self._flight.soon

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Start a job under the name of its caller, so that shutdown waits for both."""
        running = asyncio.current_task()
        self._task = asyncio.create_task(work, name=running.get_name() if running else None)
        self._task.add_done_callback(self._ended)

    def leave(self) -> bool:
        """Release the place and continue; return False if too many do."""
        if not self.is_aside and self._flight.set_aside(self):
            self.is_aside = True
            self._crew.left(self)
        return self.is_aside

    def cancel(self) -> asyncio.Task[None] | None:
        """Cancel the job and return it."""
        if self._task is not None:
            self._task.cancel()
        return self._task

    def _ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if not self.is_aside:
            self._flight.free()
            self._crew.left(self, error)
            return
        self._flight.back(self)
        if error is not None:
            _log.error("a slow daily post failed unexpectedly", exc_info=error)


class Crew:
    """The jobs that one round started and that have a place."""

    def __init__(self, flight: Flight) -> None:
        self._flight = flight
        self._seats: set[Seat] = set()
        self._changed = asyncio.Event()
        self._broken: BaseException | None = None

    async def launch(self, work: Callable[[Seat], Coroutine[Any, Any, None]]) -> None:
        """Start a job as soon as a place is free; re-raises an unexpected error of another job."""
        await self._flight.take()
        if self._broken is not None:
            self._flight.free()
            raise self._broken
        seat = Seat(self._flight, self)
        self._seats.add(seat)
        seat.begin(work(seat))

    async def settled(self) -> None:
        """Wait until every job has ended or was set aside; re-raises an unexpected error of one."""
        while self._seats and self._broken is None:
            self._changed.clear()
            await self._changed.wait()
        if self._broken is not None:
            raise self._broken

    def left(self, seat: Seat, error: BaseException | None = None) -> None:
        """Record that a job has ended or was set aside."""
        self._seats.discard(seat)
        self._broken = self._broken or error
        self._changed.set()

    async def disband(self) -> None:
        """Cancel the jobs that still have a place."""
        tasks = [task for seat in self._seats if (task := seat.cancel()) is not None]
        if tasks:
            await asyncio.gather(*tasks, return_exceptions=True)
