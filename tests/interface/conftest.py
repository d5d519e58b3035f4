"""The real client on the real store and corpus; only Discord is a loopback server."""

from __future__ import annotations

import asyncio
import copy
import importlib
import shutil
import warnings
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    # discord.py imports audioop for voice, which this bot does not use; Python 3.11 and 3.12 say that it will go.
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    importlib.import_module("discord")

from bot.interface.app.client import PapersBot
from bot.interface.discordpy.command_sync import CommandSync
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.command_tree import SyncedCommands
from bot.storage.database import Store
from tests.wire.fixtures import wire
from tests.wire.payloads import APPLICATION_ID, TOKEN, Payload
from tests.wire.people import Member
from tests.wire.seen import as_seen
from tests.wire.server import Wire

__all__ = ["NOW", "Offered", "Stage", "Staging", "synced", "wire"]

NOW = datetime(2024, 11, 25, 1, 0, tzinfo=UTC)

_LISTING = """## Daily Papers (2024-11-22)

### [Marco-o1: Towards *Open* Reasoning Models [v1]](https://arxiv.org/abs/2411.14405)

![](https://example.org/marco.png)

Vote: 42

Authors: Yu Zhao, Huifeng Yin, Bo Zeng

- **What's New**: Marco-o1은 **개방형** 추론 문제를 다루는 @everyone 모델입니다.
- **Technical Details**: 몬테카를로 트리 탐색(MCTS)을 사용합니다. <@123456789012345678> 참고.
- **Performance Highlights**: MGSM에서 6.17% 향상되었습니다.

### [KV cache compression](https://arxiv.org/abs/2411.00002)

Vote: -

Authors: {authors}

- **What's New**: KV 캐시 압축을 다룹니다.
"""


_ENTRY = """### [{topic} study number {number}](https://arxiv.org/abs/2411.1{number:04})

Vote: {number}

Authors: Ada Lovelace

- **What's New**: 확산 모델 연구 {number}번입니다.
"""


def _many(count: int) -> str:
    topics = ("Diffusion", "Agent", "Robot")
    entries = [_ENTRY.format(topic=topics[number % 3], number=number) for number in range(count)]
    return "## Daily Papers (2024-11-21)\n\n" + "\n".join(entries)


@dataclass
class Stage:
    """Hold the running client and the Discord that it talks to."""

    bot: PapersBot
    wire: Wire
    library: Library
    store: Store
    seeds: Path

    def member(self, **who: Any) -> Member:
        """Return a person who talks to the client."""
        return Member(self, **who)

    async def send(self, payload: Payload) -> None:
        """Give the client an interaction, and wait until it is done with it."""
        await self.deliver("INTERACTION_CREATE", self.wire.interactions.open(payload))

    async def deliver(self, name: str, data: Payload) -> None:
        """Give the client an event of the gateway as its intents let it see it, and wait until it is done with it."""
        seen = as_seen(name, data, self.bot.intents.value)
        if seen is None:
            return
        before = asyncio.all_tasks()
        self.bot._connection.parsers[name](seen)  # pyright: ignore[reportPrivateUsage]
        tasks = asyncio.all_tasks() - before
        if tasks:
            await asyncio.wait(tasks)
        for task in tasks:
            task.result()

    async def answer(self, payload: Payload) -> Payload:
        """Send an interaction and return what it is answered with first."""
        count = len(self.wire.callbacks())
        await self.send(payload)
        (answer,) = self.wire.callbacks()[count:]
        return answer["data"]


Staging = Callable[..., AbstractAsyncContextManager[Stage]]


async def synced(bot: PapersBot) -> None:
    """Wait until the commands are where they can be sent to; the bot itself does not wait for it."""
    sync = bot.get_cog(CommandSync.__cog_name__)
    assert isinstance(sync, CommandSync)
    await sync.done()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    people = ", ".join(f"Author Number{number}" for number in range(300))
    (folder / "a.txt").write_text(_LISTING.format(authors=people), "utf-8")
    (folder / "b.txt").write_text(_many(30), "utf-8")
    return folder


def _contents(seeds: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in seeds.iterdir()}


@pytest.fixture(scope="session")
def loading(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Path], None]:
    """Return what puts a database that holds the listings of a folder where there is none."""
    made: list[tuple[dict[str, bytes], Path]] = []

    def load(seeds: Path, database: Path) -> None:
        contents = _contents(seeds)
        found = next((path for known, path in made if known == contents), None)
        if found is None:
            found = tmp_path_factory.mktemp("loaded") / "papers.db"
            # It has a thread of its own, as the test's has a loop that runs.
            with ThreadPoolExecutor(1) as thread:
                thread.submit(asyncio.run, _load(seeds, found)).result()
            made.append((contents, found))
        if not database.exists():
            for name in ("papers.db", "papers.db.catalog"):
                shutil.copy(found.with_name(name), database.with_name(name))

    return load


async def _load(seeds: Path, database: Path) -> None:
    async with Store.open(database) as store:
        await Library(store, seeds).open()


@dataclass
class Offered:
    """Hold the commands that Discord has of an earlier start, with their version."""

    version: str | None = None
    commands: list[Payload] = field(default_factory=list[Payload])

    async def give(self, wire: Wire, store: Store) -> None:
        """Let Discord have them, and a bot that never ran know it."""
        synced = SyncedCommands(store)
        if self.version is not None and await synced.version(APPLICATION_ID) is None:
            wire.rest.commands = copy.deepcopy(self.commands)
            await synced.remember(APPLICATION_ID, self.version)

    async def take(self, wire: Wire, store: Store) -> None:
        """Keep what was sent first."""
        if self.version is None:
            self.version = await SyncedCommands(store).version(APPLICATION_ID)
            self.commands = copy.deepcopy(wire.rest.commands)


@pytest.fixture(scope="session")
def offered() -> Offered:
    """Return what is sent once for all tests; what looks at the sending has its own."""
    return Offered()


@pytest.fixture
def staging(
    tmp_path: Path, wire: Wire, seeds: Path, loading: Callable[[Path, Path], None], offered: Offered
) -> Staging:
    """Return what logs the client in; `settings` override the usual ones."""

    @asynccontextmanager
    async def stage(defer_after: float = 5.0, **settings: Any) -> AsyncGenerator[Stage]:
        own: dict[str, Any] = {
            "discord_api": wire.api,
            "token": TOKEN,
            "timezone": "UTC",
            "seeds": seeds,
            "feed_folder": tmp_path,
        }
        given = Settings(**own | settings)
        loading(seeds, tmp_path / "papers.db")
        async with Store.open(tmp_path / "papers.db") as store:
            library = Library(store, seeds, feed=given.feed_listings)
            await library.open()
            await offered.give(wire, store)
            async with PapersBot(given, library, store, now=lambda: NOW, defer_after=defer_after) as bot:
                await bot.login(TOKEN)
                await synced(bot)
                await offered.take(wire, store)
                yield Stage(bot, wire, library, store, seeds)

    return stage


@pytest.fixture
async def stage(staging: Staging) -> AsyncGenerator[Stage]:
    async with staging() as stage:
        yield stage
