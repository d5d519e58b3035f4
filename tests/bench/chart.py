"""How search time grows with the papers, as a picture: `python -m tests.bench.chart FILE [PICTURE]`"""

# matplotlib leaves its keyword arguments without types.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, StrMethodFormatter

from tests.bench.corpora import ROOT
from tests.bench.figures import EngineFigures, Figures
from tests.bench.peers import ENGINES, OWN

__all__ = ["draw"]

PICTURE = ROOT / "config" / "assets" / "growth.png"
_LEAST = 1_000
_GROUND, _GRID, _INK, _FAINT = "#ffffff", "#e4e7ec", "#1e2128", "#6b7280"
_COLORS = ("#1d4ed8", "#b91c1c", "#d97706", "#a16207", "#6d28d9", "#047857")

Time = Callable[[EngineFigures], float | None]


def draw(figures: Figures, picture: Path) -> None:
    """Draw the medians of all engines over the papers, of plain questions and of those with a rare word."""
    figure = Figure(figsize=(10, 4.6), dpi=120, facecolor=_GROUND, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2, sharey=True)
    _panel(left, figures, "questions as people ask them", lambda engine: engine.plain.median)
    _panel(right, figures, "with one rare word", lambda engine: engine.rare.median if engine.rare else None)
    left.set_ylabel("median time for the ten best, ms", color=_FAINT)
    canvas.print_png(picture)


def _panel(axes: Axes, figures: Figures, title: str, time: Time) -> None:
    axes.set_title(title, loc="left", color=_INK, fontsize=11)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.grid(color=_GRID, linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=_FAINT)
    sizes = sorted(size for size, own in figures.sizes.items() if own.search and size >= _LEAST)
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    axes.set_xlabel("papers", color=_FAINT)
    for name, color in zip(ENGINES, _COLORS, strict=True):
        points = [(size, value) for size in sizes if (value := _value(figures, size, name, time)) is not None]
        if points:
            _curve(axes, points, name, color, ends_early=points[-1][0] < sizes[-1])
        if name == OWN and points:
            _linear(axes, points[0], sizes[-1])
    axes.margins(x=0.25)


def _value(figures: Figures, size: int, name: str, time: Time) -> float | None:
    search = figures.sizes[size].search
    return next((time(engine) for engine in search.engines if engine.name == name), None) if search else None


def _curve(axes: Axes, points: list[tuple[int, float]], name: str, color: str, *, ends_early: bool) -> None:
    x, y = zip(*points, strict=True)
    own = name == OWN
    axes.plot(
        x, y, color=color, marker="o", markersize=5 if own else 3.5, linewidth=2.6 if own else 1.4, zorder=2 + own
    )
    # A name behind a curve that ends early would lie on another one.
    place, side = ((0, 7), "center") if ends_early else ((6, -3), "left")
    weight = "bold" if own else "normal"
    axes.annotate(
        name, (x[-1], y[-1]), place, textcoords="offset points", ha=side, color=color, fontsize=8.5, weight=weight
    )


def _linear(axes: Axes, start: tuple[int, float], largest: int) -> None:
    """Draw what growing with the papers would be."""
    size, value = start
    axes.plot((size, largest), (value, value * largest / size), color=_FAINT, linewidth=1, linestyle=":", zorder=1)
    axes.annotate(
        "linear", (largest, value * largest / size), (6, -3), textcoords="offset points", color=_FAINT, fontsize=8.5
    )


if __name__ == "__main__":
    draw(Figures.read(Path(sys.argv[1])), Path(sys.argv[2]) if len(sys.argv) > 2 else PICTURE)
