"""One bot for the stories of a module; what it sends is checked after each story."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.stories.town import Town, open_town
from tests.wire.nursery import Nursery

_HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def used() -> set[str]:
    """Return the commands that the stories run."""
    return set()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, used: set[str], nursery: Nursery) -> AsyncGenerator[Town]:
    """Give the town of a module."""
    async with open_town(tmp_path_factory.mktemp("town"), used, nursery) as town:
        yield town


@pytest.fixture(autouse=True)
def nobody_complains(town: Town) -> Generator[None]:
    """Check after each story that Discord would have taken all of its requests, and that the bot met no defect."""
    yield
    assert town.complaints() == []


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the guard, which needs all stories, run last of them; `tests/conftest.py` keeps them in one process."""
    for item in items:
        if item.path.parent == _HERE:
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.path == _HERE / "test_every_command.py")
