"""The short form of the bench of many servers: whatever is slow or down, nothing is lost and nothing doubled."""

from __future__ import annotations

import asyncio
import socket
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.operating.lock import only_process
from tests.bench.servers_chat import Answer, Talk, p99
from tests.bench.servers_idle import idle_ticks
from tests.bench.servers_rows import idle_rows, posting_rows, printed
from tests.bench.servers_run import Outcome, Plan, run
from tests.bench.servers_signs import listening
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


async def test_a_bot_that_does_not_start_ends_the_bench_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "papers.db").write_bytes(b"no database" * 100)
    outcome = await run(Plan(Town(servers=1, shards=1), at_once=True), tmp_path)
    table = printed("short", posting_rows(outcome, 110))
    assert "stopped early |  | DatabaseFileError: " in table
    assert "| lost | 0 | 2 | **no** |" in table


def test_what_was_not_all_out_or_too_late_is_not_met() -> None:
    outcome = Outcome(Plan(Town(servers=2, posts=1)), {1, 2}, minute=100.0, ended=300.0)
    outcome.talk = Talk([Answer("mention", 115.0, 0.3), Answer("/ask", 116.0, 0.1), Answer("/ask", 50.0, 9.0)])

    def met(name: str) -> dict[str, bool | None]:
        return {row.measured: row.good for row in posting_rows(outcome, 110) if row.name.startswith(name)}

    outcome.came = {1: 110.0}
    assert met("posts out, from the first") == {"0.0 s (1 of 2, 0.0 a second)": False}
    outcome.came = {1: 110.0, 2: 120.0, 3: 290.0}
    assert met("posts out, from the first") == {"10.0 s (2 of 2, 0.1 a second)": True}
    assert met("posts out, from the minute") == {"20.0 s (the first after 10.0 s)": True}
    assert met("chat meanwhile") == {"300 ms": False}
    outcome.came[2] = 225.0
    assert met("posts out, from the minute") == {"125.0 s (the first after 10.0 s)": False}
    # What came only after the bot that was measured had ended does not count.
    outcome.came[2] = 301.0
    assert met("posts out, from the first") == {"0.0 s (1 of 2, 0.0 a second)": False}


def test_channels_in_trouble_are_the_same_each_time_and_never_in_two() -> None:
    town = Town(servers=40, shards=3)
    hanging, failing = town.some_channels(0.05, 0.05)
    assert (len(hanging), len(failing), len({*hanging, *failing})) == (4, 4, 8)
    assert town.some_channels(0.05, 0.05) == [hanging, failing]
    shards = [(town.guild(number) >> 22) % 3 for number in range(40)]
    assert [shards.count(shard) for shard in range(3)] in ([14, 13, 13], [13, 14, 13], [13, 13, 14])


async def test_the_longest_silence_counts_its_ends() -> None:
    async with listening(60.0) as signs:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"READY=1", f"\0{signs.address}")
            sender.sendto(b"WATCHDOG=1", f"\0{signs.address}")
        await asyncio.sleep(0.05)
        assert len(signs.moments) == 1
        assert signs.moments[0] <= time.monotonic()
    signs.moments = [10.0, 15.0, 22.0]
    assert [signs.longest_silence(*span) for span in ((9.0, 24.0), (0.0, 23.0), (9.0, 40.0), (11.0, 14.0))] == [
        7.0, 10.0, 18.0, 3.0,
    ]  # fmt: skip


def test_figures_of_few_or_no_answers() -> None:
    assert p99([0.1, 0.2]) == 0.2
    assert p99([]) != p99([])
    assert [row.good for row in idle_rows([9.0, 0.1, 0.05])] == [True, None, None]


async def test_a_bot_that_ends_by_itself_leaves_a_table_with_what_it_said_last(tmp_path: Path) -> None:
    # Two bots may not run on one database.
    with only_process(tmp_path / "papers.db", datetime.now(UTC)):
        outcome = await run(Plan(Town(servers=1, shards=1), at_once=True), tmp_path)
    table = printed("short", posting_rows(outcome, 110))
    assert "| stopped early |  | AssertionError: it did not connect: … " in table
    assert "| READY, 1 servers on 1 shards |  | never |" in table
