"""A turnstile: nobody's many questions keep the others waiting, and nobody is told the same again and again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

__all__ = ["MOST_WAITING", "Place", "Rests", "Turnstile"]

MOST_WAITING = 5
_MOST_RESTING = 1_000

# The first one of a burst that is too many, and those after it.
Place = Literal["next", "full", "ignored"]


@dataclass(slots=True)
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0
    overflowed: bool = False


class Turnstile:
    """Let each person's questions through one after the other, in their order; at most `most` of a person wait."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._lines: dict[int, _Line] = {}

    @asynccontextmanager
    async def turn(self, user_id: int) -> AsyncGenerator[Place]:
        """Wait for a person's turn; say at once where too many of theirs are waiting, and whether that is new."""
        line = self._lines.setdefault(user_id, _Line())
        if line.length >= self._most:
            place: Place = "ignored" if line.overflowed else "full"
            line.overflowed = True
            yield place
            return
        line.length += 1
        try:
            async with line.lock:
                yield "next"
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[user_id]


class Rests:
    """Note what is to be left alone for a while, by its id; at most a thousand at a time."""

    def __init__(self, lasting: timedelta) -> None:
        self._lasting = lasting
        self._until: dict[int, datetime] = {}

    def begin(self, key: int, now: datetime) -> bool:
        """Leave `key` alone from now on; return False where it is left alone already."""
        if self.has(key, now):
            return False
        if len(self._until) >= _MOST_RESTING:
            self._until.clear()
        self._until[key] = now + self._lasting
        return True

    def has(self, key: int, now: datetime) -> bool:
        """Whether `key` is to be left alone."""
        until = self._until.get(key)
        return until is not None and now < until
