"""Whose turn it is to ask a source that takes only so many requests, from wherever in the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.feed.faults import FeedError, resting

__all__ = ["ARXIV_TURNS", "HUB_TURNS", "Turns"]

# Without a token the Hub takes 500 requests in five minutes: (seconds between requests, seconds of rest).
HUB_TURNS = (0.65, 0.0)
# arXiv asks for one request in three seconds; once it has had enough, ten minutes of quiet are known to help.
ARXIV_TURNS = (3.0, 600.0)


class Turns:
    """Let one request at a time through, `every` so many seconds; all that ask a source share one of these.

    Where the source asks for a pause, it is given one of at least `rest` seconds, in which nothing is asked.
    """

    def __init__(self, every: float, rest: float) -> None:
        self._every = every
        self._rest = rest
        self._next = self._rests_until = 0.0
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, source: str) -> AsyncGenerator[None]:
        """Wait for a turn; raises FeedError while the source is given a rest."""
        clock = asyncio.get_running_loop().time
        async with self._lock:
            if (left := self._rests_until - clock()) > 0:
                raise resting(source, left)
            await asyncio.sleep(max(0.0, self._next - clock()))
            try:
                yield
            except FeedError as error:
                if error.wait is not None and self._rest:
                    error.wait = max(error.wait, self._rest)
                    self._rests_until = clock() + error.wait
                raise
            finally:
                self._next = clock() + self._every
