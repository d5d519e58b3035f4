"""How a command of the terminal starts: its streams, its settings, its services."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import sys
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.console.session import Session, open_session
from bot.corpus.store import Store
from bot.operating.interpreter import settle
from bot.operating.logs import open_logs
from bot.operating.stopping import DEADLINE_SECONDS, end_at_once, stop_signal, unless_stopped
from bot.search.library import Library
from bot.settings import Settings, load_settings
from bot.texts import Language

__all__ = ["Start", "ready_streams", "serve_until_stopped", "with_session"]

_log = logging.getLogger(__name__)

Serve = Callable[[Settings, Library, Store, asyncio.Event], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Start:
    """Hold what is known of a start before and beside the settings: their file, and the language of errors."""

    config: Path | None = None
    language: Language = "en"

    def settings(self, config: Path | None) -> Settings:
        """Read the settings, from `config` before the file known already, and let warnings go to stderr."""
        settings = load_settings(config or self.config)
        self.language = settings.language
        open_logs(sys.stderr, settings.log_format, [settings.token.get_secret_value()] if settings.token else [])
        return settings


def ready_streams() -> None:
    """Keep a closed stream, or a character that the terminal's encoding lacks, from stopping the program."""
    for name, mode in (("stdin", "r"), ("stdout", "w")):
        # A stream that was closed before the start is None, which the types of sys do not say.
        stream: object = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def with_session(settings: Settings, work: Callable[[Session], Coroutine[Any, Any, None]]) -> None:
    """Open the services, do the work, and close them again."""

    async def serve() -> None:
        async with open_session(settings) as session:
            await work(session)

    asyncio.run(serve())


async def serve_until_stopped(settings: Settings, serve: Serve) -> None:
    """Open the services and serve until SIGTERM or SIGINT, which may come while they are being opened."""
    async with stop_signal(DEADLINE_SECONDS) as stopped, AsyncExitStack() as stack:
        session = await unless_stopped(stack.enter_async_context(open_session(settings)), stopped)
        if session is None:
            # A first start analyses papers for minutes; what it has written so far is whole, as after a kill.
            end_at_once()
        settle()
        if session.missing is not None:
            _log.warning("no papers are loaded yet, /corpus upload takes the first listing: %s", session.missing.en)
        await serve(settings, session.library, session.store, stopped)
