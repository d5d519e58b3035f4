"""The library: the corpus now in use, and how the next one takes its place."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from pathlib import Path

from bot.corpus.loader import LoadReport, Problem, Progress, compare, read_folder
from bot.corpus.paper import Paper
from bot.corpus.paper_store import PaperStore, Revision
from bot.corpus.store import Store
from bot.search.corpus import Corpus
from bot.search.glossary import Glossary, read_glossary

__all__ = ["Library"]


class Library:
    """Hold the current Corpus. Read `corpus` once per request and work on that value to the end."""

    def __init__(self, store: Store, seeds: Path, glossary: Path | None = None) -> None:
        self._papers = PaperStore(store)
        self._seeds = seeds
        self._glossary = glossary
        self._reloading = asyncio.Lock()
        self._corpus = Corpus(())

    @property
    def corpus(self) -> Corpus:
        """The current, frozen corpus."""
        return self._corpus

    async def open(self) -> LoadReport | None:
        """Take what the database holds; load the listings first where it is empty, and return that report.

        Raises CorpusError or StoreError.
        """
        stored = await self._papers.papers()
        if not stored:
            return await self.reload()
        self._corpus = await asyncio.to_thread(self._build, stored.values())
        return None

    async def reload(self, progress: Progress | None = None) -> LoadReport:
        """Read the listings, build the next corpus, write the difference, and only then swap.

        Whatever fails before the swap leaves the old corpus serving; the database changes in one transaction
        or not at all. Raises CorpusError or StoreError.
        """
        async with self._reloading:
            started = time.perf_counter()
            revision = await self._papers.revision()
            stored = await self._papers.papers()
            reading = await asyncio.to_thread(read_folder, self._seeds, stored, progress)
            difference = await asyncio.to_thread(compare, stored, reading.papers)
            glossary, problems = await asyncio.to_thread(self._read_glossary)
            corpus = self._corpus
            # Compared with the corpus too, not with the database alone: another program may have loaded meanwhile.
            if corpus.by_id != reading.papers or corpus.glossary.concepts != glossary.concepts:
                corpus = await asyncio.to_thread(Corpus, reading.papers.values(), corpus.generation + 1, glossary)
            report = LoadReport(
                files=reading.files,
                papers=len(reading.papers),
                added=len(difference.added),
                updated=len(difference.updated),
                removed=len(difference.removed),
                unchanged=difference.unchanged,
                listings=sum(len(paper.listings) for paper in reading.papers.values()),
                votes_changed=difference.votes_changed,
                rejected=reading.rejected,
                warnings=(*reading.warnings, *problems),
                seconds=round(time.perf_counter() - started, 3),
            )
            await self._papers.apply(difference, report, revision.id if revision else 0)
            self._corpus = corpus
            return report

    def _build(self, papers: Iterable[Paper]) -> Corpus:
        return Corpus(papers, self._corpus.generation + 1, self._read_glossary()[0])

    def _read_glossary(self) -> tuple[Glossary, tuple[Problem, ...]]:
        if self._glossary is None:
            return Glossary(), ()
        glossary, problems = read_glossary(self._glossary)
        return glossary, tuple(Problem(self._glossary.name, problem.line, problem.reason) for problem in problems)

    async def revision(self) -> Revision | None:
        """Return the newest load that changed something, None before the first."""
        return await self._papers.revision()
