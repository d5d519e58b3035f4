"""A database on a PostgreSQL server: one connection that writes, a few that read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.addresses import PostgresAddress
from bot.corpus.private import make_folder
from bot.errors import StoreError
from bot.storage.connections import Row, Value
from bot.storage.postgres.connections import Link, PostgresConnection
from bot.storage.postgres.errors import LOST, NOT_AS_MADE, damaged, mapped_errors
from bot.storage.postgres.schema import COLUMNS, WRITING, migrate
from bot.storage.schema import own_columns
from bot.storage.sqlite_errors import OTHER_SCHEMA
from bot.texts import Text, system_text

__all__ = ["PostgresEngine"]

_READERS = 3
_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_NO_BACKUP = Text(
    "A backup of {address} is made with PostgreSQL's own `pg_dump`: `papers-bot backup` copies SQLite files only.",
    "{address}의 백업은 PostgreSQL의 `pg_dump`로 만들어 주세요. `papers-bot backup`은 SQLite 파일만 복사합니다.",
)
_NO_PLACE = Text(
    "The folder {folder} cannot be made ({reason}): name another one in BOT_DATA_FOLDER.",
    "폴더 {folder}을(를) 만들 수 없습니다({reason}). BOT_DATA_FOLDER에 다른 폴더를 지정해 주세요.",
)


class PostgresEngine:
    """The connections to a server; open them with `PostgresEngine.open`.

    A lost connection is made anew. What was under way on it fails, unless nothing of it can have happened.
    """

    def __init__(self, address: PostgresAddress, path: Path, writer: Link, readers: Sequence[Link]) -> None:
        self.path = path
        self._address = address
        self._writer = writer
        self._lock = asyncio.Lock()
        self._idle: asyncio.Queue[Link] = asyncio.Queue()
        for reader in readers:
            self._idle.put_nowait(reader)

    @classmethod
    @asynccontextmanager
    async def open(cls, address: PostgresAddress, path: Path) -> AsyncGenerator[PostgresEngine]:
        """Connect, bring the schema up to date, and take leave at the end; raises StoreError."""
        try:
            make_folder(path.parent)
        except OSError as error:
            raise StoreError(_NO_PLACE.fill(folder=path.parent, reason=system_text(error))) from error
        async with AsyncExitStack() as stack:
            writer, *readers = [Link(address), *(Link(address, reads_only=True) for _ in range(_READERS))]
            for link in (writer, *readers):
                stack.push_async_callback(link.close)
            with mapped_errors(address):
                await migrate(await writer.connection(), address)
            yield cls(address, path, writer, readers)

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[PostgresConnection]:
        """Begin the one transaction that writes, of all processes."""
        async with self._lock, self._understood(), self._begun(self._writer, WRITING) as connection:
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[PostgresConnection]:
        """Begin a transaction that sees one snapshot."""
        async with self._reader() as reader, self._begun(reader, _SNAPSHOT) as connection:
            yield connection

    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return the rows that `sql` selects, all of one committed state."""
        async with self._reader() as reader:
            try:
                return await self._read(reader, sql, values)
            except StoreError as error:
                if not isinstance(error.__cause__, LOST):
                    raise
            # What only reads can be done again.
            reader.drop()
            return await self._read(reader, sql, values)

    async def integrity_faults(self) -> list[str]:
        """Return what is not as this program made it; PostgreSQL checks its own pages."""
        found = set(await self.rows(COLUMNS))
        missing = sorted(f"{table}.{column}" for table, column in own_columns() - found)
        return [f"{OTHER_SCHEMA.en}: {column}" for column in missing]

    async def table_faults(self) -> list[str]:
        """Return what is not as this program made it."""
        return await self.integrity_faults()

    async def quick_faults(self) -> tuple[str, ...]:
        """Return what is not as this program made it."""
        return tuple(await self.integrity_faults())

    async def try_writing(self) -> None:
        """Write a row unchanged to test for space and permission."""
        async with self.writing() as writer:
            await writer.execute("UPDATE schema_version SET version = version")

    async def check_writable(self) -> None:
        """Test for permission, without changing a row."""
        async with self.writing() as writer:
            await writer.execute("UPDATE corpus_revision SET state = state WHERE FALSE")

    def damaged(self, reason: Text) -> StoreError:
        """Return the error for rows this program cannot have written."""
        return damaged(self._address, reason)

    async def backup(self, target: Path, named: Path) -> None:  # noqa: ARG002 - a file cannot hold it
        """Say what makes a backup."""
        raise StoreError(_NO_BACKUP.fill(address=self._address))

    @asynccontextmanager
    async def _begun(self, link: Link, statement: str) -> AsyncGenerator[PostgresConnection]:
        """Begin a transaction; commit it at the end, or undo it on any exception."""
        with mapped_errors(self._address):
            connection = await link.begin(statement)
        try:
            yield PostgresConnection(connection, self._address)
            with mapped_errors(self._address):
                await connection.execute("COMMIT")
        except Exception:
            await link.undo()
            raise
        except BaseException:
            # Cancelled, perhaps within a statement: the server undoes it with the connection.
            link.drop()
            raise

    async def _read(self, reader: Link, sql: str, values: Sequence[Value]) -> list[Row]:
        try:
            with mapped_errors(self._address):
                connection = await reader.connection()
            return await PostgresConnection(connection, self._address).rows(sql, values)
        except asyncio.CancelledError:
            reader.drop()
            raise

    @asynccontextmanager
    async def _reader(self) -> AsyncGenerator[Link]:
        reader = await self._idle.get()
        try:
            async with self._understood():
                yield reader
        finally:
            self._idle.put_nowait(reader)

    @asynccontextmanager
    async def _understood(self) -> AsyncGenerator[None]:
        """Explain errors; an apparent bug may be another schema."""
        try:
            yield
        except NOT_AS_MADE as error:
            # On a connection of its own: that of the error may be in a transaction that failed.
            link = Link(self._address)
            try:
                found = {tuple(row) for row in await (await link.connection()).fetch(COLUMNS)}
            finally:
                await link.close()
            if own_columns() <= found:
                raise
            raise damaged(self._address, OTHER_SCHEMA) from error
