"""The database schema on PostgreSQL: migrations, numbered like those of SQLite whose tables they make."""

from __future__ import annotations

from pathlib import Path

import asyncpg

from bot.addresses import PostgresAddress
from bot.errors import StoreError
from bot.storage.connections import Row
from bot.storage.postgres.errors import damaged
from bot.texts import Text

__all__ = ["COLUMNS", "WRITING", "migrate"]

# One writer at a time, of all processes that use the schema.
WRITING = "BEGIN; SELECT pg_advisory_xact_lock(20241125, current_schema()::regnamespace::oid::int)"
# Each table with each of its columns.
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"

_MIGRATIONS = Path(__file__).parent / "migrations"
_NEWER = Text(
    "The database {address} was written by a newer version (schema {found}, this one knows {known}): "
    "upgrade papers-bot or name another database in BOT_DATABASE.",
    "데이터베이스 {address}은(는) 더 새로운 버전이 만들었습니다(스키마 {found}, 이 버전은 {known}까지 지원). "
    "papers-bot을 업그레이드하거나 BOT_DATABASE에 다른 데이터베이스를 지정해 주세요.",
)
_OTHER_TABLES = Text("it holds other tables", "다른 프로그램의 테이블이 들어 있습니다")


async def migrate(connection: asyncpg.Connection, address: PostgresAddress) -> None:
    """Bring the schema up to date, in one transaction.

    Raises StoreError for a database of a newer version or of another program.
    """
    steps = sorted(_MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    known = _number(steps[-1])
    if await _version(connection, address, known) == known:
        return
    await connection.execute(WRITING)
    try:
        # Read again under the lock: another process may have migrated meanwhile.
        found = await _version(connection, address, known)
        for step in steps:
            if _number(step) > found:
                await connection.execute(step.read_text("utf-8"))
        await connection.execute("UPDATE schema_version SET version = $1", known)
        await connection.execute("COMMIT")
    except Exception:
        await connection.execute("ROLLBACK")
        raise


async def _version(connection: asyncpg.Connection, address: PostgresAddress, known: int) -> int:
    tables: set[Row] = {tuple(row) for row in await connection.fetch(COLUMNS)}
    if ("schema_version", "version") not in tables:
        if tables:
            raise damaged(address, _OTHER_TABLES)
        return 0
    found = int((await connection.fetch("SELECT version FROM schema_version"))[0][0])
    if found > known:
        raise StoreError(_NEWER.fill(address=address, found=found, known=known))
    return found


def _number(step: Path) -> int:
    return int(step.name[:4])
