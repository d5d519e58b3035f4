"""The ten best papers for a question: the project's index and its peers, on the same tokens at the same time.

After one cold pass, the questions are asked in rounds, some at a time of one engine and then of the next, in another
order each time, so that a disturbance of the machine hits all of them alike. A question's time is its median over the
rounds. An engine that is so slow that all questions would take longer than some seconds is asked fewer.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import numpy as np

from tests.bench.corpora import Recombined
from tests.bench.figures import EngineFigures, SearchFigures, Times
from tests.bench.machine import settled_memory
from tests.bench.numbered import Tokens, numbered, project_glossary
from tests.bench.peers import ENGINES, OWN, Kind, Materials
from tests.bench.questions import Question, questions

__all__ = ["measure_search", "times", "undisturbed"]

ROUNDS = 5
_AT_A_TIME = 16
_PASS_SECONDS = 4.0
_FEWEST = 20


@dataclass
class _Runner:
    """Hold an engine, its prepared questions, and how long each took, in ms: first cold, then in each round."""

    name: str
    build_seconds: float
    memory: float
    disk: float
    runs: list[Callable[[], object]]
    cold: list[float] = field(default_factory=list[float])
    warm: list[list[float]] = field(default_factory=list[list[float]])


def measure_search(papers: int, only: Collection[str] = tuple(ENGINES), rounds: int = ROUNDS) -> SearchFigures:
    """Return the figures of all engines of `only` that are installed, on a corpus of so many papers."""
    started = time.perf_counter()
    corpus, glossary = Recombined(papers), project_glossary()
    tokens, asked = numbered(corpus, glossary), questions(corpus, glossary)
    generated = time.perf_counter() - started
    del corpus
    # The project's own index is what the others are compared with.
    wanted = {name: kind for name, kind in ENGINES.items() if name in {OWN, *only}}
    kinds = {name: kind for name, kind in wanted.items() if papers <= (kind.most_papers or papers)}
    with tempfile.TemporaryDirectory() as folder:
        runners = _built(kinds, tokens, asked, Path(folder))
        with undisturbed():
            _first_pass(runners)
            for number in range(rounds):
                _round(runners, random.Random(number))
    return SearchFigures(
        vocabulary=len(tokens.vocabulary),
        tokens=len(tokens.papers.numbers),
        generated_seconds=generated,
        engines=tuple(_figures(runner, runners[0], asked) for runner in runners),
        absent=tuple(name for name, kind in kinds.items() if kind.missing),
    )


def times(milliseconds: Sequence[float]) -> Times:
    """Return the median, p95 and p99 of some times."""
    median, p95, p99 = (float(each) for each in np.percentile(milliseconds, (50, 95, 99)))
    return Times(len(milliseconds), median, p95, p99)


def _built(kinds: dict[str, Kind], tokens: Tokens, asked: Sequence[Question], folder: Path) -> list[_Runner]:
    given = Materials(tokens, folder)
    runners: list[_Runner] = []
    for name, kind in kinds.items():
        if kind.missing:
            print(f"{name}: not measured without {' and '.join(kind.missing)}", file=sys.stderr)
            continue
        for package in kind.needs:
            # What the packages themselves take is not the index's.
            import_module(package)
        before, written, started = settled_memory(), _written(folder), time.perf_counter()
        engine = given.made[name] = kind.make(given)
        seconds = time.perf_counter() - started
        memory, disk = settled_memory() - before, _written(folder) - written
        runs = [engine.run(question.tokens) for question in asked]
        runners.append(_Runner(name, seconds, memory, disk, runs))
        print(f"{len(tokens.papers):,} papers, {name}: built in {seconds:.1f} s, {memory:.0f} MB", file=sys.stderr)
    return runners


def _first_pass(runners: Sequence[_Runner]) -> None:
    """Ask every engine every question once, or as many as its seconds allow."""
    for runner in runners:
        end = time.perf_counter() + _PASS_SECONDS
        for number, run in enumerate(runner.runs):
            if number >= _FEWEST and time.perf_counter() > end:
                break
            runner.cold.append(_timed(run))
        del runner.runs[len(runner.cold) :]
        runner.warm = [[] for _ in runner.runs]


def _round(runners: Sequence[_Runner], chance: random.Random) -> None:
    for first in range(0, max(len(runner.runs) for runner in runners), _AT_A_TIME):
        for runner in chance.sample(runners, len(runners)):
            own = slice(first, first + _AT_A_TIME)
            for run, spent in zip(runner.runs[own], runner.warm[own], strict=True):
                spent.append(_timed(run))


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter_ns()
    run()
    return (time.perf_counter_ns() - started) / 1e6


def _figures(runner: _Runner, own: _Runner, asked: Sequence[Question]) -> EngineFigures:
    warm = [statistics.median(spent) for spent in runner.warm]
    base = [statistics.median(spent) for spent in own.warm]

    def split(rare: bool) -> tuple[Times | None, float | None]:
        chosen = [number for number in range(len(warm)) if asked[number].rare == rare]
        if not chosen:
            return None, None
        spent = times([warm[number] for number in chosen])
        return spent, spent.median / statistics.median(base[number] for number in chosen)

    plain, ratio = split(rare=False)
    rare, rare_ratio = split(rare=True)
    if plain is None or ratio is None:
        message = "an engine is always asked some plain question"
        raise AssertionError(message)
    return EngineFigures(
        runner.name,
        runner.build_seconds,
        runner.memory,
        runner.disk,
        times(runner.cold),
        plain,
        rare,
        ratio,
        rare_ratio,
    )


def _written(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


@contextmanager
def undisturbed() -> Generator[None]:
    """Collect no garbage while something is measured."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
