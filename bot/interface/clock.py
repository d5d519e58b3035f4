"""The pulse of the daily post: once a minute, whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from discord.ext import commands

__all__ = ["DigestClock"]

_log = logging.getLogger(__name__)


class DigestClock(commands.Cog):
    """Call `tick` with the present moment every `seconds`, from the moment the bot is ready."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        tick: Callable[[datetime], Awaitable[object]],
        now: Callable[[], datetime],
        seconds: float = 60.0,
    ) -> None:
        self._bot = bot
        self._tick = tick
        self._now = now
        self._seconds = seconds
        self._task: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Start ticking."""
        self._task = asyncio.create_task(self._run(), name="digest clock")

    async def cog_unload(self) -> None:
        """Stop ticking; a post that is being sent is found again by the next start."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        while True:
            try:
                await self._tick(self._now())
            except Exception:
                _log.exception("the daily posts could not be seen to; the next try is in %.0f s", self._seconds)
            await asyncio.sleep(self._seconds)
