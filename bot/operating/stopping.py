"""Shutdown: immediate while there is nothing to lose, afterwards in order, and always in time."""

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

# From the signal to the end of the process; stacks that hang then are printed to stderr.
DEADLINE_SECONDS = 9.5
_HEARING_SECONDS = 1.0
# Event loops on Windows get no signals: there Ctrl+C cancels the main task, which ends the bot too.
_HEARD = () if sys.platform == "win32" else (signal.SIGTERM, signal.SIGINT)


@contextmanager
def ends_at_once() -> Generator[None]:
    """Make SIGTERM a clean exit during start-up."""

    def end(_: int, __: FrameType | None) -> None:
        # Not by an exception: inside Python's own code, such as creating an event loop, it leaves a mess.
        os._exit(0)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def end_at_once() -> NoReturn:
    """Exit cleanly at once, whatever threads are doing.

    Python would wait for some of them, and abort the process where it ends a daemon thread inside a C++ extension.
    """
    logging.shutdown()
    os._exit(0)


@asynccontextmanager
async def stop_signal(deadline: float | None = None) -> AsyncGenerator[asyncio.Event]:
    """Provide an event set by SIGTERM and SIGINT; a process still running `deadline` seconds later is killed."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if deadline is not None and not stopped.is_set() and sys.__stderr__ is not None:
            # By faulthandler's thread: it also ends a process that holds the GIL or waits for a thread.
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
    """Return the result of `work`, or None if it was cancelled because the process is stopping."""
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        while not working.done():
            working.cancel()
            # Not for ever: discord.py swallows it while it reconnects.
            await asyncio.wait({working}, timeout=_HEARING_SECONDS)
    return None if working.cancelled() else working.result()
