"""Database files as this program and others make them."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.database import Store

__all__ = ["INSERT_PAPER", "MANY", "MIGRATIONS", "allow", "content", "fill", "log_size", "make", "plain", "put"]

MIGRATIONS = sorted((Path(__file__).resolve().parents[2] / "bot/storage/migrations").glob("*.sql"))
INSERT_PAPER = "INSERT INTO paper (arxiv_id, title, more_authors) VALUES (?, 'A Title', 0)"
MANY = 20_000


@contextmanager
def plain(path: Path) -> Generator[sqlite3.Connection]:
    """Open a file as any other program would."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
        yield connection


async def make(path: Path, *arxiv_ids: str) -> None:
    """Make a database with some papers."""
    async with Store.open(path) as store, store.transaction() as transaction:
        await transaction.execute_many(INSERT_PAPER, [(arxiv_id,) for arxiv_id in arxiv_ids])


def content(path: Path) -> bytes:
    """Return what stands in a file."""
    return path.read_bytes()


def put(path: Path, data: bytes) -> None:
    """Write a file into a new folder."""
    path.parent.mkdir()
    path.write_bytes(data)


def allow(path: Path, mode: int) -> None:
    """Set the permission bits."""
    path.chmod(mode)


async def fill(store: Store, rows: int = MANY) -> None:
    """Make a table that takes a while to check."""
    async with store.transaction() as transaction:
        await transaction.execute("CREATE TABLE much (said TEXT, number INTEGER)")
        await transaction.execute("CREATE INDEX much_said ON much (said)")
        filling = ((f"{number * 7919 % rows:09}" * 20, number) for number in range(rows))
        await transaction.execute_many("INSERT INTO much VALUES (?, ?)", filling)


def log_size(store: Store) -> int:
    """Return how many bytes the write-ahead log has."""
    return store.path.with_name(f"{store.path.name}-wal").stat().st_size
