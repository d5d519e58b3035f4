"""The file of a database, and databases of both engines that are open."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.addresses import PostgresAddress
from bot.storage.database import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "papers.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, path: Path) -> Path | PostgresAddress:
    """Return a new database: a file, or on a server."""
    return path if request.param == "sqlite" else request.getfixturevalue("postgres").new()


@pytest.fixture
async def store(database: Path | PostgresAddress) -> AsyncGenerator[Store]:
    """Return a new database that is open."""
    async with Store.open(database) as opened:
        yield opened


@pytest.fixture
async def file_store(path: Path) -> AsyncGenerator[Store]:
    """Return a new SQLite database that is open."""
    async with Store.open(path) as opened:
        yield opened
