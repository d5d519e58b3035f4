"""Where a round of several processes happens: a Discord of four shards, one PostgreSQL, and the processes."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.shards import Shards, shard_of
from tests.faults.cluster.postgres import Postgres
from tests.faults.cluster.proxy import Proxy
from tests.faults.scene import until
from tests.faults.watch import Watch
from tests.wire.nursery import Child, Nursery
from tests.wire.payloads import Payload
from tests.wire.people import Member
from tests.wire.server import Wire

__all__ = ["FOLLOWERS", "GONE", "SERVERS", "SHARDS", "Cluster", "Desk", "hour"]

SHARDS = 4
# Two servers of each shard, and one that the bot is in no more.
SERVERS = [(360_000_000_000 + number) << 22 for number in range(2 * SHARDS)]
GONE = (360_000_000_000 + 2 * SHARDS) << 22
FOLLOWERS = [1210000000000000001, 1210000000000000002]

_PATIENCE = 60.0
_BUSY = "is busy (canceling statement due to statement timeout): try again in a moment."
_SUBSCRIBE = (
    "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, when_nothing_new, "
    "set_by, set_at) VALUES ($1, $2, $3, 'UTC', 2, 'en', 'nothing', 1, $4)"
)
_SENT = "SELECT channel_id FROM digest_delivery WHERE message_id IS NOT NULL"
_SINCE_THE_HOUR = timedelta(minutes=2)


def hour() -> str:
    """Return the hour of posts that are due."""
    return f"{datetime.now(UTC) - _SINCE_THE_HOUR:%H:%M}"


@dataclass
class Desk:
    """One process with its shards: its own folder, its own way to the database."""

    name: str
    shards: Shards
    folder: Path
    proxy: Proxy
    child: Child | None = None

    @property
    def running(self) -> bool:
        """Whether it runs."""
        return self.child is not None and self.child.running

    @property
    def log(self) -> str:
        """What it wrote to stderr."""
        file = self.folder / "stderr.log"
        return file.read_text("utf-8") if file.exists() else ""

    def has(self, guild_id: int) -> bool:
        """Whether a server is of one of its shards."""
        return shard_of(guild_id, self.shards.count) in self.shards.ids

    def kill(self) -> None:
        """End it at this very moment."""
        self.send(signal.SIGKILL)

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        if self.child is not None:
            self.child.send(number)


@dataclass
class Cluster:
    """Hold a round's Discord, its database and its desks; it is the way of the people to the bot.

    `expected` are the channels in which one post each is due; `promised` has the queries that find what people were
    told is kept.
    """

    wire: Wire
    folder: Path
    nursery: Nursery
    dice: random.Random
    postgres: Postgres
    database: str
    environment: dict[str, str]
    desks: list[Desk] = field(default_factory=list[Desk])
    spares: list[Desk] = field(default_factory=list[Desk])
    expected: list[int] = field(default_factory=list[int])
    promised: dict[str, tuple[str, tuple[object, ...]]] = field(
        default_factory=dict[str, tuple[str, tuple[object, ...]]]
    )
    free: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    numbers: int = 0
    kills: int = 0
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        self.watch = Watch(self.wire)

    async def order(self, per_server: int = 1) -> list[int]:
        """Let posts be due at once in new channels of every server; return the channels."""
        since = (datetime.now(UTC) - timedelta(days=1)).isoformat()
        rows = [(one, self.free[one].pop(), hour(), since) for one in SERVERS for _ in range(per_server)]
        await self.postgres.execute_many(self.database, _SUBSCRIBE, rows)
        self.expected += [row[1] for row in rows]
        return [row[1] for row in rows]

    async def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read the database; nothing while it is down."""
        return await self.postgres.rows(self.database, sql, *values)

    async def unsent(self) -> list[int]:
        """Return the channels whose post is not recorded."""
        sent = {row[0] for row in await self.rows(_SENT)}
        return [place for place in self.expected if place not in sent]

    def posts_of(self, desk: Desk) -> str:
        """Return the pattern of the requests by which a process posts."""
        places = [place for place in self.expected if desk.has(self.server_of(place))]
        return f"/channels/({'|'.join(map(str, places))})/messages"

    def server_of(self, place: int) -> int:
        """Return the server of a channel, 0 for direct messages."""
        return int(self.wire.messages.channels[str(place)].get("guild_id", 0))

    async def launch(self, desk: Desk) -> None:
        """Start a process; it need not come far."""
        assert not desk.running
        desk.child = await self.spawn(desk, "run")

    async def spawn(self, desk: Desk, *arguments: str) -> Child:
        """Run `papers-bot` as a desk's process does."""
        address = f"postgresql://postgres@127.0.0.1:{desk.proxy.port}/{self.database}"
        own = {"BOT_DATABASE": address, "BOT_DATA_FOLDER": str(desk.folder), "BOT_SHARDS": str(desk.shards)}
        log = desk.folder / "stderr.log"
        return await self.nursery.start(arguments, self.environment | own, desk.folder, log, hasty=True)

    async def start(self, *desks: Desk) -> None:
        """Start what does not run, and wait until all shards are connected; raises AssertionError where it ends."""
        starting = [desk for desk in desks or self.desks if not desk.running]
        before = self._sessions()
        for desk in starting:
            await self.launch(desk)
        for desk in starting:
            if not await self.connected(desk, before) and _BUSY in desk.log.splitlines()[-1]:
                # Who hangs within a statement holds the database until that times out: a service is restarted.
                await self.launch(desk)
            assert await self.connected(desk, before), f"{desk.name} did not connect:\n{desk.log}"

    async def connected(self, desk: Desk, before: Sequence[int]) -> bool:
        """Wait until each shard of a process has a session that was not there `before`; False where it ended."""

        def there() -> bool:
            now = self._sessions()
            return not desk.running or all(now[shard] > before[shard] for shard in desk.shards.ids)

        async with asyncio.timeout(_PATIENCE):
            await until(there, 0.01)
        return desk.running

    async def killed(self, desk: Desk) -> None:
        """Kill a process that still runs, and wait for its end."""
        assert desk.child is not None
        desk.kill()
        code = await desk.child.ended
        assert code == -signal.SIGKILL, f"{desk.name} ended by itself with {code}:\n{desk.log}"
        self.kills += 1

    async def ends(self, desk: Desk, seconds: float = _PATIENCE) -> int:
        """Wait for the end of a process and return its code."""
        assert desk.child is not None
        await asyncio.wait({desk.child.ended}, timeout=seconds)
        assert not desk.running, f"{desk.name} does not end:\n{desk.log}"
        return desk.child.ended.result()

    async def stop(self) -> None:
        """Stop all processes in order."""
        for desk in self.desks:
            desk.send(signal.SIGTERM)
        for desk in self.desks:
            code = await self.ends(desk)
            assert code == 0, f"{desk.name} stopped with {code}:\n{desk.log}"

    def member(self, user_id: int | None = None, **who: Any) -> Member:
        """Return somebody new, or whom the id names, in a server."""
        self.numbers += 1
        new: dict[str, Any] = {"user_id": user_id or 1220000000000000000 + self.numbers, "seconds": _PATIENCE}
        return Member(self).but(**(new | who))

    async def deliver(self, name: str, data: Payload) -> None:
        """Bring an event to the process whose shard it is for."""
        self.wire.gateway.dispatch(name, data)

    def _sessions(self) -> list[int]:
        counts = [0] * SHARDS
        for session in self.wire.gateway.sessions:
            if session.shard[1] == SHARDS:
                counts[session.shard[0]] += 1
        return counts

    async def waits(self, look: Callable[[], object], seconds: float) -> bool:
        """Wait for something, but not longer; tell whether it came."""
        try:
            async with asyncio.timeout(seconds):
                await until(look, 0.005)
        except TimeoutError:
            return False
        return True
