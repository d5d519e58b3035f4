"""What is seen of a process from outside: its signs of life, its memory and its work."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

__all__ = ["Signs", "cpu_seconds", "listening", "memory"]


@dataclass
class Signs(asyncio.DatagramProtocol):
    """Keep when a process said that it lives, as it does to systemd; within `watchdog` seconds it has to again."""

    address: str
    watchdog: float
    moments: list[float] = field(default_factory=list[float])

    @property
    def environment(self) -> dict[str, str]:
        """What systemd tells a process of itself."""
        return {"NOTIFY_SOCKET": f"@{self.address}", "WATCHDOG_USEC": str(int(self.watchdog * 1_000_000))}

    def datagram_received(self, data: bytes, addr: object) -> None:
        """Take a sign."""
        if b"WATCHDOG=1" in data.splitlines():
            self.moments.append(time.monotonic())

    def longest_silence(self, since: float, until: float) -> float:
        """Return the most seconds between two signs in a span of time."""
        within = [since, *(moment for moment in self.moments if since < moment < until), until]
        return max(after - before for before, after in pairwise(within))


@asynccontextmanager
async def listening(watchdog: float) -> AsyncGenerator[Signs]:
    """Listen for signs of life at an address that is no file."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.setblocking(False)
    address = f"papers-bench-{os.getpid()}-{id(listener)}"
    listener.bind(f"\0{address}")
    transport, signs = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: Signs(address, watchdog), sock=listener
    )
    try:
        yield signs
    finally:
        transport.close()


def memory(pid: int, kind: str = "VmRSS") -> float:
    """Return a process's resident memory in MB, with VmHWM its highest; 0 where it has gone."""
    try:
        found = re.search(rf"{kind}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("ascii"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def cpu_seconds(pid: int) -> float:
    """Return how long a process has worked; 0 where it has gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
