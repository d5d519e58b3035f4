"""One person's flood does not keep another waiting; the figures are those of `python -m tests.bench.crowd`."""

from __future__ import annotations

import pytest

from tests.bench.attacks import ATTACKS
from tests.bench.crowd import felt, standing


@pytest.mark.slow
async def test_who_floods_the_bot_keeps_nobody_else_waiting() -> None:
    async with standing(159) as bot:
        await felt(bot, ATTACKS["nobody"], 1.0)
        found = await felt(bot, ATTACKS["all at once"], 4.0)
    assert found.lost == 0
    for kind, took in found.took.items():
        assert len(took) >= 10, kind
        assert found.quantile(kind, 0.99) < 1_000, kind
