"""How Python runs: settings of the interpreter for a program with large, long-lived data and many threads at work."""

from __future__ import annotations

import ctypes
import gc
import platform
import sys

__all__ = ["settle", "tune"]

# What a start makes lives long. Looking for cycles in it as often as Python does takes a tenth of a start.
_STARTING = (50_000, 20, 100)
# Answers leave cycles behind, for discord.py's views know their items and these the view. Few are still in use when
# they are looked at soon; what outlives that is looked at every few minutes of a busy day.
_RUNNING = (5_000, 5, 100)
# A thread that computes gives way after so many seconds. With Python's 5 ms, sixteen questions at once would let the
# event loop, which answers Discord, wait for nearly a tenth of a second.
_TURN = 0.001
# glibc gives each thread an arena of its own and lets the size grow from which memory goes back to the system at once:
# what threads let go of after a reload or a picture would stay with the process (malloc.h, mallopt(3)).
_GLIBC = {"M_MMAP_THRESHOLD": (-3, 128 * 1024), "M_ARENA_MAX": (-8, 2)}


def tune() -> None:
    """Set the interpreter up; once, at the start of a process."""
    gc.set_threshold(*_STARTING)
    sys.setswitchinterval(_TURN)
    if platform.libc_ver()[0] == "glibc":
        library = ctypes.CDLL(None)
        for parameter, value in _GLIBC.values():
            library.mallopt(parameter, value)


def settle() -> None:
    """Leave all that is there now out when cycles are looked for; once, when a program that runs long is ready."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_RUNNING)
