"""A gateway of several shards that can die to some of them: sockets stay open, and nothing is answered any more."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.wire.gateway import Connection, Gateway
from tests.wire.payloads import Payload
from tests.wire.server import Wire

__all__ = ["DyingGateway", "dying"]


@dataclass
class DyingGateway(Gateway):
    """Take nothing that a shard of `dead` sends, and no more than heartbeats of one of `aloof`: it waits for ever."""

    dead: set[int] = field(default_factory=set[int])
    aloof: set[int] = field(default_factory=set[int])
    _came: dict[int, int] = field(default_factory=dict[int, int])

    async def acknowledge(self) -> None:
        """Send every shard an answer that nobody asked for."""
        for session in self.sessions:
            if session.connection is not None:
                await session.connection.send({"op": 11})

    async def _take(self, connection: Connection, sent: Payload) -> None:
        begins = sent["op"] in (2, 6)
        if begins:
            self._came[id(connection)] = self._shard(sent["d"])
        shard = self._came.get(id(connection))
        if shard not in self.dead and not (begins and shard in self.aloof):
            await super()._take(connection, sent)

    def _shard(self, told: Payload) -> int:
        if "shard" in told:
            return told["shard"][0]
        return next((one.shard[0] for one in self.sessions if one.number == told["session_id"]), 0)


def dying(wire: Wire, shards: int = 1, heartbeat: int = 41250) -> DyingGateway:
    """Put such a gateway in the place of the usual one, before anybody has come."""
    gateway = DyingGateway(wire.guilds, url=wire.gateway.url, shards=shards, heartbeat=heartbeat)
    wire.gateway = gateway
    return gateway
