"""Rate limit for posts, below Discord's, to leave room for replies."""

from __future__ import annotations

import asyncio

__all__ = ["Pace"]

# Discord accepts 50 per second from one bot, including bursts.
_A_SECOND = 46.5
_AT_ONCE = 3


class Pace:
    """Let requests through one after the other, in order of arrival."""

    def __init__(self, a_second: float = _A_SECOND) -> None:
        self._gap = 1 / a_second
        self._next = 0.0

    async def turn(self, count: int = 1) -> None:
        """Wait until `count` requests may go."""
        now = asyncio.get_running_loop().time()
        mine = max(self._next, now - _AT_ONCE * self._gap)
        self._next = mine + count * self._gap
        if mine > now:
            await asyncio.sleep(mine - now)
