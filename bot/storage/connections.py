"""What statements run on, whatever the engine: a connection for reading, and an open transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

__all__ = ["Connection", "EachOwn", "Reading", "Row", "Source", "Transaction", "Value"]

Row = tuple[Any, ...]
Value = str | int | float | bytes | None


class EachOwn(str):
    """A statement of SQLite's that has PostgreSQL's own text beside it; both take the same values.

    Any other statement is one text for both. Values are written `?`, or `?1` where one is used twice.
    """

    postgres: str

    def __new__(cls, sqlite: str, postgres: str) -> EachOwn:
        """Take the two texts."""
        own = super().__new__(cls, sqlite)
        own.postgres = postgres
        return own


class Source(Protocol):
    """What rows are read from."""

    async def rows(self, sql: str, values: Sequence[Value]) -> list[Row]:
        """Return all rows that a statement selects."""
        ...


class Connection(Source, Protocol):
    """A connection of an engine."""

    async def execute(self, sql: str, values: Sequence[Value]) -> int:
        """Run a statement and return how many rows it changed."""
        ...

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run a statement for each of `rows`."""
        ...


class Reading:
    """A connection for reading."""

    def __init__(self, source: Source) -> None:
        self._source = source

    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return the rows that `sql` selects."""
        return await self._source.rows(sql, values)


class Transaction(Reading):
    """An open transaction."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._connection = connection

    async def execute(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement and return how many rows it changed."""
        return await self._connection.execute(sql, values)

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each of `rows`."""
        await self._connection.execute_many(sql, rows)
