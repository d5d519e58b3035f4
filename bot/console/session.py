"""What a command of the terminal works with: settings, store, library."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass

from bot.answers.desk import Desk
from bot.console.render import error_console
from bot.corpus.store import Store
from bot.search.library import Library
from bot.settings import Settings
from bot.texts import Text

__all__ = ["Session", "open_session"]

_LOADED = Text("First start, listings loaded: {summary}", "처음 시작하여 목록을 불러왔습니다: {summary}")


@dataclass(frozen=True, slots=True)
class Session:
    """Hold the services of one run of a command."""

    settings: Settings
    store: Store
    library: Library

    def desk(self) -> Desk:
        """Return the desk over the current corpus, as of now."""
        return Desk(self.library.corpus, self.settings.now(), self.settings.language)


@asynccontextmanager
async def open_session(settings: Settings) -> AsyncGenerator[Session]:
    """Open the database and the library; an empty database takes in the listings first, and says so on stderr."""
    async with Store.open(settings.database) as store:
        library = Library(store, settings.seeds, settings.glossary)
        report = await library.open()
        if report is not None:
            summary = report.summary(settings.language)
            error_console().print(_LOADED.fill(summary=summary).in_(settings.language), style="dim", soft_wrap=True)
        with closing(library):
            yield Session(settings, store, library)
