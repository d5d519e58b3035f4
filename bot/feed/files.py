"""The listing files of fetched days: `feed/2026/09/10.md`, written whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from bot.corpus.private import make_folder
from bot.corpus.upload import put_in_place, remove_leftovers, temporary_beside
from bot.errors import CorpusError
from bot.feed.entries import FeedEntry
from bot.feed.listing import DayListing, day_listing
from bot.texts import Text, system_text

__all__ = ["FeedFiles"]

_UNWRITABLE = Text(
    "{path} cannot be written ({reason}): make room, or let this user write there.",
    "{path}에 쓸 수 없습니다({reason}). 공간을 확보하거나 이 사용자에게 쓰기 권한을 주세요.",
)


class FeedFiles:
    """Read and write the files of days below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, day: date) -> Path:
        """Return where the file of a day is, or is to be."""
        return self._folder / f"{day:%Y}" / f"{day:%m}" / f"{day:%d}.md"

    def write(self, day: date, entries: Sequence[FeedEntry]) -> DayListing:
        """Bring the file of a day up to date: after power loss there is the old one or the new one, no part of one.

        A day without papers makes no file, and one whose file would stay as it is writes none. Raises CorpusError.
        """
        path = self.path_of(day)
        try:
            before = self._text(path)
            listing = day_listing(day, entries, before)
            if listing.is_changed:
                self._put(path, listing.text)
        except OSError as error:
            raise CorpusError(_UNWRITABLE.fill(path=path, reason=system_text(error))) from error
        return listing

    def remove_leftovers(self, days: Sequence[date], now: datetime) -> None:
        """Remove what a writing that was killed has left beside the files of some days."""
        for folder in {self.path_of(day).parent for day in days}:
            remove_leftovers(folder, "feed", now)

    def _put(self, path: Path, text: str) -> None:
        make_folder(path.parent)
        temporary = temporary_beside(path, "feed")
        try:
            temporary.write_text(text, "utf-8", newline="\n")
            put_in_place(temporary, path, replace=True)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    @staticmethod
    def _text(path: Path) -> str:
        try:
            return path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return ""
