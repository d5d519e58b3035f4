"""The database schema: numbered migrations, and a check that a file has their tables."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, closing
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import aiosqlite

from bot.errors import StoreError
from bot.storage.connections import Row
from bot.storage.sqlite_connections import SqliteConnection, begun
from bot.storage.sqlite_errors import OTHER_SCHEMA, damaged, mapped_errors
from bot.texts import Text

__all__ = ["Table", "migrate", "own_columns", "own_tables", "understood"]

_MIGRATIONS = Path(__file__).parent / "migrations"
_OWN_TABLE = "corpus_revision"
# Each table with each of its columns, and the version.
_SCHEMA = """
SELECT made.name, part.name FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS part
UNION ALL SELECT 'version', user_version FROM pragma_user_version
"""
_TABLES = """
SELECT made.name, part.name, part.pk FROM sqlite_master AS made JOIN pragma_table_info(made.name) AS part
WHERE made.type = 'table' AND made.name NOT LIKE 'sqlite%' ORDER BY made.name, part.cid
"""
_REFERENCES = """
SELECT made.name, part."table" FROM sqlite_master AS made JOIN pragma_foreign_key_list(made.name) AS part
WHERE made.type = 'table'
"""

_NEWER = Text(
    "The database {path} was written by a newer version (schema {found}, this one knows {known}): "
    "upgrade papers-bot or name another file in BOT_DATABASE.",
    "데이터베이스 {path}은(는) 더 새로운 버전이 만들었습니다(스키마 {found}, 이 버전은 {known}까지 지원). "
    "papers-bot을 업그레이드하거나 BOT_DATABASE에 다른 파일을 지정해 주세요.",
)
_OTHER_TABLES = Text("it holds other tables", "다른 프로그램의 테이블이 들어 있습니다")


async def migrate(connection: aiosqlite.Connection, path: Path) -> None:
    """Bring the schema up to date, in one transaction.

    Raises StoreError for a database of a newer version or of another program.
    """
    steps = _steps()
    known = _number(steps[-1])
    async with understood(connection, path):
        found = await _version(connection)
        if found > known:
            raise StoreError(_NEWER.fill(path=path, found=found, known=known))
        tables = {row[0] for row in await SqliteConnection(connection).rows("SELECT name FROM sqlite_master")}
        if (tables or found) and _OWN_TABLE not in tables:
            # Other programs count their schema in user_version too.
            raise damaged(path, _OTHER_TABLES)
        if found == known:
            return
        async with begun(connection, "IMMEDIATE"):
            # Read again under the write lock: another process may have migrated meanwhile.
            found = await _version(connection)
            transaction = SqliteConnection(connection)
            for step in steps:
                if _number(step) > found:
                    for statement in _statements(step.read_text("utf-8")):
                        await transaction.execute(statement)
            await transaction.execute(f"PRAGMA user_version = {known}")


@asynccontextmanager
async def understood(connection: aiosqlite.Connection, path: Path) -> AsyncGenerator[None]:
    """Explain errors; an apparent bug may be a damaged schema."""
    try:
        with mapped_errors(path):
            yield
    except sqlite3.OperationalError as error:
        if await _is_other_schema(connection):
            raise damaged(path, OTHER_SCHEMA) from error
        raise


async def _version(connection: aiosqlite.Connection) -> int:
    return int((await SqliteConnection(connection).rows("PRAGMA user_version"))[0][0])


async def _is_other_schema(connection: aiosqlite.Connection) -> bool:
    own = await asyncio.to_thread(_own_schema)
    try:
        return not own <= set(await SqliteConnection(connection).rows(_SCHEMA))
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return True


class Table(NamedTuple):
    """A table with its columns and the columns of its key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


def own_tables() -> list[Table]:
    """Return the tables of a new database, each after those that its rows refer to; every engine has the same."""
    with closing(_new_database()) as new:
        tables = defaultdict[str, list[Row]](list)
        for name, *column in new.execute(_TABLES):
            tables[name].append(tuple(column))
        references = [(name, other) for name, other in new.execute(_REFERENCES) if name != other]
    order = TopologicalSorter({name: {other for one, other in references if one == name} for name in sorted(tables)})
    return [Table(name, *_columns(tables[name])) for name in order.static_order()]


def own_columns() -> set[Row]:
    """Return each table of a new database with each of its columns."""
    return {(table.name, column) for table in own_tables() for column in table.columns}


def _columns(rows: list[Row]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    key = sorted((place, name) for name, place in rows if place)
    return tuple(name for name, _ in rows), tuple(name for _, name in key)


def _own_schema() -> set[Row]:
    """Return what a new database would have."""
    with closing(_new_database()) as new:
        return set(new.execute(_SCHEMA))


def _new_database() -> sqlite3.Connection:
    new = sqlite3.connect(":memory:")
    for step in _steps():
        new.executescript(f"{step.read_text('utf-8')}\n; PRAGMA user_version = {_number(step)}")
    return new


def _steps() -> list[Path]:
    return sorted(_MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def _number(step: Path) -> int:
    return int(step.name[:4])


def _statements(script: str) -> Iterator[str]:
    """Split a script; executescript would commit the transaction that the steps share."""
    statement = ""
    for line in re.sub(r"--[^\n]*", "", script).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
