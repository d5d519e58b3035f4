"""What the tests of the feed share: a source on loopback."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from tests.wire.hub import Hub, item, open_hub


@pytest.fixture
async def hub() -> AsyncGenerator[Hub]:
    """Serve two days, and a Saturday without papers."""
    lists = {
        "2026-09-10": [item("2609.90001", "TideCache", 61), item("2609.90002", "KLawBench", 33)],
        "2026-09-11": [item("2609.90003", "Small Teachers", 15)],
        "2026-09-12": [],
    }
    async with open_hub(lists) as hub:
        yield hub
