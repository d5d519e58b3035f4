"""A database in an SQLite file: one connection that writes, a few that read, and numbered migrations."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from errno import EISDIR
from pathlib import Path

import aiosqlite

from bot.corpus.private import make_folder, narrow_all, take_place
from bot.errors import StoreError
from bot.storage.connections import Row, Value
from bot.storage.quick_check import quick_faults, table_faults
from bot.storage.schema import migrate, understood
from bot.storage.sqlite_connections import SqliteConnection, begun, connected
from bot.storage.sqlite_errors import UNWRITABLE, damaged, mapped_errors, one_line, stray
from bot.texts import Text

__all__ = ["SqliteEngine"]

# Each has a thread and a page cache of up to 2 MB.
_READERS = 3


class SqliteEngine:
    """The connections to a file; open them with `SqliteEngine.open`."""

    def __init__(self, writer: aiosqlite.Connection, readers: Sequence[aiosqlite.Connection], path: Path) -> None:
        self._writer = writer
        self._lock = asyncio.Lock()
        # Round-robin: a connection still busy with a cancelled task would hold up everything if reused first.
        self._idle: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._idle.put_nowait(reader)
        self.path = path

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, busy_seconds: float) -> AsyncGenerator[SqliteEngine]:
        """Open the file, bring its schema up to date, and close it at the end; raises StoreError."""
        try:
            _make_place(path)
        except OSError as error:
            raise StoreError(UNWRITABLE.fill(path=path, reason=error.strerror)) from error
        # Closed in reverse order: the last connection to close checkpoints, and that must be the writer.
        async with AsyncExitStack() as stack:
            with mapped_errors(path):
                writer = await stack.enter_async_context(connected(path, busy_seconds))
                await writer.execute("PRAGMA foreign_keys = ON")
                await migrate(writer, path)
                await _write_ahead(writer)
                await writer.execute("PRAGMA synchronous = FULL")
                readers = [await stack.enter_async_context(connected(path, busy_seconds)) for _ in range(_READERS)]
                for reader in readers:
                    await reader.execute("PRAGMA query_only = ON")
            yield cls(writer, readers, path)

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[SqliteConnection]:
        """Begin the one transaction that writes."""
        async with self._lock, understood(self._writer, self.path), begun(self._writer, "IMMEDIATE"):
            yield SqliteConnection(self._writer)

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[SqliteConnection]:
        """Begin a transaction that sees one snapshot."""
        async with self._reader() as reader, begun(reader, "DEFERRED"):
            yield SqliteConnection(reader)

    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return the rows that `sql` selects, all of one committed state."""
        async with self._reader() as reader:
            return await SqliteConnection(reader).rows(sql, values)

    async def integrity_faults(self) -> list[str]:
        """Return the findings of SQLite's integrity and foreign key checks."""
        lines = [line for row in await self.rows("PRAGMA integrity_check") for line in str(row[0]).splitlines()]
        broken = await self.rows("PRAGMA foreign_key_check")
        faults = [one_line(line) for line in lines if line != "ok" and not line.startswith("***")]
        return faults + [stray(row) for row in broken]

    async def table_faults(self) -> list[str]:
        """Return the faults of each table, and rows without a paper."""
        return await table_faults(self.path, self.rows)

    async def quick_faults(self) -> tuple[str, ...]:
        """Return the findings of SQLite's quick check."""
        return await quick_faults(self.path)

    async def try_writing(self) -> None:
        """Rewrite a page unchanged to test for space and permission."""
        async with self.writing() as writer:
            ((version,),) = await writer.rows("PRAGMA user_version")
            await writer.execute(f"PRAGMA user_version = {int(version)}")

    async def check_writable(self) -> None:
        """Test for permission, without changing a page."""
        async with self.writing() as writer:
            # BEGIN IMMEDIATE alone succeeds on a read-only file.
            await writer.execute("UPDATE corpus_revision SET state = state WHERE 0")

    def damaged(self, reason: Text) -> StoreError:
        """Return the error for rows this program cannot have written."""
        return damaged(self.path, reason)

    async def backup(self, target: Path, named: Path) -> None:
        """Copy the current database into the new file `target`, called `named` in errors."""
        async with self._lock:
            take_place(target)
            with mapped_errors(named):
                async with connected(target) as copy:
                    await self._writer.backup(copy)

    @asynccontextmanager
    async def _reader(self) -> AsyncGenerator[aiosqlite.Connection]:
        """Take a reading connection; whatever a cancelled task left running on it finishes first."""
        reader = await self._idle.get()
        try:
            async with understood(reader, self.path):
                yield reader
        finally:
            self._idle.put_nowait(reader)


async def _write_ahead(connection: aiosqlite.Connection) -> None:
    try:
        await connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # SQLite does not wait for this lock. Either mode is fine for its holder; another papers-bot opening a new file
        # makes the same lasting switch.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise


def _make_place(path: Path) -> None:
    make_folder(path.parent)
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "it is a folder")
    # SQLite gives its other files the mode of this one.
    take_place(path)
    narrow_all(path)
