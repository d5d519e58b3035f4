"""Interpreter settings for a program with large, long-lived data and many busy threads."""

from __future__ import annotations

import ctypes
import gc
import platform
import sys

__all__ = ["settle", "tune"]

# Thresholds of the garbage collector's generations. Replies leave cycles behind, because discord.py's views and items
# refer to each other. With a large first threshold most are dead when scanned; Python's default would find many still
# in use and promote them.
_COLLECTOR = (10_000, 20, 20)
# A computing thread yields after this many seconds. With Python's 5 ms, sixteen questions at once would stall the event
# loop for nearly a tenth of a second.
_TURN = 0.001
# glibc gives each thread its own arena and raises its mmap threshold, so memory freed by threads after a reload or a
# picture would stay with the process (malloc.h, mallopt(3)).
_GLIBC = {"M_MMAP_THRESHOLD": (-3, 128 * 1024), "M_ARENA_MAX": (-8, 2)}


def tune() -> None:
    """Configure the interpreter; once, at the start of a process."""
    gc.set_threshold(*_COLLECTOR)
    sys.setswitchinterval(_TURN)
    if platform.libc_ver()[0] == "glibc":
        library = ctypes.CDLL(None)
        for parameter, value in _GLIBC.values():
            library.mallopt(parameter, value)


def settle() -> None:
    """Freeze objects alive at start-up out of later GC passes; once, when a long-running program is ready."""
    gc.collect()
    gc.freeze()
    # The next full collection waits for a quarter more objects than the last one left, so count from now.
    gc.collect()
