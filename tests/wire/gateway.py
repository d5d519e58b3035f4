"""The gateway: shards, sessions that outlive their sockets, and what is sent to them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.wire.payloads import APPLICATION_ID, BOT_ID, TOKEN, Payload, user
from tests.wire.seen import as_seen
from tests.wire.sessions import Connection, Session

__all__ = ["Connection", "Gateway", "Session"]

_HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACK = 1, 2, 6, 7, 9, 10, 11
_UNKNOWN_TOKEN, _INVALID_SHARD, _TOO_FEW_SHARDS = 4004, 4010, 4011
_MOST_GUILDS = 2500


@dataclass
class Gateway:
    """Serve sockets at `url`; sessions are resumed at an address of their own.

    `shards` is how many clients are told to use, `max_concurrency` how many may identify at once: within
    `identify_pause` seconds, which are five at Discord, no other of the same remainder may. `starts` are left; None
    stands for enough.
    `close_code` refuses those that identify, `status` those that connect, with an HTTP status; `heartbeat` is the
    interval in milliseconds, `beats` counts them. Each of the next READY events lacks one of the `lacking` fields, ""
    all of them. `identified` and `resumed` hold what clients sent, once they got all that was theirs.
    """

    guilds: list[Payload]
    url: str = ""
    shards: int = 1
    max_concurrency: int = 1
    identify_pause: float = 0.0
    starts: int | None = None
    heartbeat: int = 41250
    close_code: int | None = None
    status: int | None = None
    acknowledges: bool = True
    lacking: list[str] = field(default_factory=list[str])
    beats: int = 0
    connections: list[Connection] = field(default_factory=list[Connection])
    sessions: list[Session] = field(default_factory=list[Session])
    identified: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue[Payload])
    resumed: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue[Payload])
    _silent: set[int | None] = field(default_factory=set[int | None])
    _begun: dict[int, float] = field(default_factory=dict[int, float])
    _numbers: int = 0
    _sending: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]])

    def about(self) -> Payload:
        """Return what a bot is told before it connects."""
        left = 999 if self.starts is None else self.starts
        limit = {"total": 1000, "remaining": left, "reset_after": 0, "max_concurrency": self.max_concurrency}
        return {"url": self.url, "shards": self.shards, "session_start_limit": limit}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one socket to its end."""
        if self.status is not None:
            return web.Response(status=self.status)
        # A client that reads no more keeps nobody waiting.
        socket = web.WebSocketResponse(timeout=0.5)
        await socket.prepare(request)
        connection = Connection(socket, request.transport, request.path)
        self.connections.append(connection)
        self._heed(connection)
        await connection.send({"op": _HELLO, "d": {"heartbeat_interval": self.heartbeat}})
        async for message in socket:
            await connection.speaks.wait()
            if message.type is WSMsgType.TEXT:
                await self._take(connection, message.json())
        for session in self.sessions:
            if session.connection is connection:
                session.connection = None
        return socket

    def dispatch(self, name: str, data: Payload) -> None:
        """Send an event to whoever is to see it; who is away gets it on resuming."""
        for session in self.sessions:
            if session.is_for(name, data):
                seen = as_seen(name, data, session.identify["intents"])
                if seen is not None:
                    event = session.keep(name, seen)
                    if session.connection is not None:
                        self._send_later(session.connection, event)

    async def reconnect(self, shard: int | None = None) -> None:
        """Ask a shard to come back, or all."""
        for connection in self._connected(shard):
            await connection.send({"op": _RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool, shard: int | None = None) -> None:
        """Tell a shard, or all, that its session is invalid; one that is not `resumable` is forgotten."""
        connected = self._connected(shard)
        if not resumable:
            self.forget(shard)
        for connection in connected:
            await connection.send({"op": _INVALID, "d": resumable})

    def forget(self, shard: int | None = None) -> None:
        """Forget a shard's sessions, or all, and tell nobody: whoever resumes one is refused."""
        self.sessions[:] = [session for session in self.sessions if not session.is_of(shard)]

    async def blurt(self, frame: str | bytes) -> None:
        """Send everybody a frame that no event stands for."""
        for connection in self._connected():
            await connection.send_frame(frame)

    async def close(self, code: int = 1001) -> None:
        """Close every socket with a code."""
        self.speak()
        for connection in self.connections:
            await connection.socket.close(code=code)

    def drop(self, shard: int | None = None) -> None:
        """Cut a shard's connection, or every one, as a broken network does."""
        for session in self.sessions:
            if session.is_of(shard):
                if session.connection is not None:
                    session.connection.cut()
                session.connection = None

    def silence(self, shard: int | None = None) -> None:
        """Send nothing more to a shard, or to anybody, and take nothing, while sockets stay open and new ones come."""
        self._silent.add(shard)
        for connection in self.connections:
            self._heed(connection)

    def speak(self, shard: int | None = None) -> None:
        """End the silence towards a shard, or any: what was held back is sent, what came meanwhile is taken."""
        if shard is None:
            self._silent.clear()
        self._silent.discard(shard)
        for connection in self.connections:
            self._heed(connection)

    def _heed(self, connection: Connection) -> None:
        """Let a connection be silent or speak, as its shard is to."""
        if None in self._silent or (connection.shard is not None and connection.shard in self._silent):
            connection.speaks.clear()
        else:
            connection.speaks.set()

    def _connected(self, shard: int | None = None) -> list[Connection]:
        return [session.connection for session in self.sessions if session.connection and session.is_of(shard)]

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
        self._numbers += 1
        session = Session(f"session-{self._numbers}", identify)
        guilds = [guild for guild in self.guilds if session.is_for("GUILD_CREATE", guild)]
        if (code := self._refuses(session, len(guilds))) is not None:
            await connection.socket.close(code=code)
            return
        await self._belongs(connection, session)
        if not self._may_begin(session.shard[0]):
            await connection.send({"op": _INVALID, "d": False})
            return
        self.sessions.append(session)
        session.keep("READY", self._ready(session, guilds))
        for guild in guilds:
            session.keep("GUILD_CREATE", guild)
        await session.catch_up(connection, 0)
        self.identified.put_nowait(identify)

    def _refuses(self, session: Session, guilds: int) -> int | None:
        """Return the code with which a client is sent away, None where it is welcome."""
        number, count = session.shard
        if self.close_code is not None:
            return self.close_code
        if session.identify["token"] != TOKEN:
            return _UNKNOWN_TOKEN
        if not 0 <= number < count:
            return _INVALID_SHARD
        return _TOO_FEW_SHARDS if guilds > _MOST_GUILDS else None

    def _may_begin(self, shard: int) -> bool:
        """Tell whether a shard may identify now, and count that it does."""
        now, key = time.monotonic(), shard % self.max_concurrency
        if self.starts == 0 or now - self._begun.get(key, -self.identify_pause) < self.identify_pause:
            return False
        if self.starts is not None:
            self.starts -= 1
        self._begun[key] = now
        return True

    def _ready(self, session: Session, guilds: list[Payload]) -> Payload:
        ready: Payload = {
            "v": 10, "user": user(BOT_ID, bot=True), "session_id": session.number, "shard": list(session.shard),
            "resume_gateway_url": f"{self.url}/resume",
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in guilds],
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }  # fmt: skip
        if self.lacking:
            lacks = self.lacking.pop(0)
            ready = {name: value for name, value in ready.items() if lacks and name != lacks}
        return ready

    async def _resume(self, connection: Connection, resume: Payload) -> None:
        session = next((one for one in self.sessions if one.number == resume["session_id"]), None)
        if session is None or resume["token"] != TOKEN or not 0 < resume["seq"] <= len(session.events):
            await connection.send({"op": _INVALID, "d": False})
            return
        await self._belongs(connection, session)
        await session.catch_up(connection, resume["seq"])
        self._send_later(connection, session.keep("RESUMED", {}))
        self.resumed.put_nowait(resume)

    async def _belongs(self, connection: Connection, session: Session) -> None:
        """Note whose a connection is; where that shard is to hear nothing, wait for the end of that."""
        connection.shard = session.shard[0]
        self._heed(connection)
        await connection.speaks.wait()

    def _send_later(self, connection: Connection, event: Payload) -> None:
        # Tasks start in the order of their making, and each writes before it waits.
        task = asyncio.get_running_loop().create_task(connection.send(event))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
