"""What the tests of the terminal share: a small world, and the program in it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from tests.console.program import Program, make_world


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
