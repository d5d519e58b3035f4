"""A client in this process, with a loop of its own, to which one check after the other speaks."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Generator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.corpus.store import Store
from bot.interface.client import PapersBot
from bot.search.library import Library
from bot.settings import Settings
from tests.conftest import SEEDS
from tests.fuzz.target import TooSlow
from tests.interface.conftest import Stage
from tests.wire.conversations import Asked
from tests.wire.payloads import TOKEN, Payload, guild
from tests.wire.server import open_wire

__all__ = ["NOW", "Theatre", "open_theatre"]

NOW = datetime(2024, 11, 25, 1, 0, tzinfo=UTC)
_MOST_SECONDS = 10.0


class _Errors(logging.Handler):
    """Keep what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@dataclass
class Theatre:
    """Hold the loop and the client; `errors` are those that were logged."""

    runner: asyncio.Runner
    stage: Stage
    errors: _Errors = field(default_factory=_Errors)

    def ask(self, payload: Payload) -> Asked:
        """Send an interaction and return what became of it; what was answered must be what Discord takes."""
        wire = self.stage.wire
        opened = wire.interactions.open(payload)
        self.deliver("INTERACTION_CREATE", opened)
        assert wire.faults == []
        return wire.interactions.asked.pop(opened["token"])

    def deliver(self, name: str, data: Payload) -> None:
        """Give the client an event, and let it finish; raises TooSlow where it does not."""
        started = time.monotonic()
        self.runner.run(self._delivered(name, data))
        wire = self.stage.wire
        wire.requests.clear()
        wire.shown.clear()
        if time.monotonic() - started > _MOST_SECONDS:
            raise TooSlow(name)

    def defects(self) -> list[str]:
        """Return what was logged as errors since this was asked last."""
        found = [logging.Formatter().format(record) for record in self.errors.records]
        self.errors.records.clear()
        return found

    async def _delivered(self, name: str, data: Payload) -> None:
        before = asyncio.all_tasks()
        self.stage.bot._connection.parsers[name](data)  # pyright: ignore[reportPrivateUsage]
        tasks = asyncio.all_tasks() - before
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_MOST_SECONDS + 1)
            for task in late:
                task.cancel()


async def _staged(stack: AsyncExitStack, folder: Path) -> Stage:
    wire = await stack.enter_async_context(open_wire())
    wire.guilds.append(guild())
    store = await stack.enter_async_context(Store.open(folder / "papers.db"))
    seeds = folder / "seeds"
    # A copy: uploads are written there.
    shutil.copytree(SEEDS, seeds)
    library = Library(store, seeds)
    await library.open()
    settings = Settings(discord_api=wire.api, token=TOKEN, timezone="UTC", seeds=seeds)  # pyright: ignore[reportArgumentType]
    bot = PapersBot(settings, library, store, now=lambda: NOW, patience=5.0)
    await stack.enter_async_context(bot)
    await bot.login(TOKEN)
    return Stage(bot, wire, library, store, seeds)


@contextmanager
def open_theatre(folder: Path) -> Generator[Theatre]:
    """Give a client that is logged in, with its database in `folder`."""
    stack = AsyncExitStack()
    with asyncio.Runner() as runner:
        theatre = Theatre(runner, runner.run(_staged(stack, folder)))
        logging.getLogger().addHandler(theatre.errors)
        try:
            yield theatre
        finally:
            logging.getLogger().removeHandler(theatre.errors)
            runner.run(stack.aclose())
