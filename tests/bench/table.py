"""The figures as tables for tests/bench/README.md: `python -m tests.bench.table FILE` prints those of a JSON file."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from tests.bench.figures import (
    EngineFigures,
    FeedFigures,
    Figures,
    ProductFigures,
    RestartFigures,
    Times,
    WholeFigures,
)
from tests.bench.peers import ENGINES, OWN

__all__ = ["table"]

T = TypeVar("T")
Cell = Callable[[EngineFigures], str]


def table(figures: Figures) -> str:
    """Return everything as Markdown."""
    machine = figures.machine
    hardware = f"{machine.processor}, {machine.cores} cores, {machine.memory_gb:.0f} GB"
    parts = [f"{hardware}, {machine.system}, Python {machine.python}, NumPy {machine.numpy}."]
    products = {size: own.product for size, own in figures.sizes.items() if own.product}
    parts += [_rows(products, _product)] if products else []
    searches = {size: own.search for size, own in figures.sizes.items() if own.search}
    if searches:
        engines = {size: {engine.name: engine for engine in own.engines} for size, own in searches.items()}
        parts += [
            _by_engine("kernel: ten best from tokens, warm: median / p95 / p99", engines, _warm),
            _by_engine("the same with a rare word: median", engines, lambda e: _ratio(e.rare, e.rare_ratio, e.name)),
            _by_engine("first of all, cold: median / p95 / p99", engines, lambda e: _span(e.cold)),
            _by_engine("built in · memory (· on disk)", engines, _size),
            "\n".join(
                f"{size:,} papers: {own.vocabulary:,} distinct tokens, {own.tokens:,} in all"
                + "".join(f"; {name}: not installed" for name in own.absent)
                + "."
                for size, own in searches.items()
            ),
        ]
    restarts = {size: own.restart for size, own in figures.sizes.items() if own.restart}
    wholes = {size: own.whole for size, own in figures.sizes.items() if own.whole}
    parts += [_rows(restarts, _restart)] if restarts else []
    parts += [_rows(wholes, _whole)] if wholes else []
    feeds = {size: own.feed for size, own in figures.sizes.items() if own.feed}
    parts += [_rows(feeds, _feed)] if feeds else []
    return "\n\n".join(parts)


def _by_engine(title: str, sizes: Mapping[int, Mapping[str, EngineFigures]], cell: Cell) -> str:
    lines = [_line([title, *(f"{size:,} papers" for size in sizes)]), _line(["---"] * (len(sizes) + 1))]
    for name in ENGINES:
        if any(name in engines for engines in sizes.values()):
            cells = (cell(engines[name]) if name in engines else "–" for engines in sizes.values())
            lines.append(_line([name, *cells]))
    return "\n".join(lines)


def _rows(sizes: Mapping[int, T], values: Callable[[T], Mapping[str, str]]) -> str:
    columns = [values(found) for found in sizes.values()]
    lines = [_line(["", *(f"{size:,} papers" for size in sizes)]), _line(["---"] * (len(sizes) + 1))]
    lines += [_line([name, *(column[name] for column in columns)]) for name in columns[0]]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _warm(engine: EngineFigures) -> str:
    own = "" if engine.name == OWN else f" ({_number(engine.ratio)}×)"
    return f"{_span(engine.plain)}{own}"


def _ratio(found: Times | None, ratio: float | None, name: str) -> str:
    if found is None or ratio is None:
        return "–"
    own = "" if name == OWN else f" ({_number(ratio)}×)"
    return f"{_number(found.median)} ms{own}"


def _size(engine: EngineFigures) -> str:
    disk = f" · {_number(engine.disk)} MB" if engine.disk else ""
    return f"{_number(engine.build_seconds)} s · {max(engine.memory, 0):,.0f} MB{disk}"


def _span(found: Times) -> str:
    return f"{_number(found.median)} / {_number(found.p95)} / {_number(found.p99)} ms"


def _number(value: float) -> str:
    """Return two digits that count."""
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:,.0f}"


def _product(found: ProductFigures) -> Mapping[str, str]:
    spread = sorted(found.ratios)
    ratio = f"{statistics.median(spread):.2f}× ({spread[0]:.2f} to {spread[-1]:.2f})" if spread else "–"
    return {
        "text to ten hits: median / p95 / p99": _span(found.search),
        "bm25s with NumPy, from the tokens": _span(found.peer) if found.peer else "–",
        "speed relative to bm25s (1× is equal), median of the rounds": ratio,
    }


def _restart(found: RestartFigures) -> Mapping[str, str]:
    return {
        "restart to the first answer": f"{_number(found.answer)} s",
        "resident then, highest": f"{found.resident:,.0f} MB, {found.highest:,.0f} MB",
        "`ask`, whole process": f"{_number(found.ask)} s, {found.ask_highest:,.0f} MB",
        "first start of all": f"{_number(found.first)} s",
        "database and what is kept beside it": f"{found.database:,.0f} MB",
    }


def _whole(found: WholeFigures) -> Mapping[str, str]:
    return {
        "`load` from scratch, unchanged": f"{_number(found.load_new)} s, {_number(found.load_unchanged)} s",
        "a question, whole path": _span(found.ask),
        "`ask --jsonl`": f"{found.jsonl:,.0f} questions/s",
        "16 questions at once": _span(found.crowd),
        "the same during a reload": _span(found.crowd_reloading),
        "reload under that load": f"{_number(found.reload_seconds)} s",
        "longest stall of the event loop, during a reload": f"{found.stall:.0f} ms, {found.stall_reloading:.0f} ms",
    }


def _feed(found: FeedFigures) -> Mapping[str, str]:
    return {
        "a day of 100 papers, from the request to searchable: time, CPU": (
            f"{_number(found.day)} s, {_number(found.day_cpu)} s"
        ),
        "longest stall of the event loop meanwhile": f"{found.stall:.0f} ms",
        "resident after three such days, more than before": f"{found.resident:,.0f} MB, {found.memory:,.0f} MB",
        "`fetch` of a year, 250 days of 50 papers": f"{_number(found.year)} s",
        "requests in 24 hours, beyond the plan": f"{found.idle}, {found.idle_beyond}",
    }


if __name__ == "__main__":
    sys.stdout.write(f"{table(Figures.read(Path(sys.argv[1])))}\n")
