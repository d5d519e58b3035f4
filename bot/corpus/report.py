"""What a load did, in numbers and in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.problem import Problem
from bot.errors import CorpusError
from bot.texts import Language, Text, joined

__all__ = ["LoadReport", "NothingReadError", "UnreadError"]

_CHANGES = Text("+{added:,} −{removed:,}", "+{added:,} −{removed:,}")
_UNCHANGED = Text("nothing changed", "변경 없음")
# Each for one and for several, which only English tells apart.
_PAPERS = Text("{count:,} paper", "논문 {count:,}편"), Text("{count:,} papers", "논문 {count:,}편")
_VOTES = (
    Text("{count:,} vote changed", "추천 수가 바뀐 논문 {count:,}편"),
    Text("{count:,} votes changed", "추천 수가 바뀐 논문 {count:,}편"),
)
_OTHERWISE = Text("{count:,} otherwise updated", "그 밖에 바뀐 논문 {count:,}편")
_REJECTED = (
    Text("{count:,} entry rejected: {first}", "거부된 항목 {count:,}건: {first}"),
    Text("{count:,} entries rejected: {first}", "거부된 항목 {count:,}건: {first}"),
)
_WARNED = (
    Text("{count:,} warning: {first}", "경고 {count:,}건: {first}"),
    Text("{count:,} warnings: {first}", "경고 {count:,}건: {first}"),
)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Say what a load did; `votes_changed` counts papers."""

    files: int
    papers: int
    added: int
    updated: int
    removed: int
    unchanged: int
    listings: int
    votes_changed: int
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    seconds: float

    def summary(self, language: Language) -> str:
        """Return one line: counts, changes, and the first of what was rejected."""
        parts = [_counted(_PAPERS, self.papers)]
        if self.added or self.updated or self.removed:
            parts.append(_CHANGES.fill(added=self.added, removed=self.removed))
            parts.append(_counted(_VOTES, self.votes_changed))
        else:
            parts.append(_UNCHANGED)
        if self.updated > self.votes_changed:
            parts.append(_OTHERWISE.fill(count=self.updated - self.votes_changed))
        for texts, problems in ((_REJECTED, self.rejected), (_WARNED, self.warnings)):
            if problems:
                parts.append(_counted(texts, len(problems), first=problems[0].text))
        return joined(parts).in_(language)


class UnreadError(CorpusError):
    """Say that some files could not be read this time, `paths`, and were left as they are stored; all else is done."""

    def __init__(self, text: Text, paths: Sequence[Path]) -> None:
        super().__init__(text)
        self.paths = tuple(paths)


class NothingReadError(CorpusError):
    """Refuse a folder of which no paper could be read; hold what was rejected in how many files."""

    def __init__(
        self, text: Text, files: int = 0, rejected: tuple[Problem, ...] = (), warnings: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(text)
        self.files = files
        self.rejected = rejected
        self.warnings = warnings

    def report(self, papers: int, listings: int, seconds: float) -> LoadReport:
        """Return what a load did that left so many papers and listings as they were."""
        return LoadReport(
            files=self.files,
            papers=papers,
            added=0,
            updated=0,
            removed=0,
            unchanged=papers,
            listings=listings,
            votes_changed=0,
            rejected=self.rejected,
            warnings=self.warnings,
            seconds=round(seconds, 3),
        )


def _counted(texts: tuple[Text, Text], count: int, **values: object) -> Text:
    one, several = texts
    return (one if count == 1 else several).fill(count=count, **values)
