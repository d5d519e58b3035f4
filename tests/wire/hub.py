"""A source of daily papers on loopback: lists of days, votes that grow, and every way in which an answer can be bad."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from aiohttp import web

__all__ = ["FAULTS", "Fault", "Hub", "item", "open_hub"]

Fault = Literal[
    "429",
    "500",
    "503",
    "404",
    "401",
    "truncated",
    "badjson",
    "hang",
    "slow",
    "html",
    "empty",
    "notlist",
    "reset",
    "redirect",
    "huge",
    "deep",
]
FAULTS: tuple[Fault, ...] = get_args(Fault)


def item(arxiv_id: str, title: str = "A Paper", votes: int = 3, **paper: object) -> dict[str, Any]:
    """Return an entry of a list, with what `paper` has beside or instead of the usual."""
    inner = {
        "id": arxiv_id,
        "title": title,
        "summary": f"We study {title} in depth. It is 4.2 points better.",
        "upvotes": votes,
        "authors": [{"name": "Ada Okafor", "hidden": False}, {"name": "Jonas Weber", "hidden": False}],
        "ai_summary": f"{title} is studied.",
        "ai_keywords": ["key-value cache", "long context"],
    } | paper
    return {
        "paper": inner,
        "title": title,
        "summary": inner["summary"],
        "thumbnail": f"https://cdn.example.org/{arxiv_id}.png",
    }


@dataclass
class Hub:
    """What the source lists by day; the next requests meet `faults`, and `asked` holds those that came."""

    url: str = ""
    today: date = date(2026, 9, 12)
    lists: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    faults: list[Fault] = field(default_factory=list[Fault])
    always: Fault | None = None
    seconds: float = 0.05
    window: float = 280.0
    most: int = 100
    asked: list[tuple[str, int, int]] = field(default_factory=list[tuple[str, int, int]])
    tokens: list[str | None] = field(default_factory=list[str | None])

    def days(self) -> list[str]:
        """Return the days that were asked for, each as often as it was."""
        return [day for day, _, _ in self.asked]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request for a list."""
        query = request.query
        self.asked.append((query["date"], int(query["p"]), int(query["limit"])))
        self.tokens.append(request.headers.get("Authorization"))
        if (fault := self.faults.pop(0) if self.faults else self.always) is not None:
            return await self._misbehave(fault, request)
        if date.fromisoformat(query["date"]) > self.today:
            return web.json_response({"error": "invalid date"}, status=400)
        size, page = min(int(query["limit"]), self.most), int(query["p"])
        return web.json_response(self.lists.get(query["date"], [])[page * size : (page + 1) * size])

    async def _misbehave(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        body = json.dumps([item("2609.00001"), item("2609.00002")]).encode()
        if fault == "429":
            limit = {"RateLimit": f'"api";r=0;t={self.seconds}'}
            return web.json_response({"error": "Rate limit exceeded"}, status=429, headers=limit)
        if fault.isdecimal():
            limit = {"RateLimit": f'"api";r=499;t={self.window}'}
            return web.json_response({"error": "no"}, status=int(fault), headers=limit)
        if fault == "redirect":
            return web.Response(status=302, headers={"Location": f"{self.url}/elsewhere"})
        if fault == "hang":
            await asyncio.sleep(30)
        if fault in ("reset", "truncated", "slow"):
            return await self._broken_off(fault, request, body)
        bodies = {
            "badjson": body[: len(body) // 2],
            "html": b"<!doctype html><title>Down for maintenance</title>",
            "empty": b"",
            "notlist": b'{"papers": []}',
            "huge": b"[" + b" " * (17 << 20) + b"]",
            "deep": b"[" * 100_000,
        }
        return web.Response(body=bodies.get(fault, body), content_type="application/json")

    async def _broken_off(self, fault: Fault, request: web.Request, body: bytes) -> web.StreamResponse:
        transport = request.transport
        assert transport is not None
        if fault == "reset":
            raw: socket.socket = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
            return web.Response()
        response = web.StreamResponse(headers={"Content-Length": str(len(body))})
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        if fault == "slow":
            for byte in body[len(body) // 2 :]:
                await asyncio.sleep(0.05)
                await response.write(bytes([byte]))
        transport.abort()
        return response


async def _elsewhere(_: web.Request) -> web.Response:
    return web.json_response([item("2609.66666", "From Elsewhere")])


@asynccontextmanager
async def open_hub(lists: Mapping[str, Sequence[Any]] | None = None) -> AsyncGenerator[Hub]:
    """Serve lists on a free port."""
    hub = Hub(lists={day: list(entries) for day, entries in (lists or {}).items()})
    app = web.Application()
    app.router.add_get("/api/daily_papers", hub.answer)
    app.router.add_get("/elsewhere", _elsewhere)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    hub.url = f"http://{host}:{port}"
    try:
        yield hub
    finally:
        await runner.cleanup()
