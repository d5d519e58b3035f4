"""A scripted language model on loopback, in OpenAI's form: it answers what a test tells it, in every wrong way too."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import web

__all__ = ["ModelServer", "model_server"]

_TOKEN = re.compile(r"\s*\S{1,6}")


class ModelServer:
    """What the model answers, and what it was asked.

    `answer` is a text or a function of the request, `translation` what it says where quotes are to be translated, whose
    requests are kept apart; `pace` seconds lie between tokens, `wait` before the first.
    `status`, `body` and `raw` replace an answer by an error, a page, or the lines of a stream as they are.
    """

    def __init__(self) -> None:
        self.answer: str | Callable[[dict[str, Any]], str] = ""
        self.translation = ""
        self.translated: list[dict[str, Any]] = []
        self.pace = 0.0
        self.wait = 0.0
        self.status = 200
        self.body = ""
        self.raw: list[bytes] | None = None
        self.endless = False
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = ""

    @property
    def prompts(self) -> list[str]:
        """The last message of each request."""
        return [str(request["messages"][-1]["content"]) for request in self.requests]

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        asked = await request.json()
        (self.translated if _translates(asked) else self.requests).append(asked)
        self.keys.append(request.headers.get("Authorization", ""))
        await asyncio.sleep(self.wait)
        if self.status != 200 or self.body:
            return web.Response(status=self.status, text=self.body or "{}", content_type="application/json")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        # The bot may have read enough.
        with suppress(ConnectionResetError):
            await self._written(response, asked)
        return response

    async def _written(self, response: web.StreamResponse, asked: dict[str, Any]) -> None:
        if self.raw is not None:
            for line in self.raw:
                await response.write(line)
            return
        answer = self.translation if _translates(asked) else self.answer
        text = answer if isinstance(answer, str) else answer(asked)
        while True:
            for token in _TOKEN.findall(text):
                await response.write(_event({"content": token}))
                if self.pace:
                    await asyncio.sleep(self.pace)
            if not self.endless:
                break
        await response.write(_event({}, "stop"))
        await response.write(b"data: [DONE]\n\n")


def _translates(asked: dict[str, Any]) -> bool:
    return str(asked["messages"][0]["content"]).startswith("You translate")


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    piece = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}
    return f"data: {json.dumps(piece, ensure_ascii=False)}\n\n".encode()


@asynccontextmanager
async def model_server() -> AsyncGenerator[ModelServer]:
    """Serve a model on a free port."""
    server = ModelServer()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.chat)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()
