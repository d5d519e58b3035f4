"""What a process of several reads is told to the others, so that a difference between machines shows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from bot.corpus.contents import contents
from bot.corpus.loader import fingerprint
from bot.errors import UserError
from bot.shards import Shards
from bot.storage.database import Store
from bot.storage.process_readings import ProcessReading, ProcessReadings

__all__ = ["keep_telling"]

_log = logging.getLogger(__name__)

_SECONDS = 60.0


async def keep_telling(
    store: Store, shards: Shards, seeds: Path, feed: Path | None, glossary: Callable[[], str]
) -> None:
    """Record what the process of `shards` reads whenever it changes; `glossary` is the digest of the one in use."""
    readings = ProcessReadings(store)
    told: ProcessReading | None = None
    known, read = "", ("", "")
    while True:
        try:
            # The bytes are read only where something about the files has changed.
            if (mark := await asyncio.to_thread(_mark, seeds, feed)) != known or not mark:
                known, read = mark, await asyncio.to_thread(_read, seeds, feed)
            if (now := ProcessReading(*read, glossary())) != told:
                await readings.note(str(shards), now)
                told = now
        except UserError as error:
            _log.warning("other processes are not told what this one reads: %s", error)
        await asyncio.sleep(_SECONDS)


def _mark(seeds: Path, feed: Path | None) -> str:
    try:
        return fingerprint(seeds, feed)
    except (OSError, UserError):
        return ""


def _read(seeds: Path, feed: Path | None) -> tuple[str, str]:
    return contents(seeds, feed), "" if feed is None else contents(feed)
