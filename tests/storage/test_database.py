"""The database opens for its own files, brings them up to date, keeps its rules and copies itself."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.storage.database import Store
from tests.storage.databases import INSERT_PAPER, MIGRATIONS, content, make, plain, put


def schema(connection: sqlite3.Connection) -> list[tuple[str]]:
    return connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()


def test_the_migrations_are_numbered_without_a_gap() -> None:
    assert [int(step.name[:4]) for step in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


async def test_a_new_file_gets_the_newest_schema_of_strict_tables(path: Path) -> None:
    await make(path)
    with plain(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert {name for name, strict in tables if not strict} == {"sqlite_schema"}


async def test_an_empty_file_is_a_new_one(path: Path) -> None:
    put(path, b"")
    await make(path, "2411.00001")


async def test_opening_again_changes_nothing(path: Path) -> None:
    await make(path, "2411.00001")
    before = content(path)
    async with Store.open(path) as store:
        assert await store.rows("SELECT arxiv_id FROM paper") == [("2411.00001",)]
    assert content(path) == before


@pytest.mark.parametrize("steps", range(1, len(MIGRATIONS)))
async def test_an_older_file_is_brought_up_to_date_and_keeps_its_rows(path: Path, steps: int, tmp_path: Path) -> None:
    with plain(path) as connection:
        for step in MIGRATIONS[:steps]:
            connection.executescript(step.read_text("utf-8"))
        connection.execute(f"PRAGMA user_version = {steps}")
        connection.execute(INSERT_PAPER, ("2411.00001",))
    async with Store.open(path) as store:
        assert await store.rows("SELECT arxiv_id FROM paper") == [("2411.00001",)]
    await make(tmp_path / "new.db")
    with plain(path) as old, plain(tmp_path / "new.db") as new:
        assert schema(old) == schema(new)
        assert old.execute("PRAGMA user_version").fetchone() == new.execute("PRAGMA user_version").fetchone()


async def test_what_is_committed_lasts_even_where_the_power_fails(path: Path) -> None:
    async with Store.open(path) as store:
        assert await store.rows("PRAGMA journal_mode") == [("wal",)]
        async with store.transaction() as transaction:
            assert await transaction.rows("PRAGMA synchronous") == [(2,)], "FULL"


async def test_a_migration_that_fails_undoes_all_the_steps(path: Path) -> None:
    with plain(path) as connection:
        connection.executescript(MIGRATIONS[0].read_text("utf-8"))
        connection.execute("PRAGMA user_version = 1")
        connection.execute("CREATE TABLE command_tree (mine TEXT)")
        before = schema(connection)
        with pytest.raises(StoreError, match="its tables are not as this version made them"):
            async with Store.open(path):
                pass
        assert schema(connection) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO paper VALUES ('', 'A Title', 0, NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO paper VALUES ('2411.00002', '', 0, NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO paper VALUES ('2411.00002', NULL, 0, NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO paper VALUES ('2411.00002', 'A Title', 2, NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO paper VALUES ('2411.00001', 'The same id', 0, NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO paper VALUES ('2411.00002', x'00', 0, NULL, NULL, NULL, NULL, NULL)",
        "INSERT INTO section VALUES ('2411.00001', 'first', NULL, 'text')",
        "INSERT INTO section VALUES ('2411.00001', -1, NULL, 'text')",
        "INSERT INTO section VALUES ('2411.00001', 0, 'What''s New', NULL)",
        "INSERT INTO author VALUES ('2411.00001', 0, '')",
        "INSERT INTO keyword VALUES ('2411.00001', 0, '')",
        "INSERT INTO keyword VALUES ('unknown', 0, 'diffusion')",
        "UPDATE paper SET code = ''",
        "UPDATE paper SET organization = x'41'",
        "INSERT INTO author VALUES ('unknown', 0, 'Ada Lovelace')",
        "INSERT INTO listing VALUES ('2411.00001', '2024-11-22', -1, 0, 'a.txt')",
        "INSERT INTO listing VALUES ('2411.00001', '2024-11-22', 'many', 0, 'a.txt')",
        "INSERT INTO listing VALUES ('2411.00001', '22.11.2024', 1, 0, 'a.txt')",
        "INSERT INTO listing VALUES ('unknown', '2024-11-22', 1, 0, 'a.txt')",
    ],
)
async def test_the_schema_refuses_what_no_listing_says(path: Path, statement: str) -> None:
    await make(path, "2411.00001")
    async with Store.open(path) as store:
        with pytest.raises(sqlite3.IntegrityError):
            async with store.transaction() as transaction:
                await transaction.execute(statement)


async def test_a_healthy_file_has_no_faults(path: Path) -> None:
    async with Store.open(path) as store:
        assert await store.integrity_faults() == []


async def test_a_row_without_its_paper_is_a_fault(path: Path) -> None:
    await make(path)
    with plain(path) as other:
        other.execute("INSERT INTO author VALUES ('2411.00001', 0, 'Ada Lovelace')")
    async with Store.open(path) as store:
        assert await store.integrity_faults() == ["author: row without its paper"]


async def test_a_column_that_is_missing_is_damage_while_a_mistake_of_ours_is_not(path: Path) -> None:
    await make(path)
    async with Store.open(path) as store:
        with pytest.raises(sqlite3.OperationalError, match="no such column: missing"):
            await store.rows("SELECT missing FROM paper")
        with plain(path) as other:
            other.execute("ALTER TABLE paper RENAME COLUMN title TO titel")
        with pytest.raises(StoreError, match="its tables are not as this version made them"):
            await store.rows("SELECT title FROM paper")
        with pytest.raises(StoreError, match="its tables are not as this version made them"):
            async with store.transaction() as transaction:
                await transaction.rows("SELECT title FROM paper")


async def test_a_version_that_is_not_that_of_the_tables_is_damage(path: Path) -> None:
    await make(path, "2411.00001")
    for version in (0, 1, len(MIGRATIONS) - 1):
        with plain(path) as other:
            other.execute(f"PRAGMA user_version = {version}")
        with pytest.raises(StoreError, match="is damaged"):
            async with Store.open(path):
                pass


async def test_a_backup_is_a_database_with_everything_committed(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with Store.open(path) as store:
        async with store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.00001",))
        await store.backup(copy)
        async with store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.00002",))
    async with Store.open(copy) as restored:
        assert await restored.rows("SELECT arxiv_id FROM paper") == [("2411.00001",)]
        assert await restored.integrity_faults() == []


async def test_a_backup_that_cannot_be_written_names_its_own_path(path: Path, tmp_path: Path) -> None:
    async with Store.open(path) as store:
        with pytest.raises(StoreError, match=r"none/copy\.db cannot be opened for writing"):
            await store.backup(tmp_path / "none" / "copy.db")


async def test_a_number_that_no_column_holds_is_refused_and_changes_nothing(path: Path) -> None:
    async def write(store: Store) -> None:
        async with store.transaction() as transaction:
            rows = [(1, "a"), (1 << 63, "b")]
            await transaction.execute_many("INSERT INTO command_tree (application_id, hash) VALUES (?, ?)", rows)

    async with Store.open(path) as store:
        with pytest.raises(StoreError, match="larger than the database"):
            await write(store)
        assert await store.rows("SELECT * FROM command_tree") == []
