"""What turns one set of papers into another: shown before a load, written by it, and taken back by the next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.corpus.paper import Listing, Paper

__all__ = ["Difference", "Update", "compare"]


@dataclass(frozen=True, slots=True)
class Update:
    """A paper before and after a change."""

    before: Paper
    after: Paper

    @property
    def votes(self) -> tuple[Listing, Listing] | None:
        """The newest day that both list, but with other votes, as it was and as it is to be."""
        before = {listing.day: listing for listing in self.before.listings}
        for listing in self.after.listings:
            if listing.day in before and before[listing.day].votes != listing.votes:
                return before[listing.day], listing
        return None

    @property
    def lost_days(self) -> tuple[date, ...]:
        """The days that no longer list it, newest first."""
        kept = {listing.day for listing in self.after.listings}
        return tuple(listing.day for listing in self.before.listings if listing.day not in kept)

    @property
    def lost_sections(self) -> int:
        """How many sections fewer it has."""
        return max(len(self.before.sections) - len(self.after.sections), 0)

    @property
    def loses(self) -> bool:
        """Whether something of the paper goes, more than a wording."""
        return bool(self.lost_days or self.lost_sections)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a load changes."""

    added: tuple[Paper, ...] = ()
    updated: tuple[Update, ...] = ()
    removed: tuple[Paper, ...] = ()
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    @property
    def loses(self) -> bool:
        """Whether a paper goes, or a day or a section of one."""
        return bool(self.removed) or any(update.loses for update in self.updated)

    @property
    def votes_changed(self) -> int:
        """How many papers have other votes."""
        return sum(update.votes is not None for update in self.updated)

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that no other difference has."""
        lines = [*_lines("+", self.added), *_lines("-", self.removed)]
        lines += _lines("=", (update.after for update in self.updated))
        return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def compare(stored: Mapping[str, Paper], read: Mapping[str, Paper]) -> Difference:
    """Return what turns the `stored` papers into those that were `read`."""
    added = tuple(paper for arxiv_id, paper in read.items() if arxiv_id not in stored)
    updated = tuple(
        Update(stored[arxiv_id], paper)
        for arxiv_id, paper in read.items()
        if arxiv_id in stored and stored[arxiv_id] != paper
    )
    removed = tuple(paper for arxiv_id, paper in stored.items() if arxiv_id not in read)
    return Difference(added, updated, removed, len(read) - len(added) - len(updated))


def _lines(mark: str, papers: Iterable[Paper]) -> list[str]:
    return [f"{mark}{paper!r}" for paper in papers]
