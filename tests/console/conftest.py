"""What the tests of the terminal share: a small world, and the program in it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Generator, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path
from threading import Thread
from typing import TypeVar

import pytest

from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from tests.console.program import Program, make_world
from tests.model.server import ModelServer, model_server
from tests.wire.hub import Hub, item, open_hub

T = TypeVar("T")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program on three papers, none of them loaded yet."""
    return Program(monkeypatch, **make_world(tmp_path))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return where the program's database is."""
    return tmp_path / "papers.db"


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database that holds the three papers."""
    world = make_world(tmp_path_factory.mktemp("world"))

    async def load() -> None:
        async with Store.open(Path(world["database"])) as store:
            await Library(store, Path(world["seeds"]), Path(world["glossary"])).open()

    asyncio.run(load())
    return Path(world["database"])


@pytest.fixture
def loaded(program: Program, database: Path, loaded_once: Path) -> Program:
    """Return the program with its papers loaded."""
    shutil.copy(loaded_once, database)
    return program


@pytest.fixture
def settings(program: Program) -> Settings:
    """Return the settings that the program runs with."""
    return Settings()


@contextmanager
def beside(server: AbstractAsyncContextManager[T]) -> Generator[T]:
    """Serve beside the program, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        yield asyncio.run_coroutine_threadsafe(_enter(server), loop).result(10)
    finally:
        asyncio.run_coroutine_threadsafe(_leave(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _enter(server: AbstractAsyncContextManager[T]) -> T:
    return await server.__aenter__()


async def _leave(server: AbstractAsyncContextManager[T]) -> None:
    await server.__aexit__(None, None, None)


@pytest.fixture
def hub() -> Iterator[Hub]:
    """Serve two days beside the program, in a thread of its own."""
    lists = {
        "2026-09-10": [item("2609.90001", "TideCache", 61), item("2609.90002", "KLawBench", 33)],
        "2026-09-11": [item("2609.90003", "Small Teachers", 15)],
    }
    with beside(open_hub(lists)) as hub:
        yield hub


@pytest.fixture
def model(program: Program) -> Iterator[ModelServer]:
    """Serve a language model beside the program, which is to use it."""
    with beside(model_server()) as model:
        program.set(model_url=model.url, model="scripted", model_key="s3cret")
        yield model


@pytest.fixture
def fetching(program: Program, hub: Hub) -> Program:
    """Return the program with the source to fetch from."""
    program.set(feed_url=hub.url, arxiv_url=hub.url)
    return program
