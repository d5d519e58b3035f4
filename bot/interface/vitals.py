"""The bot's health as Discord's side and the database show it."""

from __future__ import annotations

import math
import time
from datetime import datetime

import discord
from discord.ext import commands

from bot.corpus.store import Store
from bot.interface.clock import DigestClock
from bot.operating.vitals import Gateway, Present, Pulse, Vitals, unsent
from bot.search.library import Library

__all__ = ["Checkup"]

# A supervisor may ask every few seconds; reading the whole database that often would slow down answers.
_CHECK_SECONDS = 30.0


class Checkup:
    """Look at how a running bot does."""

    def __init__(self, bot: commands.AutoShardedBot, library: Library, store: Store) -> None:
        self._bot = bot
        self._library = library
        self._store = store
        self._began = time.monotonic()
        self._damage: tuple[float, tuple[str, ...]] | None = None

    @property
    def pulse(self) -> Pulse:
        """The beats of the digest clock; none before the commands are set up."""
        clock = self._bot.get_cog(DigestClock.__cog_name__)
        return clock.pulse if isinstance(clock, DigestClock) else Pulse()

    @property
    def uptime(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self._began

    def present(self) -> Present:
        """Return what the figures are at this moment."""
        corpus = self._library.corpus
        return Present(len(corpus.papers), corpus.generation, self._gateway().latency or math.nan)

    async def vitals(self, now: datetime) -> Vitals:
        """Return everything, the database's state too, which may be up to half a minute old."""
        corpus = self._library.corpus
        return Vitals(
            uptime=self.uptime,
            gateway=self._gateway(),
            pulse=self.pulse,
            unsent=await unsent(self._store, now),
            papers=len(corpus.papers),
            generation=corpus.generation,
            damage=await self._found_damage(),
        )

    async def _found_damage(self) -> tuple[str, ...]:
        if self._damage is None or time.monotonic() - self._damage[0] > _CHECK_SECONDS:
            found = [str(row[0]) for row in await self._store.rows("PRAGMA quick_check")]
            self._damage = time.monotonic(), tuple(fault for fault in found if fault != "ok")
        return self._damage[1]

    def _gateway(self) -> Gateway:
        shards = [_of_shard(shard) for shard in self._bot.shards.values()]
        if not shards:
            return Gateway(ready=False)
        worst = max(shards, key=lambda shard: shard.heartbeat_age or 0.0)
        latencies = [shard.latency for shard in shards if shard.latency is not None]
        return Gateway(
            ready=self._bot.is_ready(),
            heartbeat_age=worst.heartbeat_age,
            heartbeat_interval=worst.heartbeat_interval,
            latency=max(latencies, default=None),
        )


def _of_shard(shard: discord.ShardInfo) -> Gateway:
    """Return what discord.py keeps of a connection; it shows the latency only."""
    beating = shard._parent.ws._keep_alive  # pyright: ignore[reportPrivateUsage]
    if beating is None:
        return Gateway(ready=False)
    age = time.perf_counter() - beating._last_ack  # pyright: ignore[reportPrivateUsage]
    return Gateway(True, age, beating.interval, beating.latency if math.isfinite(beating.latency) else None)
