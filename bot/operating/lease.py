"""One bot for each server on PostgreSQL, wherever it runs: a lease of its shards, renewed while it lives."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress

from bot.addresses import PostgresAddress
from bot.errors import StoreError, UserError
from bot.shards import Shards, parse_shards
from bot.storage.database import Store
from bot.storage.leases import Holder, Leases
from bot.texts import Text

__all__ = ["COMMON", "DEADLINE_SECONDS", "is_of_a_bot", "only_bot", "shards_of"]

_log = logging.getLogger(__name__)

_RENEW_SECONDS = 10.0
# Without a sign of life for so long, another bot may take over.
DEADLINE_SECONDS = 45.0
_LOOK_SECONDS = 1.0
_NAME = "run"
# What one process does for all of them.
COMMON = "common"

_TAKEN = Text(
    "Another papers-bot runs on {database} already ({process}, since {since}): stop it first, "
    "or name another database in BOT_DATABASE.",
    "{database}에서 다른 papers-bot이 이미 실행 중입니다({process}, 시작 {since}). 먼저 그것을 멈추거나 BOT_DATABASE에 "
    "다른 데이터베이스를 지정해 주세요.",
)
_SHARDS_TAKEN = Text(
    "Another papers-bot on {database} has {held} already ({process}, since {since}), which excludes shards {shards}: "
    "stop it first, or give this one other shards of as many in BOT_SHARDS.",
    "{database}에서 다른 papers-bot이 이미 {held}을(를) 맡고 있어({process}, 시작 {since}) 샤드 {shards}을(를) 맡을 수 "
    "없습니다. 먼저 그것을 멈추거나, 전체 개수는 같게 두고 BOT_SHARDS에 다른 샤드를 지정해 주세요.",
)
_HELD, _HELD_ALL = Text("shards {shards}", "샤드 {shards}"), Text("all shards", "모든 샤드")
_LOST = Text(
    "Another papers-bot has taken over {database} ({process}), because this one could not reach it for too long.",
    "데이터베이스에 오래 연결하지 못하는 사이 다른 papers-bot이 {database}을(를) 넘겨받았습니다({process}).",
)


def is_of_a_bot(name: str) -> bool:
    """Whether a lease is of the shards of a bot, or of all."""
    return name.partition(" ")[0] == _NAME


def shards_of(name: str) -> Shards | None:
    """Return the shards that a lease is of; None for any other, also for that of a bot with all of them."""
    return parse_shards(name.removeprefix(f"{_NAME} ")) if name.startswith(f"{_NAME} ") else None


@asynccontextmanager
async def only_bot(
    database: PostgresAddress, store: Store, stopped: asyncio.Event, shards: Shards | None = None
) -> AsyncGenerator[Callable[[], bool]]:
    """Be the only bot of some shards, or of all, on `database` until the end; set `stopped` if another one takes over.

    Yields what tells whether this process does at present what one does for all of them. Who was killed is waited for
    until its lease ends. Raises UserError where another bot lives, or has taken over.
    """
    lease = _Lease(Leases(store, DEADLINE_SECONDS), shards)
    await lease.begin(database, stopped)
    renewing = asyncio.create_task(lease.keep(stopped), name="lease")
    try:
        yield lease.leads
    finally:
        renewing.cancel()
        await asyncio.wait({renewing})
        # It would end by itself.
        with suppress(StoreError):
            await lease.end()
    if lease.successor is not None:
        raise UserError(_LOST.fill(database=database, process=lease.successor.process))


class _Lease:
    def __init__(self, leases: Leases, shards: Shards | None) -> None:
        self._leases = leases
        self._shards = shards
        self._name = _NAME if shards is None else f"{_NAME} {shards}"
        self._holder = secrets.token_hex(8)
        self._process = f"{socket.gethostname()}, process {os.getpid()}"
        self._leads_until = 0.0
        self.successor: Holder | None = None

    async def begin(self, database: PostgresAddress, stopped: asyncio.Event) -> None:
        """Take the lease, after its end where its holder shows no sign of life; raises UserError."""
        seen: dict[str, str] = {}
        while (other := await self._take()) is not None and not stopped.is_set():
            if other.holder not in seen:
                _log.warning("another papers-bot (%s) was at work just now: is it still there?", other.process)
            if seen.setdefault(other.holder, other.seen) != other.seen:
                raise UserError(self._taken(database, other))
            await asyncio.sleep(_LOOK_SECONDS)
        if not stopped.is_set():
            await self._see_to_common()

    async def keep(self, stopped: asyncio.Event) -> None:
        """Renew the lease until another bot has it."""
        while self.successor is None:
            await asyncio.sleep(_RENEW_SECONDS)
            try:
                self.successor = await self._take()
                if self.successor is None:
                    await self._see_to_common()
            except StoreError as error:
                _log.warning("the lease could not be renewed: %s", error)
        _log.error("another papers-bot (%s) has taken over", self.successor.process)
        stopped.set()

    async def end(self) -> None:
        """Let the next bot begin at once."""
        for name in (COMMON, self._name):
            await self._leases.release(name, self._holder)

    def leads(self) -> bool:
        """Whether this process does what one does for all; certain, as another waits longer than this one believes."""
        return self._shards is None or time.monotonic() < self._leads_until

    async def _see_to_common(self) -> None:
        """Do what one does for all where shard 0 is this process's, and where nobody has it."""
        if self._shards is None:
            return
        led, now = self.leads(), time.monotonic()
        if await self._is_first():
            if await self._leases.take(COMMON, self._holder, self._process) is None:
                self._leads_until = now + DEADLINE_SECONDS - _RENEW_SECONDS / 2
        elif self._leads_until:
            self._leads_until = 0.0
            await self._leases.release(COMMON, self._holder)
        if led != self.leads():
            _log.info("this process %s people's messages and the feed", "does not see to" if led else "sees to")

    async def _is_first(self) -> bool:
        if 0 in (self._shards or Shards(0, 0, 1)).ids:
            return True
        held = [shards_of(one.name) for one in await self._leases.live()]
        return not any(shards is not None and shards.first == 0 for shards in held)

    def _taken(self, database: PostgresAddress, other: Holder) -> Text:
        said = {"database": database, "process": other.process, "since": other.since}
        if self._shards is None:
            return _TAKEN.fill(**said)
        shards = shards_of(other.name)
        held = _HELD_ALL if shards is None else _HELD.fill(shards=shards)
        return _SHARDS_TAKEN.fill(**said, held=held, shards=self._shards)

    async def _take(self) -> Holder | None:
        return await self._leases.take(self._name, self._holder, self._process, self._is_rival)

    def _is_rival(self, name: str) -> bool:
        if not is_of_a_bot(name):
            return False
        other = shards_of(name)
        return self._shards is None or other is None or self._shards.collide(other)
