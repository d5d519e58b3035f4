"""A wire, and the bot's own process on it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from tests.wire.fixtures import wire
from tests.wire.payloads import guild
from tests.wire.process import BotProcess, run_process
from tests.wire.server import Wire

__all__ = ["wire"]


@pytest.fixture
async def process(wire: Wire, tmp_path: Path) -> AsyncGenerator[BotProcess]:
    """Run the bot on the seeds, in one server."""
    wire.join(guild())
    async with run_process(wire, tmp_path, seeds=SEEDS, timezone="Asia/Seoul") as process:
        yield process
