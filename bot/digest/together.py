"""Several channels at once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

__all__ = ["together"]


async def together(works: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Run `works` at once; whatever ends one of them in spite of itself ends all."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
