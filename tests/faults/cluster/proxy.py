"""What stands between a process and its database: it cuts connections, swallows answers, or lets nothing through."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

__all__ = ["Proxy", "open_proxy"]

_MOST = 1 << 16


class Proxy:
    """Pass on bytes between a port of loopback and a server's socket; `open_proxy` opens one."""

    def __init__(self, target: Path) -> None:
        self.port = 0
        self.cuts = 0
        self._target = target
        self._writers: set[asyncio.StreamWriter] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self._is_deaf = False

    def cut(self) -> None:
        """Break off every connection; new ones may come."""
        self._is_deaf = False
        self._flows.set()
        self.cuts += len(self._writers) // 2
        for writer in list(self._writers):
            writer.transport.abort()

    def swallow(self) -> None:
        """Let the server hear everything, and nobody hear of its answers, until the next cut."""
        self._is_deaf = True

    def hang(self) -> None:
        """Let nothing through, while connections stay open and new ones come."""
        self._flows.clear()

    def flow(self) -> None:
        """Let through what waits."""
        self._flows.set()

    def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection to its end."""
        task = asyncio.create_task(self._serve(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def end(self) -> None:
        """Cut everything, and wait until it is."""
        while self._serving:
            self.cut()
            await asyncio.wait(set(self._serving), timeout=0.1)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        await self._flows.wait()
        try:
            there, back = await asyncio.open_unix_connection(self._target)
        except OSError:
            writer.transport.abort()
            self._writers.discard(writer)
            return
        self._writers.add(back)
        try:
            await asyncio.gather(self._pump(reader, back), self._pump(there, writer, answers=True))
        finally:
            for one in (writer, back):
                self._writers.discard(one)
                one.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, answers: bool = False) -> None:
        with suppress(OSError):
            while data := await source.read(_MOST):
                await self._flows.wait()
                if not (answers and self._is_deaf):
                    target.write(data)
                    await target.drain()
        # The other side hears of the end, once it has everything.
        if not target.transport.is_closing():
            target.close()


@asynccontextmanager
async def open_proxy(target: Path) -> AsyncGenerator[Proxy]:
    """Open a port in front of a socket."""
    proxy = Proxy(target)
    server = await asyncio.start_server(proxy.take, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await proxy.end()
