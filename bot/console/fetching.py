"""The command `fetch`: fetch new days."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text as Line

from bot.answers.understand.days import parse_day
from bot.console.abstracts import fetch_abstracts, show_abstracts
from bot.console.output import error_console, output_console, print_json, show_line
from bot.console.render import show_report
from bot.console.rows import fetch_row
from bot.corpus.report import LoadReport
from bot.errors import InputError, UserError
from bot.feed.client import feed_client
from bot.feed.days import due_days, today_of
from bot.feed.fetching import FailedDay, Fetcher, FetchReport
from bot.feed.files import FeedFiles
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.feed import FeedLedger
from bot.texts import Language, Text

__all__ = ["fetch"]

# The source's first list, and enough days at once for all since then, for years to come.
_FIRST = date(2023, 5, 4)
_log = logging.getLogger(__name__)
_MOST_DAYS = 2_000
_DAY = timedelta(days=1)
_SHOWN = 10
_INDENT = 2

_FETCHING = Text("Fetching days", "날짜별 목록 가져오는 중")
_ONE_OF_BOTH = Text(
    "Give --day, or --since and --until, not both.", "--day와 --since, --until 가운데 한쪽만 적어 주세요."
)
_NOT_YET = Text(
    "{day} has not begun yet (days are counted in UTC here): fetch it later.",
    "{day}은(는) 아직 시작되지 않았습니다(여기서는 UTC 기준입니다). 나중에 가져와 주세요.",
)
_BEFORE_FIRST = Text(
    "The source's lists begin on {day}: give that day or a later one.",
    "원본 목록은 {day}부터 있습니다. 그날이나 그 이후 날짜를 입력해 주세요.",
)
_BACKWARDS = Text(
    "{since} is after {until}: give the earlier day to --since.",
    "{since}이(가) {until}보다 뒤입니다. --since에 앞선 날짜를 적어 주세요.",
)
_TOO_MANY = Text(
    "That is more than {most:,} days: fetch them in parts with --since and --until.",
    "{most:,}일이 넘습니다. --since와 --until로 나누어 가져와 주세요.",
)
_FETCHED = Text(
    "Days: {days}, papers: {papers}, new: {new}, votes changed: {votes}.",
    "날짜 {days}일, 논문 {papers}편, 새 논문 {new}편, 추천 수가 바뀐 논문 {votes}편.",
)
_NOT_OPEN = Text("Not open yet: {day}.", "아직 열리지 않은 날짜: {day}.")
_FAILED = Text("Not fetched:", "가져오지 못한 날짜:")
_LEFT_OUT = Text("Left out:", "뺀 항목:")
_AT = Text("{day}: {reason}", "{day}: {reason}")
_FROM_TO = Text("{since} to {until} ({count:,} days): {reason}", "{since}부터 {until}까지 {count:,}일: {reason}")
_MORE = Text("… and {count:,} more", "… 외 {count:,}건")


async def fetch(
    settings: Settings, day: str | None, since: str | None, until: str | None, *, enrich: bool, as_json: bool
) -> None:
    """Fetch days into listing files, load all listings and print what changed, as JSON even if all days failed.

    With `enrich`, papers that lack an English abstract get one before the load.

    Raises InputError for invalid days, UserError if none could be fetched: then nothing has changed.
    """
    now, started = settings.now(), time.perf_counter()
    days = _days(day, since, until, now)
    async with Store.open(settings.database, place=settings.place) as store:
        ledger = FeedLedger(store)
        if days is None:
            report = await _fetched(settings, _usual(now, await ledger.fetched()), now)
        else:
            report = await _fetched(settings, days, now)
        if report.days:
            await ledger.note_fetched([one.day for one in report.days], now)
        # A failure for an old day says nothing about the state of the feed.
        if not report.failed or days is None:
            fault, in_part = report.fault(await ledger.fetched(), now)
            await ledger.note((await ledger.state()).after(now, fault, in_part=in_part))
        nothing = report.failed and not report.days
        library = Library(store, settings.seeds, settings.glossary, feed=settings.feed_listings)
        more = None
        if enrich and not nothing:
            more = await fetch_abstracts(settings, store, (await library.plan()).papers.values(), now)
        load = None if nothing else await _loaded(library, FeedFiles(settings.feed_listings), report)
    if as_json:
        print_json(fetch_row(report, load, time.perf_counter() - started, more))
    if nothing:
        raise UserError(report.failed[0].reason)
    if load is not None and not as_json:
        _show(report, settings.language)
        if more is not None:
            show_abstracts(more, settings.language)
        show_report(output_console(), load, settings.language)


async def _loaded(library: Library, files: FeedFiles, report: FetchReport) -> LoadReport:
    """Load all listings; only the fetched days if papers or days would be lost, or after a rollback.

    Only `load` or an admin removes papers gone from a folder, never a fetch.
    """
    if await library.revision() is None:
        return await library.reload()
    plan = await library.plan()
    if plan.rolled_back or plan.difference.removed or any(update.lost_days for update in plan.difference.updated):
        _log.warning("loading the fetched days only: a full load would remove papers (papers-bot load)")
        plan = await library.plan_fetched([files.path_of(one.day) for one in report.days])
    return await library.carry_out(plan)


async def _fetched(settings: Settings, days: Sequence[date], now: datetime) -> FetchReport:
    console = error_console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    files = FeedFiles(settings.feed_listings)
    async with feed_client(settings.feed_url, settings.feed_token) as client:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task(_FETCHING.in_(settings.language), total=len(days))
            return await Fetcher(client, files).fetch(days, now, lambda done: progress.update(task, completed=done))


def _days(day: str | None, since: str | None, until: str | None, now: datetime) -> list[date] | None:
    """Return the given days, oldest first, None if there are none."""
    if day and (since or until):
        raise InputError(_ONE_OF_BOTH)
    if not (day or since or until):
        return None
    latest, today = today_of(now), now.date()
    whole = parse_day(day, today) if day else None
    first = whole.since if whole else parse_day(since, today).since if since else _FIRST
    last = whole.until if whole else parse_day(until, today).until if until else latest
    first, last = first or _FIRST, last or latest
    if first > last >= _FIRST:
        raise InputError(_BACKWARDS.fill(since=first, until=last))
    if first > latest or (until and last > latest):
        raise InputError(_NOT_YET.fill(day=max(first, last)))
    if last < _FIRST:
        raise InputError(_BEFORE_FIRST.fill(day=_FIRST))
    first, last = max(first, _FIRST), min(last, latest)
    if (last - first).days >= _MOST_DAYS:
        raise InputError(_TOO_MANY.fill(most=_MOST_DAYS))
    return [first + _DAY * number for number in range((last - first).days + 1)]


def _usual(now: datetime, fetched: dict[date, datetime]) -> list[date]:
    """Return the days the running bot would fetch, and the two newest however recently fetched."""
    today = today_of(now)
    return sorted({*due_days(now, fetched), today, today - _DAY})


def _failures(failed: Sequence[FailedDay]) -> Iterator[Text]:
    """Yield a sentence for each run of days that failed for one reason, and for the days then skipped."""
    rows: list[list[FailedDay]] = []
    for one in failed:
        if rows and (not one.asked or one.reason == rows[-1][0].reason):
            rows[-1].append(one)
        else:
            rows.append([one])
    for row in rows:
        first, last = row[0], row[-1]
        if first is last:
            yield _AT.fill(day=first.day, reason=first.reason)
        else:
            yield _FROM_TO.fill(since=first.day, until=last.day, count=len(row), reason=first.reason)


def _show(report: FetchReport, language: Language) -> None:
    console = output_console()
    counts = {
        "days": f"{len(report.days):,}",
        "papers": f"{sum(one.papers for one in report.days):,}",
        "new": f"{sum(one.new for one in report.days):,}",
        "votes": f"{sum(one.votes_changed for one in report.days):,}",
    }
    show_line(console, Line(_FETCHED.fill(**counts).in_(language)))
    for day in report.not_open:
        show_line(console, Line(_NOT_OPEN.fill(day=day).in_(language)))
    left_out = [_AT.fill(day=one.day, reason=reason) for one in report.days for reason in one.left_out]
    failed = list(_failures(report.failed))
    for heading, lines in ((_LEFT_OUT, left_out), (_FAILED, failed)):
        if lines:
            show_line(console, Line(heading.in_(language), style="bold"))
        for line in lines[:_SHOWN]:
            show_line(console, Line(line.in_(language)), _INDENT)
        if len(lines) > _SHOWN:
            show_line(console, Line(_MORE.fill(count=len(lines) - _SHOWN).in_(language)), _INDENT)
