"""What stands between a client and the wire, and spoils answers on their way."""

from __future__ import annotations

import asyncio
import json
import types
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

import aiohttp
import discord.http
import discord.webhook.async_
from aiohttp import web
from hypothesis import strategies as st

from tests.fuzz.damage import blows, struck
from tests.wire.payloads import Payload

__all__ = ["Spoiler", "impatient", "open_spoiler", "spoils"]

_BODIES = (
    "", " ", "null", "[]", "{}", "0", '""', "[null]", "not JSON", '{"code": 0', '{"code": "x", "message": []}',
    '{"code": 50035, "message": "Invalid", "errors": {"a": {"_errors": [{"code": "x", "message": "y"}]}}}',
    '{"code": 50035, "errors": []}', '{"code": 50035, "errors": {"a": "b"}}', '{"code": 50035, "errors": null}',
    '{"retry_after": 0.01, "global": true}', '{"retry_after": "x", "global": true}', '{"retry_after": null}',
    '{"retry_after": -1, "global": true}', '{"retry_after": 1e9, "global": true}', '{"retry_after": 1e9}',
    "<html><head><title>502 Bad Gateway</title></head></html>", "\xef\xbb\xbf{}", "\xff\xfe", "9" * 5000, "[" * 2000,
)  # fmt: skip
_CODES = (0, 10003, 10004, 10008, 10015, 10062, 30034, 40060, 50001, 50013, 50027, 50035, 160002, 160004, 160006)
_STATUSES = (200, 200, 201, 204, 301, 400, 401, 403, 404, 405, 409, 413, 429, 429, 500, 502, 503, 504, 524, 599)
_TYPES = ("application/json", "application/json", "application/json; charset=utf-8", "text/html", None)
_HEADERS: tuple[dict[str, str], ...] = (
    {}, {"Via": "1.1 google"}, {"Via": "1.1 google"}, {"Retry-After": "x"}, {"X-RateLimit-Bucket": "é"},
    {"X-RateLimit-Remaining": "x"}, {"X-RateLimit-Remaining": "0"},
    {"X-RateLimit-Remaining": "-1", "X-RateLimit-Reset-After": "-5"},
    {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "0.01", "X-RateLimit-Limit": "1"},
    {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "1", "X-RateLimit-Limit": "0"},
    {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "x"},
    {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "1e9"},
    {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "nan"},
)  # fmt: skip


def spoils(most: int = 4) -> st.SearchStrategy[list[Payload | None]]:
    """Return what befalls the first answers, one after the other; None is nothing."""
    done = st.booleans()
    damaged = st.fixed_dictionaries({"kind": st.just("damage"), "blows": blows()})
    other = st.fixed_dictionaries(
        {
            "kind": st.just("other"),
            "done": done,
            "status": st.sampled_from(_STATUSES),
            "body": st.sampled_from(_BODIES) | st.sampled_from(_CODES).map(_said),
            "type": st.sampled_from(_TYPES),
            "headers": st.sampled_from(_HEADERS),
        }
    )
    lost = st.fixed_dictionaries({"kind": st.just("lost"), "done": done})
    return st.lists(st.none() | st.one_of(damaged, other, lost), min_size=1, max_size=most)


def _said(code: int) -> str:
    return json.dumps({"code": code, "message": "said by the test"})


@dataclass
class Spoiler:
    """Hand requests on to the Discord at `target`; `coming` is what befalls the next answers.

    What is answered to requests of `safe` methods says nothing wrong: where it is spoilt there is an error instead.
    """

    target: str
    session: aiohttp.ClientSession
    base: str = ""
    coming: list[Payload | None] = field(default_factory=list[Payload | None])
    safe: Sequence[str] = ()

    @property
    def api(self) -> str:
        """The REST base."""
        return f"http://{self.base}/api/v10"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        spoil = self.coming.pop(0) if self.coming else None
        body = await request.read()
        if spoil is None or spoil.get("done", True):
            status, said, kind = await self._asked(request, body)
        else:
            status, said, kind = 500, b"", "text/html"
        if spoil is None:
            return _response(status, said, kind)
        if spoil["kind"] == "lost":
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if request.method in self.safe and (spoil["kind"] == "damage" or spoil["status"] < 400):
            return _response(502, b"<html>", "text/html")
        if spoil["kind"] == "damage":
            return _response(status, _damaged(said, kind, spoil["blows"]), kind)
        return _response(spoil["status"], spoil["body"].encode("latin-1"), spoil["type"], spoil["headers"])

    async def _asked(self, request: web.Request, body: bytes) -> tuple[int, bytes, str]:
        passed = {key: value for key, value in request.headers.items() if key.lower() not in ("host", "content-length")}
        address = f"http://{self.target}{request.raw_path}"
        async with self.session.request(request.method, address, data=body, headers=passed) as response:
            return response.status, await response.read(), response.content_type


def _damaged(said: bytes, kind: str, blows: list[Payload]) -> bytes:
    """Return what was said after some blows; what is no JSON is cut instead."""
    if kind != "application/json":
        return said[: blows[0]["place"]]
    return json.dumps(struck(json.loads(said), blows)).encode()


def _response(status: int, body: bytes, kind: str | None, headers: Payload | None = None) -> web.Response:
    response = web.Response(status=status, body=body, headers=headers)
    if kind is not None:
        response.headers["Content-Type"] = kind
    return response


@asynccontextmanager
async def open_spoiler(target: str) -> AsyncGenerator[Spoiler]:
    """Stand before `target`, a host and port, on a free port of loopback."""
    async with aiohttp.ClientSession() as session:
        spoiler = Spoiler(target, session)
        application = web.Application(client_max_size=32 * 1024 * 1024)
        application.router.add_route("*", "/{path:.*}", spoiler.handle)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        spoiler.base = f"{host}:{port}"
        try:
            yield spoiler
        finally:
            await runner.cleanup()


@contextmanager
def impatient() -> Generator[None]:
    """Let discord.py's pauses between two requests be over at once."""

    async def sleep(seconds: float, result: object = None) -> object:
        return await asyncio.sleep(min(seconds, 0.0), result)

    hurried = types.SimpleNamespace(**vars(asyncio))
    hurried.sleep = sleep
    modules = (discord.http, discord.webhook.async_)
    patches = [patch.object(module, "asyncio", hurried) for module in modules]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()
