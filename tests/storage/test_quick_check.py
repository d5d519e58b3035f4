"""The quick check and a try to write hold up nobody."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from bot.storage import quick_check
from bot.storage.database import Store
from bot.storage.quick_check import quick_faults
from tests.storage.databases import INSERT_PAPER, fill, log_size, plain


@pytest.fixture
def store(file_store: Store) -> Store:
    return file_store


async def test_a_sound_database_has_no_faults(store: Store) -> None:
    assert await quick_faults(store.path) == ()
    assert await store.table_faults() == []


async def test_a_row_without_its_paper_is_a_fault_of_its_table(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.execute(INSERT_PAPER, ("2411.00001",))
    with plain(store.path) as other:
        other.execute("INSERT INTO author VALUES ('2411.00002', 0, 'Ada Lovelace')")
    assert await store.table_faults() == ["author: row without its paper"]


async def test_trying_to_write_changes_nothing(store: Store) -> None:
    await store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    before, size = await store.rows("PRAGMA user_version"), log_size(store)
    await store.try_writing()
    assert await store.rows("PRAGMA user_version") == before
    assert log_size(store) > size, "and yet a page was written"


async def test_nobody_who_writes_waits_for_the_check(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end = threading.Event(), threading.Event()
    one_line = quick_check.one_line

    def slow(said: object) -> str:
        begun.set()
        assert may_end.wait(10)
        return one_line(said)

    monkeypatch.setattr(quick_check, "one_line", slow)
    checking = asyncio.create_task(quick_faults(store.path))
    assert await asyncio.to_thread(begun.wait, 10)
    async with asyncio.timeout(5):
        await fill(store, 100)
        await store.try_writing()
    assert not checking.done()
    may_end.set()
    assert await checking == ()


@pytest.mark.slow
async def test_writers_go_on_while_a_large_database_is_read(store: Store) -> None:
    await fill(store, 300_000)
    checking = asyncio.create_task(quick_faults(store.path))
    longest, began = 0.0, time.perf_counter()
    while not checking.done():
        before = time.perf_counter()
        await store.try_writing()
        longest = max(longest, time.perf_counter() - before)
    took = time.perf_counter() - began
    assert await checking == ()
    assert longest < took / 2, f"a write took {longest:.3f} s of the check's {took:.3f} s"
