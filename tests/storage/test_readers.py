"""Reads go on beside a write, and see what was committed before they began."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.database import Store
from tests.storage.databases import INSERT_PAPER, plain

# More than there are connections that read.
READS = 20
COUNT = "SELECT count(*) FROM paper"
SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600000) SELECT max(i) FROM n"


@pytest.fixture
async def store(path: Path) -> AsyncGenerator[Store]:
    async with Store.open(path, busy_seconds=0.05) as store:
        yield store


async def counts(store: Store) -> set[int]:
    found = await asyncio.gather(*(store.rows(COUNT) for _ in range(READS)))
    return {count for ((count,),) in found}


async def test_reads_answer_while_a_write_transaction_is_open_and_see_what_was_before_it(store: Store) -> None:
    async with asyncio.timeout(5), store.transaction() as transaction:
        await transaction.execute(INSERT_PAPER, ("2411.00001",))
        assert await counts(store) == {0}
        async with store.reading() as reading:
            assert await reading.rows(COUNT) == [(0,)]
        await transaction.execute(INSERT_PAPER, ("2411.00002",))
    assert await counts(store) == {2}


async def test_every_read_after_a_write_sees_it(store: Store) -> None:
    for number in range(1, 50):
        async with store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, (f"2411.{number:05}",))
        assert await counts(store) == {number}
        async with store.reading() as reading:
            assert await reading.rows(COUNT) == [(number,)]


async def test_a_write_does_not_wait_for_reads(store: Store) -> None:
    async with store.reading() as first, store.reading() as second:
        assert await first.rows(COUNT) == await second.rows(COUNT) == [(0,)]
        async with asyncio.timeout(5), store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.00001",))
        assert await first.rows(COUNT) == await second.rows(COUNT) == [(0,)], "as of one moment"
        assert await store.rows(COUNT) == [(1,)]


@pytest.mark.parametrize("pause", [0.0, 0.005, 0.02])
async def test_reads_that_are_given_up_leave_their_connections_of_use(store: Store, pause: float) -> None:
    reads = [asyncio.create_task(store.rows(SLOW)) for _ in range(READS)]
    await asyncio.sleep(pause)
    for read in reads:
        read.cancel()
    assert await asyncio.gather(*reads, return_exceptions=True) != []
    async with store.transaction() as transaction:
        await transaction.execute(INSERT_PAPER, ("2411.00001",))
    assert await counts(store) == {1}, "no snapshot of before is left"


async def test_a_reading_that_is_given_up_leaves_no_snapshot(store: Store) -> None:
    async def read() -> None:
        async with store.reading() as reading:
            await reading.rows(COUNT)
            await reading.rows(SLOW)

    reads = [asyncio.create_task(read()) for _ in range(READS)]
    await asyncio.sleep(0.02)
    for one in reads:
        one.cancel()
    await asyncio.gather(*reads, return_exceptions=True)
    async with store.transaction() as transaction:
        await transaction.execute(INSERT_PAPER, ("2411.00001",))
    assert await counts(store) == {1}


async def test_a_read_that_fails_leaves_its_connection_of_use(store: Store) -> None:
    for _ in range(READS):
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            async with store.reading() as reading:
                await reading.rows("SELECT * FROM nowhere")
    assert await counts(store) == {0}


async def test_what_reads_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot be opened for writing"):
        await store.rows("INSERT INTO paper (arxiv_id, title, more_authors) VALUES ('2411.00001', 'A', 0) RETURNING 1")
    assert await counts(store) == {0}


async def test_reads_go_on_while_the_write_ahead_log_could_not_be_switched_on(path: Path) -> None:
    async with Store.open(path):
        pass
    with plain(path) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN")
        other.execute(COUNT)
        async with Store.open(path, busy_seconds=0.05) as store:
            assert await store.rows("PRAGMA journal_mode") == [("delete",)]
            assert await counts(store) == {0}
        other.execute("COMMIT")


async def test_the_last_connection_to_close_leaves_nothing_beside_the_file(path: Path) -> None:
    async with Store.open(path) as store:
        async with store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.00001",))
        assert await counts(store) == {1}
    assert [file.name for file in path.parent.iterdir()] == ["papers.db"]
