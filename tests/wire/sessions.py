"""What a gateway keeps of its clients: sockets, and sessions that outlive them."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field

from aiohttp import web

from tests.wire.payloads import Payload

__all__ = ["Connection", "Session"]

_DISPATCH = 0
# Events that name a server by their own id.
_OF_SERVERS = ("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE")


def _heard() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass(eq=False)
class Connection:
    """Hold a socket, the path it came to and how it began: with "identify" or "resume", "" until then.

    `shard` is None until then too. While `speaks` is not set, nothing is sent, and nothing is taken.
    """

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    path: str
    began: str = ""
    shard: int | None = None
    speaks: asyncio.Event = field(default_factory=_heard)

    async def send(self, message: Payload) -> None:
        """Send a message to whoever is still there."""
        await self.send_frame(json.dumps(message))

    async def send_frame(self, frame: str | bytes) -> None:
        """Send what need not be a message to whoever is still there."""
        if not self.speaks.is_set():
            await self.speaks.wait()
        if not self.socket.closed:
            with suppress(ConnectionError):
                await (self.socket.send_str(frame) if isinstance(frame, str) else self.socket.send_bytes(frame))

    def cut(self) -> None:
        """Break the connection off."""
        if self.transport is not None:
            self.transport.abort()


@dataclass
class Session:
    """Hold a session: every event it was to get, and the connection that it has, if any."""

    number: str
    identify: Payload
    connection: Connection | None = None
    events: list[Payload] = field(default_factory=list[Payload])

    @property
    def shard(self) -> tuple[int, int]:
        """Its number, and how many there are."""
        number, count = self.identify.get("shard") or (0, 1)
        return number, count

    def is_of(self, shard: int | None) -> bool:
        """Tell whether it is a shard's; None stands for all."""
        return shard in (None, self.shard[0])

    def is_for(self, name: str, data: Payload) -> bool:
        """Tell whether an event is for this session's shard; what is of no server comes to the first."""
        number, count = self.shard
        if count == 1:
            return True
        guild_id = data.get("id" if name in _OF_SERVERS else "guild_id") or 0
        return (int(guild_id) >> 22) % count == number

    def keep(self, name: str, data: Payload) -> Payload:
        """Return an event as it is sent and kept: as it is now, for what it tells of may change."""
        event: Payload = {"op": _DISPATCH, "s": len(self.events) + 1, "t": name, "d": deepcopy(data)}
        self.events.append(event)
        return event

    async def catch_up(self, connection: Connection, position: int) -> None:
        """Send all events from a position on, those too that come meanwhile, then let further ones come at once."""
        while position < len(self.events):
            await connection.send(self.events[position])
            position += 1
        self.connection = connection
