"""Posts on their way: so many at once, and the slow ones beside them."""

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
    """Have so many `places` for works; what takes more than `soon` seconds goes on `aside`, so many at most."""

    def __init__(self, places: int = _PLACES, aside: int = _ASIDE, soon: float = _SOON) -> None:
        self.soon = soon
        self._free = asyncio.Semaphore(places)
        self._most_aside = aside
        self._aside: set[Seat] = set()

    @asynccontextmanager
    async def crew(self) -> AsyncGenerator[Crew]:
        """Give what starts works and waits for them; at its end those that still have a place are cancelled."""
        crew = Crew(self)
        try:
            yield crew
        finally:
            await crew.disband()

    async def take(self) -> None:
        """Wait for a place."""
        await self._free.acquire()

    def free(self) -> None:
        """Give a place back."""
        self._free.release()

    def set_aside(self, seat: Seat) -> bool:
        """Let a work go on without a place; return False where too many do."""
        if len(self._aside) >= self._most_aside:
            return False
        self._aside.add(seat)
        self.free()
        return True

    def back(self, seat: Seat) -> None:
        """Take note that what had been set aside has ended."""
        self._aside.discard(seat)


class Seat:
    """Be the place of one work."""

    def __init__(self, flight: Flight, crew: Crew) -> None:
        self._flight = flight
        self._crew = crew
        self._task: asyncio.Task[None] | None = None
        self.is_aside = False

    @property
    def soon(self) -> float:
        """The seconds within which an answer keeps the place."""
        return self._flight.soon

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Start a work under the name of the one that starts it, by which the end of the program waits for both."""
        running = asyncio.current_task()
        self._task = asyncio.create_task(work, name=running.get_name() if running else None)
        self._task.add_done_callback(self._ended)

    def leave(self) -> bool:
        """Give the place to another and go on; return False where too many do that."""
        if not self.is_aside and self._flight.set_aside(self):
            self.is_aside = True
            self._crew.left(self)
        return self.is_aside

    def cancel(self) -> asyncio.Task[None] | None:
        """Cancel the work and return it."""
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
    """Be the works that one round started and that have a place."""

    def __init__(self, flight: Flight) -> None:
        self._flight = flight
        self._seats: set[Seat] = set()
        self._changed = asyncio.Event()
        self._broken: BaseException | None = None

    async def launch(self, work: Callable[[Seat], Coroutine[Any, Any, None]]) -> None:
        """Start a work as soon as there is a place; raises what ended another one in spite of itself."""
        await self._flight.take()
        if self._broken is not None:
            self._flight.free()
            raise self._broken
        seat = Seat(self._flight, self)
        self._seats.add(seat)
        seat.begin(work(seat))

    async def settled(self) -> None:
        """Wait until every work has ended or was set aside; raises what ended one in spite of itself."""
        while self._seats and self._broken is None:
            self._changed.clear()
            await self._changed.wait()
        if self._broken is not None:
            raise self._broken

    def left(self, seat: Seat, error: BaseException | None = None) -> None:
        """Take note that a work has ended or was set aside."""
        self._seats.discard(seat)
        self._broken = self._broken or error
        self._changed.set()

    async def disband(self) -> None:
        """Cancel what still has a place."""
        tasks = [task for seat in self._seats if (task := seat.cancel()) is not None]
        if tasks:
            await asyncio.gather(*tasks, return_exceptions=True)
