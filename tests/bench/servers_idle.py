"""What a minute costs in which nothing is due, with many servers and people: here, on the bot's own parts."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.interface.app.client import PapersBot
from bot.interface.digest.clock import DigestClock
from bot.library.library import Library
from bot.personal.follows import Follows
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.follow import Follow
from tests.bench.servers_run import SEEDS
from tests.bench.servers_town import Town, subscribe
from tests.wire.payloads import TOKEN
from tests.wire.server import open_wire

__all__ = ["idle_ticks"]

_FIRST_PERSON = 1300000000000000000
_FIRST_DIRECT = 1500000000000000000
_MINUTES = 6
_LONGEST_TICK = 120.0


async def idle_ticks(folder: Path, subscriptions: int, followers: int) -> list[float]:
    """Return what the beats of some minutes take, in seconds; in the first each place is looked at for the first time.

    Raises TimeoutError for a tick that takes minutes itself.
    """
    now = datetime.now(UTC)
    later = now + timedelta(hours=12)
    await subscribe(folder / "papers.db", Town(servers=subscriptions, posts=1), later)
    async with open_wire(checks=False) as wire, Store.open(folder / "papers.db") as store:
        library = Library(store, SEEDS)
        await library.open()
        hour = later.time().replace(second=0, microsecond=0)
        people = Follows(store, lambda: library.corpus, hour, "UTC")
        for number in range(followers):
            topic = Follow("topic", ("diffusion model", "video generation", "reasoning")[number % 3])
            await people.follow(_FIRST_PERSON + number, topic, _FIRST_DIRECT + number, "ko", now)
        settings = Settings(discord_api=wire.api, timezone="UTC", seeds=SEEDS, follow_time=hour)
        async with PapersBot(settings, library, store) as bot:
            await bot.login(TOKEN)
            clock = bot.get_cog(DigestClock.__cog_name__)
            assert isinstance(clock, DigestClock)
            return [await _beat(clock, now + timedelta(minutes=minute)) for minute in range(_MINUTES)]


async def _beat(clock: DigestClock, now: datetime) -> float:
    """Tick as the clock does, at once again while there is more."""
    began = time.perf_counter()
    async with asyncio.timeout(_LONGEST_TICK):
        # It beats by itself only on a bot that is ready.
        while await clock._tick(now + _since(began), asyncio.Event()) is not None:  # pyright: ignore[reportPrivateUsage]
            pass
    return time.perf_counter() - began


def _since(began: float) -> timedelta:
    return timedelta(seconds=time.perf_counter() - began)
