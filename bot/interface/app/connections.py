"""Which of the connections to the gateway are up. discord.py calls a bot ready for good once it was."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import replace

from discord.ext import commands

from bot.interface.discordpy.events import Socket
from bot.operating.gateway import ANSWER_SECONDS, RETURN_SECONDS, Gateway

__all__ = ["Connections"]

# Two and a half million servers; a higher number from the gateway is malformed and must not keep the loop busy.
_MOST_SHARDS = 1_000


class Connections:
    """Monitor of the gateway connections of `bot`; create it before they start.

    A connection is up once it has a session and an answered heartbeat, until it ends or a later one goes unanswered.
    """

    def __init__(self, bot: commands.AutoShardedBot) -> None:
        self._bot = bot
        self._in_session: set[int] = set()
        self._was_up: set[int] = set()
        self._down_since: dict[int, float] = {}
        self._fell_silent: set[int] = set()
        for event in ("on_shard_connect", "on_shard_resumed"):
            bot.add_listener(self._rose, event)
        bot.add_listener(self._fell, "on_shard_disconnect")

    def gateway(self) -> Gateway:
        """Return how they are now; to be asked every few seconds, as not every end is told."""
        now = time.monotonic()
        shards = self._bot.shard_ids or range(min(self._bot.shard_count or 0, _MOST_SHARDS))
        down = {shard: now - since for shard in shards if (since := self._since(shard, now)) is not None}
        awaited = tuple(shard for shard in shards if shard not in self._was_up)
        lost = tuple(shard for shard, age in down.items() if age > self._grace(shard))
        up = [shard for shard in shards if shard not in awaited and shard not in down]
        return replace(
            self._beating(up, now),
            begun=self._bot.is_ready(),
            shards=len(shards),
            connected=len(up),
            awaited=awaited,
            lost=lost,
            lost_for=max((down[shard] for shard in lost), default=None),
        )

    async def _rose(self, shard: int) -> None:
        self._in_session.add(shard)

    async def _fell(self, shard: int) -> None:
        self._in_session.discard(shard)
        if shard in self._was_up:
            self._note_end(shard)

    def _beating(self, up: Iterable[int], now: float) -> Gateway:
        """Return the heartbeat that is worst of those that are up, and the latency that is."""
        beats = {shard: socket.heartbeats for shard in up if (socket := self._socket(shard)) is not None}
        if not beats:
            return Gateway()
        worst = min(beats, key=lambda shard: beats[shard].answered)
        latency = max((one.latency for one in beats.values() if one.latency is not None), default=None)
        return Gateway(
            heartbeat_age=now - beats[worst].answered, heartbeat_interval=self._interval(worst), latency=latency
        )

    def _since(self, shard: int, now: float) -> float | None:
        """Return since when a shard that was up is not, None where it is up or never was."""
        socket = self._socket(shard)
        answered = socket is not None and socket.open and socket.heartbeats.latency is not None
        # One whose end nobody told waits for its turn while others come back.
        if answered and shard in self._in_session:
            self._was_up.add(shard)
            self._down_since.pop(shard, None)
            self._fell_silent.discard(shard)
        elif shard in self._was_up:
            return self._note_end(shard)
        silent = self._silent_for(shard)
        return now - silent if silent is not None and shard in self._was_up else None

    def _note_end(self, shard: int) -> float:
        """Note the end of a connection, and return since when it is down: since it fell silent, where it did before."""
        if shard not in self._down_since:
            silent = self._silent_for(shard)
            if silent is not None:
                self._fell_silent.add(shard)
            self._down_since[shard] = time.monotonic() - (silent or 0.0)
        return self._down_since[shard]

    def _grace(self, shard: int) -> float:
        returns = shard in self._down_since and shard not in self._fell_silent
        return RETURN_SECONDS if returns else ANSWER_SECONDS

    def _silent_for(self, shard: int) -> float | None:
        """Return for how many seconds a heartbeat has been overdue, or None."""
        socket = self._socket(shard)
        unanswered = None if socket is None else socket.heartbeats.unanswered
        return unanswered if unanswered is not None and unanswered > ANSWER_SECONDS else None

    def _interval(self, shard: int) -> float | None:
        socket = self._socket(shard)
        beating = None if socket is None else socket._keep_alive  # pyright: ignore[reportPrivateUsage]
        interval = None if beating is None else beating.interval
        return interval if interval is not None and math.isfinite(interval) else None

    def _socket(self, shard: int) -> Socket | None:
        known = self._bot.get_shard(shard)
        socket = None if known is None else known._parent.ws  # pyright: ignore[reportPrivateUsage]
        return socket if isinstance(socket, Socket) else None
