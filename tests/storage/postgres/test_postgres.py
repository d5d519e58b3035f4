"""PostgreSQL keeps the same tables and promises as a file, survives lost connections and says what is wrong."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import asyncpg
import pytest

from bot.addresses import PostgresAddress
from bot.errors import StoreError
from bot.storage.database import Store
from bot.storage.schema import own_columns
from tests.postgres import Server
from tests.storage.databases import INSERT_PAPER, MIGRATIONS

OWN = sorted((Path(__file__).resolve().parents[3] / "bot/storage/postgres/migrations").glob("*.sql"))
COUNT = "SELECT count(*) FROM paper"
KILL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name <> ''"


@pytest.fixture
def address(postgres: Server) -> PostgresAddress:
    return postgres.new()


@pytest.fixture
async def store(address: PostgresAddress) -> AsyncGenerator[Store]:
    async with Store.open(address) as opened:
        yield opened


async def refusal(address: PostgresAddress) -> str:
    with pytest.raises(StoreError) as refused:
        async with Store.open(address):
            pass
    return refused.value.in_("en")


async def run(address: PostgresAddress, *statements: str) -> None:
    """Run statements as another program would."""
    connection = await asyncpg.connect(address.url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def test_a_migration_of_one_engine_has_one_of_the_same_number_on_the_other() -> None:
    assert OWN[-1].name[:4] == MIGRATIONS[-1].name[:4]
    first = int(OWN[0].name[:4])
    assert [int(step.name[:4]) for step in OWN] == list(range(first, len(MIGRATIONS) + 1))


async def test_the_tables_and_columns_are_those_of_a_file(store: Store) -> None:
    there = await store.rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    )
    # A file has its version in its head, and a lock beside it.
    own = {(table, column) for table, column in there if table not in ("schema_version", "lease")}
    assert own == own_columns()
    assert await store.integrity_faults() == []


async def test_what_is_required_there_is_required_here(store: Store, path: Path) -> None:
    there = await store.rows(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND is_nullable = 'YES'"
    )
    async with Store.open(path) as file:
        required = await file.rows(
            "SELECT made.name, part.name FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS part "
            "WHERE made.type = 'table' AND part.\"notnull\" = 0 AND part.pk = 0"
        )
    assert set(there) == set(required)


async def test_an_index_of_a_file_is_here_too(store: Store, path: Path) -> None:
    here = {
        name for (name,) in await store.rows("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")
    }
    async with Store.open(path) as file:
        there = {name for (name,) in await file.rows("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {name for name in there if not name.startswith("sqlite_")} <= here


async def test_a_table_that_is_gone_is_named(store: Store, address: PostgresAddress) -> None:
    await run(address, "ALTER TABLE paper RENAME COLUMN title TO titel")
    assert await store.table_faults() == ["its tables are not as this version made them: paper.title"]
    with pytest.raises(StoreError, match="its tables are not as this version made them"):
        await store.rows("SELECT title FROM paper")


async def test_a_mistake_of_ours_is_no_damage(store: Store) -> None:
    with pytest.raises(asyncpg.UndefinedColumnError):
        await store.rows("SELECT missing FROM paper")


@pytest.mark.parametrize("steps", [(), ("INSERT",)])
async def test_a_lost_connection_is_made_anew(store: Store, address: PostgresAddress, steps: tuple[str, ...]) -> None:
    assert await store.rows(COUNT) == [(0,)]
    async with store.transaction() as transaction:
        await transaction.execute(INSERT_PAPER, ("2411.00001",))
    await run(address, KILL)
    if steps:
        async with store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.00002",))
    assert await store.rows(COUNT) == [(1 + len(steps),)]
    async with store.reading() as reading:
        assert await reading.rows(COUNT) == [(1 + len(steps),)]


async def test_a_transaction_that_loses_its_connection_is_undone_and_says_so(
    store: Store, address: PostgresAddress
) -> None:
    async def lose() -> None:
        async with store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.00001",))
            await run(address, KILL)
            await transaction.execute(INSERT_PAPER, ("2411.00002",))

    with pytest.raises(StoreError, match="cannot be reached"):
        await lose()
    assert await store.rows(COUNT) == [(0,)]
    async with store.transaction() as transaction:
        await transaction.execute(INSERT_PAPER, ("2411.00003",))
    assert await store.rows(COUNT) == [(1,)]


async def test_a_commit_that_is_lost_fails(store: Store, address: PostgresAddress) -> None:
    async def lose() -> None:
        async with store.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.00001",))
            await run(address, KILL)

    with pytest.raises(StoreError, match="cannot be reached"):
        await lose()
    assert await store.rows(COUNT) == [(0,)]


async def test_processes_that_read_and_then_write_never_overtake_each_other(address: PostgresAddress) -> None:
    async with Store.open(address) as one, Store.open(address) as other:

        async def add(store: Store) -> None:
            for _ in range(20):
                async with store.transaction() as transaction:
                    ((newest,),) = await transaction.rows("SELECT coalesce(max(guild_id), 0) FROM greeting")
                    await asyncio.sleep(0)
                    await transaction.execute("INSERT INTO greeting VALUES (?, 'now')", (newest + 1,))

        await asyncio.gather(add(one), add(other), add(one), add(other))
        assert await one.rows("SELECT count(*), max(guild_id) FROM greeting") == [(80, 80)]


async def test_what_reads_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        await store.rows("INSERT INTO paper (arxiv_id, title, more_authors) VALUES ('a', 'A', 0) RETURNING 1")
    assert await store.rows(COUNT) == [(0,)]


async def test_a_sign_that_it_cannot_keep_is_replaced(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.execute("INSERT INTO paper (arxiv_id, title, more_authors) VALUES ('a', ?, 0)", ("A\0B",))
    assert await store.rows("SELECT title FROM paper") == [("A\ufffdB",)]


async def test_a_number_that_no_column_holds_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="larger than the database"):
        await store.rows("SELECT 1 FROM greeting WHERE guild_id = ?", (1 << 63,))


async def test_texts_are_compared_by_their_bytes(store: Store) -> None:
    async with store.transaction() as transaction:
        await transaction.execute_many(INSERT_PAPER, [(one,) for one in ("b", "B", "a", "ä")])
    assert await store.rows("SELECT arxiv_id FROM paper ORDER BY arxiv_id") == [("B",), ("a",), ("b",), ("ä",)]


async def test_a_backup_is_left_to_the_server(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        await store.backup(tmp_path / "copy.db")


async def test_writing_is_tried_and_a_server_that_only_reads_is_told(store: Store, address: PostgresAddress) -> None:
    await store.try_writing()
    await store.check_writable()
    reads = PostgresAddress(f"{address.url}&default_transaction_read_only=on")
    async with Store.open(reads) as other:
        for attempt in (other.try_writing, other.check_writable):
            with pytest.raises(StoreError, match="cannot be written"):
                await attempt()


async def test_a_newer_database_is_refused(address: PostgresAddress) -> None:
    async with Store.open(address):
        pass
    await run(address, "UPDATE schema_version SET version = 9999")
    assert "was written by a newer version (schema 9999" in await refusal(address)


async def test_a_database_of_another_program_is_refused_and_left_alone(address: PostgresAddress) -> None:
    await run(address, "CREATE TABLE theirs (said text)")
    assert "it holds other tables" in await refusal(address)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://nobody:secret@127.0.0.1:9/papers", "cannot be reached"),
        ("postgresql://nobody:secret@nowhere.invalid/papers", "cannot be reached"),
    ],
)
async def test_a_server_that_is_not_there_is_told_without_the_password(url: str, said: str) -> None:
    told = await refusal(PostgresAddress(url))
    assert said in told
    assert "secret" not in told


async def test_a_database_that_is_not_there_is_told(postgres: Server) -> None:
    told = await refusal(PostgresAddress(postgres.url.replace("/postgres?", "/nowhere?")))
    assert told.startswith("The server has no database postgresql:///nowhere")


async def test_a_user_who_is_not_there_is_told(postgres: Server) -> None:
    told = await refusal(PostgresAddress(postgres.url.replace("postgres:@", "nobody:secret@")))
    assert "refuses the login" in told
    assert "secret" not in told


async def test_without_its_package_it_says_what_to_install(
    address: PostgresAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "bot.storage.postgres.engine")
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    for name in ("connections", "errors", "schema"):
        monkeypatch.delitem(sys.modules, f"bot.storage.postgres.{name}")
    assert "install papers-bot with its extra “postgres”" in await refusal(address)
