"""The machine that figures are of, and the memory of this process."""

from __future__ import annotations

import ctypes
import gc
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = ["Machine", "Memory", "memory", "settled_memory", "this_machine"]

_STATUS = Path("/proc/self/status")
_CPUS = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Machine:
    """Hold what figures depend on."""

    processor: str
    cores: int
    memory_gb: float
    system: str
    python: str
    numpy: str


@dataclass(frozen=True, slots=True)
class Memory:
    """Hold the resident memory of a process now and at its highest, in MB."""

    resident: float
    highest: float


def this_machine() -> Machine:
    """Return the machine that this runs on."""
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Machine(_processor(), cores, round(memory_gb, 1), system, platform.python_version(), np.__version__)


def memory() -> Memory:
    """Return what /proc says of this process; zeros on a system without it."""
    if not _STATUS.exists():
        return Memory(0.0, 0.0)
    lines = dict(line.split(":", 1) for line in _STATUS.read_text("ascii").splitlines())
    resident, highest = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return Memory(resident, highest)


def settled_memory() -> float:
    """Return this process's resident memory in MB after everything that can be given back was."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    return memory().resident


def _processor() -> str:
    if _CPUS.exists():
        for line in _CPUS.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.machine()
