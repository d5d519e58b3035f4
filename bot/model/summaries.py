"""The slow task of a running bot that has summaries of fetched papers written, a few at a time, and loads them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from bot.corpus.paper import Paper, Section
from bot.corpus.report import UnreadError
from bot.errors import UserError
from bot.feed.rest import Rest
from bot.feed.written import WrittenFiles, mark_of
from bot.model.faults import ModelError
from bot.model.summarising import Summariser, source_of

__all__ = ["Summaries"]

_log = logging.getLogger(__name__)

# A tick asks for so many; so many files are loaded at once, since each load is a revision that can be taken back.
_AT_ONCE = 2
_LOADED_AT_ONCE = 20


class Summaries:
    """Have summaries written; `tick` is called about every minute and may be called at any time.

    `papers` gives those that are loaded; `load` takes the files in which something may be new, and returns False where
    an admin is to decide.
    """

    def __init__(
        self,
        summariser: Summariser,
        files: WrittenFiles,
        papers: Callable[[], Sequence[Paper]],
        load: Callable[[Sequence[Path]], Awaitable[bool]],
        rest: Rest | None = None,
    ) -> None:
        self._summariser = summariser
        self._files = files
        self._papers = papers
        self._load = load
        self._rest = rest or Rest()
        self._marks: dict[str, str] | None = None
        self._unloaded: dict[Path, None] = {}
        self._is_asking = False

    @property
    def is_asking(self) -> bool:
        """Whether the model is being asked, which may be broken off at any time."""
        return self._is_asking

    async def close(self) -> None:
        """Close the connections to the model."""
        await self._summariser.close()

    async def tick(self) -> None:
        """Have some summaries written and load what there is; raises StoreError where the database cannot be used."""
        if not self._rest.is_over:
            return
        if self._marks is None:
            self._marks = await asyncio.to_thread(self._files.marks)
            self._unloaded = dict.fromkeys(await asyncio.to_thread(self._left, self._marks))
        due = await asyncio.to_thread(self._due, self._marks)
        part = due[:_AT_ONCE] if len(self._unloaded) < _LOADED_AT_ONCE else []
        failed = not await self._round(part, self._marks)
        if failed or len(self._unloaded) >= _LOADED_AT_ONCE or len(part) == len(due):
            failed = not await self._loaded() or failed
        self._rest.begin(failed=failed, idle=not due)

    async def _round(self, papers: Sequence[tuple[Paper, Section | None]], marks: dict[str, str]) -> bool:
        """Have the summaries of some papers written; return False where the model or the disk failed."""
        for paper, source in papers:
            path = self._files.path_of(paper.arxiv_id)
            try:
                if source is None:
                    await asyncio.to_thread(self._files.remove, paper.arxiv_id)
                    marks.pop(path.name, None)
                else:
                    mark = mark_of(source)
                    found = await self._asked(paper, source)
                    await asyncio.to_thread(self._files.write, paper.arxiv_id, found, self._summariser.model, mark)
                    marks[path.name] = mark
                    _log.info("of a summary of %s %d sections could be kept", paper.arxiv_id, len(found))
            except ModelError as error:
                _log.warning("a summary could not be written: %s", error)
                return False
            except UserError as error:
                _log.warning("a summary could not be kept: %s", error)
                return False
            self._unloaded[path] = None
        return True

    async def _asked(self, paper: Paper, source: Section) -> Mapping[str, list[str]]:
        self._is_asking = True
        try:
            return await self._summariser.sections(paper, source)
        finally:
            self._is_asking = False

    def _due(self, marks: dict[str, str]) -> list[tuple[Paper, Section | None]]:
        """Return the papers to write about, newest first, and before them those whose source is gone.

        A paper is written about once, and again when its source has changed.
        """
        due: list[tuple[Paper, Section | None]] = []
        for paper in self._papers():
            source = source_of(paper)
            mark = marks.get(self._files.path_of(paper.arxiv_id).name)
            if (source is None and mark is not None) or (source is not None and mark != mark_of(source)):
                due.append((paper, source))
        due.sort(key=lambda one: (one[1] is None, one[0].newest.day, one[0].arxiv_id), reverse=True)
        return due

    async def _loaded(self) -> bool:
        """Load what is not loaded yet; return whether nothing is left."""
        try:
            if self._unloaded and not await self._load([*self._unloaded]):
                _log.warning("summaries wait to be loaded, because the last change was rolled back")
                return False
        except UserError as error:
            _log.warning("summaries could not be loaded: %s", error)
            if isinstance(error, UnreadError):
                self._unloaded = dict.fromkeys(error.paths)
            return False
        self._unloaded.clear()
        return True

    def _left(self, marks: dict[str, str]) -> list[Path]:
        """Return the files that were written and may not be loaded: the bot may have ended in between."""
        paths = ((paper, self._files.path_of(paper.arxiv_id)) for paper in self._papers())
        return [path for paper, path in paths if path.name in marks and not _has_written(paper)]


def _has_written(paper: Paper) -> bool:
    return any(section.is_machine_written for section in paper.sections)
