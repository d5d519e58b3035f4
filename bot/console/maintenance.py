"""The commands that look after the database: load, check, backup."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text as Line

from bot.console.health import Health, back_up, health, live_health
from bot.console.render import error_console, output_console, print_json, show_line, show_report
from bot.console.rows import report_row
from bot.corpus.paper_store import PaperStore
from bot.corpus.report import NothingReadError
from bot.corpus.store import Store
from bot.errors import SettingsError
from bot.search.library import Library
from bot.settings import Settings
from bot.texts import Language, Text

__all__ = ["backup", "check", "load"]

_READING = Text("Reading listings", "목록 읽는 중")
_COPIED = Text("{papers:,} papers copied to {path}.", "논문 {papers:,}편을 {path}에 백업했습니다.")
_VERIFIED = Text("The copy was restored and checked.", "백업을 복원해 확인했습니다.")
_ALL_WELL = Text("All is well.", "모두 정상입니다.")
_WELL_BUT = Text("Nothing is wrong otherwise.", "그 밖에는 문제가 없습니다.")
_FAULTS = Text("Wrong:", "문제:")
_NOTES = Text("Of note:", "참고:")
_INDENT = 4


async def load(settings: Settings, as_json: bool) -> None:
    """Read the listings into the database and print the report, as JSON also where nothing could be read.

    Raises NothingReadError then, which leaves the database as it was.
    """
    console = error_console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    started = time.perf_counter()
    async with Store.open(settings.database) as store:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task(_READING.in_(settings.language), total=None)
            try:
                report = await Library(store, settings.seeds, settings.glossary).reload(
                    lambda done, total: progress.update(task, completed=done, total=total)
                )
            except NothingReadError as error:
                if as_json:
                    papers = await PaperStore(store).papers()
                    listings = sum(len(paper.listings) for paper in papers.values())
                    print_json(report_row(error.report(len(papers), listings, time.perf_counter() - started)))
                raise
    if as_json:
        print_json(report_row(report))
    else:
        show_report(output_console(), report, settings.language)


async def check(read_settings: Callable[[], Settings], as_json: bool, live: bool = False) -> int:
    """Print what is in use and what is wrong, with `live` as the running bot sees it; return the exit code."""
    language: Language = "en"
    try:
        settings = read_settings()
        language, found = settings.language, await (live_health if live else health)(settings)
    except SettingsError as error:
        found = Health({}, (str(error),))
    if as_json:
        print_json({"ok": not found.faults, **found.facts, "faults": found.faults, "notes": found.notes})
        return 1 if found.faults else 0
    console = output_console()
    for name, fact in found.facts.items():
        if isinstance(fact, Mapping):
            show_line(console, Line(f"{name}:", style="bold"))
            for key, value in cast("Mapping[str, object]", fact).items():
                # A path that is broken into lines can no longer be copied.
                console.print(Line(f"{' ' * _INDENT}{key}: {value}"), soft_wrap=True)
        else:
            show_line(console, Line.assemble((f"{name}: ", "bold"), str(fact)), hang=_INDENT)
    for heading, lines in ((_FAULTS, found.faults), (_NOTES, found.notes)):
        if lines:
            show_line(console, Line(heading.in_(language), style="bold"))
        for line in lines:
            show_line(console, Line(line), _INDENT, mark="  - ")
    if not found.faults:
        show_line(console, Line((_WELL_BUT if found.notes else _ALL_WELL).in_(language), style="bold"))
    return 1 if found.faults else 0


async def backup(settings: Settings, target: Path, verify: bool) -> None:
    """Copy the database and say what was copied."""
    papers = await back_up(settings, target, verify)
    text = _COPIED.fill(papers=papers, path=target).in_(settings.language)
    show_line(output_console(), Line(f"{text} {_VERIFIED.in_(settings.language)}" if verify else text))
