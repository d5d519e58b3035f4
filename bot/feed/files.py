"""The files of the feed, written whole or not at all: `feed/2026/09/10.md`, `feed/enriched/2411/2411.14384.md`."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from bot.corpus.enriching import enriched_path
from bot.corpus.listing_files import fetched_path
from bot.corpus.private import make_folder
from bot.corpus.upload import put_in_place, remove_leftovers, temporary_beside
from bot.errors import CorpusError
from bot.feed.entries import FeedEntry
from bot.feed.listing import DayListing, day_listing, entry_text
from bot.texts import Text, system_text

__all__ = ["UNWRITABLE", "EnrichedFiles", "FeedFiles", "put"]

UNWRITABLE = Text(
    "{path} cannot be written ({reason}): make room, or let this user write there.",
    "{path}에 쓸 수 없습니다({reason}). 공간을 확보하거나 이 사용자에게 쓰기 권한을 주세요.",
)


class FeedFiles:
    """Read and write the files of days below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, day: date) -> Path:
        """Return where the file of a day is, or is to be."""
        return fetched_path(self._folder, day)

    def may_have(self, path: Path) -> bool:
        """Whether there is such a file, or that cannot be seen this time."""
        try:
            return path.is_file()
        except OSError:
            return True

    def write(self, day: date, entries: Sequence[FeedEntry]) -> DayListing:
        """Bring the file of a day up to date: after power loss there is the old one or the new one, no part of one.

        A day without papers makes no file, and one whose file would stay as it is writes none. Raises CorpusError.
        """
        path = self.path_of(day)
        try:
            before = _text(path)
            listing = day_listing(day, entries, before)
            if listing.is_changed:
                put(path, listing.text)
        except OSError as error:
            raise CorpusError(UNWRITABLE.fill(path=path, reason=system_text(error))) from error
        return listing

    def remove_leftovers(self, days: Sequence[date], now: datetime) -> None:
        """Remove what a writing that was killed has left beside the files of some days."""
        for folder in {self.path_of(day).parent for day in days}:
            remove_leftovers(folder, "feed", now)


class EnrichedFiles:
    """Write what is known of papers besides their listings, a file each, below the folder of the feed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, arxiv_id: str) -> Path:
        """Return where the file of a paper is, or is to be."""
        return enriched_path(self._folder, arxiv_id)

    def write(self, entry: FeedEntry) -> bool:
        """Bring the file of a paper up to date, whole or not at all; tell whether it changed. Raises CorpusError."""
        path = self.path_of(entry.arxiv_id)
        try:
            before = _text(path)
            text = entry_text(entry, before)
            if before == text:
                return False
            put(path, text)
        except OSError as error:
            raise CorpusError(UNWRITABLE.fill(path=path, reason=system_text(error))) from error
        return True

    def remove(self, arxiv_id: str) -> bool:
        """Remove the file of a paper; tell whether there was one. Raises CorpusError."""
        path = self.path_of(arxiv_id)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise CorpusError(UNWRITABLE.fill(path=path, reason=system_text(error))) from error
        return True

    def remove_leftovers(self, arxiv_ids: Sequence[str], now: datetime) -> None:
        """Remove what a writing that was killed has left beside the files of some papers."""
        for folder in {self.path_of(arxiv_id).parent for arxiv_id in arxiv_ids}:
            remove_leftovers(folder, "feed", now)


def put(path: Path, text: str) -> None:
    """Write a file whole or not at all, making its folder; raises OSError."""
    make_folder(path.parent)
    temporary = temporary_beside(path, "feed")
    try:
        temporary.write_text(text, "utf-8", newline="\n")
        put_in_place(temporary, path, replace=True)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
