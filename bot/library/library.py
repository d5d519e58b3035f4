"""The library: the corpus now in use, and how the next one takes its place."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from bot.corpus.listing_files import Progress
from bot.corpus.loader import fingerprint
from bot.corpus.plan import Plan, plan_files, plan_load, plan_rollback
from bot.corpus.report import LoadReport
from bot.corpus.revision import Revision, Stored
from bot.errors import CorpusError
from bot.library.glossary_news import GlossaryNews, problem_of
from bot.library.memory import in_small_collections, made_of, release, without_collections
from bot.library.prepared import prepared
from bot.search.corpus import Corpus
from bot.search.document_table import DocumentTable, build_table
from bot.search.glossary import Glossary
from bot.search.glossary_file import GlossaryFile
from bot.search.snapshot import read_snapshot, write_snapshot
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from bot.texts import Text

__all__ = ["Library"]

_log = logging.getLogger(__name__)

_CHANGED = Text(
    "The listings in the folder have changed since: look at what would change and try again.",
    "그사이 폴더의 목록이 바뀌었습니다. 바뀌는 내용을 다시 확인한 뒤 시도해 주세요.",
)


class Library:
    """The current corpus. Read `corpus` once per request and work on that value to the end.

    Changes are planned first: nothing is written before the plan is carried out, and a plan is refused if the database
    or the files have changed. `feed` is the folder of fetched listings, read like `seeds`. `ahead` is for a
    long-running bot: it builds the indexes for names ahead of the first look-up, at start-up in the background and at a
    reload before the swap.
    """

    def __init__(
        self,
        store: Store,
        seeds: Path,
        glossary: Path | None = None,
        *,
        feed: Path | None = None,
        ahead: bool = False,
    ) -> None:
        self._papers = PaperStore(store)
        self._snapshot = store.path.with_name(f"{store.path.name}.catalog")
        self._seeds = seeds
        self._feed = feed
        self._glossary = GlossaryFile(glossary)
        self._news = GlossaryNews(self._papers, self._glossary)
        self._ahead = ahead
        self._changing = asyncio.Lock()
        self._corpus = Corpus(())
        self._revision = 0

    @property
    def corpus(self) -> Corpus:
        """The current, immutable corpus."""
        return self._corpus

    @property
    def seeds(self) -> Path:
        """The folder of the listings."""
        return self._seeds

    async def open(self) -> LoadReport | None:
        """Read the database; if it is empty, load the listings first and return that report.

        Raises CorpusError or StoreError.
        """
        revision = await self._papers.revision()
        if revision is None or not revision.papers:
            return await self.reload()
        await self._serve(revision)
        return None

    async def is_behind(self) -> bool:
        """Whether there is something to take over; raises StoreError."""
        return await self._newer() is not None

    async def take_stored(self) -> bool:
        """Serve what another program has loaded into the database; tell whether there was anything.

        Raises StoreError.
        """
        if not await self.is_behind():
            return False
        async with self._changing:
            if (revision := await self._newer()) is not None:
                await self._serve(revision)
        return True

    async def _newer(self) -> Revision | None:
        """Return the revision of the database where it is not the one that is served, or its glossary is another."""
        revision = await self._papers.revision()
        if revision is None or not revision.papers:
            return None
        is_other = revision.id != self._revision or await self._news.is_other(self._corpus.glossary.digest)
        return revision if is_other else None

    async def _serve(self, revision: Revision) -> None:
        """Take the papers of the database, analysed where they are not yet; raises StoreError."""
        await self._news.hear()
        glossary, former = await asyncio.to_thread(self._kept, revision.state)
        if former is not None and former.state == revision.state:
            await self._take(former, revision.id, glossary)
            return
        with without_collections():
            stored = await self._papers.stored()
            table = await asyncio.to_thread(build_table, stored.papers.values(), glossary, former)
        if stored.revision is not None and stored.revision.state != table.state:
            await self._papers.note_state(stored.base, table.state)
        await self._take(await asyncio.to_thread(self._keep, table), stored.base, glossary)

    async def plan(self, progress: Progress | None = None) -> Plan:
        """Read the listings and return what loading them would change; raises CorpusError or StoreError."""
        plan = await self._planned(lambda stored: plan_load(self._seeds, stored, progress, self._feed))
        _, problems = await asyncio.to_thread(self._glossary.read)
        return replace(plan, warnings=(*plan.warnings, *map(problem_of, problems)))

    async def plan_fetched(self, paths: Sequence[Path]) -> Plan:
        """Return what loading some files of the feed would change, leaving all else; raises StoreError."""
        if (feed := self._feed) is None:
            message = "this library has no folder of fetched listings"
            raise ValueError(message)
        return await self._planned(lambda stored: plan_files(self._seeds, feed, paths, stored))

    async def plan_rollback(self) -> Plan:
        """Return what rolling back the newest revision would change; raises CorpusError or StoreError.

        A rollback can be rolled back too.
        """
        with without_collections():
            stored = await self._papers.stored()
            before = await self._papers.changes(stored.base)
            return await asyncio.to_thread(plan_rollback, stored, before)

    async def carry_out(self, plan: Plan, *, spent: bool = False) -> LoadReport:
        """Build the planned corpus, write the difference, and only then swap.

        Whatever fails before the swap leaves the old corpus serving; the database changes in one transaction or not
        at all. Where the plan is `spent`, nobody looks at it any more, so that its papers go before the swap. Raises
        CorpusError where the files have changed since the plan, StoreError where the papers have.
        """
        async with self._changing:
            if plan.read_from is not None and await asyncio.to_thread(self._fingerprint) != plan.read_from:
                raise CorpusError(_CHANGED)
            return await self._carry_out(plan, spent=spent)

    async def reload(self, progress: Progress | None = None) -> LoadReport:
        """Plan a load and carry it out; raises CorpusError or StoreError."""
        async with self._changing:
            return await self._carry_out(await self.plan(progress), spent=True)

    async def rollback(self) -> LoadReport:
        """Restore the papers as they were before the newest revision, as a new revision.

        Raises CorpusError or StoreError.
        """
        async with self._changing:
            return await self._carry_out(await self.plan_rollback(), spent=True)

    async def revision(self) -> Revision | None:
        """Return the newest load or rollback that changed something, None before the first."""
        return await self._papers.revision()

    async def _planned(self, make: Callable[[Stored], Plan]) -> Plan:
        """Make a plan of what is stored, in a thread, where the papers that it was compared with also end."""
        with without_collections():
            stored = [await self._papers.stored()]
            return await asyncio.to_thread(made_of, make, stored)

    async def _carry_out(self, plan: Plan, *, spent: bool) -> LoadReport:
        started = time.perf_counter()
        glossary, former = await asyncio.to_thread(self._kept)
        if former is not None and former.state == plan.state and not plan.difference:
            table = former
        else:
            with without_collections():
                table = await asyncio.to_thread(build_table, plan.papers.values(), glossary, former)
        report = plan.report(time.perf_counter() - started)
        now = datetime.now(UTC)
        revision = await self._papers.apply(plan.difference, report, now, plan.base, plan.undoes, table.state)
        await self._news.tell(glossary.digest)
        if spent:
            await asyncio.to_thread(release, plan.papers)
        if former is None or former.state != table.state:
            table = await asyncio.to_thread(self._keep, table)
        # Another program may have loaded meanwhile, so that the corpus is older than the database.
        if revision != self._revision or glossary is not self._corpus.glossary:
            await self._take(table, revision, glossary)
        return report

    async def _take(self, table: DocumentTable, revision: int, glossary: Glossary) -> None:
        runs = self._revision > 0
        with in_small_collections():
            corpus = await asyncio.to_thread(prepared, table, self._corpus.generation + 1, glossary)
            if self._ahead and runs:
                await asyncio.to_thread(corpus.prepare_names)
        self._corpus, self._revision = corpus, revision
        if self._ahead and not runs:
            # Nobody waits for this thread, not even the interpreter's exit.
            Thread(target=corpus.prepare_names, name="names", daemon=True).start()

    def _kept(self, state: str | None = None) -> tuple[Glossary, DocumentTable | None]:
        """Return the current glossary, and the table built with it: the one in use or the snapshot.

        The snapshot is preferred if it alone is of that `state`: another process has written it.
        """
        glossary, _ = self._glossary.read()
        is_current = self._revision and self._corpus.glossary.digest == glossary.digest
        if is_current and state in (None, self._corpus.table.state):
            return glossary, self._corpus.table
        kept = read_snapshot(self._snapshot, glossary.digest)
        if is_current and (kept is None or kept.state != state):
            return glossary, self._corpus.table
        return glossary, kept

    def _keep(self, table: DocumentTable) -> DocumentTable:
        """Write a table to the snapshot and return it mapped from there; if that fails, it stays in memory."""
        try:
            write_snapshot(self._snapshot, table)
        except OSError as error:
            # The next start takes longer; nothing else is lost.
            _log.warning("cannot write %s (%s): the next start will analyse the papers again", self._snapshot, error)
            return table
        mapped = read_snapshot(self._snapshot, table.glossary)
        # Another program may have written its own since.
        return mapped if mapped is not None and mapped.state == table.state else table

    def _fingerprint(self) -> str:
        try:
            return fingerprint(self._seeds, self._feed)
        except (OSError, CorpusError):
            return ""
