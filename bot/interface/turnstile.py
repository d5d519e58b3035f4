"""A turnstile: nobody's many questions keep the others waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

__all__ = ["Turnstile"]


@dataclass(slots=True)
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Turnstile:
    """Let each person's questions through one after the other, in their order; at most `most` of a person wait."""

    def __init__(self, most: int = 5) -> None:
        self._most = most
        self._lines: dict[int, _Line] = {}

    @asynccontextmanager
    async def turn(self, user_id: int) -> AsyncGenerator[bool]:
        """Wait for a person's turn; give False at once where too many of theirs are waiting."""
        line = self._lines.setdefault(user_id, _Line())
        if line.length >= self._most:
            yield False
            return
        line.length += 1
        try:
            async with line.lock:
                yield True
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[user_id]
