"""The SQLite database: one connection, one writer, numbered migrations. The only user of aiosqlite."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from errno import EISDIR
from pathlib import Path
from typing import Any, Literal

import aiosqlite

from bot.corpus.damage import OTHER_SCHEMA, UNWRITABLE, damaged, explained, one_line, stray
from bot.corpus.private import make_folder, narrow_all, take_place
from bot.errors import StoreError
from bot.texts import Text

__all__ = ["Row", "Store", "Transaction"]

Row = tuple[Any, ...]
Value = str | int | float | bytes | None

_MIGRATIONS = Path(__file__).parent / "migrations"
_OWN_TABLE = "corpus_revision"
# Each table with each of its columns, and the version.
_SCHEMA = """
SELECT made.name, part.name FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS part
UNION ALL SELECT 'version', user_version FROM pragma_user_version
"""

_NEWER = Text(
    "The database {path} was written by a newer version (schema {found}, this one knows {known}): "
    "upgrade papers-bot or name another file in BOT_DATABASE.",
    "데이터베이스 {path}은(는) 더 새로운 버전이 만들었습니다(스키마 {found}, 이 버전은 {known}까지 지원). "
    "papers-bot을 업그레이드하거나 BOT_DATABASE에 다른 파일을 지정해 주세요.",
)
_OTHER_TABLES = Text("it holds other tables", "다른 프로그램의 테이블이 들어 있습니다")


class Transaction:
    """Run statements inside one open transaction."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def execute(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement and return how many rows it changed."""
        async with self._connection.execute(sql, values) as cursor:
            return cursor.rowcount

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one statement for each of `rows`."""
        async with self._connection.executemany(sql, rows):
            pass

    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return the rows that `sql` selects."""
        async with self._connection.execute(sql, values) as cursor:
            return [tuple(row) for row in await cursor.fetchall()]


class Store:
    """Own the database connection; open it with `Store.open`.

    One connection is one transaction, so every access, a read too, takes its turn behind one lock: no task
    ever sees or undoes half of another one's work.
    """

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()
        self.path = path

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, busy_seconds: float = 5.0) -> AsyncGenerator[Store]:
        """Open the database at `path`, bring its schema up to date, and close it at the end.

        Another program's lock is waited for `busy_seconds` long.

        Raises StoreError when it is newer than this program, damaged, locked or not writable.
        """
        try:
            _make_place(path)
        except OSError as error:
            raise StoreError(UNWRITABLE.fill(path=path, reason=error.strerror)) from error
        with explained(path):
            _try_to_open(path)
            connection = await _connect(path, busy_seconds)
        try:
            store = cls(connection, path)
            with explained(path):
                await connection.execute("PRAGMA foreign_keys = ON")
                await store._migrate()
                await _write_ahead(connection)
                await connection.execute("PRAGMA synchronous = FULL")
            yield store
        finally:
            await connection.close()

    @asynccontextmanager
    async def transaction(self, begin: Literal["IMMEDIATE", "DEFERRED"] = "IMMEDIATE") -> AsyncGenerator[Transaction]:
        """Hold the database for one transaction: committed at the end, undone on any exception.

        DEFERRED is for reading several tables as of one moment; it never waits for another program's writing.
        """
        async with self._lock, self._understood():
            try:
                # Inside the try: a cancelled BEGIN still runs in the connection's thread.
                await self._connection.execute(f"BEGIN {begin}")
                yield Transaction(self._connection)
                await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise

    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return the rows that `sql` selects, all of one committed state."""
        async with self._lock, self._understood():
            return await Transaction(self._connection).rows(sql, values)

    async def integrity_faults(self) -> list[str]:
        """Return what SQLite's integrity check and foreign keys find wrong, a line each; nothing when all is well."""
        lines = [line for row in await self.rows("PRAGMA integrity_check") for line in str(row[0]).splitlines()]
        broken = await self.rows("PRAGMA foreign_key_check")
        faults = [one_line(line) for line in lines if line != "ok" and not line.startswith("***")]
        return faults + [stray(row) for row in broken]

    async def try_writing(self) -> None:
        """Write a page as it is, which needs room and rights; raises StoreError where that cannot be done."""
        async with self.transaction() as transaction:
            ((version,),) = await transaction.rows("PRAGMA user_version")
            await transaction.execute(f"PRAGMA user_version = {int(version)}")

    def damaged(self, reason: Text) -> StoreError:
        """Return the error that says so, for rows which no program of ours can have written."""
        return damaged(self.path, reason)

    async def backup(self, target: Path, named: Path | None = None) -> None:
        """Copy the database, as it is now, into the new file `target`, which errors call `named`."""
        async with self._lock:
            take_place(target)
            with explained(named or target):
                _try_to_open(target)
                async with aiosqlite.connect(target) as copy:
                    await self._connection.backup(copy)

    async def _migrate(self) -> None:
        steps = sorted(_MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))
        known = int(steps[-1].name[:4])
        found = await self._version()
        if found > known:
            raise StoreError(_NEWER.fill(path=self.path, found=found, known=known))
        tables = {row[0] for row in await self.rows("SELECT name FROM sqlite_master")}
        if (tables or found) and _OWN_TABLE not in tables:
            # Other programs count their schema in user_version too.
            raise self.damaged(_OTHER_TABLES)
        if found == known:
            return
        async with self.transaction() as transaction:
            # Read again under the write lock: another process may have migrated meanwhile.
            found = int((await transaction.rows("PRAGMA user_version"))[0][0])
            for step in steps:
                if int(step.name[:4]) > found:
                    for statement in _statements(step.read_text("utf-8")):
                        await transaction.execute(statement)
            await transaction.execute(f"PRAGMA user_version = {known}")

    async def _version(self) -> int:
        return int((await self.rows("PRAGMA user_version"))[0][0])

    @asynccontextmanager
    async def _understood(self) -> AsyncGenerator[None]:
        """Explain errors; what looks like a defect of ours may be damage of the schema, or of its format."""
        try:
            with explained(self.path):
                yield
        except sqlite3.OperationalError as error:
            if await self._is_other_schema():
                raise self.damaged(OTHER_SCHEMA) from error
            raise

    async def _is_other_schema(self) -> bool:
        with closing(sqlite3.connect(":memory:")) as new:
            for step in sorted(_MIGRATIONS.glob("[0-9]*.sql")):
                new.executescript(f"{step.read_text('utf-8')}\n; PRAGMA user_version = {int(step.name[:4])}")
            own = new.execute(_SCHEMA).fetchall()
        try:
            return not set(own) <= set(await Transaction(self._connection).rows(_SCHEMA))
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return True


def _try_to_open(path: Path) -> None:
    """Raise what opening raises: aiosqlite's thread outlives a failure and would speak to a loop that has ended."""
    sqlite3.connect(path).close()


async def _connect(path: Path, busy_seconds: float) -> aiosqlite.Connection:
    """Connect wholly even where the task is cancelled: half a connection leaves that thread behind too."""
    connecting = asyncio.ensure_future(aiosqlite.connect(path, isolation_level=None, timeout=busy_seconds))
    try:
        return await asyncio.shield(connecting)
    except asyncio.CancelledError:
        await (await connecting).close()
        raise


async def _write_ahead(connection: aiosqlite.Connection) -> None:
    try:
        await connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # SQLite does not wait for this lock. Its holder works on the file, for which either mode is right; where it
        # is another papers-bot that opens a new file, it makes the very switch, which lasts.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise


def _make_place(path: Path) -> None:
    make_folder(path.parent)
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "it is a folder")
    # SQLite gives its other files the mode of this one.
    take_place(path)
    narrow_all(path)


def _statements(script: str) -> Iterator[str]:
    """Split a script; executescript would commit the transaction that the steps share."""
    statement = ""
    for line in re.sub(r"--[^\n]*", "", script).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
