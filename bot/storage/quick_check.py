"""SQLite's quick check, concurrent with writers: on read-only connections of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bot.storage.connections import Row
from bot.storage.sqlite_errors import mapped_errors, one_line, stray

__all__ = ["quick_faults", "table_faults"]

_MOST = 10
_GIVING_UP_SECONDS = 1.0
_AT_ONCE = 2
# The tables whose rows belong to papers: few rows, beside those of a year's posts.
_OF_PAPERS = """
SELECT name FROM sqlite_schema WHERE type = 'table'
AND EXISTS (SELECT 1 FROM pragma_foreign_key_list(name) AS foreign_key WHERE foreign_key."table" = 'paper')
"""
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


async def quick_faults(path: Path, tables: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what is wrong with the database at `path`, a line each, at most ten; nothing when all is well.

    With `tables` only those are checked, two at a time, without the free list. End it before the writer closes, so that
    the writer is last and checkpoints. Raises StoreError if the file cannot be read.
    """
    left = [f'PRAGMA quick_check("{table}")' for table in reversed(tables)] or [f"PRAGMA quick_check({_MOST})"]
    checks = [_Check(path, left) for _ in left[:_AT_ONCE]]
    work = asyncio.gather(*(asyncio.to_thread(check.faults) for check in checks))
    try:
        found = await asyncio.shield(work)
    except asyncio.CancelledError:
        for check in checks:
            check.stop()
        await asyncio.wait({work}, timeout=_GIVING_UP_SECONDS)
        if work.done() and not work.cancelled():
            # A stopped check has no result; asyncio would complain about an unretrieved error.
            work.exception()
        raise
    return tuple(fault for faults in found for fault in faults)[:_MOST]


async def table_faults(path: Path, read: Callable[[str], Awaitable[list[Row]]]) -> list[str]:
    """Return faults of each table, and rows without a paper, which `read` reads; raises StoreError.

    This program's writes are checked by the schema; another program's may not have been.
    """
    tables = [row[0] for row in await read("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = list(await quick_faults(path, tables))
    for (table,) in await read(_OF_PAPERS):
        found += [stray(row) for row in await read(f'PRAGMA foreign_key_check("{table}")')]
    return found


class _Check:
    """Checks `left` to run in a thread, concurrently with others; another thread may stop them."""

    def __init__(self, path: Path, left: list[str]) -> None:
        self._path = path
        self._left = left
        self._connection: sqlite3.Connection | None = None
        self._stopped = False

    def stop(self) -> None:
        """End the check soon, if it runs."""
        self._stopped = True
        if self._connection is not None:
            self._connection.interrupt()

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong, nothing where it was stopped."""
        with mapped_errors(self._path), closing(self._open()) as connection:
            self._connection = connection
            try:
                connection.execute("PRAGMA query_only = ON")
                rows = [row for sql in self._next() for row in connection.execute(sql)]
            except sqlite3.DatabaseError as error:
                if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF not in _DAMAGE:
                    raise
                return (one_line(error),)
            finally:
                self._connection = None
        lines = (one_line(line) for row in rows for line in str(row[0]).splitlines())
        return tuple(line for line in lines if line != "ok" and not line.startswith("***"))

    def _next(self) -> Iterator[str]:
        while not self._stopped:
            try:
                # Atomic in Python: no two threads get the same.
                yield self._left.pop()
            except IndexError:
                return

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        # A message may quote a damaged file.
        connection.text_factory = _replaced
        return connection


def _replaced(said: bytes) -> str:
    return said.decode("utf-8", "replace")
