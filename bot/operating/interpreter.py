"""How Python runs: settings of the interpreter for a program with large, long-lived data and many threads at work."""

from __future__ import annotations

import ctypes
import gc
import platform
import sys

__all__ = ["tune"]

# A corpus lives long. Looking for cycles in it as often as Python does takes a tenth of a start, and stalls a running
# bot.
_COLLECTOR = (50_000, 20, 100)
# A thread that computes gives way after so many seconds. With Python's 5 ms, sixteen questions at once would let the
# event loop, which answers Discord, wait for nearly a tenth of a second.
_TURN = 0.001
# glibc gives each thread an arena of its own and lets the size grow from which memory goes back to the system at once:
# what threads let go of after a reload or a picture would stay with the process (malloc.h, mallopt(3)).
_GLIBC = {"M_MMAP_THRESHOLD": (-3, 128 * 1024), "M_ARENA_MAX": (-8, 2)}


def tune() -> None:
    """Set the interpreter up; once, at the start of a process."""
    gc.set_threshold(*_COLLECTOR)
    sys.setswitchinterval(_TURN)
    if platform.libc_ver()[0] == "glibc":
        library = ctypes.CDLL(None)
        for parameter, value in _GLIBC.values():
            library.mallopt(parameter, value)
