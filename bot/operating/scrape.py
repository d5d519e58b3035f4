"""Figures over HTTP, to this machine only."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

__all__ = ["scraped"]

_log = logging.getLogger(__name__)

_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def scraped(port: int, text: Callable[[], bytes]) -> AsyncGenerator[None]:
    """Serve `text` at http://127.0.0.1:`port`/metrics; a port that is taken is logged, and the bot runs without."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=text(), headers={"Content-Type": _TYPE})

    application = web.Application()
    application.router.add_get("/metrics", answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
        except OSError as error:
            _log.error("figures cannot be served at port %s: %s", port, error)
        yield
    finally:
        await runner.cleanup()
