"""What a user meets: loads, a question's whole path, a stream of questions, and a crowd during a reload."""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from bot.answers.query_service import QueryService
from bot.library.library import Library
from bot.operating.runtime_tuning import settle, tune
from bot.settings import Settings, load_settings
from bot.storage.database import Store
from tests.bench.corpora import Recombined
from tests.bench.figures import Times, WholeFigures
from tests.bench.heartbeat import heartbeat
from tests.bench.questions import asked
from tests.bench.runs import environment, run
from tests.bench.search import times

__all__ = ["measure_whole"]

_RUNS = 3
_STREAM = 1_000
_CROWD = 16
_WAVES = 30


class _Inside(NamedTuple):
    """Hold what is measured inside of one process; the names are those of WholeFigures."""

    ask: Times
    crowd: Times
    crowd_reloading: Times
    reload_seconds: float
    stall: float
    stall_reloading: float


def measure_whole(papers: int) -> WholeFigures:
    """Return the figures of a corpus of so many papers."""
    tune()
    with tempfile.TemporaryDirectory() as folder:
        database, seeds = Path(folder, "papers.db"), Path(folder, "seeds")
        Recombined(papers).write_listings(seeds)
        variables = environment(database, seeds)
        new = statistics.median(_load(variables, database, anew=True) for _ in range(_RUNS))
        unchanged = statistics.median(_load(variables, database, anew=False) for _ in range(_RUNS))
        jsonl = _stream(variables, Path(folder))
        settings = load_settings().model_copy(update={"database": database, "seeds": seeds})
        inside = asyncio.run(_inside(settings))
    return WholeFigures(load_new=new, load_unchanged=unchanged, jsonl=jsonl, **inside._asdict())


def _load(variables: dict[str, str], database: Path, *, anew: bool) -> float:
    if anew:
        for path in database.parent.glob("papers.db*"):
            path.unlink()
    return run(["-m", "bot", "load"], variables).seconds


def _stream(variables: dict[str, str], folder: Path) -> float:
    """Return how many questions a second `ask --jsonl` answers once it has started."""

    def seconds(count: int) -> float:
        lines = (json.dumps({"id": number, "question": text}) for number, text in _numbered(count))
        path = folder / f"{count}.jsonl"
        path.write_text("\n".join(lines), "utf-8")
        return run(["-m", "bot", "ask", "--jsonl"], variables, path).seconds

    few, many = (statistics.median(seconds(count) for _ in range(_RUNS)) for count in (1, _STREAM))
    return (_STREAM - 1) / max(many - few, 1e-9)


def _numbered(count: int) -> list[tuple[int, str]]:
    return list(enumerate(islice(cycle(asked()), count)))


async def _inside(settings: Settings) -> _Inside:
    async with Store.open(settings.database) as store:
        library = Library(store, settings.seeds, settings.glossary)
        await library.open()
        settle()
        ask = _asked_one_by_one(QueryService(library.corpus, settings.now(), settings.language))
        crowd = _Crowd(library, settings)
        async with heartbeat() as late:
            for _ in range(_WAVES):
                await crowd.ask()
        calm, stall = times(crowd.spent), max(late)
        crowd.spent.clear()
        _change(settings.seeds)
        async with heartbeat() as late:
            began = time.perf_counter()
            reload = asyncio.create_task(library.reload())
            while not reload.done():
                await crowd.ask()
            await reload
            took = time.perf_counter() - began
    return _Inside(ask, calm, times(crowd.spent), took, stall * 1000, max(late) * 1000)


def _asked_one_by_one(service: QueryService) -> Times:
    spent: list[float] = []
    for text in asked():
        began = time.perf_counter()
        service.ask(text)
        spent.append((time.perf_counter() - began) * 1000)
    return times(spent)


class _Crowd:
    """Ask sixteen questions at once, each in a thread, as the bot does; `spent` are the milliseconds of each."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self._questions = cycle(asked())
        self.spent: list[float] = []

    async def ask(self) -> None:
        service = QueryService(self._library.corpus, self._settings.now(), self._settings.language)
        await asyncio.gather(*(self._one(service, text) for text in islice(self._questions, _CROWD)))

    async def _one(self, service: QueryService, text: str) -> None:
        began = time.perf_counter()
        await asyncio.to_thread(service.ask, text)
        self.spent.append((time.perf_counter() - began) * 1000)


def _change(seeds: Path) -> None:
    """Change the votes of some papers, so that a reload has something to do."""
    changed = max(seeds.iterdir(), key=lambda path: path.stat().st_size)
    changed.write_text(changed.read_text("utf-8").replace("Vote: 1", "Vote: 2"), "utf-8")
