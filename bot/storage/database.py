"""The database, whichever engine has it: an SQLite file, or PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from bot.addresses import PostgresAddress
from bot.errors import StoreError
from bot.storage.connections import Connection, Reading, Row, Transaction, Value
from bot.storage.sqlite_engine import SqliteEngine
from bot.texts import Text

__all__ = ["Store"]

_NO_DRIVER = Text(
    "PostgreSQL needs a package that is not installed: install papers-bot with its extra “postgres”.",
    "PostgreSQL에 필요한 패키지가 없습니다. papers-bot을 “postgres” 추가 항목과 함께 설치해 주세요.",
)


class _Engine(Protocol):
    """What each kind of database does in its own way; everything raises StoreError."""

    path: Path

    def writing(self) -> AbstractAsyncContextManager[Connection]: ...
    def reading(self) -> AbstractAsyncContextManager[Connection]: ...
    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]: ...
    async def integrity_faults(self) -> list[str]: ...
    async def table_faults(self) -> list[str]: ...
    async def quick_faults(self) -> tuple[str, ...]: ...
    async def try_writing(self) -> None: ...
    async def check_writable(self) -> None: ...
    def damaged(self, reason: Text) -> StoreError: ...
    async def backup(self, target: Path, named: Path) -> None: ...


class Store:
    """The database; open it with `Store.open`.

    Writes are serialised, those of all processes: no task ever sees or undoes half of another's work. Reads never wait
    for a write and see everything committed before they began.
    """

    def __init__(self, engine: _Engine) -> None:
        self._engine = engine

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database: Path | PostgresAddress, busy_seconds: float = 5.0, *, place: Path | None = None
    ) -> AsyncGenerator[Store]:
        """Open the database, bring its schema up to date, and close it at the end.

        Waits `busy_seconds` for another program's lock on a file. With PostgreSQL, `place` is `path`.

        Raises StoreError if it is newer than this program, damaged, locked, not writable or out of reach.
        """
        if isinstance(database, Path):
            async with SqliteEngine.open(database, busy_seconds) as engine:
                yield cls(engine)
            return
        try:
            # Its driver is not installed for those who use a file.
            from bot.storage.postgres.engine import PostgresEngine  # noqa: PLC0415
        except ModuleNotFoundError:
            raise StoreError(_NO_DRIVER) from None
        async with PostgresEngine.open(database, place or Path("postgresql")) as engine:
            yield cls(engine)

    @property
    def path(self) -> Path:
        """The file; with PostgreSQL, what this process's own files about the database are named after."""
        return self._engine.path

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Transaction]:
        """Write in one transaction: committed at the end, undone on any exception."""
        async with self._engine.writing() as connection:
            yield Transaction(connection)

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Reading]:
        """Read several tables from one snapshot, without waiting for writers."""
        async with self._engine.reading() as connection:
            yield Reading(connection)

    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return the rows that `sql` selects, all of one committed state."""
        return await Reading(self._engine).rows(sql, values)

    async def integrity_faults(self) -> list[str]:
        """Return what a check of everything finds, one line each; empty if all is well."""
        return await self._engine.integrity_faults()

    async def table_faults(self) -> list[str]:
        """Return what a check of the tables finds, one line each."""
        return await self._engine.table_faults()

    async def quick_faults(self) -> tuple[str, ...]:
        """Return what a check finds that runs beside everything else; end it before the database is closed."""
        return await self._engine.quick_faults()

    async def try_writing(self) -> None:
        """Write something unchanged to test for space and permission; raises StoreError if that fails."""
        await self._engine.try_writing()

    async def check_writable(self) -> None:
        """Raise StoreError if the database is not writable; unlike `try_writing` this changes nothing."""
        await self._engine.check_writable()

    def damaged(self, reason: Text) -> StoreError:
        """Return the error for rows this program cannot have written."""
        return self._engine.damaged(reason)

    async def backup(self, target: Path, named: Path | None = None) -> None:
        """Copy the current database into the new file `target`, called `named` in errors."""
        await self._engine.backup(target, named or target)
