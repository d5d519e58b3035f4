"""Fixtures for tests on the wire."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from tests.wire.server import Wire, open_wire

__all__ = ["wire"]


@pytest.fixture
async def wire() -> AsyncGenerator[Wire]:
    """Serve as Discord; whatever was sent must be what Discord takes."""
    async with open_wire() as wire:
        yield wire
    assert wire.faults == []
