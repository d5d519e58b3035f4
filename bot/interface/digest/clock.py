"""The pulse of the daily post: once a minute, whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from discord.ext import commands

from bot.errors import StoreError
from bot.operating.vitals import Pulse

__all__ = ["TICK", "DigestClock"]

_log = logging.getLogger(__name__)

# What the task of a beat is called, so that the end of the program can wait for it.
TICK = "digest tick"


class DigestClock(commands.Cog):
    """Call `tick` with the present moment every `seconds`, once the bot is ready or with the first `nudge`.

    What it is given beside the moment tells it to take up nothing new; it may return after how many seconds it is to be
    called, where that is sooner than usual. `stepped` is when it last got on, by the event loop's clock. Each nudge is
    answered at once.
    """

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        tick: Callable[[datetime, asyncio.Event], Awaitable[float | None]],
        now: Callable[[], datetime],
        seconds: float = 60.0,
        *,
        stepped: Callable[[], float | None] = lambda: None,
        nudge: asyncio.Event | None = None,
    ) -> None:
        self._tick = tick
        self._now = now
        self._seconds = seconds
        self._stepped = stepped
        self._bot = bot
        self._nudge = nudge
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._began: float | None = None
        self._ended: float | None = None

    @property
    def pulse(self) -> Pulse:
        """When it last beat without a failure or got on with a beat, and since when one beats now."""
        now = asyncio.get_running_loop().time()
        last = max((moment for moment in (self._ended, self._stepped()) if moment is not None), default=None)
        since, running = (None if moment is None else now - moment for moment in (last, self._began))
        return Pulse(since, running)

    async def cog_load(self) -> None:
        """Start ticking."""
        self._task = asyncio.create_task(self._run(), name="digest clock")

    def wind_down(self) -> None:
        """Begin no tick any more, and let the one that runs take up nothing new."""
        self._stopping.set()

    async def cog_unload(self) -> None:
        """Stop ticking; a post that is being sent is found again by the next start."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        await (self._bot.wait_until_ready() if self._nudge is None else self._nudge.wait())
        # A clock whose every beat fails is one that stands.
        self._ended = asyncio.get_running_loop().time()
        while not self._stopping.is_set():
            if self._nudge is not None:
                self._nudge.clear()
            sooner = await asyncio.create_task(self._beat(), name=TICK)
            pause = self._until_next()
            await self._sleep(pause if sooner is None else min(sooner, pause))

    async def _sleep(self, seconds: float) -> None:
        if self._nudge is None:
            await asyncio.sleep(seconds)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._nudge.wait()

    def _until_next(self) -> float:
        """Return the seconds until the clock shows a full minute, as which posts are due."""
        return self._seconds - self._now().timestamp() % self._seconds

    async def _beat(self) -> float | None:
        """Tick once; return the seconds until the next time, where that is sooner than usual."""
        loop = asyncio.get_running_loop()
        self._began = loop.time()
        try:
            sooner = await self._tick(self._now(), self._stopping)
        except StoreError as error:
            _log.warning("the daily posts wait %.0f s for the database: %s", self._seconds, error)
        except Exception:
            _log.exception("the daily posts failed; retrying in %.0f s", self._seconds)
        else:
            self._ended = loop.time()
            return sooner
        finally:
            self._began = None
        return None
