"""The source of the feed: Hugging Face's lists of daily papers, and what it knows of single papers."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import TypeVar, cast

from pydantic import SecretStr
from yarl import URL

from bot.errors import SettingsError
from bot.feed.asking import Asker, Pace, web_session
from bot.feed.faults import NotFoundError, NotOpenError, Source, not_papers
from bot.feed.turns import Turns
from bot.texts import Text

__all__ = ["FeedClient", "Pace", "feed_client"]

T = TypeVar("T")

# The most that the source gives in one answer, and what it gives where it overlooks the wish.
_PAGE = 100
_DEFAULT_PAGE = 50
_MOST_PAGES = 20
_NO_TOKEN = Text(
    "BOT_FEED_TOKEN is not a token: copy one from huggingface.co/settings/tokens, or leave it out.",
    "BOT_FEED_TOKEN이 토큰이 아닙니다. huggingface.co/settings/tokens에서 복사하거나 비워 두세요.",
)


class FeedClient:
    """Ask the source at `base` for the papers of a day, or for one; one request at a time."""

    def __init__(self, asker: Asker, base: str) -> None:
        self._asker = asker
        self._api = URL(base) / "api"

    async def papers_of(self, day: date) -> list[object]:
        """Return the entries of a day as JSON values, each paper once, in the order of the source.

        Raises FeedError, NotOpenError where the source has no list of the day yet.
        """
        found: list[object] = []
        known: set[str] = set()
        for page in range(_MOST_PAGES):
            url = (self._api / "daily_papers").with_query(date=day.isoformat(), limit=_PAGE, p=page)
            answer = cast("list[object]", await self._asker.patiently(url, self._reader(list)))
            new = [entry for entry in answer if (key := _key(entry)) not in known and not known.add(key)]
            found += new
            # A page of another length is the last: it is neither full nor cut at the default.
            if not new or len(answer) not in (_PAGE, _DEFAULT_PAGE):
                break
        return found

    async def paper(self, arxiv_id: str) -> dict[str, object] | None:
        """Return what the source knows of a paper as a JSON object, None where it does not know it.

        The id must have an id's form. Raises FeedError.
        """
        try:
            url = self._api / "papers" / arxiv_id
            return cast("dict[str, object]", await self._asker.patiently(url, self._reader(dict)))
        except (NotFoundError, NotOpenError):
            return None

    def _reader(self, form: type[T]) -> Callable[[bytes], T]:
        """Return what reads a body as JSON of that form, or raises what says that it is none."""

        def read(body: bytes) -> T:
            try:
                answer: object = json.loads(body)
            except (ValueError, RecursionError):
                raise not_papers(self._asker.source, body) from None
            if not isinstance(answer, form):
                raise not_papers(self._asker.source, body)
            return answer

        return read


@asynccontextmanager
async def feed_client(
    base: str, token: SecretStr | None, pace: Pace | None = None, turns: Turns | None = None
) -> AsyncGenerator[FeedClient]:
    """Give a client, whose connections are closed at the end; raises SettingsError for a token that is none."""
    headers = {"Accept": "application/json"}
    if token is not None:
        value = token.get_secret_value().strip()
        if not re.fullmatch(r"[!-~]+", value):
            # The HTTP library would quote it.
            raise SettingsError(_NO_TOKEN)
        headers["Authorization"] = f"Bearer {value}"
    source = Source(URL(base).host or base, "BOT_FEED_URL", "BOT_FEED_TOKEN")
    async with web_session() as session:
        yield FeedClient(Asker(session, source, pace or Pace(), headers, turns), base)


def _key(entry: object) -> str:
    """Return what tells entries apart: the paper's id; one without is told from all others."""
    own = f"#{id(entry)}"
    paper = cast("dict[str, object]", entry).get("paper") if isinstance(entry, dict) else None
    arxiv_id = cast("dict[str, object]", paper).get("id") if isinstance(paper, dict) else None
    return arxiv_id if isinstance(arxiv_id, str) else own
