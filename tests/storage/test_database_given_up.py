"""Opening the database may be given up at any moment."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.storage.database import Store


@pytest.mark.parametrize("steps", range(12))
def test_nothing_is_left_of_an_opening_that_was_given_up(tmp_path: Path, steps: int) -> None:
    async def give_up() -> None:
        async def use() -> None:
            async with Store.open(tmp_path / "papers.db"):
                await asyncio.sleep(10)

        using = asyncio.create_task(use())
        for _ in range(steps):
            await asyncio.sleep(0)
        using.cancel()
        await asyncio.wait({using})
        assert using.cancelled()

    before = set(threading.enumerate())
    asyncio.run(give_up())
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()
