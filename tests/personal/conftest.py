from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.storage.database import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    """Return a new database."""
    async with Store.open(tmp_path / "papers.db") as opened:
        yield opened
