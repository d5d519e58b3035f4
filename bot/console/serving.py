"""How a service starts and ends: its session, and the signals that stop it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

from bot.addresses import PostgresAddress
from bot.console.session import open_session
from bot.library.library import Library
from bot.operating.lease import only_bot
from bot.operating.runtime_tuning import settle
from bot.operating.stopping import DEADLINE_SECONDS, end_at_once, stop_signal, unless_stopped
from bot.settings import Settings
from bot.storage.database import Store

__all__ = ["serve_until_stopped"]

_log = logging.getLogger(__name__)

Serve = Callable[[Settings, Library, Store, asyncio.Event, Callable[[], bool]], Coroutine[Any, Any, None]]


async def serve_until_stopped(settings: Settings, serve: Serve) -> None:
    """Open the services and serve until SIGTERM or SIGINT, which may come while they are being opened."""
    async with stop_signal(DEADLINE_SECONDS) as stopped, AsyncExitStack() as stack:
        session = await unless_stopped(stack.enter_async_context(open_session(settings, ahead=True)), stopped)
        if session is None:
            # A first start analyses papers for minutes; what is already written is consistent, as after a kill.
            end_at_once()
        settle()
        if session.missing is not None:
            _log.warning("no papers are loaded yet, /corpus upload takes the first listing: %s", session.missing.en)
        leads = _always
        if isinstance(settings.database, PostgresAddress):
            lease = only_bot(settings.database, session.store, stopped, settings.shards)
            leads = await stack.enter_async_context(lease)
        await serve(settings, session.library, session.store, stopped, leads)


def _always() -> bool:
    return True
