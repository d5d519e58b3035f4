"""Files and folders that only the user who runs the program may open, whatever the umask says."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

__all__ = ["make_folder", "narrow", "narrow_all", "opener", "take_place"]

_FILE = 0o600
_FOLDER = 0o700
_OTHERS = 0o077
_OWN = 0o700
# What SQLite puts beside a database.
_BESIDE = ("", "-wal", "-shm", "-journal")


def opener(path: str, flags: int) -> int:
    """Open a file to write, for `open(…, opener=opener)`: where it is this user's own, it is for this user alone."""
    descriptor = os.open(path, flags, _FILE)
    if os.name != "nt":
        with suppress(OSError):
            found = os.fstat(descriptor)
            # The umask may have taken the user's own bits as well.
            if found.st_uid == os.geteuid() and found.st_mode & 0o777 != _FILE:
                os.fchmod(descriptor, _FILE)
    return descriptor


def take_place(path: Path) -> None:
    """Make an empty file where none is, before a library makes one by its own rules, which also says what fails."""
    with suppress(OSError):
        os.close(opener(str(path), os.O_CREAT | os.O_EXCL | os.O_RDWR))


def make_folder(path: Path) -> None:
    """Make a folder with those above it; raises OSError. What is there already stays as it is."""
    try:
        path.mkdir(mode=_FOLDER)
    except FileNotFoundError:
        if path.parent == path:
            raise
        make_folder(path.parent)
        make_folder(path)
    except OSError:
        # Some systems say of a folder that is there that it may not be made.
        if not path.is_dir():
            raise
    else:
        with suppress(OSError):
            path.chmod(_FOLDER)


def narrow(path: Path) -> None:
    """Take a file of this user's from all others; nothing where the system has no such bits, or it is not theirs."""
    if os.name == "nt":
        return
    with suppress(OSError):
        found = path.stat()
        if found.st_uid == os.geteuid() and found.st_mode & _OTHERS:
            path.chmod(found.st_mode & _OWN)


def narrow_all(database: Path) -> None:
    """Narrow a database and what SQLite has beside it."""
    whole = database.resolve()
    for suffix in _BESIDE:
        narrow(whole.with_name(f"{whole.name}{suffix}"))
