"""Days are asked for one after another and become listing files; what fails with one day leaves the others alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.errors import CorpusError, UserError
from bot.feed.client import FeedClient
from bot.feed.days import today_of
from bot.feed.entries import read_entries
from bot.feed.faults import NotOpenError
from bot.feed.files import FeedFiles
from bot.texts import Text

__all__ = ["FailedDay", "FetchReport", "FetchedDay", "Fetcher"]

# The newest days are asked for so often.
_LATELY = timedelta(hours=1)
# After so many days in a row that failed the rest would only fail more slowly.
_MOST_FAILURES = 3

_GIVEN_UP = Text(
    "not asked for, because the days before it failed: fetch it when the source answers again",
    "앞선 날짜들이 실패하여 요청하지 않았습니다. 소스가 다시 응답하면 가져와 주세요",
)

_OLD_DAY = Text("{day} could not be fetched: {reason}", "{day} 목록을 가져오지 못했습니다. {reason}")
_NOTHING = Text(
    "none of its entries could be read, the first: {reason}", "읽을 수 있는 항목이 없습니다. 처음: {reason}"
)


@dataclass(frozen=True, slots=True)
class FetchedDay:
    """A day that the source gave: the papers of its file (None for a day without papers), and what changed in it."""

    day: date
    papers: int
    new: int
    votes_changed: int
    file: Path | None
    is_changed: bool = False
    left_out: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class FailedDay:
    """A day that could not be fetched, why, and after how many seconds the source may be asked again, if it says so.

    It was not even `asked` for where the days before it failed.
    """

    day: date
    reason: Text
    wait: float | None = None
    asked: bool = True


@dataclass(slots=True)
class FetchReport:
    """What became of the days that were asked for; those that are `not_open` yet are no failures."""

    days: list[FetchedDay] = field(default_factory=list[FetchedDay])
    failed: list[FailedDay] = field(default_factory=list[FailedDay])
    not_open: list[date] = field(default_factory=list[date])

    @property
    def changed(self) -> list[Path]:
        """The files that were written anew."""
        return [day.file for day in self.days if day.file is not None and day.is_changed]

    def fault(self, fetched: Mapping[date, datetime], now: datetime) -> tuple[Text | None, bool]:
        """Return what failed, None where nothing did, and whether it did so in part only: the newest days came.

        `fetched` says when each day was fetched last, those of this report included.
        """
        if not self.failed:
            return None, False
        newest = max((day for day, at in fetched.items() if abs(now - at) < _LATELY), default=date.min)
        for one in self.failed:
            if one.day > newest and (today_of(now) - one.day).days <= 1:
                return one.reason, False
        one = self.failed[0]
        return (_OLD_DAY.fill(day=one.day, reason=one.reason), True) if one.asked else (one.reason, True)


class Fetcher:
    """Fetch days with `client` into `files`."""

    def __init__(self, client: FeedClient, files: FeedFiles) -> None:
        self._client = client
        self._files = files

    async def fetch(
        self, days: Sequence[date], now: datetime, progress: Callable[[int], None] = lambda _: None
    ) -> FetchReport:
        """Fetch some days in the order given; `progress` is told how many are done.

        Where three in a row fail, the rest is given up. Never raises for what the source or the disk does.
        """
        report = FetchReport()
        await asyncio.to_thread(self._files.remove_leftovers, days, now)
        row = 0
        for done, day in enumerate(days, start=1):
            row = 0 if await self._one(day, now, report) else row + 1
            progress(done)
            if row == _MOST_FAILURES:
                report.failed += [FailedDay(left, _GIVEN_UP, asked=False) for left in days[done:]]
                break
        return report

    async def _one(self, day: date, now: datetime, report: FetchReport) -> bool:
        """Fetch one day; return whether it did not fail."""
        try:
            report.days.append(await self._fetched(day))
        except NotOpenError as error:
            # The source's day may begin later than ours.
            if (today_of(now) - day).days <= 1:
                report.not_open.append(day)
                return True
            report.failed.append(FailedDay(day, error.text))
        except UserError as error:
            report.failed.append(FailedDay(day, error.text, getattr(error, "wait", None)))
        else:
            return True
        return False

    async def _fetched(self, day: date) -> FetchedDay:
        answer = await self._client.papers_of(day)
        entries, left_out = await asyncio.to_thread(read_entries, answer)
        if answer and not entries:
            raise CorpusError(_NOTHING.fill(reason=left_out[0].reason))
        listing = await asyncio.to_thread(self._files.write, day, entries)
        file = self._files.path_of(day) if listing.papers else None
        reasons = tuple(broken.reason for broken in left_out)
        return FetchedDay(day, listing.papers, listing.new, listing.votes_changed, file, listing.is_changed, reasons)
