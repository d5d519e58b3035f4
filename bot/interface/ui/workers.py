"""Thread pools for computation: one kind of work never waits for another, and never blocks the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

__all__ = ["Workers"]

T = TypeVar("T")


class Workers:
    """A pool of `count` threads called `name`; excess work waits, first come, first served."""

    def __init__(self, count: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(count, name)

    async def run(self, work: Callable[[], T]) -> T:
        """Return the result of `work`, attributed to the current activity."""
        context = copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: context.run(work))
