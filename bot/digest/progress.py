"""Progress of the daily posts."""

from __future__ import annotations

import asyncio

__all__ = ["Progress"]


class Progress:
    """Time of the last step: a check, an answer from Discord or the wait for one, the end of a round."""

    def __init__(self) -> None:
        self.last: float | None = None

    def step(self) -> None:
        """Record a step, by the event loop's clock."""
        self.last = asyncio.get_running_loop().time()
