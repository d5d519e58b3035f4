"""The version of SQLite that is in use."""

from __future__ import annotations

import sqlite3

__all__ = ["has_wal_reset_bug", "sqlite_version"]

_WAL_RESET_FIXED = (3, 51, 3)


def sqlite_version() -> str:
    """Return the version of the SQLite library."""
    return sqlite3.sqlite_version


def has_wal_reset_bug() -> bool:
    """Whether two connections that write or checkpoint at the same moment may damage the database."""
    return sqlite3.sqlite_version_info < _WAL_RESET_FIXED
