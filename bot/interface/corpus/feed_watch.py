"""The task that runs the feed, and tells the bot's owners about long failures and recovery."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

import discord
from discord.ext import commands

from bot.errors import UserError
from bot.feed.enrichment import Enrichment
from bot.feed.report import feed_fault
from bot.feed.service import Feed
from bot.interface.ui.components import Layout, panel
from bot.interface.ui.markup import plain
from bot.interface.ui.owners import tell_owners
from bot.storage.feed import FeedState
from bot.texts import Language, Text

__all__ = ["FeedWatch"]

_log = logging.getLogger(__name__)

_STOP_SECONDS = 2.0
# Where no owner can be told, each pause is twice as long as the one before: a few tries a day.
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(hours=2), timedelta(hours=8)
_UNITS = 600

_AGAIN = Text("New days come in again.", "새 날짜를 다시 가져오고 있습니다.")


class FeedWatch(commands.Cog):
    """Runs the feed every `seconds` once the bot is ready, followed by the enrichment, where this process `leads`."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        feed: Feed,
        now: Callable[[], datetime],
        language: Language,
        seconds: float = 60.0,
        enrichment: Enrichment | None = None,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._bot = bot
        self._feed = feed
        self._now = now
        self._language: Language = language
        self._seconds = seconds
        self._enrichment = enrichment
        self._leads = leads
        self._pause = _FIRST_PAUSE
        self._silent_until: datetime | None = None
        self._stop = asyncio.Event()
        self._has_begun = False
        self._task: asyncio.Task[None] | None = None

    @property
    def fetches(self) -> bool:
        """Whether it is this process that fetches, and not another one."""
        return self._leads()

    @property
    def state(self) -> FeedState:
        """The state of the feed."""
        return self._feed.state

    @property
    def enrichment_fault(self) -> Text | None:
        """Why the last papers could not be enriched; None where they could."""
        return None if self._enrichment is None else self._enrichment.fault

    def complete_at(self) -> Mapping[date, datetime | None]:
        """Return, for each fetched day, when its list was complete; None for one that grows."""
        return self._feed.complete_at(self._now())

    async def cog_load(self) -> None:
        """Start fetching."""
        await self._feed.open(self._now())
        self._task = asyncio.create_task(self._run(), name="feed")

    async def cog_unload(self) -> None:
        """Stop fetching: a file is written whole or not at all, a load is finished or not begun."""
        self._stop.set()
        if self._task is not None:
            may_break_off = self._is_asking or not self._has_begun
            await asyncio.wait({self._task}, timeout=0 if may_break_off else _STOP_SECONDS)
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def tick(self) -> None:
        """Fetch what is due, and tell the owners what they should know; where another process does, follow it."""
        try:
            if not self._leads():
                await self._feed.open(self._now())
                return
            await self._feed.tick(self._now())
            await self._tell()
            if self._enrichment is not None:
                await self._enrichment.tick(self._now())
        except UserError as error:
            _log.warning("cannot fetch new days: %s", error)
        except Exception:
            _log.exception("cannot fetch new days; retrying in %.0f s", self._seconds)

    @property
    def _is_asking(self) -> bool:
        return self._feed.is_asking or (self._enrichment is not None and self._enrichment.is_asking)

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        self._has_begun = True
        while not self._stop.is_set():
            await self.tick()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self._seconds)

    async def _tell(self) -> None:
        """Tell of a failure once, after two days, and of its end."""
        state, now = self._feed.state, self._now()
        if state.told_at is None:
            fault = feed_fault(state, now)
            if fault is not None and await self._told(f"⚠️ {plain(fault.in_(self._language), _UNITS)}"):
                await self._feed.told(now)
        elif state.failing_since is None and await self._told(f"✅ {_AGAIN.in_(self._language)}"):
            await self._feed.told(None)

    async def _told(self, sentence: str) -> bool:
        """Tell the owners; where none can be told, say nothing for a while."""
        now = self._now()
        if self._silent_until is not None and now < self._silent_until:
            return False
        told = await tell_owners(self._bot, Layout(panel(sentence, colour=discord.Colour.orange())))
        if told:
            self._pause, self._silent_until = _FIRST_PAUSE, None
        else:
            _log.warning("could not notify anyone about the feed; retrying in %s", self._pause)
            self._pause, self._silent_until = min(2 * self._pause, _LONGEST_PAUSE), now + self._pause
        return told
