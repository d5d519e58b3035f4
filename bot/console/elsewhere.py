"""Papers that people name in the terminal and the corpus lacks: looked up where the feed is on."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass

from bot.answers.beyond import Find, service_beyond
from bot.answers.query_service import QueryService
from bot.settings import Settings

__all__ = ["Elsewhere"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Look papers up; `find` is None where the feed is off, and nothing is asked for then."""

    find: Find | None = None

    @classmethod
    def of(cls, settings: Settings) -> Elsewhere:
        """Return what looks papers up with these settings."""
        if settings.feed == "off":
            return cls()
        # An HTTP client takes a noticeable time to import, and most terminals have the feed off.
        from bot.feed.lookup import PaperLookup  # noqa: PLC0415
        from bot.feed.sources import sources_of  # noqa: PLC0415

        sources = sources_of(settings)
        return cls() if sources is None else cls(PaperLookup(sources, settings.now).find)

    async def service(self, here: QueryService, text: str, conversation: Hashable = None) -> QueryService:
        """Return what answers `text`: `here`, or a service that has the papers which the corpus of `here` lacks."""
        if self.find is None:
            return here
        return await service_beyond(here, text, self.find, asyncio.to_thread, conversation)
