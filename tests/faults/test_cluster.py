"""Two processes on one PostgreSQL: whatever is killed, cut off or restarted, no post and no word is lost."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.cluster.proxy import open_proxy
from tests.faults.cluster.rounds import run_cluster_rounds

# Rounds with every kind of act between them; `python -m tests.faults --cluster` plays others.
_SEEDS = (100, 105)


@pytest.mark.slow
async def test_no_kill_of_a_process_or_of_its_database_breaks_a_promise() -> None:
    tally = await run_cluster_rounds(_SEEDS, at_once=2)
    assert tally.problems == [], tally.report()
    assert tally.counts["posts sent"] == tally.counts["posts expected"] > 20 * len(_SEEDS)
    for what in ("kills", "take-overs", "acknowledged writes", "connections cut", "restarts of PostgreSQL"):
        assert tally.counts[what], tally.report()
    assert tally.counts["second processes refused"]


async def test_the_proxy_cuts_connections_swallows_answers_and_lets_nothing_through(tmp_path: Path) -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while line := await reader.readline():
                heard.append(line)
                writer.write(line)
        writer.close()

    heard: list[bytes] = []
    server = await asyncio.start_unix_server(echo, tmp_path / "socket")
    async with open_proxy(tmp_path / "socket") as proxy:
        reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
        writer.write(b"one\n")
        assert await reader.readline() == b"one\n"
        proxy.hang()
        writer.write(b"two\n")
        await asyncio.sleep(0.05)
        assert heard == [b"one\n"]
        proxy.flow()
        assert await reader.readline() == b"two\n"
        proxy.swallow()
        writer.write(b"three\n")
        await asyncio.sleep(0.05)
        assert heard[-1] == b"three\n"
        proxy.cut()
        with suppress(ConnectionError):
            assert await reader.read() == b""
        assert proxy.cuts == 1
        writer.close()
    server.close()
