"""How late the event loop is: a beat that should come every five milliseconds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress

__all__ = ["heartbeat"]

_BEAT = 0.005


@asynccontextmanager
async def heartbeat() -> AsyncGenerator[Sequence[float]]:
    """Give the seconds by which a beat in the event loop comes late."""
    late: list[float] = [0.0]

    async def beat() -> None:
        while True:
            due = time.perf_counter() + _BEAT
            await asyncio.sleep(_BEAT)
            late.append(time.perf_counter() - due)

    beating = asyncio.create_task(beat())
    try:
        yield late
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
