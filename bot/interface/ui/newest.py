"""What only the newest matters of: suggestions, which go out of date with each letter that is typed."""

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
    """Let one request of each person be worked on at a time, and the newest of the others wait; it replaces them."""

    def __init__(self) -> None:
        # A person has a place as long as a request of theirs is worked on.
        self._places: dict[int, _Place] = {}

    @asynccontextmanager
    async def turn(self, user_id: int) -> AsyncGenerator[bool]:
        """Wait for a person's turn; give False where a newer request has taken the place."""
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
    """Tell whoever waits what comes of it; return False where nobody does, or no longer."""
    if waiting is None or waiting.done():
        return False
    waiting.set_result(is_next)
    return True
