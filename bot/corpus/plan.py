"""What a load or a rollback is to do, worked out before anything is written."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.corpus.difference import Difference, compare
from bot.corpus.listing_files import Progress, name_below
from bot.corpus.loader import Reading, fingerprint, read_files, read_folder
from bot.corpus.paper import Paper
from bot.corpus.problem import Problem
from bot.corpus.report import LoadReport
from bot.corpus.revision import Stored
from bot.errors import CorpusError
from bot.texts import Text

__all__ = ["Plan", "plan_files", "plan_load", "plan_rollback"]

_NO_REVISION = Text(
    "Nothing was loaded yet, so there is nothing to take back.",
    "아직 불러온 자료가 없어 되돌릴 것이 없습니다.",
)
_NOT_KEPT = Text(
    "What revision {revision} changed is not known any more, so it cannot be taken back: "
    "put the earlier listings into the folder and load them.",
    "개정 {revision}에서 바뀐 내용이 남아 있지 않아 되돌릴 수 없습니다. 이전 목록을 폴더에 넣고 다시 불러와 주세요.",
)
_NOTHING_BEFORE = Text(
    "Before revision {revision} there were no papers at all, so there is nothing to go back to.",
    "개정 {revision} 이전에는 논문이 없어 되돌릴 곳이 없습니다.",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The planned papers, how they differ from revision `base` (0 if there is none), and what could not be read.

    `read_from` identifies the state of the files that were read, `undoes` is the revision that a rollback takes back;
    one of them is None. After a rollback (`rolled_back`) a load brings back what was taken back. `state` is that of the
    papers now, where it is known. The files of `unread` were to be read and could not be this time.
    """

    base: int
    papers: dict[str, Paper]
    difference: Difference
    files: int = 0
    rejected: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    read_from: str | None = None
    undoes: int | None = None
    rolled_back: bool = False
    state: str | None = None
    seconds: float = 0.0
    unread: tuple[Path, ...] = ()

    @property
    def is_harmless(self) -> bool:
        """Whether it takes nothing away and brings nothing back that was taken back."""
        return not self.difference or not (self.difference.loses or self.rolled_back or self.undoes)

    @property
    def settled(self) -> Plan:
        """What is left of it once it was carried out: what could not be read."""
        return replace(self, difference=Difference(unchanged=len(self.papers)))

    @property
    def mark(self) -> str:
        """Sixteen hexadecimal digits that stand for what it changes and what could not be read."""
        if not self.rejected:
            return self.difference.digest
        lines = [self.difference.digest, *sorted(problem.text.en for problem in self.rejected)]
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def barren(self) -> tuple[str, ...]:
        """The files of which something was rejected and nothing is among the papers."""
        fertile = {listing.source_file for paper in self.papers.values() for listing in paper.listings}
        return tuple(dict.fromkeys(problem.file for problem in self.rejected if problem.file not in fertile))

    def report(self, seconds: float = 0.0) -> LoadReport:
        """Return what carrying it out does, in so many seconds besides those of the planning."""
        return LoadReport(
            files=self.files,
            papers=len(self.papers),
            added=len(self.difference.added),
            updated=len(self.difference.updated),
            removed=len(self.difference.removed),
            unchanged=self.difference.unchanged,
            listings=sum(len(paper.listings) for paper in self.papers.values()),
            votes_changed=self.difference.votes_changed,
            rejected=self.rejected,
            warnings=self.warnings,
            seconds=round(self.seconds + seconds, 3),
        )


def plan_load(folder: Path, stored: Stored, progress: Progress | None = None, feed: Path | None = None) -> Plan:
    """Read the listings below `folder` and `feed` and compare them with what is stored; raises CorpusError."""
    started = time.perf_counter()
    try:
        read_from = fingerprint(folder, feed)
    except (OSError, CorpusError):
        # Reading it says what is wrong.
        read_from = ""
    reading = read_folder(folder, stored.papers, progress, feed)
    return _planned(reading, stored, started, read_from)


def plan_files(folder: Path, feed: Path, paths: Sequence[Path], stored: Stored) -> Plan:
    """Read some listings below `feed` and compare them with what is stored; all other listings stay as they are."""
    started = time.perf_counter()
    reading = read_files(folder, feed, paths, stored.papers)
    unread = tuple(path for path in paths if name_below(feed.parent, path) in reading.unreadable)
    return replace(_planned(reading, stored, started, None), unread=unread)


def _planned(reading: Reading, stored: Stored, started: float, read_from: str | None) -> Plan:
    return Plan(
        base=stored.base,
        papers=reading.papers,
        difference=compare(stored.papers, reading.papers),
        files=reading.files,
        rejected=reading.rejected,
        warnings=reading.warnings,
        read_from=read_from,
        rolled_back=stored.revision is not None and stored.revision.undoes is not None,
        state=stored.revision.state if stored.revision is not None else None,
        seconds=time.perf_counter() - started,
    )


def plan_rollback(stored: Stored, before: Mapping[str, Paper | None]) -> Plan:
    """Return what takes the newest revision back; `before` holds each paper that it changed as it was, None for none.

    Raises CorpusError where that is not known any more or where nothing would be left.
    """
    started = time.perf_counter()
    if stored.revision is None:
        raise CorpusError(_NO_REVISION)
    if not before:
        raise CorpusError(_NOT_KEPT.fill(revision=stored.base))
    changed = {**stored.papers, **before}
    papers = {arxiv_id: paper for arxiv_id, paper in sorted(changed.items()) if paper is not None}
    if not papers:
        raise CorpusError(_NOTHING_BEFORE.fill(revision=stored.base))
    difference = compare(stored.papers, papers)
    return Plan(stored.base, papers, difference, undoes=stored.base, seconds=time.perf_counter() - started)
