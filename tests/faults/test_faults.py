"""The bot is killed at every step of what it does: no post is doubled or lost, and nothing that people were told."""

from __future__ import annotations

import pytest

from tests.faults import promises
from tests.faults.rounds import run_rounds
from tests.wire.payloads import CHANNEL_ID, Payload
from tests.wire.server import Wire

# Rounds that aim at every kind of kill and of change, long ones first; `python -m tests.faults` plays others.
_SEEDS = (17, 29, 26, 4, 3, 25, 22, 15, 10, 6, 8, 0, 14)


def post(marker: str) -> Payload:
    return {"content": f"papers\n{marker}"}


@pytest.mark.slow
async def test_no_kill_breaks_a_promise() -> None:
    tally = await run_rounds(_SEEDS)
    assert tally.problems == [], tally.report()
    assert tally.counts["posts sent"] == tally.counts["posts expected"] > 4 * len(_SEEDS)
    assert tally.counts["kills"] > 3 * len(_SEEDS)
    assert tally.counts["acknowledged writes"]
    assert tally.counts["fetches cut off"]


async def test_a_post_that_stands_twice_and_a_second_one_of_a_day_are_found(wire: Wire) -> None:
    wire.messages.create(str(CHANNEL_ID), post("-# #0123456789"))
    assert promises.doubled(wire, [CHANNEL_ID]) == []
    wire.messages.create(str(CHANNEL_ID), post("#0123456789"))
    assert promises.doubled(wire, [CHANNEL_ID]) == [f"2 times #0123456789 in {CHANNEL_ID}"]
    wire.messages.create(str(CHANNEL_ID), post("#9876543210"))
    assert f"2 posts in 1 days in {CHANNEL_ID}" in promises.doubled(wire, [CHANNEL_ID])
    assert len(promises.doubled(wire, [CHANNEL_ID], mornings=2)) == 1
