"""Processes of the bot by the hundred: one process imports the program once and forks a child for each start.

What a child runs is `papers-bot` as people start it: its own arguments, environment, folder and log.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
    "tests.wire.ahead",
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


@dataclass(frozen=True, slots=True)
class Nursery:
    """Start processes of the bot; `door` is the socket that takes the orders, from any event loop."""

    door: Path

    async def start(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        log: Path,
        *,
        ahead: float = 0.0,
        largest: int | None = None,
        hasty: bool = False,
    ) -> Child:
        """Run `papers-bot` with `arguments`, in `folder`, with all that it writes in `log`.

        Its clock is `ahead` of this machine's by so many seconds; none of its files may grow beyond `largest` bytes.
        A `hasty` one waits for other processes for seconds.
        """
        order: dict[str, Any] = {
            "arguments": ["papers-bot", *arguments], "environment": dict(environment),
            "folder": str(folder), "log": str(log), "ahead": ahead, "largest": largest,
            "hasty": hasty,
        }  # fmt: skip
        reader, writer = await asyncio.open_unix_connection(self.door)
        writer.write(json.dumps(order).encode() + b"\n")
        pid = int(await reader.readline())
        return Child(pid, asyncio.create_task(_end(reader, writer), name=f"the end of {pid}"))


async def _end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
    try:
        return int(await reader.readline())
    finally:
        writer.close()


@contextmanager
def open_nursery() -> Generator[Nursery]:
    """Import the program in a process of its own; whoever still runs at the end is killed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    environment |= {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory(prefix="bot") as folder:
        door = Path(folder, "door")
        command = [sys.executable, "-m", "tests.wire.nursery", str(door)]
        with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                assert process.stdout.readline() == b"open\n"
                yield Nursery(door)
            finally:
                process.stdin.close()


def main() -> None:
    """Fork a child for each order, answer who was born and later how it ended, and kill all at the end of stdin."""
    for name in _IMPORTED_LATE:
        importlib.import_module(name)
    # What the children share is not looked through by each of them.
    gc.collect()
    gc.freeze()
    alive: dict[int, socket.socket] = {}
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(sys.argv[1])
        door.listen(64)
        os.write(1, b"open\n")
        while True:
            ready = select.select([0, door], [], [], _BLINK if alive else None)[0]
            if 0 in ready:
                break
            if door in ready:
                _deliver(door, alive)
            _bury(alive)
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _deliver(door: socket.socket, alive: dict[int, socket.socket]) -> None:
    caller, _ = door.accept()
    with caller.makefile("rb") as stream:
        order = json.loads(stream.readline())
    pid = os.fork()
    if not pid:
        code = 1
        try:
            for other in (door, caller, *alive.values()):
                other.close()
            code = _live(order)
        finally:
            os._exit(code)
    caller.sendall(b"%d\n" % pid)
    alive[pid] = caller


def _bury(alive: dict[int, socket.socket]) -> None:
    for pid in list(alive):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            with alive.pop(pid) as caller, suppress(OSError):
                caller.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _live(order: Mapping[str, Any]) -> int:
    """Be what was ordered, in a child; return the exit code."""
    from bot.__main__ import main as run  # noqa: PLC0415
    from tests.wire.ahead import set_ahead  # noqa: PLC0415

    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    sys.argv = order["arguments"]
    set_ahead(order["ahead"])
    if order["hasty"]:
        from tests.wire.hasty import set_haste  # noqa: PLC0415

        set_haste()
    if order["largest"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], order["largest"]))
    try:
        run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    main()
