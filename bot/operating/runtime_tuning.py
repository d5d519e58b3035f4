"""How Python runs: settings of the interpreter for a program with large, long-lived data and many threads at work."""

from __future__ import annotations

import ctypes
import gc
import platform
import sys

__all__ = ["settle", "tune"]

# How many objects are made before the newest are looked through for cycles, and how many times that is done before
# older ones are. Answers leave cycles behind, for discord.py's views know their items and these the view. Most are
# dead when they are looked at; a short first step, as Python has it, would find many still in use and keep them.
_COLLECTOR = (10_000, 20, 20)
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


def settle() -> None:
    """Leave all that is there now out when cycles are looked for; once, when a program that runs long is ready."""
    gc.collect()
    gc.freeze()
    # Python waits for a quarter more objects than the last full collection left: than there are now, not than before.
    gc.collect()
