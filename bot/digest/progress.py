"""Do the daily posts get on?"""

from __future__ import annotations

import asyncio

__all__ = ["Progress"]


class Progress:
    """Keep when the last step was made: a look, an answer of Discord's or the wait for one, the end of a round."""

    def __init__(self) -> None:
        self.last: float | None = None

    def step(self) -> None:
        """Take note of a step, by the event loop's clock."""
        self.last = asyncio.get_running_loop().time()
