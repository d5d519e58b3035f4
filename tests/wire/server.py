"""A Discord on loopback: it records what the client sends and answers as Discord does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.wire.conversations import Interactions
from tests.wire.gateway import Gateway
from tests.wire.limits import limits
from tests.wire.messages import Messages
from tests.wire.pace import Pace
from tests.wire.payloads import Payload
from tests.wire.posts import Posts
from tests.wire.recorded import Recorded
from tests.wire.requests import Refusal, Request, json_response, read_request, refused
from tests.wire.rest import Rest
from tests.wire.schema import faults
from tests.wire.troubles import Trouble, Troubles

__all__ = ["Wire", "open_wire"]


@dataclass
class Wire(Recorded):
    """Answer a client as Discord does; `faults` says what of its requests Discord would not take.

    `guilds` are the servers that the bot is in when it identifies. `leave` takes this Discord away. Without `checks`
    requests are not held against Discord's description, which takes some ten milliseconds for a large card. `latency`
    is how many seconds an answer takes; `posts` are the daily ones.
    """

    leave: Callable[[], Awaitable[None]]
    checks: bool = True
    base: str = ""
    faults: list[str] = field(default_factory=list[str])
    guilds: list[Payload] = field(default_factory=list[Payload])
    troubles: Troubles = field(default_factory=Troubles)
    pace: Pace = field(default_factory=Pace)
    latency: float = 0.0
    posts: Posts = field(default_factory=Posts)
    uploads: dict[str, Payload] = field(default_factory=dict[str, Payload])
    _files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    gateway: Gateway = field(init=False)
    messages: Messages = field(init=False)
    interactions: Interactions = field(init=False)
    rest: Rest = field(init=False)

    def __post_init__(self) -> None:
        self.gateway = Gateway(self.guilds)
        self.messages = Messages(self._tell)
        self.interactions = Interactions(self.messages, self.faults.append)
        self.rest = Rest(self.messages, self.interactions, self.guilds, self._about)

    @property
    def api(self) -> str:
        """The REST base."""
        return f"http://{self.base}/api/v10"

    @property
    def shown(self) -> list[Payload]:
        """Every message as it was given back, the last one last."""
        return self.messages.shown

    @property
    def members(self) -> dict[tuple[str, str], Payload]:
        """Members that can be asked for, by server and user."""
        return self.rest.members

    @property
    def team(self) -> Payload | None:
        """The team that owns the application."""
        return self.rest.team

    @team.setter
    def team(self, team: Payload) -> None:
        self.rest.team = team

    @property
    def identified(self) -> asyncio.Queue[Payload]:
        """What clients identified themselves with, once they got READY and their servers."""
        return self.gateway.identified

    @property
    def sockets(self) -> list[web.WebSocketResponse]:
        """Every socket of the gateway, from the first on."""
        return [connection.socket for connection in self.gateway.connections]

    def refuse(self, method: str, path: str, status: int, code: int = 0, *, times: int | None = None) -> None:
        """Answer requests whose path matches the pattern `path` with an error."""
        self.troubles.refuse(method, path, status, code, times=times)

    def accept(self) -> None:
        """Let nothing go wrong any more."""
        self.troubles.clear()

    def fail(self, status: int = 502, *, gateway: bool = False) -> None:
        """Be down until `recover`: answer everything with that status, on request the gateway too, and cut it."""
        self.troubles.down = status
        if gateway:
            self.gateway.status = status
            self.gateway.drop()

    def recover(self) -> None:
        """Be no longer down."""
        self.troubles.down = self.gateway.status = None

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Record one request and answer it."""
        if request.path.startswith("/gateway"):
            return await self.gateway.serve(request)
        if request.path.startswith("/attachments/"):
            content = self._files.get(request.path)
            return web.Response(status=404) if content is None else web.Response(body=content)
        seen = await read_request(request)
        self.requests.append(seen)
        if self.checks:
            self.faults += [*faults(seen.method, seen.path, seen.text), *limits(seen)]
        self.change()
        trouble = self.troubles.of(seen)
        response = self._response(seen, trouble)
        self.statuses[response.status] += 1
        self.change()
        if self.latency or trouble:
            await asyncio.sleep(self.latency + (trouble.delay if trouble else 0.0))
        if trouble and trouble.hangs:
            await trouble.over.wait()
        if trouble and (trouble.lost or trouble.hangs) and request.transport is not None:
            request.transport.abort()
        return response

    def _response(self, seen: Request, trouble: Trouble | None) -> web.Response:
        """Do what a request asks, as far as nothing keeps it from that, and return the answer."""
        try:
            if trouble and trouble.refusal:
                if trouble.taken:
                    self.rest.answer(seen)
                raise trouble.refusal()
            self.pace.check(seen)
            if trouble and trouble.hangs and not trouble.taken:
                return web.Response(status=504)
            answer = self.rest.answer(seen)
            # What is kept may change before it is written.
            return web.Response(status=204) if answer is None else json_response(json.dumps(answer), 200)
        except Refusal as refusal:
            return refused(refusal)

    def upload(self, name: str, content: bytes) -> int:
        """Let somebody upload a file, and return the id by which an option of a command names it."""
        number = self.messages.new_id()
        path = f"/attachments/{number}"
        self._files[path] = content
        address = f"http://{self.base}{path}"
        self.uploads[number] = {
            "id": number, "filename": name, "size": len(content), "url": address, "proxy_url": address,
            "ephemeral": True,
        }  # fmt: skip
        return int(number)

    def lose_uploads(self) -> None:
        """Let the files that were uploaded be gone."""
        self._files.clear()

    def join(self, guild: Payload) -> Payload:
        """Let the bot be in a server: at once where it is connected, else when it identifies."""
        self.guilds.append(guild)
        for channel in guild["channels"]:
            self.messages.add(channel)
        self.rest.joined.add(guild["id"])
        self.gateway.dispatch("GUILD_CREATE", guild)
        return guild

    def part(self, guild_id: int) -> Payload:
        """Let somebody throw the bot out of a server; return it, so that it can be joined again."""
        guild = next(one for one in self.guilds if one["id"] == str(guild_id))
        self.guilds.remove(guild)
        self.gateway.dispatch("GUILD_DELETE", {"id": guild["id"]})
        return guild

    def grant(self, guild_id: int, permissions: int) -> None:
        """Let everybody in a server, the bot too, have these permissions from now on."""
        guild = next(one for one in self.guilds if one["id"] == str(guild_id))
        everyone = guild["roles"][0]
        everyone["permissions"] = str(permissions)
        self.gateway.dispatch("GUILD_ROLE_UPDATE", {"guild_id": guild["id"], "role": everyone})

    def change_role(self, guild_id: int, role_id: int, **changes: Any) -> None:
        """Let an admin change a role."""
        found = next(role for role in self._roles_of(guild_id) if role["id"] == str(role_id))
        found.update(changes)
        self.gateway.dispatch("GUILD_ROLE_UPDATE", {"guild_id": str(guild_id), "role": found})

    def remove_role(self, guild_id: int, role_id: int) -> None:
        """Let an admin delete a role."""
        roles = self._roles_of(guild_id)
        roles.remove(next(role for role in roles if role["id"] == str(role_id)))
        for held in self.rest.roles.held.values():
            held[:] = [one for one in held if one != str(role_id)]
        self.gateway.dispatch("GUILD_ROLE_DELETE", {"guild_id": str(guild_id), "role_id": str(role_id)})

    def _roles_of(self, guild_id: int) -> list[Payload]:
        return next(one for one in self.guilds if one["id"] == str(guild_id))["roles"]

    def remove_channel(self, channel_id: int) -> None:
        """Let an admin delete a channel."""
        self.messages.remove_channel(str(channel_id))
        for guild in self.guilds:
            guild["channels"] = [one for one in guild["channels"] if one["id"] != str(channel_id)]

    def _about(self) -> Payload:
        """Tell of the gateway that is there when somebody asks: a test may put another in its place."""
        return self.gateway.about()

    def _tell(self, name: str, data: Payload) -> None:
        """Send an event about what changed over the gateway, with the server that it happened in."""
        place = self.messages.channels.get(data.get("channel_id", data["id"]), data)
        server = {"guild_id": place["guild_id"]} if "guild_id" in place else {}
        self.gateway.dispatch(name, data | server)
        if name == "MESSAGE_CREATE":
            self.posts.note(data, place)
        if name in ("THREAD_CREATE", "THREAD_DELETE"):
            self._keep_threads(place)
        self.change()

    def _keep_threads(self, thread: Payload) -> None:
        """Let a server have the threads that are open in it: whoever comes to it is told of them."""
        for guild in self.guilds:
            if guild["id"] == thread["guild_id"]:
                others = [one for one in guild["threads"] if one["id"] != thread["id"]]
                guild["threads"] = others + [thread] * (thread["id"] in self.messages.channels)


@asynccontextmanager
async def open_wire(*, checks: bool = True) -> AsyncGenerator[Wire]:
    """Serve on a free port of loopback."""
    application = web.Application(client_max_size=32 * 1024 * 1024)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    wire = Wire(runner.cleanup, checks)
    application.router.add_route("*", "/{path:.*}", wire.handle)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    wire.base = f"{host}:{port}"
    wire.gateway.url = f"ws://{wire.base}/gateway"
    try:
        yield wire
    finally:
        await wire.gateway.close()
        await runner.cleanup()
