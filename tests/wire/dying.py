"""A gateway of several shards that can die to some of them: sockets stay open, and nothing is answered any more."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.wire.gateway import Connection, Gateway
from tests.wire.payloads import Payload
from tests.wire.server import Wire

__all__ = ["DyingGateway", "dying"]


@dataclass
class DyingGateway(Gateway):
    """Take nothing that a shard of `dead` sends: heartbeats, and those who come anew, wait for ever."""

    dead: set[int] = field(default_factory=set[int])

    async def acknowledge(self) -> None:
        """Send every shard an answer that nobody asked for."""
        for session in self.sessions:
            if session.connection is not None:
                await session.connection.send({"op": 11})

    async def _take(self, connection: Connection, sent: Payload) -> None:
        if self._shard(connection, sent) not in self.dead:
            await super()._take(connection, sent)

    def _shard(self, connection: Connection, sent: Payload) -> int | None:
        told: Payload = sent["d"] if sent["op"] in (2, 6) else {}
        if "shard" in told:
            return told["shard"][0]
        for session in self.sessions:
            if session.connection is connection or session.number == told.get("session_id"):
                return session.shard[0]
        return None


def dying(wire: Wire, shards: int = 1, heartbeat: int = 41250) -> DyingGateway:
    """Put such a gateway in the place of the usual one, before anybody has come."""
    gateway = DyingGateway(wire.guilds, url=wire.gateway.url, heartbeat=heartbeat)
    limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
    wire.gateway = gateway
    wire.rest._gateway = lambda: {"url": gateway.url, "shards": shards, "session_start_limit": limit}  # pyright: ignore[reportPrivateUsage]
    return gateway
