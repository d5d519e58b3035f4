"""The file of a database, and one that is open."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.storage.database import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "papers.db"


@pytest.fixture
async def store(path: Path) -> AsyncGenerator[Store]:
    """Return a new database."""
    async with Store.open(path) as opened:
        yield opened
