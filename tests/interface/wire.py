"""A Discord on loopback: it records what the client sends and answers as Discord does."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.interface.openapi import faults

__all__ = ["APPLICATION_ID", "BOT_ID", "OWNER_ID", "TOKEN", "Payload", "Request", "Wire", "open_wire"]

Payload = dict[str, Any]
Answer = tuple[int, Any]

TOKEN = "MTE.secret-token.of-the-tests"
APPLICATION_ID = 1100000000000000001
BOT_ID = APPLICATION_ID
OWNER_ID = 1200000000000000001


@dataclass(frozen=True, slots=True)
class Request:
    """Hold one request as it came over the wire."""

    method: str
    path: str
    query: dict[str, str]
    body: Any


@dataclass
class Wire:
    """Answer the client as Discord does; `shown` holds the messages that it gave back, `leave` takes it away."""

    leave: Callable[[], Awaitable[None]]
    base: str = ""
    requests: list[Request] = field(default_factory=list[Request])
    history: list[Payload] = field(default_factory=list[Payload])
    members: dict[tuple[str, str], Payload] = field(default_factory=dict[tuple[str, str], Payload])
    team: Payload | None = None
    sockets: list[web.WebSocketResponse] = field(default_factory=list[web.WebSocketResponse])
    identified: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue[Payload])
    guilds: list[Payload] = field(default_factory=list[Payload])
    close_code: int | None = None
    faults: list[str] = field(default_factory=list[str])
    shown: list[Payload] = field(default_factory=list[Payload])
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _refusals: list[tuple[str, str, Answer]] = field(default_factory=list[tuple[str, str, Answer]])
    _last_id: int = 1300000000000000000

    @property
    def api(self) -> str:
        """The REST base."""
        return f"http://{self.base}/api/v10"

    @property
    def gateway(self) -> str:
        """The gateway that /gateway/bot names."""
        return f"ws://{self.base}/gateway"

    def refuse(self, method: str, path: str, status: int, code: int = 0) -> None:
        """Answer requests whose path matches the pattern `path` with an error."""
        self._refusals.append((method, path, (status, {"code": code, "message": "refused by the test"})))

    def accept(self) -> None:
        """Refuse nothing any more."""
        self._refusals.clear()

    def sent(self, method: str, path: str) -> list[Request]:
        """Return the requests of `method` whose path matches the pattern `path`."""
        return [x for x in self.requests if x.method == method and re.fullmatch(path, x.path)]

    async def until(self, method: str, path: str) -> Request:
        """Wait for a request of `method` whose path matches the pattern `path`."""
        while not (found := self.sent(method, path)):
            self._arrived.clear()
            await asyncio.wait_for(self._arrived.wait(), timeout=5)
        return found[0]

    def callbacks(self) -> list[Payload]:
        """Return the first answers to interactions."""
        return [x.body for x in self.sent("POST", "/interactions/.*/callback")]

    def followups(self) -> list[Payload]:
        """Return the messages that came after a first answer."""
        return [x.body for x in self.sent("POST", "/webhooks/.*")]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Record one request and answer it."""
        path = request.path.removeprefix("/api/v10")
        if path == "/gateway":
            return await self._serve_gateway(request)
        text = await request.text()
        seen = Request(request.method, path, dict(request.query), json.loads(text) if text else None)
        self.requests.append(seen)
        self.faults += faults(seen.method, seen.path, text)
        self._arrived.set()
        status, answer = self._answer(seen, request.headers.get("Authorization"))
        if answer is None:
            return web.Response(status=status)
        # discord.py reads JSON only where the type is bare, as Discord sends it.
        return web.Response(body=json.dumps(answer).encode(), content_type="application/json", status=status)

    def _answer(self, request: Request, authorization: str | None) -> Answer:
        for method, path, answer in self._refusals:
            if re.fullmatch(method, request.method) and re.fullmatch(path, request.path):
                return answer
        if not re.match("/(interactions|webhooks)/", request.path) and authorization != f"Bot {TOKEN}":
            return 401, {"code": 0, "message": "401: Unauthorized"}
        routes: list[tuple[str, Callable[[Request], Any]]] = [
            ("GET /users/@me", lambda _: user(BOT_ID, bot=True)),
            ("GET /oauth2/applications/@me", lambda _: self._application()),
            ("GET /gateway/bot", lambda _: self._gateway()),
            ("PUT /applications/.*/commands", self._commands),
            ("POST /interactions/.*", self._callback),
            ("POST /webhooks/.*", self._message),
            ("PATCH /webhooks/.*", self._message),
            ("DELETE /webhooks/.*", lambda _: None),
            ("POST /channels/.*/messages", self._message),
            ("GET /channels/.*/messages", lambda _: self.history),
        ]
        line = f"{request.method} {request.path}"
        for pattern, answer in routes:
            if re.fullmatch(pattern, line):
                given = answer(request)
                return (204 if given is None else 200), given
        if member := re.fullmatch(r"GET /guilds/(\d+)/members/(\d+)", line):
            found = self.members.get((member[1], member[2]))
            return (200, found) if found else (404, {"code": 10007, "message": "Unknown Member"})
        return 404, {"code": 0, "message": f"404: no route {line}"}

    def message(self, content: Payload, channel_id: str = "1") -> Payload:
        """Return `content` as Discord gives a message back."""
        self._last_id += 1
        given = {key: content[key] for key in ("content", "embeds", "components", "nonce") if key in content}
        message: Payload = {
            "id": str(self._last_id), "channel_id": channel_id, "author": user(BOT_ID, bot=True), "content": "",
            "timestamp": "2024-11-25T00:00:00+00:00", "edited_timestamp": None, "tts": False, "mention_everyone": False,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0,
            "components": [],
        }  # fmt: skip
        self.shown.append(message | given)
        return self.shown[-1]

    def _message(self, request: Request) -> Payload:
        return self.message(request.body, request.path.split("/")[2])

    def _callback(self, request: Request) -> Payload:
        message = self.message(request.body.get("data") or {})
        return {
            "interaction": {"id": request.path.split("/")[2], "type": 2, "response_message_id": message["id"]},
            "resource": {"type": request.body["type"], "message": message},
        }

    def _commands(self, request: Request) -> list[Payload]:
        extra = {"application_id": str(APPLICATION_ID), "version": "1"}
        return [command | extra | {"id": str(number)} for number, command in enumerate(request.body, 1)]

    def _application(self) -> Payload:
        return {
            "id": str(APPLICATION_ID), "name": "papers", "description": "", "icon": None, "bot_public": True,
            "bot_require_code_grant": False, "verify_key": "", "owner": user(OWNER_ID), "team": self.team, "flags": 0,
        }  # fmt: skip

    def _gateway(self) -> Payload:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.gateway, "shards": 1, "session_start_limit": limit}

    async def _serve_gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            sent = message.json()
            if sent["op"] == 1:
                await socket.send_json({"op": 11})
            elif sent["op"] == 2:
                if self.close_code is not None:
                    await socket.close(code=self.close_code)
                    break
                await self._ready(socket)
                self.identified.put_nowait(sent["d"])
        return socket

    async def _ready(self, socket: web.WebSocketResponse) -> None:
        ready = {
            "v": 10, "user": user(BOT_ID, bot=True), "session_id": "s", "shard": [0, 1],
            "resume_gateway_url": self.gateway,
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in self.guilds],
            "application": {"id": str(APPLICATION_ID), "flags": 0},
        }  # fmt: skip
        await self.event(socket, "READY", ready)
        for guild in self.guilds:
            await self.event(socket, "GUILD_CREATE", guild)

    async def event(self, socket: web.WebSocketResponse, name: str, data: Payload) -> None:
        """Send an event over the gateway."""
        await socket.send_json({"op": 0, "s": 1, "t": name, "d": data})


def user(user_id: int, *, bot: bool = False) -> Payload:
    """Return a user as Discord sends one."""
    name = f"user{user_id % 1000}"
    return {"id": str(user_id), "username": name, "discriminator": "0", "avatar": None, "global_name": name, "bot": bot}


@asynccontextmanager
async def open_wire() -> AsyncGenerator[Wire]:
    """Serve on a free port of loopback."""
    application = web.Application()
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    wire = Wire(runner.cleanup)
    application.router.add_route("*", "/{path:.*}", wire.handle)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    wire.base = f"{host}:{port}"
    try:
        yield wire
    finally:
        for socket in wire.sockets:
            await socket.close()
        await runner.cleanup()
