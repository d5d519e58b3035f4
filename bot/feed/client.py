"""The source of the feed: Hugging Face's list of daily papers, asked with limits of time, size and number."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import cast

import aiohttp
from pydantic import SecretStr
from yarl import URL

from bot.errors import SettingsError
from bot.feed.faults import FeedError, not_json, of_status, of_transport, too_large
from bot.texts import Text

__all__ = ["FeedClient", "Pace", "feed_client"]

MAX_BYTES = 16 * 1024 * 1024
# The most that the source gives in one answer, and what it gives where it overlooks the wish.
_PAGE = 100
_DEFAULT_PAGE = 50
_MOST_PAGES = 20
_NO_TOKEN = Text(
    "BOT_FEED_TOKEN is no token: copy one from huggingface.co/settings/tokens, or leave it out.",
    "BOT_FEED_TOKEN이 토큰이 아닙니다. huggingface.co/settings/tokens에서 복사하거나 비워 두세요.",
)
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


class FeedClient:
    """Ask the source at `base` for the papers of a day; one request at a time."""

    def __init__(self, session: aiohttp.ClientSession, base: str, token: SecretStr | None, pace: Pace) -> None:
        self._session = session
        self._url = URL(base) / "api" / "daily_papers"
        self._token = token
        self._pace = pace
        self._source = self._url.host or base

    async def papers_of(self, day: date) -> list[object]:
        """Return the entries of a day as JSON values, each paper once, in the order of the source.

        Raises FeedError, NotOpenError where the source has no list of the day yet.
        """
        found: list[object] = []
        known: set[str] = set()
        for page in range(_MOST_PAGES):
            answer = await self._patiently(self._url.with_query(date=day.isoformat(), limit=_PAGE, p=page))
            new = [entry for entry in answer if (key := _key(entry)) not in known and not known.add(key)]
            found += new
            # A page of another length is the last: it is neither full nor cut at the default.
            if not new or len(answer) not in (_PAGE, _DEFAULT_PAGE):
                break
        return found

    async def _patiently(self, url: URL) -> list[object]:
        """Ask until there is an answer, with pauses that grow; raises what the last try met."""
        for attempt in range(1, self._pace.attempts + 1):
            try:
                return await self._asked(url)
            except FeedError as error:
                pause = max(self._pace.before(attempt + 1), error.wait or 0.0)
                if not error.passes or attempt == self._pace.attempts or pause > self._pace.patience:
                    raise
            await asyncio.sleep(pause)
        raise AssertionError

    async def _asked(self, url: URL) -> list[object]:
        headers = {"Accept": "application/json"}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token.get_secret_value().strip()}"
        try:
            # Not followed elsewhere: neither the token nor the trust in what comes back belongs to another address.
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status != 200:
                    raise of_status(self._source, response.status, _wait_of(response.headers))
                body = await self._body(response)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise of_transport(self._source, error, self._pace.limit) from None
        return await asyncio.to_thread(self._read, body)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_chunked(1 << 16):
            body += chunk
            if len(body) > MAX_BYTES:
                raise too_large(self._source, MAX_BYTES)
        return bytes(body)

    def _read(self, body: bytes) -> list[object]:
        try:
            answer: object = json.loads(body)
        except (ValueError, RecursionError):
            raise not_json(self._source, body) from None
        if not isinstance(answer, list):
            raise not_json(self._source, body)
        return cast("list[object]", answer)


@asynccontextmanager
async def feed_client(base: str, token: SecretStr | None, pace: Pace | None = None) -> AsyncGenerator[FeedClient]:
    """Give a client, whose connections are closed at the end; raises SettingsError for a token that is none."""
    pace = pace or Pace()
    if token is not None and not re.fullmatch(r"[!-~]+", token.get_secret_value().strip()):
        # The HTTP library would quote it.
        raise SettingsError(_NO_TOKEN)
    timeout = aiohttp.ClientTimeout(total=pace.limit)
    agent = {"User-Agent": f"papers-bot/{version('papers-bot')}"}
    connector = aiohttp.TCPConnector(limit=1)
    async with aiohttp.ClientSession(
        timeout=timeout, headers=agent, connector=connector, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield FeedClient(session, base, token, pace)


def _wait_of(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that an answer asks to wait, None where it names none."""
    if found := _WAIT.search(headers.get("RateLimit", "")):
        return float(found[1])
    after = headers.get("Retry-After", "").strip()
    return float(after) if _SECONDS.fullmatch(after) else None


def _key(entry: object) -> str:
    """Return what tells entries apart: the paper's id; one without is told from all others."""
    own = f"#{id(entry)}"
    paper = cast("dict[str, object]", entry).get("paper") if isinstance(entry, dict) else None
    arxiv_id = cast("dict[str, object]", paper).get("id") if isinstance(paper, dict) else None
    return arxiv_id if isinstance(arxiv_id, str) else own
