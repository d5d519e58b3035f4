"""No more requests a second than Discord takes, with room for answers to people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

__all__ = ["Pace"]

# Discord takes 50 a second of one bot. What comes at once after a pause counts among them.
_A_SECOND = 46.5
_AT_ONCE = 3
# The longest that a request gives way to answers, in seconds: people who ask all the time hold up no post for good.
_GIVES_WAY = 0.05


class Pace:
    """Let requests go one after the other, in the order in which they ask.

    While the event of `is_open` is not set, Discord refuses every request, and none goes. What waited would otherwise
    go all at once when that ends, be refused again, and hold up the answers to people.

    While the event of `is_quiet` is not set, somebody waits for an answer, and each request gives way a moment.
    """

    def __init__(
        self,
        a_second: float = _A_SECOND,
        is_open: Callable[[], asyncio.Event] | None = None,
        is_quiet: Callable[[], asyncio.Event] | None = None,
    ) -> None:
        self._gap = 1 / a_second
        self._is_open = is_open or _always
        self._is_quiet = is_quiet or _always
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def turn(self, count: int = 1) -> None:
        """Wait until `count` requests may go."""
        clock = asyncio.get_running_loop().time
        async with self._turn:
            await self._is_open().wait()
            while (seconds := self._next - clock()) > 0:
                await asyncio.sleep(seconds)
                await self._is_open().wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(_GIVES_WAY):
                    await self._is_quiet().wait()
            self._next = max(self._next, clock() - _AT_ONCE * self._gap) + count * self._gap


def _always() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event
