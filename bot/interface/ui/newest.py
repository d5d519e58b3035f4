"""Latest-only queues: suggestions are outdated by each typed letter."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

__all__ = ["Newest"]


@dataclass(slots=True)
class _Place:
    waiting: asyncio.Future[bool] | None = None


class Newest:
    """A queue with one running request per person; only the newest other one waits and replaces the rest."""

    def __init__(self) -> None:
        # A person has an entry while one of their requests is running.
        self._places: dict[int, _Place] = {}

    @asynccontextmanager
    async def turn(self, user_id: int) -> AsyncGenerator[bool]:
        """Wait for a person's turn; yield False if a newer request replaced this one."""
        place = self._places.get(user_id)
        if place is None:
            place = self._places[user_id] = _Place()
        elif not await self._waited(user_id, place):
            yield False
            return
        try:
            yield True
        finally:
            self._pass_on(user_id, place)

    async def _waited(self, user_id: int, place: _Place) -> bool:
        _tell(place.waiting, is_next=False)
        mine = place.waiting = asyncio.get_running_loop().create_future()
        try:
            return await mine
        except asyncio.CancelledError:
            if place.waiting is mine:
                place.waiting = None
            elif not mine.cancelled() and mine.result():
                # Cancelled in the moment in which it was to begin.
                self._pass_on(user_id, place)
            raise

    def _pass_on(self, user_id: int, place: _Place) -> None:
        if not _tell(place.waiting, is_next=True):
            del self._places[user_id]
        place.waiting = None


def _tell(waiting: asyncio.Future[bool] | None, *, is_next: bool) -> bool:
    """Tell the waiting request the result; return False if none is waiting any more."""
    if waiting is None or waiting.done():
        return False
    waiting.set_result(is_next)
    return True
