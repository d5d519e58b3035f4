"""One bot per database on PostgreSQL, wherever it runs: a lease, renewed while it lives."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from bot.addresses import PostgresAddress
from bot.errors import StoreError, UserError
from bot.storage.database import Store
from bot.storage.leases import Holder, Leases
from bot.texts import Text

__all__ = ["only_bot"]

_log = logging.getLogger(__name__)

_RENEW_SECONDS = 10.0
# Without a sign of life for so long, another bot may take over.
_DEADLINE_SECONDS = 45.0
_LOOK_SECONDS = 1.0
_NAME = "run"

_TAKEN = Text(
    "Another papers-bot runs on {database} already ({process}, since {since}): stop it first, "
    "or name another database in BOT_DATABASE.",
    "{database}에서 다른 papers-bot이 이미 실행 중입니다({process}, 시작 {since}). 먼저 그것을 멈추거나 BOT_DATABASE에 "
    "다른 데이터베이스를 지정해 주세요.",
)
_LOST = Text(
    "Another papers-bot has taken over {database} ({process}), because this one could not reach it for too long.",
    "데이터베이스에 오래 연결하지 못하는 사이 다른 papers-bot이 {database}을(를) 넘겨받았습니다({process}).",
)


@asynccontextmanager
async def only_bot(database: PostgresAddress, store: Store, stopped: asyncio.Event) -> AsyncGenerator[None]:
    """Be the only bot on `database` until the end; set `stopped` if another one has taken over meanwhile.

    Who was killed is waited for until its lease ends. Raises UserError where another bot lives, or has taken over.
    """
    lease = _Lease(Leases(store, _DEADLINE_SECONDS))
    await lease.begin(database, stopped)
    renewing = asyncio.create_task(lease.keep(stopped), name="lease")
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.wait({renewing})
        # It would end by itself.
        with suppress(StoreError):
            await lease.end()
    if lease.successor is not None:
        raise UserError(_LOST.fill(database=database, process=lease.successor.process))


class _Lease:
    def __init__(self, leases: Leases) -> None:
        self._leases = leases
        self._holder = secrets.token_hex(8)
        self.successor: Holder | None = None

    async def begin(self, database: PostgresAddress, stopped: asyncio.Event) -> None:
        """Take the lease, after its end where its holder shows no sign of life; raises UserError."""
        first = other = await self._take()
        if first is not None:
            _log.warning("another papers-bot (%s) has used the database just now: is it still there?", first.process)
        while other is not None and first is not None and not stopped.is_set():
            if other.seen != first.seen:
                raise UserError(_TAKEN.fill(database=database, process=other.process, since=other.since))
            await asyncio.sleep(_LOOK_SECONDS)
            other = await self._take()

    async def keep(self, stopped: asyncio.Event) -> None:
        """Renew the lease until another bot has it."""
        while self.successor is None:
            await asyncio.sleep(_RENEW_SECONDS)
            try:
                self.successor = await self._take()
            except StoreError as error:
                _log.warning("the lease could not be renewed: %s", error)
        _log.error("another papers-bot (%s) has taken over", self.successor.process)
        stopped.set()

    async def end(self) -> None:
        """Let the next bot begin at once."""
        await self._leases.release(_NAME, self._holder)

    async def _take(self) -> Holder | None:
        return await self._leases.take(_NAME, self._holder, f"{socket.gethostname()}, process {os.getpid()}")
