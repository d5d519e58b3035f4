"""How a process ends when it is asked to: at once while it has nothing to lose, then in order, and always in time."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import os
import signal
import sys
from collections.abc import AsyncGenerator, Coroutine, Generator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType
from typing import Any, NoReturn, TypeVar

__all__ = ["DEADLINE_SECONDS", "end_at_once", "ends_at_once", "stop_signal", "unless_stopped"]

T = TypeVar("T")

# From the signal to the end of the process; what hangs then is shown on stderr and left to the next start.
DEADLINE_SECONDS = 9.5
_HEARING_SECONDS = 1.0
# A loop on Windows hears of no signals: there Ctrl+C cancels the main task, which ends the bot too.
_HEARD = () if sys.platform == "win32" else (signal.SIGTERM, signal.SIGINT)


@contextmanager
def ends_at_once() -> Generator[None]:
    """Let SIGTERM be a clean end while the program only starts."""

    def end(_: int, __: FrameType | None) -> None:
        # Not by an exception: in the middle of Python's own work, such as making an event loop, it leaves a mess.
        os._exit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def end_at_once() -> NoReturn:
    """End a program that has nothing to lose, cleanly, whatever its threads do: Python would wait for them."""
    logging.shutdown()
    os._exit(0)


@asynccontextmanager
async def stop_signal(deadline: float | None = None) -> AsyncGenerator[asyncio.Event]:
    """Give an event that SIGTERM and SIGINT set; a process that still runs `deadline` seconds later is ended."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if deadline is not None and not stopped.is_set() and sys.__stderr__ is not None:
            # By a thread of the interpreter's own: it ends also what holds Python's lock or waits for a thread.
            faulthandler.dump_traceback_later(deadline, exit=True, file=sys.__stderr__)
        stopped.set()

    for number in _HEARD:
        loop.add_signal_handler(number, stop)
    try:
        yield stopped
    finally:
        for number in _HEARD:
            loop.remove_signal_handler(number)
        if deadline is not None:
            faulthandler.cancel_dump_traceback_later()


async def unless_stopped(work: Coroutine[Any, Any, T], stopped: asyncio.Event) -> T | None:
    """Return the result of `work`, or None where it was given up because the process is to stop."""
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        while not working.done():
            working.cancel()
            # Not for ever: discord.py overhears it while it connects again.
            await asyncio.wait({working}, timeout=_HEARING_SECONDS)
    return None if working.cancelled() else working.result()
