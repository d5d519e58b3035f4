"""The sources of papers on loopback: lists of days, single papers, arXiv, and every way to answer badly."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args
from xml.sax.saxutils import escape

from aiohttp import web

from bot.feed.days import completes_at, today_of

__all__ = ["FAULTS", "Fault", "Hub", "item", "newest_open", "open_hub"]

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


def newest_open(now: datetime) -> date:
    """Return the newest day whose list is open: today's opens when that of the day before ends, after midnight."""
    before = today_of(now) - timedelta(days=1)
    return today_of(now) if completes_at(before) <= now else before


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
    # What /api/papers/ID and arXiv know, by id; those that were asked for, one by one and together.
    papers: dict[str, Any] = field(default_factory=dict[str, Any])
    arxiv: dict[str, Any] = field(default_factory=dict[str, Any])
    malformed: set[str] = field(default_factory=set[str])
    asked_papers: list[str] = field(default_factory=list[str])
    asked_arxiv: list[list[str]] = field(default_factory=list[list[str]])
    paper_faults: list[Fault] = field(default_factory=list[Fault])
    arxiv_faults: list[Fault] = field(default_factory=list[Fault])

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

    async def paper(self, request: web.Request) -> web.StreamResponse:
        """Answer one request for a paper."""
        arxiv_id = request.match_info["arxiv_id"]
        self.asked_papers.append(arxiv_id)
        self.tokens.append(request.headers.get("Authorization"))
        if self.paper_faults:
            return await self._misbehave(self.paper_faults.pop(0), request)
        if arxiv_id not in self.papers:
            return web.json_response({"error": "Paper not found"}, status=404)
        return web.json_response(self.papers[arxiv_id])

    async def query(self, request: web.Request) -> web.StreamResponse:
        """Answer one request to arXiv, in whatever order."""
        ids = request.query["id_list"].split(",")
        self.asked_arxiv.append(ids)
        assert "Authorization" not in request.headers
        assert int(request.query["max_results"]) == len(ids)
        if self.arxiv_faults:
            return await self._misbehave(self.arxiv_faults.pop(0), request)
        bad = any(one in self.malformed for one in ids)
        entries = [_ERROR] if bad else [_atom(one, self.arxiv[one]) for one in reversed(ids) if one in self.arxiv]
        body = f'<?xml version="1.0"?><feed {_NAMES}><title>arXiv Query</title>{"".join(entries)}</feed>'
        return web.Response(text=body, status=400 if bad else 200, content_type="application/atom+xml")

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


_NAMES = 'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
_ERROR = "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title></entry>"


def _atom(arxiv_id: str, paper: Mapping[str, Any]) -> str:
    names = "".join(f"<author><name> {escape(author['name'])}</name></author>" for author in paper["authors"])
    comment = f"<arxiv:comment>{escape(paper['comment'])}</arxiv:comment>" if "comment" in paper else ""
    return (
        f"<entry><id>http://arxiv.org/abs/{arxiv_id}v2</id><title>{escape(paper['title'])}</title>"
        f"<summary>  {escape(paper['summary'])}\n</summary>{comment}"
        f"<published>2026-09-09T17:59:58Z</published>{names}</entry>"
    )


async def _elsewhere(_: web.Request) -> web.Response:
    return web.json_response([item("2609.66666", "From Elsewhere")])


@asynccontextmanager
async def open_hub(lists: Mapping[str, Sequence[Any]] | None = None) -> AsyncGenerator[Hub]:
    """Serve lists on a free port."""
    hub = Hub(lists={day: list(entries) for day, entries in (lists or {}).items()})
    app = web.Application()
    app.router.add_get("/api/daily_papers", hub.answer)
    app.router.add_get("/api/papers/{arxiv_id}", hub.paper)
    app.router.add_get("/api/query", hub.query)
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
