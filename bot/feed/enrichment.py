"""The slow task of a running bot that gives papers their English abstracts, some at a time, and loads them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

from bot.corpus.paper import Paper
from bot.corpus.report import UnreadError
from bot.errors import UserError
from bot.feed.enriching import Enricher, lacking, lacks_abstract
from bot.feed.files import EnrichedFiles
from bot.feed.rest import Rest
from bot.storage.enrichment import Asked, EnrichmentLedger
from bot.texts import Text

__all__ = ["Enrichment"]

_log = logging.getLogger(__name__)

# A tick asks for so many; so many files are loaded at once, since each load is a revision that can be taken back.
_AT_ONCE = 20
_LOADED_AT_ONCE = 100


class Enrichment:
    """Enrich what lacks an abstract; `tick` is called about every minute and may be called at any time.

    `papers` gives those that are loaded; `load` takes the files in which something may be new, and returns False where
    an admin is to decide. `connect` gives what asks, for one round.
    """

    def __init__(
        self,
        ledger: EnrichmentLedger,
        files: EnrichedFiles,
        connect: Callable[[], AbstractAsyncContextManager[Enricher]],
        papers: Callable[[], Sequence[Paper]],
        load: Callable[[Sequence[Path]], Awaitable[bool]],
    ) -> None:
        self._ledger = ledger
        self._files = files
        self._connect = connect
        self._papers = papers
        self._load = load
        self._asked: dict[str, Asked] | None = None
        self._unloaded: dict[Path, None] = {}
        self._fault: Text | None = None
        self._rest = Rest()
        self._is_asking = False

    @property
    def is_asking(self) -> bool:
        """Whether a source is being asked, which may be broken off at any time."""
        return self._is_asking

    @property
    def fault(self) -> Text | None:
        """Why the sources or the disk failed in the last round; None where they did not."""
        return self._fault

    async def tick(self, now: datetime) -> None:
        """Ask for some papers and load what came; raises StoreError where the database cannot be used."""
        if not self._rest.is_over:
            return
        if self._asked is None:
            self._asked = await self._ledger.asked()
            self._unloaded = dict.fromkeys(await asyncio.to_thread(self._left, self._asked))
        due = await asyncio.to_thread(lacking, self._papers(), self._asked, now)
        part = due[:_AT_ONCE] if len(self._unloaded) < _LOADED_AT_ONCE else []
        failed, wait = await self._round(part, now) if part else (False, None)
        if failed or len(self._unloaded) >= _LOADED_AT_ONCE or len(part) == len(due):
            failed = not await self._loaded() or failed
        self._rest.begin(failed=failed, idle=not due, wait=wait or 0.0)

    async def _round(self, arxiv_ids: Sequence[str], now: datetime) -> tuple[bool, float | None]:
        """Ask for some papers; return whether that failed, and how long is to be waited."""
        self._is_asking = True
        try:
            async with self._connect() as enricher:
                report = await enricher.enrich(arxiv_ids, now)
        finally:
            self._is_asking = False
        self._unloaded |= dict.fromkeys(report.changed)
        if self._asked is not None:
            self._asked |= {arxiv_id: Asked(now, outcome) for arxiv_id, outcome in report.outcomes.items()}
        self._fault = report.fault
        _log.info("asked for %d papers, %d have an abstract", len(report.outcomes), report.count("found"))
        return report.fault is not None, report.wait

    async def _loaded(self) -> bool:
        """Load what is not loaded yet; return whether nothing is left."""
        try:
            if self._unloaded and not await self._load([*self._unloaded]):
                _log.warning("abstracts wait to be loaded, because the last change was rolled back")
                return False
        except UserError as error:
            _log.warning("abstracts could not be loaded: %s", error)
            if isinstance(error, UnreadError):
                self._unloaded = dict.fromkeys(error.paths)
            return False
        self._unloaded.clear()
        return True

    def _left(self, asked: dict[str, Asked]) -> list[Path]:
        """Return the files that were written and may not be loaded: the bot may have ended in between."""
        left: list[Path] = []
        for paper in self._papers():
            if (last := asked.get(paper.arxiv_id)) is not None and last.outcome != "unknown":
                path = self._files.path_of(paper.arxiv_id)
                if path.is_file() == lacks_abstract(paper):
                    left.append(path)
        return left
