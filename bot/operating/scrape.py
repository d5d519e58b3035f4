"""Metrics over HTTP, to this machine only."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client.aiohttp import make_aiohttp_handler
from prometheus_client.registry import Collector

__all__ = ["scraped"]

_log = logging.getLogger(__name__)


@asynccontextmanager
async def scraped(port: int, registry: Collector) -> AsyncGenerator[None]:
    """Serve `registry` at http://127.0.0.1:`port`/metrics; if the port is taken, log that and run without.

    Metrics are collected on the event loop, which owns their data; the library's own server would use threads.
    """
    application = web.Application()
    application.router.add_get("/metrics", make_aiohttp_handler(registry))
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
        except OSError as error:
            _log.error("cannot serve metrics at port %s: %s", port, error)
        yield
    finally:
        await runner.cleanup()
