"""A database moves from one engine to the other whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.addresses import PostgresAddress
from bot.errors import StoreError
from bot.storage import moving
from bot.storage.audit import AuditStore
from bot.storage.connections import Transaction
from bot.storage.database import Store
from bot.storage.moving import copy_all
from bot.storage.schema import own_tables
from tests.storage.databases import INSERT_PAPER
from tests.storage.rows import NOW, fill_every_table

Database = Path | PostgresAddress


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    return tmp_path / "target.db" if request.param == "sqlite" else request.getfixturevalue("postgres").new()


async def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {
        table.name: await store.rows(
            f"SELECT {', '.join(table.columns)} FROM {table.name} ORDER BY {', '.join(table.key)}"
        )
        for table in own_tables()
    }


def test_a_table_comes_after_those_that_its_rows_refer_to() -> None:
    names = [table.name for table in own_tables()]
    assert names.index("saved_folder") < names.index("saved_paper")
    assert names.index("paper") < names.index("listing")
    assert all(table.key for table in own_tables())


async def test_every_row_of_every_table_arrives(
    store: Store, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_SLICE", 2)
    await fill_every_table(store)
    before = await everything(store)
    assert all(before.values()), "a table without a row would not be tested"
    async with Store.open(target) as other:
        assert await copy_all(store, other) == sum(map(len, before.values()))
        assert await everything(other) == before
        await AuditStore(other).keep(1, None, "after", "", NOW)
        assert len(await other.rows("SELECT 1 FROM audit")) == len(before["audit"]) + 1
    assert await everything(store) == before


async def test_a_database_in_use_is_not_copied_into(store: Store, target: Database) -> None:
    await fill_every_table(store)
    async with Store.open(target) as other:
        async with other.transaction() as transaction:
            await transaction.execute(INSERT_PAPER, ("2411.99999",))
        with pytest.raises(StoreError, match=r"is not empty \(table paper\)"):
            await copy_all(store, other)
        assert await other.rows("SELECT arxiv_id FROM paper") == [("2411.99999",)]


@pytest.mark.parametrize("sql", ["DELETE FROM author", "UPDATE paper SET title = 'Another'"])
async def test_a_copy_that_differs_is_undone(
    store: Store, target: Database, monkeypatch: pytest.MonkeyPatch, sql: str
) -> None:
    await fill_every_table(store)
    usual = Transaction.rows

    async def spoiled(self: Transaction, statement: str, *rest: object) -> object:
        if "FROM audit" in statement and "max" in statement:
            await self.execute(sql)
        return await usual(self, statement, *rest)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Transaction, "rows", spoiled)
    async with Store.open(target) as other:
        with pytest.raises(StoreError, match=r"Not every row of the table (author|paper) arrived"):
            await copy_all(store, other)
        assert await other.rows("SELECT 1 FROM paper") == []
