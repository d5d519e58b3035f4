"""SQLite's quick check, beside whoever writes: on a connection of its own that only reads."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.corpus.damage import explained, one_line

__all__ = ["quick_faults"]

_MOST = 10
_GIVING_UP_SECONDS = 1.0
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


async def quick_faults(path: Path) -> tuple[str, ...]:
    """Return what is wrong with the database at `path`, a line each, at most ten; nothing when all is well.

    To be ended before the connection that writes is closed: then there is nothing to checkpoint for who closes last.
    Raises StoreError where the file cannot be read.
    """
    check = _Check(path)
    work = asyncio.ensure_future(asyncio.to_thread(check.faults))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        check.stop()
        await asyncio.wait({work}, timeout=_GIVING_UP_SECONDS)
        if work.done() and not work.cancelled():
            # Whoever stops it asks for no result; asyncio would complain of an error that nobody took.
            work.exception()
        raise


class _Check:
    """Run the check in a thread, and be stopped from another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._stopped = False

    def stop(self) -> None:
        """End the check soon, if it runs."""
        self._stopped = True
        if self._connection is not None:
            self._connection.interrupt()

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong, nothing where it was stopped."""
        with explained(self._path), closing(self._open()) as connection:
            self._connection = connection
            try:
                connection.execute("PRAGMA query_only = ON")
                rows = [] if self._stopped else connection.execute(f"PRAGMA quick_check({_MOST})").fetchall()
            except sqlite3.DatabaseError as error:
                if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF not in _DAMAGE:
                    raise
                return (one_line(error),)
            finally:
                self._connection = None
        lines = (one_line(line) for row in rows for line in str(row[0]).splitlines())
        return tuple(line for line in lines if line != "ok" and not line.startswith("***"))

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        # A message may quote what stands in a damaged file.
        connection.text_factory = _replaced
        return connection


def _replaced(said: bytes) -> str:
    return said.decode("utf-8", "replace")
