"""Connections to SQLite; each has a thread of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import aiosqlite

from bot.storage.connections import Row, Value

__all__ = ["SqliteConnection", "begun", "connected"]


class SqliteConnection:
    """Statements on a connection of aiosqlite's."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return all rows that a statement selects."""
        # In one go: a half-read statement would keep its snapshot.
        return [tuple(row) for row in await self._connection.execute_fetchall(sql, values)]

    async def execute(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run a statement and return how many rows it changed."""
        async with self._connection.execute(sql, values) as cursor:
            return cursor.rowcount

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run a statement for each of `rows`."""
        async with self._connection.executemany(sql, rows):
            pass


@asynccontextmanager
async def connected(path: Path, busy_seconds: float = 5.0) -> AsyncGenerator[aiosqlite.Connection]:
    """Connect to the database at `path` and close the connection at the end; raises sqlite3.Error."""
    connection = await _connect(path, busy_seconds)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def begun(connection: aiosqlite.Connection, begin: Literal["IMMEDIATE", "DEFERRED"]) -> AsyncGenerator[None]:
    """Begin a transaction; commit it at the end, or roll it back on any exception."""
    try:
        # Inside the try: a cancelled BEGIN still runs in the connection's thread.
        await connection.execute(f"BEGIN {begin}")
        yield
        await connection.commit()
    except BaseException:
        await connection.rollback()
        raise


async def _connect(path: Path, busy_seconds: float) -> aiosqlite.Connection:
    """Finish connecting even if the task is cancelled: half a connection leaves a thread behind."""
    # A connection failing in aiosqlite's thread would call a closed loop, so let it fail here.
    sqlite3.connect(path).close()
    connecting = asyncio.ensure_future(aiosqlite.connect(path, isolation_level=None, timeout=busy_seconds))
    try:
        return await asyncio.shield(connecting)
    except asyncio.CancelledError:
        await (await connecting).close()
        raise
