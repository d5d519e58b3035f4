"""Processes of the bot by the hundred: one process imports the program once and forks a child for each start.

What a child runs is `papers-bot` as people start it: its own arguments, environment, folder and log.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import select
import signal
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Child", "Nursery", "open_nursery"]

_ROOT = Path(__file__).resolve().parents[2]
_BLINK = 0.01
# What a command imports when it runs.
_IMPORTED_LATE = (
    "bot.__main__",
    "bot.console.asking",
    "bot.console.checking",
    "bot.console.maintenance",
    "bot.console.serving",
    "bot.interface.app.run",
    "bot.operating.lock",
)


@dataclass(frozen=True, slots=True)
class Child:
    """Hold a process; `ended` is its exit code, or the negative number of the signal that ended it."""

    pid: int
    ended: asyncio.Future[int]

    @property
    def running(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return not self.ended.done()

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, at this very moment."""
        if self.running:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


@dataclass
class Nursery:
    """Start processes of the bot."""

    process: asyncio.subprocess.Process
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _born: asyncio.Queue[Child] = field(default_factory=asyncio.Queue[Child])
    _ends: dict[int, asyncio.Future[int]] = field(default_factory=dict[int, asyncio.Future[int]])

    async def start(self, arguments: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path) -> Child:
        """Run `papers-bot` with `arguments`, in `folder`, with all that it writes in `log`."""
        order: dict[str, Any] = {
            "arguments": ["papers-bot", *arguments], "environment": dict(environment),
            "folder": str(folder), "log": str(log),
        }  # fmt: skip
        assert self.process.stdin is not None
        async with self._starting:
            self.process.stdin.write(json.dumps(order).encode() + b"\n")
            return await self._born.get()

    async def listen(self) -> None:
        """Hear who is born and who has ended."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            name, pid, code = line.split()
            if name == b"born":
                ended = self._ends[int(pid)] = asyncio.get_running_loop().create_future()
                self._born.put_nowait(Child(int(pid), ended))
            else:
                self._ends.pop(int(pid)).set_result(int(code))


@asynccontextmanager
async def open_nursery() -> AsyncGenerator[Nursery]:
    """Import the program in a process of its own; whoever still runs at the end is killed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    environment |= {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.nursery", env=environment,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    nursery = Nursery(process)
    listening = asyncio.create_task(nursery.listen())
    try:
        yield nursery
    finally:
        process.stdin.close()
        await process.wait()
        await listening


def main() -> None:
    """Fork a child for each line on stdin, tell on stdout who is born and who ended, and kill all at the end."""
    for name in _IMPORTED_LATE:
        importlib.import_module(name)
    alive: set[int] = set()
    pending = b""
    while True:
        if select.select([0], [], [], _BLINK)[0]:
            read = os.read(0, 65536)
            if not read:
                break
            *orders, pending = (pending + read).split(b"\n")
            alive |= {_fork(json.loads(order)) for order in orders}
        for pid in list(alive):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                alive.remove(pid)
                _tell(f"ended {pid} {os.waitstatus_to_exitcode(status)}")
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _fork(order: Mapping[str, Any]) -> int:
    pid = os.fork()
    if pid:
        _tell(f"born {pid} 0")
        return pid
    code = 1
    try:
        code = _live(order)
    finally:
        os._exit(code)


def _live(order: Mapping[str, Any]) -> int:
    """Be what was ordered, in a child; return the exit code."""
    from bot.__main__ import main as run  # noqa: PLC0415

    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    sys.argv = order["arguments"]
    try:
        run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _tell(line: str) -> None:
    os.write(1, line.encode() + b"\n")


if __name__ == "__main__":
    main()
