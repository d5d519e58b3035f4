"""The commands that fill and copy the database: load, backup."""

from __future__ import annotations

import time
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text as Line

from bot.console.copies import back_up
from bot.console.output import error_console, output_console, print_json, show_line
from bot.console.render import show_report
from bot.console.rows import report_row
from bot.corpus.report import NothingReadError
from bot.library.library import Library
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from bot.texts import Text

__all__ = ["backup", "load"]

_READING = Text("Reading listings", "목록 읽는 중")
_COPIED = Text("{papers:,} papers copied to {path}.", "논문 {papers:,}편을 {path}에 백업했습니다.")
_VERIFIED = Text("The copy was restored and checked.", "백업을 복원해 확인했습니다.")


async def load(settings: Settings, as_json: bool) -> None:
    """Read the listings into the database and print the report, as JSON even if nothing could be read.

    Raises NothingReadError then, which leaves the database as it was.
    """
    console = error_console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    started = time.perf_counter()
    async with Store.open(settings.database, place=settings.place) as store:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task(_READING.in_(settings.language), total=None)
            try:
                report = await Library(store, settings.seeds, settings.glossary, feed=settings.feed_listings).reload(
                    lambda done, total: progress.update(task, completed=done, total=total)
                )
            except NothingReadError as error:
                if as_json:
                    counts = await PaperStore(store).counts()
                    report = error.report(counts.papers, counts.listings, time.perf_counter() - started)
                    print_json(report_row(report))
                raise
    if as_json:
        print_json(report_row(report))
    else:
        show_report(output_console(), report, settings.language)


async def backup(settings: Settings, target: Path, verify: bool) -> None:
    """Copy the database and say what was copied."""
    papers = await back_up(settings, target, verify)
    text = _COPIED.fill(papers=papers, path=target).in_(settings.language)
    show_line(output_console(), Line(f"{text} {_VERIFIED.in_(settings.language)}" if verify else text))
