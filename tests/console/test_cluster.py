"""`check --cluster`: which process has which shards."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from bot.addresses import PostgresAddress
from tests.console.program import Program
from tests.postgres import Server

HELD = "INSERT INTO lease VALUES ($1, $2, $3, now() - interval '1 hour', now() - $4 * interval '1 second')"


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


@pytest.fixture
def there(program: Program, address: PostgresAddress, tmp_path: Path) -> Program:
    """Return the program on a database of a server."""
    program.set(database=address.url, data_folder=tmp_path / "own")
    program("load")
    return program


def hold(address: PostgresAddress, *leases: tuple[str, str, float]) -> None:
    """Let processes have leases, by name, process and the seconds since their last sign of life."""

    async def work() -> None:
        connection = await asyncpg.connect(address.url)
        for name, process, age in leases:
            await connection.execute(HELD, name, process, process, age)
        await connection.close()

    asyncio.run(work())


def test_it_says_who_has_which_shards_since_when_and_the_last_sign_of_life(
    there: Program, address: PostgresAddress
) -> None:
    hold(
        address, ("run 2-3/4", "b, process 2", 3.0), ("run 0-1/4", "a, process 1", 8.0), ("common", "a, process 1", 8.0)
    )
    hold(address, ("identify 0", "b, process 2", 600.0))
    found = there("check", "--cluster", "--json")
    assert found.code == 0, found.out
    first, second = found.json["shards 0-1/4"], found.json["shards 2-3/4"]
    assert [name for name in found.json if name.startswith("shards")] == ["shards 0-1/4", "shards 2-3/4"]
    assert (first["process"], first["common"]) == ("a, process 1", True)
    assert (second["process"], second["common"]) == ("b, process 2", False)
    # A machine with much to do takes a while to ask.
    ages = [int(one["seen"].removesuffix(" s ago")) for one in (first, second)]
    assert [age - told in range(20) for age, told in zip(ages, (8, 3), strict=True)] == [True, True]
    assert first["since"].endswith("Z")
    assert "All is well." in there("check", "--cluster").text


def test_shards_that_nobody_has_and_silent_processes_are_faults(there: Program, address: PostgresAddress) -> None:
    hold(address, ("run 3-4/8", "b, process 2", 3.0), ("run 0/8", "a, process 1", 70.0))
    found = there("check", "--cluster", "--json")
    assert found.code == 1
    silent, free, common = found.json["faults"]
    assert silent == "The process with shards 0/8 (a, process 1) has shown no sign of life for 70 s."
    assert free.startswith("Nobody has shard 0-2, 5-7 of 8: ")
    assert common.startswith("Nobody sends people's messages")


def test_one_bot_with_all_shards_is_well_too(there: Program, address: PostgresAddress) -> None:
    assert "No bot runs on postgresql:///postgres." in there("check", "--cluster").text
    hold(address, ("run", "a, process 1", 3.0))
    found = there("check", "--cluster", "--json")
    assert (found.code, found.json["all shards"]["common"]) == (0, True)


def test_a_file_has_no_cluster(program: Program) -> None:
    program("load")
    found = program("check", "--cluster")
    assert found.code == 1
    assert "Only a database on PostgreSQL has several processes" in found.text


def run(address: PostgresAddress, sql: str, *rows: tuple[object, ...]) -> None:
    """Run a statement for each of some rows."""

    async def work() -> None:
        connection = await asyncpg.connect(address.url)
        await connection.executemany(sql, rows)
        await connection.close()

    asyncio.run(work())


def test_it_says_how_late_the_posts_of_each_process_are(there: Program, address: PostgresAddress) -> None:
    hold(address, ("run 0/2", "a, process 1", 3.0), ("run 1/2", "b, process 2", 3.0), ("common", "a, process 1", 3.0))
    now = datetime.now(UTC)
    server, other = 2 << 22, 3 << 22
    run(
        address,
        "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
        "when_nothing_new, set_by, set_at) VALUES ($1, $2, '09:00', 'UTC', 2, 'en', 'nothing', 1, $3)",
        (server, 1, now.isoformat()), (other, 2, now.isoformat()), (other, 3, now.isoformat()),
    )  # fmt: skip
    run(
        address,
        "INSERT INTO digest_delivery (channel_id, kind, day, guild_id, claimed_at) "
        "VALUES ($1, 'listing', '2024-11-22', $2, $3)",
        (1, server, (now - timedelta(seconds=100)).isoformat()),
    )
    found = there("check", "--cluster", "--json")
    assert (found.code, found.json["shards 1/2"]["unsent"], found.json["shards 1/2"]["lag"]) == (0, 0, None)
    assert found.json["shards 0/2"]["unsent"] == 1
    assert 100 <= int(found.json["shards 0/2"]["lag"].removesuffix(" s")) < 160
    # Nobody has looked at what was due long ago.
    run(address, "UPDATE digest_look SET look_at = $1 WHERE channel_id = 3", ((now - timedelta(hours=1)).isoformat(),))
    found = there("check", "--cluster", "--json")
    (late,) = found.json["faults"]
    assert late.startswith("A post of shards 1/2 has been due for 36")


def test_what_not_all_processes_read_alike_is_a_note(there: Program, address: PostgresAddress) -> None:
    hold(address, ("run 0/2", "a, process 1", 3.0), ("run 1/2", "b, process 2", 3.0), ("common", "a, process 1", 3.0))
    reading = "INSERT INTO process_reading VALUES ($1, $2, $3, $4)"
    # Of other shards, which nobody has any more.
    run(address, reading, ("0/2", "one", "", "same"), ("1/2", "one", "", "same"), ("3-4/8", "other", "other", "other"))
    assert there("check", "--cluster", "--json").json["notes"] == []
    run(address, "UPDATE process_reading SET seeds = $1 WHERE shards = '1/2'", ("two",))
    found = there("check", "--cluster", "--json")
    assert found.code == 0
    (note,) = found.json["notes"]
    assert note.startswith("Not all processes read the same listings (shards 0/2; 1/2)")
