"""Databases with bytes that turned over, as on a disk that fails."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

__all__ = ["PAGE", "flip", "is_sound", "is_whole"]

PAGE = 4096


def flip(path: Path, chance: random.Random, first: int = 0, end: int | None = None) -> None:
    """Turn over from one byte to a whole page between two offsets of a file."""
    content = bytearray(path.read_bytes())
    end = min(end or len(content), len(content))
    count = chance.choice((1, 2, 16, 256, PAGE))
    start = chance.randrange(first, max(end - count, first + 1))
    for place in range(start, min(start + count, end)):
        content[place] ^= chance.randrange(1, 256)
    path.write_bytes(content)


def is_sound(path: Path) -> bool:
    """Tell whether a file is there in which SQLite finds nothing wrong."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as opened:
            return opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


def is_whole(path: Path) -> bool:
    """Tell whether a file is a sound database with papers."""
    if not is_sound(path):
        return False
    with closing(sqlite3.connect(path)) as opened:
        tables = opened.execute("SELECT count(*) FROM sqlite_master WHERE name = 'paper'").fetchone()[0]
        return bool(tables) and opened.execute("SELECT count(*) FROM paper").fetchone()[0] > 0
