"""A trend as a picture.

matplotlib is imported here, which takes the better part of a second: import this module on first use, in the thread
that draws, and never at start-up. `draw` changes nothing global and may run in several threads at once.
"""

# matplotlib leaves its keyword arguments without types.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator, StrMethodFormatter
from numpy.typing import NDArray

from bot.discovery.lettering import LACKING, font_file, legible
from bot.discovery.rising import Rising, RisingTerm
from bot.discovery.trends import Trend
from bot.texts import Language, Text, day_text, span_text

__all__ = ["draw"]

_WIDTH, _HEIGHT, _DPI = 10.0, 5.6, 100
_GROUND, _GAP, _GRID, _INK, _FAINT = "#1e2128", "#292d37", "#343a46", "#f2f3f5", "#a3a9b5"
_BARS, _LINE, _RISING, _BEFORE = "#5b8def", "#f5b041", "#4fc38a", "#5d6675"
_LONGEST_TOPIC = 34
_LONGEST_TERM = 34
_SHOWN_TERMS = 6
_MOST_NUMBERED = 12
_MOST_DATES = 7
_LEAST_PLACES = 6
# A gap narrower than this fraction only has room for vertical text.
_NARROW = 8

_TITLE = Text("Papers on “{topic}” per week", "주별 논문: “{topic}”")
_TITLE_UNREADABLE = Text("Papers on this topic per week", "이 주제의 주별 논문")
_TITLE_ALL = Text("Papers per week", "주별 논문")
_SPAN = Text("{span} · {papers:,} papers", "{span} · 논문 {papers:,}편")
_SPAN_ONE = Text("{span} · 1 paper", "{span} · 논문 1편")
_PAPERS = Text("papers", "논문 수")
_VOTES = Text("votes", "추천 수")
_NO_LISTING = Text("no listing", "목록 없음")
_RISING_TITLE = Text("Rising terms", "떠오르는 용어")
_RECENT = Text("last {weeks} weeks", "최근 {weeks}주")
_RECENT_ONE = Text("newest week", "최근 1주")
_EARLIER_ONE = Text("week before", "그 전 1주")
_EARLIER = Text("{weeks} weeks before", "그 전 {weeks}주")


def draw(trend: Trend, rising: Rising | None, language: Language) -> bytes:
    """Return a PNG of 1000 x 560 pixels: the weeks of a trend, and the rising terms where there are any.

    Raises SettingsError where the font is not installed.
    """
    figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, facecolor=_GROUND)
    canvas = FigureCanvasAgg(figure)
    terms = rising.terms[:_SHOWN_TERMS] if rising else ()
    _weeks(figure, 0.585 if terms else 0.89, trend, language)
    if rising and terms:
        _terms(figure, rising, terms, language)
    canvas.draw()
    return _png(np.asarray(canvas.buffer_rgba())[:, :, :3])


def _title(topic: str | None) -> Text:
    """Return the title; a topic of which at least half cannot be drawn is named beside the picture."""
    if topic is None:
        return _TITLE_ALL
    shown = legible(topic, _LONGEST_TOPIC)
    if 2 * shown.count(LACKING) >= len(shown.replace(" ", "")):
        return _TITLE_UNREADABLE
    return _TITLE.fill(topic=shown)


def _weeks(figure: Figure, width: float, trend: Trend, language: Language) -> None:
    """Draw papers as bars over votes as a line: two scales in one field would cover each other."""
    counted = _SPAN_ONE if trend.papers == 1 else _SPAN
    span = counted.fill(span=span_text(trend.since, trend.until), papers=trend.papers)
    _write(figure, 0.03, 0.925, _title(trend.topic).in_(language), 17, _INK, bold=True)
    _write(figure, 0.03, 0.865, span.in_(language), 11, _FAINT)
    papers, votes = figure.add_axes((0.07, 0.44, width, 0.32)), figure.add_axes((0.07, 0.13, width, 0.2))
    few = len(trend.weeks) <= _MOST_NUMBERED
    papers.bar(range(len(trend.weeks)), [week.papers or 0 for week in trend.weeks], width=0.62, color=_BARS, zorder=2)
    known = [float("nan") if week.votes is None else float(week.votes) for week in trend.weeks]
    votes.plot(known, color=_LINE, linewidth=2, marker="o", markersize=6 if few else 3.5, zorder=3)
    _scale(papers, [float(week.papers or 0) for week in trend.weeks], _BARS, f"■ {_PAPERS.in_(language)}")
    _scale(votes, [float(week.votes or 0) for week in trend.weeks], _LINE, f"● {_VOTES.in_(language)}")
    for axes in (papers, votes):
        _gaps(axes, trend)
    _name_gap(papers, trend, language)
    _dates(votes, trend, language)
    if few:
        _numbers(papers, [week.papers for week in trend.weeks])
        _numbers(votes, [week.votes for week in trend.weeks])


def _gaps(axes: Axes, trend: Trend) -> None:
    for place, week in enumerate(trend.weeks):
        if week.papers is None:
            axes.axvspan(place - 0.5, place + 0.5, facecolor=_GAP, linewidth=0, zorder=0)


def _name_gap(axes: Axes, trend: Trend, language: Language) -> None:
    """Label the shade of the widest gap, vertically if it is narrow."""
    runs = [(empty, list(run)) for empty, run in groupby(range(len(trend.weeks)), lambda n: not trend.weeks[n].listed)]
    gap = max((places for empty, places in runs if empty), key=len, default=None)
    if gap is None:
        return
    narrow = len(gap) * _NARROW < len(trend.weeks)
    axes.text(
        (gap[0] + gap[-1]) / 2, 0.5, _NO_LISTING.in_(language), transform=axes.get_xaxis_transform(),
        ha="center", va="center", rotation=90 if narrow else 0, color=_FAINT, fontproperties=_font(10),
    )  # fmt: skip


def _scale(axes: Axes, values: Sequence[float], colour: str, name: str) -> None:
    margin = max(0.0, (_LEAST_PLACES - len(values)) / 2)
    axes.set_xlim(-0.5 - margin, len(values) - 0.5 + margin)
    axes.set_ylim(0, max(max(values) * 1.25, 1.2))
    axes.set_facecolor("none")
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.tick_params(axis="both", length=0, pad=7)
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    for mark in axes.get_yticklabels():
        mark.set_fontproperties(_font(10))
        mark.set_color(_FAINT)
    axes.grid(axis="y", color=_GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.text(0, 1.06, name, transform=axes.transAxes, color=colour, fontproperties=_font(11))


def _dates(axes: Axes, trend: Trend, language: Language) -> None:
    """Label weeks at regular intervals by their Monday, including the newest, and each new year."""
    step = -(-len(trend.weeks) // _MOST_DATES)
    places = list(range((len(trend.weeks) - 1) % step, len(trend.weeks), step))
    names: list[str] = []
    year = None
    for place in places:
        day = trend.weeks[place].monday
        written = day_text(day, language)
        short = written.partition(" ")[2] if language == "ko" else written.partition(",")[0]
        names.append(short if day.year == year else f"{short}\n{day.year}")
        year = day.year
    axes.set_xticks(places, names, fontproperties=_font(10), color=_FAINT)


def _numbers(axes: Axes, values: Sequence[int | None]) -> None:
    # A number hides the line of the grid behind it.
    plate = {"facecolor": _GROUND, "linewidth": 0, "pad": 1}
    for place, value in enumerate(values):
        if value:
            axes.annotate(
                f"{value:,}", (place, value), (0, 5), textcoords="offset points", ha="center", va="bottom",
                color=_INK, fontproperties=_font(9.5), zorder=2.5, bbox=plate,
            )  # fmt: skip


def _terms(figure: Figure, rising: Rising, terms: Sequence[RisingTerm], language: Language) -> None:
    left, axes = 0.715, figure.add_axes((0.715, 0.11, 0.265, 0.68))
    weeks, before = (rising.until - rising.since).days // 7 + 1, (rising.since - rising.before_since).days // 7
    recently = _RECENT.fill(weeks=weeks) if weeks > 1 else _RECENT_ONE
    earlier = _EARLIER.fill(weeks=before) if before > 1 else _EARLIER_ONE
    _write(figure, left, 0.925, _RISING_TITLE.in_(language), 14, _INK, bold=True)
    _write(figure, left, 0.865, f"■ {recently.in_(language)}", 10, _RISING)
    _write(figure, left + 0.125, 0.865, f"■ {earlier.in_(language)}", 10, _FAINT)
    most = max(term.recent_share for term in terms)
    for place, term in enumerate(terms):
        axes.barh(place + 0.2, term.recent_share, height=0.24, color=_RISING)
        axes.barh(place + 0.4, term.before_share, height=0.12, color=_BEFORE)
        axes.text(
            0, place - 0.12, legible(term.name.in_(language), _LONGEST_TERM), va="center",
            color=_INK, parse_math=False, fontproperties=_font(10.5),
        )  # fmt: skip
        axes.text(
            term.recent_share + most * 0.02, place + 0.2, f"{term.recent_share:.0%}", va="center",
            color=_RISING, fontproperties=_font(9.5),
        )  # fmt: skip
    axes.set_xlim(0, most * 1.2)
    axes.set_ylim(_SHOWN_TERMS - 0.4, -0.4)
    axes.set_axis_off()


def _write(figure: Figure, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False) -> None:
    figure.text(x, y, text, color=colour, va="center", parse_math=False, fontproperties=_font(size, bold=bold))


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """Pack rows of red, green and blue (PNG specification, sections 5 and 11).

    zlib lets other threads run meanwhile; matplotlib's own way of packing stops them for 20 ms.
    """
    height, width, _ = pixels.shape
    # Before each row stands its filter; none suits flat colours best.
    rows = np.zeros((height, 1 + width * 3), dtype=np.uint8)
    rows[:, 1:] = pixels.reshape(height, width * 3)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(fname=str(font_file(bold)), size=size)
