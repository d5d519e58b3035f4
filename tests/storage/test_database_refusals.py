"""A database that cannot be used is refused untouched, with one sentence that says why and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.database import Store
from tests.storage.databases import INSERT_PAPER, MIGRATIONS, allow, content, make, plain, put


async def refusal(path: Path) -> StoreError:
    with pytest.raises(StoreError) as caught:
        async with Store.open(path, busy_seconds=0.05) as store:
            await store.rows("SELECT * FROM paper")
    assert str(path) in caught.value.in_("en")
    assert str(path) in caught.value.in_("ko")
    return caught.value


async def test_a_file_of_a_newer_version_is_refused_untouched(path: Path) -> None:
    await make(path, "2411.00001")
    with plain(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = content(path)
    error = await refusal(path)
    assert f"newer version (schema 999, this one knows {len(MIGRATIONS)})" in str(error)
    assert content(path) == before


@pytest.mark.parametrize("version", range(len(MIGRATIONS) + 1))
async def test_a_file_of_another_program_is_refused_untouched(path: Path, version: int) -> None:
    with plain(path) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
        connection.execute(f"PRAGMA user_version = {version}")
    before = content(path)
    assert "it holds other tables" in str(await refusal(path))
    assert content(path) == before


async def test_a_file_that_is_no_database_is_refused_untouched(path: Path) -> None:
    put(path, b"## Daily Papers (2024-11-22)\n" * 500)
    before = content(path)
    assert "is damaged or is not a papers-bot database" in str(await refusal(path))
    assert content(path) == before


async def test_a_file_that_was_cut_is_refused(path: Path, tmp_path: Path) -> None:
    await make(path, *(f"2411.{number:05}" for number in range(2000)))
    whole = content(path)
    path = tmp_path / "cut" / "papers.db"
    put(path, whole[: len(whole) // 2])
    assert "is damaged" in str(await refusal(path))


@pytest.mark.parametrize(
    "schema", [b"CREATE TABLE \xff\xfe\xfd", b"CREATE TABLE paper \xff\xfe", b"CRETE TABLE paper (id"]
)
async def test_a_file_whose_schema_is_damaged_is_refused(path: Path, tmp_path: Path, schema: bytes) -> None:
    await make(path, "2411.00001")
    whole = content(path)
    path = tmp_path / "damaged" / "papers.db"
    start = whole.index(b"CREATE TABLE paper (")
    put(path, whole[:start] + schema + whole[start + len(schema) :])
    assert "is damaged" in str(await refusal(path))


async def test_a_locked_file_is_refused_after_a_while(path: Path) -> None:
    with plain(path) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked by another program" in str(await refusal(path))
    await make(path)


async def test_a_write_that_meets_another_writer_is_refused_and_can_be_repeated(path: Path) -> None:
    async with Store.open(path, busy_seconds=0.05) as store:
        with plain(path) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="is locked by another program"):
                async with store.transaction():
                    pytest.fail("the transaction began")
            assert await store.rows("SELECT * FROM paper") == []
            async with store.reading() as reading:
                assert await reading.rows("SELECT * FROM paper") == []
            other.execute("ROLLBACK")
        async with store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.00001",))
        assert await store.rows("SELECT arxiv_id FROM paper") == [("2411.00001",)]


async def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be opened for writing" in str(await refusal(tmp_path / "file" / "papers.db"))


async def test_a_path_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened for writing" in str(await refusal(tmp_path))


async def test_a_folder_without_permission_is_refused(bound_folder: Path) -> None:
    allow(bound_folder, 0o555)
    for path in (bound_folder / "papers.db", bound_folder / "data" / "papers.db"):
        assert "cannot be opened for writing" in str(await refusal(path))


async def test_a_file_without_permission_is_read_only_for_this_program_too(bound_folder: Path) -> None:
    path = bound_folder / "papers.db"
    await make(path, "2411.00001")
    allow(path, 0o444)
    async with Store.open(path) as store:
        assert await store.rows("SELECT arxiv_id FROM paper") == [("2411.00001",)]
        with pytest.raises(StoreError, match="cannot be opened for writing"):
            async with store.transaction() as transaction:
                await transaction.execute(INSERT_PAPER, ("2411.00002",))
    allow(path, 0)
    assert "cannot be opened for writing" in str(await refusal(path))


async def test_a_file_that_was_never_written_ahead_and_cannot_be_is_refused(bound_folder: Path) -> None:
    path = bound_folder / "papers.db"
    await make(path)
    with plain(path) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    allow(path, 0o444)
    assert "cannot be opened for writing" in str(await refusal(path))


async def test_a_full_disk_is_said_and_undone(path: Path) -> None:
    async with Store.open(path) as store:
        pages = (await store.rows("PRAGMA page_count"))[0][0]
        async with store.transaction() as transaction:
            await transaction.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="is full"):
            async with store.transaction() as transaction:
                await transaction.execute_many(INSERT_PAPER, [(f"2411.{number:05}",) for number in range(5000)])
        assert await store.rows("SELECT * FROM paper") == []


async def test_a_mistake_in_a_statement_stays_a_defect_and_no_refusal(path: Path) -> None:
    async with Store.open(path) as store:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await store.rows("SELECT * FROM nowhere")
        with pytest.raises(sqlite3.IntegrityError):
            async with store.transaction() as transaction:
                await transaction.execute(INSERT_PAPER, ("",))
