"""Requests to a source, with limits of time and size, pauses that grow, and one sentence for each fault."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeVar

import aiohttp
from yarl import URL

from bot.feed.faults import FeedError, Source, of_status, of_transport, too_large
from bot.feed.turns import Turns

__all__ = ["Asker", "Pace", "web_session"]

T = TypeVar("T")

MAX_BYTES = 16 * 1024 * 1024
_WAIT = re.compile(r"\bt=(\d{1,6}(?:\.\d+)?)")
_SECONDS = re.compile(r"\d{1,6}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Pace:
    """How a request is tried, in seconds: its limit, how often, the pauses between, the longest that is sat out.

    Where the source asks for a longer pause than `patience`, it is not sat out.
    """

    limit: float = 30.0
    attempts: int = 4
    pause: float = 2.0
    growth: float = 3.0
    patience: float = 330.0

    def before(self, attempt: int) -> float:
        """Return the pause before an attempt, counted from 1; there is none before the first."""
        return self.pause * self.growth ** (attempt - 2) if attempt > 1 else 0.0


class Asker:
    """Ask one source; `headers` go with each request, and `turns` say when it may be made."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        source: Source,
        pace: Pace,
        headers: Mapping[str, str],
        turns: Turns | None = None,
    ) -> None:
        self.source = source
        self._session = session
        self._pace = pace
        self._headers = headers
        self._turns = turns

    async def patiently(self, url: URL, read: Callable[[bytes], T]) -> T:
        """Ask until there is an answer, with pauses that grow; raises what the last try met."""
        for attempt in range(1, self._pace.attempts + 1):
            try:
                return await self.once(url, read)
            except FeedError as error:
                pause = max(self._pace.before(attempt + 1), error.wait or 0.0)
                if not error.passes or attempt == self._pace.attempts or pause > self._pace.patience:
                    raise
            await asyncio.sleep(pause)
        raise AssertionError

    async def once(self, url: URL, read: Callable[[bytes], T]) -> T:
        """Ask once and return what `read` makes of the body, in a thread; raises FeedError."""
        async with self._turns.turn(self.source.host) if self._turns else nullcontext():
            body = await self._answer(url)
        return await asyncio.to_thread(read, body)

    async def _answer(self, url: URL) -> bytes:
        try:
            # Not followed elsewhere: neither the token nor the trust in what comes back belongs to another address.
            async with self._session.get(
                url, headers=self._headers, allow_redirects=False, timeout=aiohttp.ClientTimeout(self._pace.limit)
            ) as response:
                if response.status != 200:
                    raise of_status(self.source, response.status, _wait_of(response.headers))
                return await self._body(response)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise of_transport(self.source, error, self._pace.limit) from None

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_chunked(1 << 16):
            body += chunk
            if len(body) > MAX_BYTES:
                raise too_large(self.source, MAX_BYTES)
        return bytes(body)


@asynccontextmanager
async def web_session() -> AsyncGenerator[aiohttp.ClientSession]:
    """Give a session that makes one connection at a time; it is closed at the end."""
    agent = {"User-Agent": f"papers-bot/{version('papers-bot')}"}
    connector = aiohttp.TCPConnector(limit=1)
    async with aiohttp.ClientSession(
        headers=agent, connector=connector, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield session


def _wait_of(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that an answer asks to wait, None where it names none."""
    if found := _WAIT.search(headers.get("RateLimit", "")):
        return float(found[1])
    after = headers.get("Retry-After", "").strip()
    return float(after) if _SECONDS.fullmatch(after) else None
