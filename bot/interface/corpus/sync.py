"""Keeping up with the database: another program may fetch and load while the bot runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from discord.ext import commands

from bot.errors import UserError
from bot.feed.days import complete_days
from bot.feed.files import FeedFiles
from bot.interface.corpus.admin import CorpusAdmin
from bot.interface.corpus.feed_watch import FeedWatch
from bot.storage.enrichment import Abstracts, EnrichmentLedger
from bot.storage.feed import FeedLedger

__all__ = ["CorpusSync"]

_log = logging.getLogger(__name__)


class CorpusSync(commands.Cog):
    """Serve what other programs have loaded, and know which days they have fetched; looks every `seconds`.

    In between it asks `every` so many seconds whether anything was loaded, and looks at once then.
    """

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        admin: CorpusAdmin,
        ledger: FeedLedger,
        files: FeedFiles,
        abstracts: EnrichmentLedger,
        now: Callable[[], datetime],
        seconds: float = 60.0,
        every: float | None = None,
    ) -> None:
        self._bot = bot
        self._admin = admin
        self._ledger = ledger
        self._files = files
        self._enrichment = abstracts
        self._abstracts: Abstracts | None = None
        self._now = now
        self._seconds = seconds
        self._every = seconds if every is None else every
        self._fetched: Mapping[date, datetime] = {}
        self._task: asyncio.Task[None] | None = None

    @property
    def abstracts(self) -> Abstracts | None:
        """How many papers had an abstract at the last look; None before the first."""
        watch = self._bot.get_cog(FeedWatch.__cog_name__)
        if self._abstracts is None or not isinstance(watch, FeedWatch):
            return self._abstracts
        return replace(self._abstracts, fault=watch.enrichment_fault)

    async def look(self) -> Abstracts | None:
        """Return how many papers have an abstract now; raises StoreError."""
        self._abstracts = await self._enrichment.abstracts()
        return self.abstracts

    def complete_at(self) -> Mapping[date, datetime | None]:
        """Return, for each day with a fetched listing, when its list was complete; None for one that grows."""
        return complete_days(self._fetched, self._now())

    async def cog_load(self) -> None:
        """Start looking."""
        await self._read_ledger()
        self._task = asyncio.create_task(self._run(), name="corpus sync")

    async def cog_unload(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def tick(self) -> None:
        """Look once; what fails is tried again with the next look."""
        try:
            # A fetch notes its days before it loads them: a list that grows is known as such before it is served.
            await self._read_ledger()
            if await self._admin.catch_up():
                _log.info("took over what another program has loaded")
                await self._read_ledger()
            await self.look()
        except UserError as error:
            _log.warning("cannot look for what other programs have loaded: %s", error)
        except Exception:
            _log.exception("cannot look for what other programs have loaded; retrying in %.0f s", self._seconds)

    async def _read_ledger(self) -> None:
        fetched = await self._ledger.fetched()
        self._fetched = await asyncio.to_thread(self._with_files, fetched)

    def _with_files(self, fetched: Mapping[date, datetime]) -> Mapping[date, datetime]:
        """Return the days whose listing is a fetched one; any other listing is complete as it is."""
        return {day: at for day, at in fetched.items() if self._files.may_have(self._files.path_of(day))}

    async def _run(self) -> None:
        # A shard that is ready answers, whether others are or not.
        while True:
            await self.tick()
            await self._until_next()

    async def _until_next(self) -> None:
        loop = asyncio.get_running_loop()
        next_at = loop.time() + self._seconds
        while (left := next_at - loop.time()) > 0:
            await asyncio.sleep(min(self._every, left))
            # What cannot be asked now is asked again.
            with contextlib.suppress(UserError):
                if await self._admin.is_behind():
                    return
