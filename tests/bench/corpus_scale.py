"""A restart from a loaded database to the first answer, and the memory of the process then."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from pydantic import TypeAdapter

from bot.corpus.difference import Difference
from bot.corpus.report import LoadReport
from bot.storage.database import Store
from bot.storage.papers import PaperStore
from tests.bench.corpora import SEEDS, Recombined
from tests.bench.figures import RestartFigures
from tests.bench.restart import QUESTION, Start
from tests.bench.runs import Finished, environment, run

__all__ = ["measure_restart", "write_database"]

_AT_ONCE = 10_000
_RUNS = 3


def measure_restart(papers: int) -> RestartFigures:
    """Return the figures of a database of so many papers."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "papers.db")
        began = time.perf_counter()
        asyncio.run(write_database(Recombined(papers), database))
        written = time.perf_counter() - began
        variables = environment(database, SEEDS)
        # The first start analyses all papers where a later one need not.
        first = _start(variables)
        size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 2**20
        starts = [_start(variables) for _ in range(_RUNS)]
        asks = [run(["-m", "bot", "ask", QUESTION], variables) for _ in range(_RUNS)]
    print(f"{papers:,} papers: first start {first.answer:.1f} s", file=sys.stderr)
    return RestartFigures(
        written_seconds=written,
        database=size,
        first=first.answer,
        open=statistics.median(start.open for start in starts),
        answer=statistics.median(start.answer for start in starts),
        resident=statistics.median(start.resident for start in starts),
        highest=statistics.median(start.highest for start in starts),
        ask=statistics.median(ask.seconds for ask in asks),
        ask_highest=statistics.median(ask.highest for ask in asks),
    )


async def write_database(corpus: Recombined, database: Path, at_once: int = _AT_ONCE) -> None:
    """Write a corpus as the program writes papers, `at_once` in one revision."""
    async with Store.open(database) as store:
        papers, waiting, done = PaperStore(store), corpus.papers(), 0
        while batch := tuple(islice(waiting, at_once)):
            done += len(batch)
            report = LoadReport(1, done, len(batch), 0, 0, done - len(batch), done, 0, (), (), 0.0)
            await papers.apply(Difference(added=batch), report, datetime.now(UTC))


def _start(variables: dict[str, str]) -> Start:
    found: Finished = run(["-m", "tests.bench.restart", str(time.monotonic())], variables)
    return TypeAdapter(Start).validate_json(found.output)
