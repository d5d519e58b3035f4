"""Listings that change while the bot runs: its owners are told, or they are loaded, as the settings say."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from typing import Literal

from discord.ext import commands

from bot.errors import UserError
from bot.interface.corpus.admin import CorpusAdmin
from bot.interface.ui.owners import tell_owners
from bot.texts import Language

__all__ = ["CorpusWatch"]

_log = logging.getLogger(__name__)

_STOP_SECONDS = 2.0
_RETRY_SECONDS = 60.0
_LEAD_SECONDS = 5.0


class CorpusWatch(commands.Cog):
    """Handler of changes to the listings, once the bot is ready, in the process that `leads`.

    `changes` yields at once, then with every change, until its event is set.
    """

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        admin: CorpusAdmin,
        changes: Callable[[asyncio.Event], AsyncIterator[None]],
        mode: Literal["offer", "auto"],
        language: Language,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._bot = bot
        self._admin = admin
        self._changes = changes
        self._mode: Literal["offer", "auto"] = mode
        self._language: Language = language
        self._leads = leads
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._watching = False

    async def cog_load(self) -> None:
        """Start watching."""
        self._task = asyncio.create_task(self._run(), name="corpus watch")

    async def cog_unload(self) -> None:
        """Stop watching; a load that is going on is finished or not begun."""
        self._stop.set()
        if self._task is not None:
            # Watching ends by itself; cancelled, it would still wait for the thread in which it waits for changes.
            if self._watching:
                await asyncio.wait({self._task}, timeout=_STOP_SECONDS)
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def see_to_change(self, *, at_start: bool = False) -> None:
        """Load a change or tell the owners, as the settings say, unless they already know."""
        try:
            found = await self._admin.noticed(self._mode, self._language, at_start=at_start)
        except UserError as error:
            _log.warning("the listings have changed but cannot be loaded: %s", error)
            return
        if found is None:
            return
        layout, mark = found
        if await tell_owners(self._bot, layout):
            await self._admin.told(mark)
        else:
            _log.warning("the listings have changed but nobody could be notified: /corpus reload shows what is new")

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        self._watching = at_start = True
        while not self._stop.is_set():
            try:
                async for _ in self._changes(self._stop):
                    await self._see_to_it(at_start=at_start)
                    at_start = False
            except Exception:
                _log.exception("the listings are not watched; retrying in %.0f s", _RETRY_SECONDS)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), _RETRY_SECONDS)

    async def _see_to_it(self, *, at_start: bool) -> None:
        while not self._leads():
            # It is for another process to see to, and for this one if that ends before it has.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), _LEAD_SECONDS)
            if self._stop.is_set():
                return
        try:
            await self.see_to_change(at_start=at_start)
        except Exception:
            _log.exception("could not handle a change of the listings")
