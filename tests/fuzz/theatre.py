"""A client in this process, with a loop of its own, to which one check after the other speaks."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Coroutine, Generator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.interface.app.client import PapersBot
from bot.interface.papers.chat import Chat
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from tests.conftest import SEEDS
from tests.fuzz.spoiler import Spoiler, impatient, open_spoiler
from tests.fuzz.target import TooSlow
from tests.interface.conftest import Stage, synced
from tests.wire.conversations import Asked
from tests.wire.payloads import TOKEN, Payload, guild
from tests.wire.server import open_wire

T = TypeVar("T")

__all__ = ["LAB_ID", "NOW", "Theatre", "open_theatre"]

# The server whose administrators are the bot's admins.
LAB_ID = 1400000000000000900

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
    """Hold the loop and the client; `errors` are those that were logged, `spoiler` stands before the wire.

    `listings` are the files that were there from the beginning.
    """

    runner: asyncio.Runner
    stage: Stage
    spoiler: Spoiler
    errors: _Errors = field(default_factory=_Errors)
    listings: frozenset[Path] = field(init=False)

    def __post_init__(self) -> None:
        self.listings = frozenset(self.stage.seeds.iterdir())

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
        self._clear()
        if time.monotonic() - started > _MOST_SECONDS:
            raise TooSlow(name)

    def hear(self, message: Payload) -> Payload:
        """Let somebody write to the bot, and return what it answers."""
        self.run(self._delivered("MESSAGE_CREATE", message))
        assert self.stage.wire.shown, "nobody answers"
        answer = self.stage.wire.shown[-1]
        self._clear()
        return answer

    def end_pauses(self) -> None:
        """Let the minute be over for which a channel is left alone that refused an answer: the clock here stands."""
        chat = next(cog for cog in self.stage.bot.cogs.values() if isinstance(cog, Chat))
        chat._paused._until.clear()  # pyright: ignore[reportPrivateUsage]

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what takes a loop."""
        return self.runner.run(work)

    @contextmanager
    def spoiled(self, spoils: Sequence[Payload | None], safe: Sequence[str] = ()) -> Generator[None]:
        """Let answers be spoilt, one after the other; those to requests of `safe` methods get no damage inside."""
        self.spoiler.coming[:] = spoils
        self.spoiler.safe = safe
        try:
            yield
        finally:
            self.spoiler.coming.clear()

    @contextmanager
    def patient(self, seconds: float) -> Generator[None]:
        """Let the client wait so long before it asks Discord to wait."""
        services = self.stage.bot._services  # pyright: ignore[reportPrivateUsage]
        before = services.defer_after
        object.__setattr__(services, "defer_after", seconds)
        try:
            yield
        finally:
            object.__setattr__(services, "defer_after", before)

    def defects(self) -> list[str]:
        """Return what was logged as errors since this was asked last."""
        found = [logging.Formatter().format(record) for record in self.errors.records]
        self.errors.records.clear()
        return found

    def _clear(self) -> None:
        self.stage.wire.requests.clear()
        self.stage.wire.shown.clear()

    async def _delivered(self, name: str, data: Payload) -> None:
        before = asyncio.all_tasks()
        self.stage.bot._connection.parsers[name](data)  # pyright: ignore[reportPrivateUsage]
        tasks = asyncio.all_tasks() - before
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_MOST_SECONDS + 1)
            for task in late:
                task.cancel()


async def _staged(stack: AsyncExitStack, folder: Path) -> tuple[Stage, Spoiler]:
    wire = await stack.enter_async_context(open_wire())
    wire.guilds.append(guild())
    spoiler = await stack.enter_async_context(open_spoiler(wire.base))
    store = await stack.enter_async_context(Store.open(folder / "papers.db"))
    seeds = folder / "seeds"
    # A copy: uploads are written there.
    shutil.copytree(SEEDS, seeds)
    library = Library(store, seeds)
    await library.open()
    given: dict[str, Any] = {"discord_api": spoiler.api, "token": TOKEN, "timezone": "UTC", "seeds": seeds}
    settings = Settings(**given, admin_guild_ids=frozenset({LAB_ID}))
    bot = PapersBot(settings, library, store, now=lambda: NOW, defer_after=5.0)
    await stack.enter_async_context(bot)
    await bot.login(TOKEN)
    await synced(bot)
    return Stage(bot, wire, library, store, seeds), spoiler


@contextmanager
def open_theatre(folder: Path) -> Generator[Theatre]:
    """Give a client that is logged in, with its database in `folder`."""
    stack = AsyncExitStack()
    with asyncio.Runner() as runner, impatient():
        theatre = Theatre(runner, *runner.run(_staged(stack, folder)))
        logging.getLogger().addHandler(theatre.errors)
        try:
            yield theatre
        finally:
            logging.getLogger().removeHandler(theatre.errors)
            runner.run(stack.aclose())
