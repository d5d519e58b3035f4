"""Papers that lack an English abstract: the sources are asked for it, and what they know becomes a file."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.corpus.paper import Paper
from bot.errors import UserError
from bot.feed.arxiv import ArxivClient
from bot.feed.client import FeedClient
from bot.feed.entries import ID, FeedEntry, read_paper
from bot.feed.faults import FeedError
from bot.feed.files import EnrichedFiles
from bot.storage.enrichment import Asked, EnrichmentLedger, Outcome
from bot.texts import Text

__all__ = ["EnrichReport", "Enricher", "enricher", "lacking", "lacks_abstract", "merged", "says_nothing"]

_log = logging.getLogger(__name__)

# What nobody knew may have come since, and what was known may have been taken back.
_AGAIN = timedelta(days=30)
# So many papers are noted at once: no more is asked anew after an end in between.
_AT_ONCE = 40
_MOST_FAILURES = 3


@dataclass(slots=True)
class EnrichReport:
    """What became of the papers that were asked for; the files that `changed` may be gone.

    `fault` says why so many are `left`, and `wait` after how many seconds the source may be asked again.
    """

    outcomes: dict[str, Outcome] = field(default_factory=dict[str, Outcome])
    changed: list[Path] = field(default_factory=list[Path])
    fault: Text | None = None
    wait: float | None = None
    left: int = 0

    def count(self, outcome: Outcome) -> int:
        """Return of how many papers this became."""
        return sum(one == outcome for one in self.outcomes.values())


def lacking(papers: Iterable[Paper], asked: Mapping[str, Asked], now: datetime) -> list[str]:
    """Return the ids of the papers to ask for, newest first: those without an English abstract, each once a month.

    What was found is asked for again as well: it may have been taken back.
    """
    due = [
        (paper.newest.day, paper.arxiv_id)
        for paper in papers
        if ID.fullmatch(paper.arxiv_id)
        and (now - last.at >= _AGAIN if (last := asked.get(paper.arxiv_id)) else lacks_abstract(paper))
    ]
    return [arxiv_id for _, arxiv_id in sorted(due, reverse=True)]


def lacks_abstract(paper: Paper) -> bool:
    """Whether no section of a paper is its abstract."""
    return not any(section.name == "abstract" for section in paper.sections)


class Enricher:
    """Ask the feed's source for papers one by one, arXiv for those that it does not know, and write what they know."""

    def __init__(self, source: FeedClient, arxiv: ArxivClient, files: EnrichedFiles, ledger: EnrichmentLedger) -> None:
        self._source = source
        self._arxiv = arxiv
        self._files = files
        self._ledger = ledger

    async def enrich(
        self, arxiv_ids: Sequence[str], now: datetime, progress: Callable[[int], None] = lambda _: None
    ) -> EnrichReport:
        """Ask for some papers in the order given; `progress` is told how many are done.

        Ends early where a source or the disk fails for good. Raises StoreError only.
        """
        report = EnrichReport(left=len(arxiv_ids))
        await asyncio.to_thread(self._files.remove_leftovers, arxiv_ids, now)
        for begin in range(0, len(arxiv_ids), _AT_ONCE):
            part = arxiv_ids[begin : begin + _AT_ONCE]
            known = await self._known(part, report, lambda done, begin=begin: progress(begin + done))
            outcomes = await asyncio.to_thread(self._settled, known, report)
            await self._ledger.note(outcomes, now)
            report.outcomes |= outcomes
            report.left = len(arxiv_ids) - len(report.outcomes)
            if report.fault is not None:
                _log.warning("papers could not be enriched: %s", report.fault.en)
                break
        return report

    async def _known(
        self, arxiv_ids: Sequence[str], report: EnrichReport, progress: Callable[[int], None]
    ) -> dict[str, FeedEntry | None]:
        """Return what is known of each paper that could be asked for, None where nobody knows it."""
        known: dict[str, FeedEntry | None] = {}
        row = 0
        for done, arxiv_id in enumerate(arxiv_ids, start=1):
            try:
                known[arxiv_id] = await self._at_source(arxiv_id)
            except FeedError as error:
                row += 1
                if row == _MOST_FAILURES or not error.passes or error.wait is not None:
                    report.fault, report.wait = error.text, error.wait
                    break
            else:
                row = 0
            progress(done)
        asked = [arxiv_id for arxiv_id, entry in known.items() if entry is None or says_nothing(entry)]
        try:
            found = await self._arxiv.papers(asked)
        except FeedError as error:
            report.fault, report.wait = error.text, error.wait
            return {arxiv_id: entry for arxiv_id, entry in known.items() if arxiv_id not in asked}
        for arxiv_id in asked:
            known[arxiv_id] = merged(known[arxiv_id], read_paper(found.get(arxiv_id)))
        return known

    async def _at_source(self, arxiv_id: str) -> FeedEntry | None:
        if "/" in arxiv_id:
            # The source has papers of the new form only.
            return None
        found = await self._source.paper(arxiv_id)
        entry = read_paper(found)
        # What answers with another paper does not know this one.
        if entry is None or entry.arxiv_id != arxiv_id:
            return None
        return replace(entry, abstract_from="Hugging Face")

    def _settled(self, known: Mapping[str, FeedEntry | None], report: EnrichReport) -> dict[str, Outcome]:
        """Write or remove the files of some papers and return what became of each."""
        outcomes: dict[str, Outcome] = {}
        try:
            for arxiv_id, entry in known.items():
                if entry is None or says_nothing(entry):
                    # What a source drops stays.
                    outcomes[arxiv_id] = "unknown"
                    continue
                changed = self._files.remove(arxiv_id) if entry.withdrawn else self._files.write(entry)
                if changed:
                    report.changed.append(self._files.path_of(arxiv_id))
                outcomes[arxiv_id] = "withdrawn" if entry.withdrawn else "found"
        except UserError as error:
            report.fault = error.text
        return outcomes


@asynccontextmanager
async def enricher(
    source: AbstractAsyncContextManager[FeedClient],
    arxiv: AbstractAsyncContextManager[ArxivClient],
    files: EnrichedFiles,
    ledger: EnrichmentLedger,
) -> AsyncGenerator[Enricher]:
    """Give an enricher for as long as its clients are open."""
    async with source as client, arxiv as other:
        yield Enricher(client, other, files, ledger)


def says_nothing(entry: FeedEntry) -> bool:
    """Whether another source is to be asked for a paper as well."""
    return entry.abstract is None and not entry.withdrawn


def merged(entry: FeedEntry | None, other: FeedEntry | None) -> FeedEntry | None:
    """Return what two sources know of a paper, of which the first has no abstract."""
    if other is not None:
        other = replace(other, abstract_from="arXiv")
    if entry is None or other is None:
        return entry or other
    if other.withdrawn:
        return other
    return replace(entry, abstract=other.abstract, abstract_from="arXiv", authors=entry.authors or other.authors)
