"""Hourly deletion of expired data, away from the minutes at which posts are due."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from discord.ext import commands

from bot.errors import StoreError
from bot.storage.database import Store
from bot.storage.digests.posted import forget_deliveries
from bot.storage.sweeping import RULES, forget_followers, sweep

__all__ = ["Janitor", "until_next"]

_log = logging.getLogger(__name__)

Sweep = Callable[[Store, datetime], AsyncGenerator[int]]

# People choose full, half and quarter hours; zones differ by those.
_MINUTE = 37
# Others take their turn between two slices.
_PAUSE_SECONDS = 0.05

_SWEEPS: Mapping[str, Sweep] = {
    # Its papers are kept by month then, before old months go.
    "deliveries": forget_deliveries,
    **{name: partial(sweep, rule=rule) for name, rule in RULES.items()},
    "followers": forget_followers,
}


class Janitor(commands.Cog):
    """The hourly clean-up, of the process that `leads`; its state is in the rows, so a restart loses nothing."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        store: Store,
        now: Callable[[], datetime],
        pause: float = _PAUSE_SECONDS,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._bot = bot
        self._store = store
        self._now = now
        self._pause = pause
        self._leads = leads
        self._task: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Start waiting for the minute."""
        self._task = asyncio.create_task(self._run(), name="janitor")

    async def cog_unload(self) -> None:
        """Stop; an interrupted slice is rolled back."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def clean(self, now: datetime) -> Mapping[str, int]:
        """Delete what has expired at `now`, and return the number of rows of each kind; failures wait an hour."""
        gone: dict[str, int] = {}
        for name, sweeping in _SWEEPS.items():
            try:
                async with contextlib.aclosing(sweeping(self._store, now)) as slices:
                    async for count in slices:
                        if count:
                            gone[name] = gone.get(name, 0) + count
                        await asyncio.sleep(self._pause)
            except StoreError as error:
                _log.warning("keeping old %s for now: %s", name, error)
            except Exception:
                _log.exception("could not remove old %s", name)
        if gone:
            _log.info("no longer kept: %s", ", ".join(f"{count} {name}" for name, count in gone.items()))
        return gone

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        while True:
            await asyncio.sleep(until_next(self._now()))
            if self._leads():
                await self.clean(self._now())


def until_next(now: datetime) -> float:
    """Return the seconds until the janitor's next minute begins."""
    begins = now.replace(minute=_MINUTE, second=0, microsecond=0)
    if begins <= now:
        begins += timedelta(hours=1)
    return (begins - now).total_seconds()
