"""The PostgreSQL server of a round: it can be stopped at any moment, and has a database for each round."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg

from tests.postgres import Server, serving

__all__ = ["Postgres", "serving_postgres"]

_READY_SECONDS = 30.0


class Postgres:
    """A server behind a socket in the file system, of which it is known whether it is down."""

    def __init__(self, server: Server) -> None:
        self._handle: Any = server.handle
        self._url = server.url

    @property
    def socket(self) -> Path:
        """Where it listens."""
        folder = self._handle.get_postmaster_info().socket_dir
        assert folder is not None
        return folder / ".s.PGSQL.5432"

    def url(self, database: str) -> str:
        """Return the address of a database, without anything in between."""
        return self._url.replace("/postgres?", f"/{database}?")

    async def make(self, database: str, template: str | None = None) -> None:
        """Make a database, like another one that nobody uses."""
        like = f" TEMPLATE {template}" if template else ""
        await self.execute("postgres", f"CREATE DATABASE {database}{like}")

    async def remove(self, database: str) -> None:
        """Remove a database, whoever uses it."""
        await self.execute("postgres", f"DROP DATABASE {database} WITH (FORCE)")

    async def execute(self, database: str, sql: str, *values: object) -> None:
        """Run a statement."""
        async with self._connected(database) as connection:
            await connection.execute(sql, *values)

    async def execute_many(self, database: str, sql: str, rows: Sequence[Sequence[object]]) -> None:
        """Run a statement for each of `rows`."""
        async with self._connected(database) as connection:
            await connection.executemany(sql, rows)

    async def rows(self, database: str, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a statement selects; nothing while the server is down."""
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            async with self._connected(database) as connection:
                return [tuple(row) for row in await connection.fetch(sql, *values)]
        return []

    def strike(self, number: signal.Signals) -> None:
        """Stop the server at this very moment: in order with SIGINT, at once with SIGQUIT."""
        with suppress(FileNotFoundError, ProcessLookupError):
            os.kill(self._pid, number)

    async def kill_backend(self) -> None:
        """Kill one of its processes: it throws everybody out and recovers."""
        ours = "SELECT pid FROM pg_stat_activity WHERE application_name <> '' LIMIT 1"
        for (pid,) in await self.rows("postgres", ours):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    async def revive(self) -> None:
        """Start the server where it was stopped, and wait until it takes connections."""
        data, log = self._handle.pgdata, self._handle.log
        async with asyncio.timeout(_READY_SECONDS):
            while (data / "postmaster.pid").exists():  # noqa: ASYNC110 - files tell nobody that they change
                await asyncio.sleep(0.01)
            command = (self._handle.bin_path / "pg_ctl", "restart", "-w", "-D", data, "-l", log)
            starting = await asyncio.create_subprocess_exec(
                *map(str, command), user=self._handle.system_user, cwd="/",
                stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            assert await starting.wait() == 0, log.read_text("utf-8")[-2000:]
            await self.ready()

    async def ready(self) -> None:
        """Wait until it takes connections."""
        async with asyncio.timeout(_READY_SECONDS):
            while not await self.rows("postgres", "SELECT 1"):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    @property
    def _pid(self) -> int:
        return int((self._handle.pgdata / "postmaster.pid").read_text("utf-8").split()[0])

    @asynccontextmanager
    async def _connected(self, database: str) -> AsyncGenerator[asyncpg.Connection]:
        # Without the name by which the program's own connections are told.
        connection = await asyncpg.connect(self.url(database), server_settings={"application_name": ""})
        try:
            yield connection
        finally:
            await connection.close()


@asynccontextmanager
async def serving_postgres() -> AsyncGenerator[Postgres]:
    """Start a server of one's own; it is stopped at the end, whatever was done to it."""
    context = serving()
    postgres = Postgres(await asyncio.to_thread(context.__enter__))
    try:
        yield postgres
    finally:
        postgres.strike(signal.SIGQUIT)
        await asyncio.to_thread(context.__exit__, None, None, None)
