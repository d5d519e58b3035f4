"""The task that has summaries of fetched papers written while the bot runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable

from discord.ext import commands

from bot.errors import UserError
from bot.model.summaries import Summaries

__all__ = ["SummaryWatch"]

_log = logging.getLogger(__name__)

_STOP_SECONDS = 2.0


class SummaryWatch(commands.Cog):
    """Runs the summaries every `seconds` once the bot is ready, where this process `leads`; answers come first."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        summaries: Summaries,
        leads: Callable[[], bool] = lambda: True,
        seconds: float = 60.0,
    ) -> None:
        self._bot = bot
        self._summaries = summaries
        self._leads = leads
        self._seconds = seconds
        self._stop = asyncio.Event()
        self._has_begun = False
        self._task: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Start."""
        self._task = asyncio.create_task(self._run(), name="summaries")

    async def cog_unload(self) -> None:
        """Stop: a file is written whole or not at all, a load is finished or not begun."""
        self._stop.set()
        if self._task is not None:
            may_break_off = self._summaries.is_asking or not self._has_begun
            await asyncio.wait({self._task}, timeout=0 if may_break_off else _STOP_SECONDS)
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._summaries.close()

    async def tick(self) -> None:
        """Have some summaries written; whatever fails is tried again later."""
        try:
            if self._leads():
                await self._summaries.tick()
        except UserError as error:
            _log.warning("cannot have summaries written: %s", error)
        except Exception:
            _log.exception("cannot have summaries written; retrying in %.0f s", self._seconds)

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        self._has_begun = True
        while not self._stop.is_set():
            await self.tick()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self._seconds)
