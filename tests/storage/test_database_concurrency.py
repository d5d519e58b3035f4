"""Tasks that share the database never see or undo half of each other's work."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.addresses import PostgresAddress
from bot.storage.database import Store

PAPER = "INSERT INTO paper (arxiv_id, title, more_authors) VALUES (?, ?, 0)"
SLOW = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
    "INSERT INTO paper (arxiv_id, title, more_authors) SELECT 'slow', max(i), 0 FROM n"
)


async def ids(store: Store) -> list[str]:
    return [arxiv_id for (arxiv_id,) in await store.rows("SELECT arxiv_id FROM paper ORDER BY arxiv_id")]


async def test_an_exception_undoes_the_transaction(store: Store) -> None:
    async def fail() -> None:
        async with store.transaction() as transaction:
            assert await transaction.execute(PAPER, ("a", "A")) == 1
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        await fail()
    assert await ids(store) == []
    async with store.transaction() as transaction:
        await transaction.execute(PAPER, ("b", "B"))
    assert await ids(store) == ["b"]


async def test_a_refused_statement_undoes_those_before_it(store: Store) -> None:
    with pytest.raises(Exception, match=r"UNIQUE constraint failed|duplicate key"):
        async with store.transaction() as transaction:
            await transaction.execute_many(PAPER, [("a", "A"), ("b", "B"), ("a", "again")])
    assert await ids(store) == []


async def test_a_transaction_sees_its_own_work(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.execute(PAPER, ("a", "A"))
        assert await transaction.rows("SELECT title FROM paper WHERE arxiv_id = ?", ("a",)) == [("A",)]


async def test_a_task_cancelled_between_statements_leaves_nothing(store: Store) -> None:
    halfway = asyncio.Event()

    async def work() -> None:
        async with store.transaction() as transaction:
            await transaction.execute(PAPER, ("a", "A"))
            halfway.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await halfway.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await ids(store) == []


async def test_a_task_cancelled_during_a_statement_leaves_nothing(store: Store) -> None:
    begun = asyncio.Event()

    async def work() -> None:
        async with store.transaction() as transaction:
            await transaction.execute(PAPER, ("a", "A"))
            begun.set()
            await transaction.execute(SLOW)

    task = asyncio.create_task(work())
    await begun.wait()
    await asyncio.sleep(0.005)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.transaction() as transaction:
        await transaction.execute(PAPER, ("b", "B"))
    assert await ids(store) == ["b"]


@pytest.mark.parametrize("turns", range(12))
async def test_a_task_cancelled_at_any_moment_commits_all_or_nothing(store: Store, turns: int) -> None:
    async def work() -> None:
        async with store.transaction() as transaction:
            await transaction.execute(PAPER, ("a", "A"))
            await transaction.execute(PAPER, ("b", "B"))

    task = asyncio.create_task(work())
    for _ in range(turns):
        await asyncio.sleep(0)
    await asyncio.sleep(0.0002 * turns)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await ids(store) in ([], ["a", "b"])
    async with store.transaction() as transaction:
        await transaction.execute(PAPER, ("c", "C"))
    assert "c" in await ids(store)


async def test_a_waiting_task_that_is_cancelled_does_not_disturb_the_one_at_work(store: Store) -> None:
    async def wait() -> None:
        async with store.transaction() as transaction:
            await transaction.execute(PAPER, ("waiting", "W"))

    async with store.transaction() as transaction:
        await transaction.execute(PAPER, ("a", "A"))
        task = asyncio.create_task(wait())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await transaction.execute(PAPER, ("b", "B"))
    assert await ids(store) == ["a", "b"]


async def test_readers_never_see_half_of_a_transaction(store: Store) -> None:
    seen: list[int] = []

    async def write(number: int) -> None:
        async with store.transaction() as transaction:
            await transaction.execute(PAPER, (f"{number}a", "A"))
            await asyncio.sleep(0)
            await transaction.execute(PAPER, (f"{number}b", "B"))

    async def read() -> None:
        seen.append(len(await ids(store)))

    await asyncio.gather(*(task for number in range(10) for task in (write(number), read(), read())))
    assert len(await ids(store)) == 20
    assert all(count % 2 == 0 for count in seen)


async def test_one_task_that_fails_does_not_undo_another(store: Store) -> None:
    async def write(number: int) -> None:
        async with store.transaction() as transaction:
            await transaction.execute(PAPER, (str(number), "A"))
            await asyncio.sleep(0)
            if number % 2:
                raise RuntimeError("on purpose")

    results = await asyncio.gather(*(write(number) for number in range(10)), return_exceptions=True)
    assert [isinstance(result, RuntimeError) for result in results] == [False, True] * 5
    assert await ids(store) == ["0", "2", "4", "6", "8"]


async def test_a_reading_transaction_sees_one_moment_while_another_program_writes(
    store: Store, database: Path | PostgresAddress
) -> None:
    async with Store.open(database) as other, store.reading() as reading:
        assert await reading.rows("SELECT count(*) FROM paper") == [(0,)]
        async with other.transaction() as writing:
            await writing.execute(PAPER, ("a", "A"))
        assert await reading.rows("SELECT count(*) FROM paper") == [(0,)]
    assert await ids(store) == ["a"]


@pytest.mark.parametrize("attempt", range(5))
async def test_programs_may_make_the_same_database_at_once(database: Path | PostgresAddress, attempt: int) -> None:
    async def make(name: str) -> None:
        async with Store.open(database) as store, store.transaction() as transaction:
            await transaction.execute(PAPER, (name, "A"))

    await asyncio.gather(*(make(str(number)) for number in range(6)))
    async with Store.open(database) as store:
        assert await ids(store) == ["0", "1", "2", "3", "4", "5"]
        assert isinstance(database, PostgresAddress) or await store.rows("PRAGMA journal_mode") == [("wal",)]
        assert await store.integrity_faults() == []
