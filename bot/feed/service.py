"""The feed of a running bot: what is due is fetched and loaded, and what fails is tried again at a growing distance."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.corpus.report import UnreadError
from bot.errors import UserError
from bot.feed.client import FeedClient
from bot.feed.days import MOST_DAYS, complete_days, due_days, today_of
from bot.feed.fetching import Fetcher, FetchReport
from bot.feed.files import FeedFiles
from bot.feed.rest import Rest
from bot.storage.feed import FeedLedger, FeedState
from bot.texts import Text

__all__ = ["Feed"]

_log = logging.getLogger(__name__)

_WAITS = Text(
    "fetched days wait to be loaded, because they would take something away or the last change was rolled back: "
    "/corpus reload shows it",
    "가져온 날짜를 아직 불러오지 않았습니다. 빠지는 자료가 있거나 최근 변경을 되돌린 상태입니다. /자료 다시읽기로 "
    "확인해 주세요",
)


class Feed:
    """Fetch what is due; `tick` is called about every minute and may be called at any time.

    `load` takes the files in which something may be new, and returns False where an admin is to decide. `connect` gives
    a client of the source for one round.
    """

    def __init__(
        self,
        ledger: FeedLedger,
        files: FeedFiles,
        connect: Callable[[], AbstractAsyncContextManager[FeedClient]],
        load: Callable[[Sequence[Path]], Awaitable[bool]],
    ) -> None:
        self._ledger = ledger
        self._files = files
        self._connect = connect
        self._load = load
        self._state = FeedState()
        self._fetched: dict[date, datetime] = {}
        self._unloaded: dict[Path, None] = {}
        self._rest = Rest()
        self._is_asking = False

    @property
    def is_asking(self) -> bool:
        """Whether the source is being asked, which may be broken off at any time."""
        return self._is_asking

    @property
    def state(self) -> FeedState:
        """How the feed does."""
        return self._state

    async def open(self, now: datetime) -> None:
        """Go on where the last start ended; raises StoreError.

        What was written of the last days is loaded again: the bot may have ended in between.
        """
        self._state, self._fetched = await self._ledger.state(), await self._ledger.fetched()
        window = (today_of(now) - timedelta(days=back) for back in range(MOST_DAYS + 1))
        self._unloaded = dict.fromkeys(map(self._files.path_of, window))

    def complete_at(self, now: datetime) -> Mapping[date, datetime | None]:
        """Return, for each fetched day, when its list was complete; None for one that grows."""
        return complete_days(self._fetched, now)

    async def tick(self, now: datetime) -> None:
        """Fetch and load what is due; raises StoreError where the database cannot be used."""
        # Another program may have fetched meanwhile; what could not be noted here is known here all the same.
        for day, fetched_at in (await self._ledger.fetched()).items():
            self._fetched[day] = max(fetched_at, self._fetched.get(day, fetched_at))
        if not self._rest.is_over:
            return
        days = due_days(now, self._fetched)
        report = await self._round(days, now) if days else FetchReport()
        self._unloaded |= dict.fromkeys(report.changed)
        done = [one.day for one in report.days]
        # First what this process knows: where it cannot be written, the days are not asked for each minute.
        self._fetched |= dict.fromkeys(done, now)
        fault, in_part = report.fault(self._fetched, now)
        try:
            if (unloaded := await self._loaded()) is not None:
                fault, in_part = unloaded, False
        except UnreadError as error:
            # A moment later it may be read; until then it is no reason to call the feed down.
            self._unloaded = dict.fromkeys(error.paths)
            if fault is None:
                fault, in_part = error.text, True
        # Waits are those of failed days; where the source's day has not begun, nothing is asked for a while.
        wait = max((one.wait or 0.0 for one in report.failed), default=0.0)
        self._rest.begin(failed=fault is not None, idle=bool(report.not_open), wait=wait)
        if done:
            await self._ledger.note_fetched(done, now)
        if days or fault != self._state.fault:
            await self._note(self._state.after(now, fault, in_part=in_part))

    async def told(self, at: datetime | None) -> None:
        """Note that the owners were told of a failure, or that it is over (None)."""
        await self._note(replace(self._state, told_at=at))

    async def _round(self, days: Sequence[date], now: datetime) -> FetchReport:
        self._is_asking = True
        try:
            async with self._connect() as client:
                report = await Fetcher(client, self._files).fetch(days, now)
        finally:
            self._is_asking = False
        new = sum(one.new for one in report.days)
        for one in report.days:
            for reason in one.left_out:
                _log.warning("%s of %s was left out", reason.en, one.day)
        for failed in report.failed:
            if failed.asked:
                _log.warning("the papers of %s could not be fetched: %s", failed.day, failed.reason.en)
        _log.info("fetched %d days, %d papers are new, %d days failed", len(report.days), new, len(report.failed))
        return report

    async def _loaded(self) -> Text | None:
        """Load what is not loaded yet; return why it could not be. Raises UnreadError."""
        paths = await asyncio.to_thread(lambda: [path for path in self._unloaded if self._files.may_have(path)])
        if not paths:
            self._unloaded.clear()
            return None
        try:
            if not await self._load(paths):
                _log.warning("%s", _WAITS.en)
                return _WAITS
        except UnreadError as error:
            _log.warning("could not read fetched days, will retry: %s", error)
            raise
        except UserError as error:
            _log.warning("could not load fetched days: %s", error)
            return error.text
        self._unloaded.clear()
        return None

    async def _note(self, state: FeedState) -> None:
        await self._ledger.note(state)
        self._state = state
