"""Services of a terminal command: settings, store, library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.answers.query_service import QueryService
from bot.console.output import error_console
from bot.corpus.report import NothingReadError
from bot.errors import CorpusError
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from bot.texts import Text

__all__ = ["Session", "open_session", "with_session"]

_LOADED = Text("First start, listings loaded: {summary}", "처음 시작하여 목록을 불러왔습니다: {summary}")


@dataclass(frozen=True, slots=True)
class Session:
    """The services of one run of a command; `missing` says why there are no papers, None if there are."""

    settings: Settings
    store: Store
    library: Library
    missing: Text | None = None

    def require_papers(self) -> None:
        """Raise CorpusError if there are no papers to answer from."""
        if self.missing is not None:
            raise CorpusError(self.missing)

    def query_service(self) -> QueryService:
        """Return the query service over the current corpus, as of now."""
        return QueryService(self.library.corpus, self.settings.now(), self.settings.language)


@asynccontextmanager
async def open_session(settings: Settings, *, ahead: bool = False) -> AsyncGenerator[Session]:
    """Open the database and the library; into an empty database, load the listings first and say so on stderr.

    If no listing can be read, the corpus is empty: the first may arrive while the bot runs. `ahead` as of Library.
    """
    async with Store.open(settings.database, place=settings.place) as store:
        library = Library(store, settings.seeds, settings.glossary, feed=settings.feed_listings, ahead=ahead)
        report, missing = None, None
        try:
            report = await library.open()
        except NothingReadError as error:
            missing = error.text
        if report is not None:
            summary = report.summary(settings.language)
            error_console().print(_LOADED.fill(summary=summary).in_(settings.language), style="dim", soft_wrap=True)
        yield Session(settings, store, library, missing)


def with_session(settings: Settings, work: Callable[[Session], Coroutine[Any, Any, None]]) -> None:
    """Open the services, do the work, and close them again."""

    async def serve() -> None:
        async with open_session(settings) as session:
            await work(session)

    asyncio.run(serve())
