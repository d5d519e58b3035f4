"""Papers that people name and the corpus lacks: looked up before a question is answered, where the feed is on."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from bot.answers.beyond import service_beyond
from bot.answers.query_service import QueryService
from bot.corpus.paper import Paper
from bot.errors import NotFoundError
from bot.feed.entries import ID
from bot.feed.lookup import PaperLookup
from bot.interface.ui.workers import Workers

__all__ = ["Elsewhere"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Look papers up; `lookup` is None where the feed is off, and nothing is asked for then."""

    lookup: PaperLookup | None = None

    async def paper(self, arxiv_id: str) -> Paper | None:
        """Return a paper, None where the feed is off or that is no id; raises NotFoundError where it cannot be had."""
        if self.lookup is None or not ID.fullmatch(arxiv_id):
            return None
        found = (await self.lookup.find([arxiv_id]))[arxiv_id]
        if not isinstance(found, Paper):
            raise NotFoundError(found)
        return found

    async def service(
        self, here: QueryService, text: str, workers: Workers, conversation: Hashable = None
    ) -> QueryService:
        """Return what answers `text`: `here`, or a service that has the papers which the corpus of `here` lacks."""
        if self.lookup is None:
            return here
        return await service_beyond(here, text, self.lookup.find, workers.run, conversation)
