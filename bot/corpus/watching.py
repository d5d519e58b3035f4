"""Noticing that listings in a folder change. The only user of watchfiles."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from watchfiles import awatch  # pyright: ignore[reportUnknownVariableType] - it names types of trio

from bot.corpus.loader import fingerprint

__all__ = ["folder_changes"]

_log = logging.getLogger(__name__)

_LONGEST_UNREST_MS = 10_000


async def folder_changes(
    folder: Path, stop: asyncio.Event, quiet: float = 0.5, every: float = 10.0
) -> AsyncGenerator[None]:
    """Yield at once, then whenever listings below `folder` have changed and nothing moved for `quiet` seconds.

    The folder is also looked at `every` so many seconds: not every file system tells of its changes. Where it is
    missing or cannot be read, that is logged once and tried again. Ends soon after `stop` is set.
    """
    seen: str | None = None
    complained = False
    while not stop.is_set():
        try:
            async with aclosing(_marks(folder, stop, quiet, every)) as marks:
                async for mark in marks:
                    complained = False
                    if mark != seen:
                        seen = mark
                        yield
        except OSError as error:
            if not complained:
                _log.warning("cannot watch the folder of listings, will retry: %s", error)
            complained = True
            await _pause(stop, every)


async def _marks(folder: Path, stop: asyncio.Event, quiet: float, every: float) -> AsyncGenerator[str]:
    """Yield the folder's fingerprint, at once and whenever it may be another one; ends where it is another folder."""
    identity = await asyncio.to_thread(_identity, folder)
    changes = awatch(
        folder,
        watch_filter=None,
        debounce=_LONGEST_UNREST_MS,
        step=int(quiet * 1000),
        stop_event=stop,
        rust_timeout=int(every * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    async with aclosing(changes):
        yield await asyncio.to_thread(fingerprint, folder)
        async for _ in changes:
            if await asyncio.to_thread(_identity, folder) != identity:
                return
            yield await asyncio.to_thread(fingerprint, folder)


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
