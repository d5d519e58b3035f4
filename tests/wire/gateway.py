"""The gateway: sessions that outlive their sockets, and what is sent to them."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.wire.payloads import APPLICATION_ID, BOT_ID, TOKEN, Payload, user
from tests.wire.seen import as_seen

__all__ = ["Connection", "Gateway", "Session"]

_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACK = 0, 1, 2, 6, 7, 9, 10, 11


@dataclass(eq=False)
class Connection:
    """Hold a socket, the path it came to and how it began: with "identify" or "resume", "" until then."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    path: str
    began: str = ""

    async def send(self, message: Payload) -> None:
        """Send a message to whoever is still there."""
        await self.send_frame(json.dumps(message))

    async def send_frame(self, frame: str | bytes) -> None:
        """Send what need not be a message to whoever is still there."""
        if not self.socket.closed:
            with suppress(ConnectionError):
                await (self.socket.send_str(frame) if isinstance(frame, str) else self.socket.send_bytes(frame))


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
        number, count = self.identify.get("shard", (0, 1))
        return number, count

    def is_for(self, data: Payload) -> bool:
        """Tell whether an event is for this session's shard."""
        guild_id = data.get("guild_id") or (data["id"] if "channels" in data else 0)
        number, count = self.shard
        return (int(guild_id) >> 22) % count == number


@dataclass
class Gateway:
    """Serve sockets at `url`; sessions are resumed at an address of their own.

    `close_code` refuses those that identify; `heartbeat` is the interval in milliseconds, `beats` counts them.
    Each of the next READY events lacks one of the `lacking` fields, "" all of them.
    `identified` and `resumed` hold what clients sent, once they got all that was theirs.
    """

    guilds: list[Payload]
    url: str = ""
    heartbeat: int = 41250
    close_code: int | None = None
    acknowledges: bool = True
    lacking: list[str] = field(default_factory=list[str])
    beats: int = 0
    connections: list[Connection] = field(default_factory=list[Connection])
    sessions: list[Session] = field(default_factory=list[Session])
    identified: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue[Payload])
    resumed: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue[Payload])
    _sending: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one socket to its end."""
        # A client that reads no more keeps nobody waiting.
        socket = web.WebSocketResponse(timeout=0.5)
        await socket.prepare(request)
        connection = Connection(socket, request.transport, request.path)
        self.connections.append(connection)
        await connection.send({"op": _HELLO, "d": {"heartbeat_interval": self.heartbeat}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._take(connection, message.json())
        for session in self.sessions:
            if session.connection is connection:
                session.connection = None
        return socket

    def dispatch(self, name: str, data: Payload) -> None:
        """Send an event to whoever is to see it; who is away gets it on resuming."""
        for session in self.sessions:
            seen = as_seen(name, data, session.identify["intents"])
            if seen is not None and session.is_for(data):
                event = _keep(session, name, seen)
                if session.connection is not None:
                    self._send_later(session.connection, event)

    async def reconnect(self) -> None:
        """Ask everybody to come back."""
        for connection in self._connected():
            await connection.send({"op": _RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool) -> None:
        """Tell everybody that the session is invalid; one that is not `resumable` is forgotten."""
        connected = self._connected()
        if not resumable:
            self.sessions.clear()
        for connection in connected:
            await connection.send({"op": _INVALID, "d": resumable})

    async def blurt(self, frame: str | bytes) -> None:
        """Send everybody a frame that no event stands for."""
        for connection in self._connected():
            await connection.send_frame(frame)

    async def close(self, code: int = 1001) -> None:
        """Close every socket with a code."""
        for connection in self.connections:
            await connection.socket.close(code=code)

    def drop(self) -> None:
        """Cut every connection, as a broken network does."""
        for session in self.sessions:
            if session.connection is not None and session.connection.transport is not None:
                session.connection.transport.abort()
            session.connection = None

    def _connected(self) -> list[Connection]:
        return [session.connection for session in self.sessions if session.connection]

    async def _take(self, connection: Connection, sent: Payload) -> None:
        if sent["op"] == _HEARTBEAT:
            self.beats += 1
            if self.acknowledges:
                await connection.send({"op": _ACK})
        elif sent["op"] == _IDENTIFY:
            connection.began = "identify"
            await self._identify(connection, sent["d"])
        elif sent["op"] == _RESUME:
            connection.began = "resume"
            await self._resume(connection, sent["d"])

    async def _identify(self, connection: Connection, identify: Payload) -> None:
        if self.close_code is not None or identify["token"] != TOKEN:
            await connection.socket.close(code=self.close_code or 4004)
            return
        session = Session(f"session-{len(self.connections)}", identify)
        self.sessions.append(session)
        guilds = [guild for guild in self.guilds if session.is_for(guild)]
        ready = {
            "v": 10, "user": user(BOT_ID, bot=True), "session_id": session.number, "shard": list(session.shard),
            "resume_gateway_url": f"{self.url}/resume",
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in guilds],
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }  # fmt: skip
        if self.lacking:
            lacks = self.lacking.pop(0)
            ready = {name: value for name, value in ready.items() if lacks and name != lacks}
        _keep(session, "READY", ready)
        for guild in guilds:
            _keep(session, "GUILD_CREATE", guild)
        await _catch_up(session, connection, 0)
        self.identified.put_nowait(identify)

    async def _resume(self, connection: Connection, resume: Payload) -> None:
        session = next((one for one in self.sessions if one.number == resume["session_id"]), None)
        if session is None or resume["token"] != TOKEN or not 0 < resume["seq"] <= len(session.events):
            await connection.send({"op": _INVALID, "d": False})
            return
        await _catch_up(session, connection, resume["seq"])
        self._send_later(connection, _keep(session, "RESUMED", {}))
        self.resumed.put_nowait(resume)

    def _send_later(self, connection: Connection, event: Payload) -> None:
        # Tasks start in the order of their making, and each writes before it waits.
        task = asyncio.get_running_loop().create_task(connection.send(event))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)


def _keep(session: Session, name: str, data: Payload) -> Payload:
    # As it is now: what it tells of may change before it is sent.
    event: Payload = {"op": _DISPATCH, "s": len(session.events) + 1, "t": name, "d": deepcopy(data)}
    session.events.append(event)
    return event


async def _catch_up(session: Session, connection: Connection, position: int) -> None:
    """Send all events from a position on, those too that come meanwhile, then let further ones come as they happen."""
    while position < len(session.events):
        await connection.send(session.events[position])
        position += 1
    session.connection = connection
