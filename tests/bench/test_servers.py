"""The short form of the bench of many servers: whatever is slow or down, nothing is lost and nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.servers_idle import idle_ticks
from tests.bench.servers_rows import posting_rows, printed
from tests.bench.servers_run import Plan, run
from tests.bench.servers_town import Town


@pytest.mark.slow
async def test_through_slow_channels_an_outage_and_a_kill_every_post_comes_once(tmp_path: Path) -> None:
    town = Town(servers=30, shards=2)
    plan = Plan(
        town, at_once=True, hanging=0.05, outage=2.0, outage_after=10, patience=15.0, abruptly=True, latency=0.02,
        chat=0.0, watchdog=4.0,
    )  # fmt: skip
    outcome = await run(plan, tmp_path)
    table = printed("short", posting_rows(outcome, plan.patience))
    assert outcome.failures == [], table
    assert (outcome.lost, outcome.doubled) == (set(), []), table
    assert outcome.silence is not None
    assert outcome.silence < plan.watchdog, table
    # What hangs and was not taken comes only later, so that the restart was really needed.
    assert outcome.late, table


async def test_a_minute_in_which_nothing_is_due_is_measured_on_the_bots_own_parts(tmp_path: Path) -> None:
    ticks = await idle_ticks(tmp_path, 20, 20)
    assert len(ticks) > 2
    assert all(0 < seconds < 5 for seconds in ticks)
