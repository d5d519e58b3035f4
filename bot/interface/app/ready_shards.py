"""Which shards are ready: each serves its servers without waiting for others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from discord.ext import commands

from bot.shards import Served

__all__ = ["ReadyShards"]


class ReadyShards:
    """The shards of `bot` whose servers are known; create it before they connect.

    `leads` tells whether this process sees to people's messages; `news` is set when a shard becomes ready.
    """

    def __init__(self, bot: commands.AutoShardedBot, leads: Callable[[], bool]) -> None:
        self._bot = bot
        self._leads = leads
        self._ready: set[int] = set()
        self.news = asyncio.Event()
        bot.add_listener(self._became_ready, "on_shard_ready")

    def served(self) -> Served:
        """Return the servers of those that are ready, all of them before the first is."""
        count = self._bot.shard_count or 1
        known = self._ready or self._bot.shard_ids or range(count)
        return Served(frozenset(known), count, self._leads())

    async def _became_ready(self, shard: int) -> None:
        self._ready.add(shard)
        self.news.set()
