"""A glossary that was edited: the process that reloads tells it, the others read theirs again."""

from __future__ import annotations

import asyncio

from bot.corpus.problem import Problem
from bot.search.glossary_file import GlossaryFile, GlossaryProblem
from bot.storage.papers import PaperStore

__all__ = ["GlossaryNews", "problem_of"]


class GlossaryNews:
    """What the database says of the glossary in use; each process has a file of its own."""

    def __init__(self, papers: PaperStore, file: GlossaryFile) -> None:
        self._papers = papers
        self._file = file
        self._heard: str | None = None

    async def hear(self) -> None:
        """Remember what is said, before the file is read; raises StoreError."""
        self._heard = await self._papers.glossary()

    async def tell(self, digest: str) -> None:
        """Say that papers were loaded with a glossary; raises StoreError."""
        if await self._papers.glossary() != digest:
            await self._papers.note_glossary(digest)
        self._heard = digest

    async def is_other(self, digest: str) -> bool:
        """Whether something new was said, and the file here differs from the glossary in use; raises StoreError."""
        said = await self._papers.glossary()
        if said == self._heard:
            return False
        glossary, _ = await asyncio.to_thread(self._file.read)
        if glossary.digest == digest:
            self._heard = said
        return glossary.digest != digest


def problem_of(problem: GlossaryProblem) -> Problem:
    """Return what could not be read of a glossary as it is told beside the listings."""
    return Problem(problem.path.name, problem.line, problem.reason)
