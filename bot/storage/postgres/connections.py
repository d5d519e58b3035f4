"""Connections to PostgreSQL, and statements on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import count

import asyncpg

from bot.addresses import PostgresAddress
from bot.storage.connections import EachOwn, Row, Value
from bot.storage.postgres.errors import LOST, mapped_errors

__all__ = ["Link", "PostgresConnection"]

_CONNECT_SECONDS = 10.0
# The server gives up before this side does, so that it says why.
_SERVER_SECONDS, _COMMAND_SECONDS = 60, 70.0
# Whoever stands still within a transaction keeps all processes from writing; less than leases last.
_IDLE_SECONDS = 20
# As many as there are statements, about.
_PREPARED = 300
# A process that vanished holds nothing for long.
_SERVER_SETTINGS = {
    "application_name": "papers-bot",
    "statement_timeout": f"{_SERVER_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS}s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "jit": "off",
}


class Link:
    """One connection, made when it is first used and anew after it was lost."""

    def __init__(self, address: PostgresAddress, *, reads_only: bool = False) -> None:
        self._address = address
        self._settings = _SERVER_SETTINGS | ({"default_transaction_read_only": "on"} if reads_only else {})
        self._connection: asyncpg.Connection | None = None

    async def connection(self) -> asyncpg.Connection:
        """Return the connection; raises what asyncpg raises."""
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(
                self._address.url,
                timeout=_CONNECT_SECONDS,
                command_timeout=_COMMAND_SECONDS,
                statement_cache_size=_PREPARED,
                server_settings=self._settings,
            )
        return self._connection

    async def begin(self, statement: str) -> asyncpg.Connection:
        """Begin a transaction, on a new connection where the old one was lost: nothing has happened yet."""
        try:
            connection = await self.connection()
            await connection.execute(statement)
        except LOST:
            self.drop()
            connection = await self.connection()
            await connection.execute(statement)
        except BaseException:
            self.drop()
            raise
        return connection

    async def undo(self) -> None:
        """Roll the transaction back; the server does it where the connection is lost."""
        try:
            await (await self.connection()).execute("ROLLBACK")
        except (asyncpg.PostgresError, *LOST):
            self.drop()

    def drop(self) -> None:
        """Give the connection up, with whatever runs on it."""
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    async def close(self) -> None:
        """Take leave of the server."""
        if self._connection is not None:
            with suppress(asyncpg.PostgresError, *LOST):
                await self._connection.close(timeout=_CONNECT_SECONDS)
            self.drop()


class PostgresConnection:
    """Statements on a connection."""

    def __init__(self, connection: asyncpg.Connection, address: PostgresAddress) -> None:
        self._connection = connection
        self._address = address

    async def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return all rows that a statement selects."""
        with mapped_errors(self._address):
            return [tuple(row) for row in await self._connection.fetch(_own(sql), *map(_value, values))]

    async def execute(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run a statement and return how many rows it changed."""
        with mapped_errors(self._address):
            status = await self._connection.execute(_own(sql), *map(_value, values))
        return int(number) if (number := status.rpartition(" ")[2]).isdecimal() else 0

    async def execute_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run a statement for each of `rows`."""
        with mapped_errors(self._address):
            await self._connection.executemany(_own(sql), [tuple(map(_value, row)) for row in rows])


@lru_cache(1024)
def _numbered(sql: str) -> str:
    numbers = count(1)
    return re.sub(r"\?(\d*)", lambda mark: f"${mark[1] or next(numbers)}", sql)


def _own(sql: str) -> str:
    return _numbered(sql.postgres if isinstance(sql, EachOwn) else sql)


def _value(value: Value) -> Value:
    """PostgreSQL keeps no NUL in a text; it stands for nothing that anybody could read."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) and "\0" in value else value
