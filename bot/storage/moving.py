"""A whole database copied into another one, whatever the engines, and compared row by row."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from bot.errors import StoreError
from bot.storage.connections import EachOwn, Reading, Row, Transaction
from bot.storage.database import Store
from bot.storage.schema import Table, own_tables
from bot.texts import Text

__all__ = ["copy_all"]

_SLICE = 1_000
# Triggers fill it as the others are copied.
_DERIVED = "digest_look"
# The next act gets a number that is free.
_NUMBERED = EachOwn(
    "SELECT max(id) FROM audit",
    "SELECT setval(pg_get_serial_sequence('audit', 'id'), (SELECT max(id) FROM audit))",
)
_IN_USE = Text(
    "The database that is copied into is not empty (table {table}): name a new one.",
    "복사할 대상 데이터베이스가 비어 있지 않습니다(테이블 {table}). 새 데이터베이스를 지정해 주세요.",
)
_DIFFERS = Text(
    "Not every row of the table {table} arrived as it was: nothing was copied.",
    "테이블 {table}의 일부 행이 그대로 복사되지 않았습니다. 복사된 것은 없습니다.",
)


async def copy_all(source: Store, target: Store) -> int:
    """Copy everything into `target`, which is empty, and return the number of rows.

    It is one transaction, of one state of `source`, and ends with a comparison. Raises StoreError.
    """
    tables = own_tables()
    async with source.reading() as reading, target.transaction() as transaction:
        for table in tables:
            if await transaction.rows(f"SELECT 1 FROM {table.name} LIMIT 1"):  # noqa: S608 - own names
                raise StoreError(_IN_USE.fill(table=table.name))
        for table in sorted(tables, key=lambda one: one.name == _DERIVED):
            await _copy(reading, transaction, table)
        await transaction.rows(_NUMBERED)
        return sum([await _compared(reading, transaction, table) for table in tables])


async def _copy(reading: Reading, transaction: Transaction, table: Table) -> None:
    if table.name == _DERIVED:
        await transaction.execute(f"DELETE FROM {table.name}")  # noqa: S608 - own names
    marks = ", ".join("?" * len(table.columns))
    sql = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})"  # noqa: S608 - own names
    async for rows in _slices(reading, table):
        await transaction.execute_many(sql, rows)


async def _compared(reading: Reading, transaction: Transaction, table: Table) -> int:
    """Return how many rows a table has; raises StoreError where they differ."""
    count = 0
    arrived = _slices(transaction, table)
    async for rows in _slices(reading, table):
        if list(map(_kept, rows)) != await anext(arrived, list[Row]()):
            raise StoreError(_DIFFERS.fill(table=table.name))
        count += len(rows)
    if await anext(arrived, None) is not None:
        raise StoreError(_DIFFERS.fill(table=table.name))
    return count


async def _slices(source: Reading, table: Table) -> AsyncGenerator[list[Row]]:
    """Yield the rows of a table in the order of its key."""
    columns, key = ", ".join(table.columns), ", ".join(table.key)
    after: Row = ()
    while True:
        where = f"WHERE ({key}) > ({', '.join('?' * len(after))})" if after else ""
        sql = f"SELECT {columns} FROM {table.name} {where} ORDER BY {key} LIMIT {_SLICE}"  # noqa: S608 - own names
        rows = await source.rows(sql, after)
        if rows:
            yield rows
        if len(rows) < _SLICE:
            return
        after = tuple(rows[-1][table.columns.index(name)] for name in table.key)


def _kept(row: Row) -> Row:
    """Return a row as every engine can keep it: a text has no NUL."""
    return tuple(value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in row)
