"""Shards of several processes identify one after the other, as Discord asks of those of one bot."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket

from bot.errors import StoreError
from bot.storage.database import Store
from bot.storage.leases import Leases

__all__ = ["IdentifyTurns"]

_log = logging.getLogger(__name__)

# Discord asks for five.
_SECONDS = 5.5
_LOOK_SECONDS = 0.5


class IdentifyTurns:
    """Turns of the shards of all processes of a Store: of those with one remainder, one in `seconds` may identify."""

    def __init__(self, store: Store, at_once: int, seconds: float = _SECONDS) -> None:
        self._leases = Leases(store, seconds)
        self._at_once = max(1, at_once)
        self._seconds = seconds

    async def take(self, shard: int) -> None:
        """Wait for the turn of a shard; where the database cannot be asked, for as long as one takes."""
        name, process = f"identify {shard % self._at_once}", f"{socket.gethostname()}, process {os.getpid()}"
        # The same process waits for itself too.
        turn = secrets.token_hex(8)
        try:
            while await self._leases.take(name, turn, process) is not None:  # noqa: ASYNC110 - of another process
                await asyncio.sleep(min(_LOOK_SECONDS, self._seconds / 4))
        except StoreError as error:
            _log.warning("shard %d identifies without knowing of other processes: %s", shard, error)
            await asyncio.sleep(self._seconds)
