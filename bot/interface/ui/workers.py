"""Threads of their own for what computes: one kind of work never waits for another, nor the event loop for any."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

__all__ = ["Workers"]

T = TypeVar("T")


class Workers:
    """Run work in `count` threads that bear a `name`; what is too much waits, first come, first served."""

    def __init__(self, count: int, name: str) -> None:
        self._threads = ThreadPoolExecutor(count, name)

    async def run(self, work: Callable[[], T]) -> T:
        """Return what `work` gives; it belongs to the act that asks for it."""
        context = copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: context.run(work))
