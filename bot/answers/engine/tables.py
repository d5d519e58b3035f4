"""Tables: what each of some papers states, in the columns that are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.answers.engine.cells import cell_of
from bot.answers.engine.figures import Figure, Measure, Ranking, figure_of, measure_of, ranked
from bot.answers.request import DEFAULT_COLUMNS, Choice, Column, Request
from bot.answers.table import MOST_COLUMNS, MOST_ROWS, Cell
from bot.corpus.paper import Paper
from bot.search.corpus import Corpus

__all__ = ["Compared", "Line", "compared"]

# Only this many papers of a list are looked at beyond those displayed.
_LOOKED_AT = 40
_PAIR = 2
# What is shown of two papers that do not state what is asked of both.
_IN_PLACE = (Column("results"), Column("new"))


@dataclass(frozen=True, slots=True)
class Line:
    """A row before it is phrased: its paper, its number, its cells, and the figure that it is compared by."""

    paper: Paper
    number: int
    cells: tuple[Cell, ...]
    figure: Figure | None = None

    @property
    def stated(self) -> bool:
        """Whether it states anything of what is asked."""
        return any(cell.stated for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Compared:
    """A table before it is phrased: its columns, its lines in order, how many of the first ones are those wanted, and
    whether their figures can be compared."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    wanted: int = 0
    ranking: Ranking | None = None


def compared(request: Request, papers: Sequence[Paper], others: Sequence[Paper], corpus: Corpus) -> Compared:
    """Return the table of `papers`, and of the first of `others` that state what is asked if some are to be chosen."""
    columns = (request.columns or DEFAULT_COLUMNS)[:MOST_COLUMNS]
    numbers = {arxiv_id: number for number, arxiv_id in enumerate(request.among or (), start=1)}

    def line(paper: Paper, place: int) -> Line:
        cells = tuple(cell_of(column, paper, corpus, request.language) for column in columns)
        return Line(paper, numbers.get(paper.arxiv_id, place), cells)

    lines = [line(paper, place) for place, paper in enumerate(papers[:MOST_ROWS], start=1)]
    if request.choice not in ("all", "unstated") and request.count is None:
        further = (line(paper, place) for place, paper in enumerate(others[:_LOOKED_AT], start=len(lines) + 1))
        lines += islice((one for one in further if _is_wanted(one, request.choice)), MOST_ROWS - len(lines))
    by_statement = request.choice in ("all", "stated", "unstated")
    table = (_by_statement if by_statement else _by_figure)(columns, lines, request.choice)
    return _with_results(table, request, corpus)


def _with_results(table: Compared, request: Request, corpus: Corpus) -> Compared:
    """Return the table of a pair with what each paper says of its results, if one of them states nothing asked for."""
    asked = all(column.of in ("fact", "figure") for column in table.columns)
    if len(table.lines) > _PAIR or not asked or all(line.stated for line in table.lines):
        return table
    lines: list[Line] = []
    for line in table.lines:
        cells = (cell_of(column, line.paper, corpus, request.language) for column in _IN_PLACE)
        lines.append(replace(line, cells=(*line.cells, next((cell for cell in cells if cell.stated), Cell()))))
    return replace(table, columns=(*table.columns, _IN_PLACE[0]), lines=tuple(lines))


def _is_wanted(line: Line, choice: Choice) -> bool:
    """Tell whether a paper that was not displayed belongs in the table."""
    return line.stated if choice == "stated" else any(cell.quote and cell.quote.figure for cell in line.cells)


def _by_statement(columns: tuple[Column, ...], lines: Sequence[Line], choice: Choice) -> Compared:
    """Put the lines that are wanted first."""
    if choice == "all":
        return Compared(columns, tuple(lines), len(lines))
    wanted = [line for line in lines if line.stated == (choice == "stated")]
    rest = [line for line in lines if line.stated != (choice == "stated")]
    return Compared(columns, (*wanted, *rest), len(wanted))


def _by_figure(columns: tuple[Column, ...], lines: Sequence[Line], choice: Choice) -> Compared:
    """Put the lines in the order of their figures if those can be compared, else those that state any first."""
    measure = measure_of(columns[0].question)
    if measure is None:
        return _by_statement(columns, lines, "stated")
    read = [replace(line, figure=_figure_in(line, measure)) for line in lines]
    most = choice == "most" or (choice == "best" and not measure.less_is_better)
    ranking = ranked(measure, [line.figure for line in read if line.figure], most=most)
    if not ranking.comparable:
        first = sorted(read, key=lambda line: (line.figure is None, not line.stated))
        return Compared(columns, tuple(first), sum(line.figure is not None for line in read), ranking)
    figured = [line for line in read if line.figure]
    figured.sort(key=lambda line: line.figure.value if line.figure else 0.0, reverse=most)
    rest = sorted((line for line in read if not line.figure), key=lambda line: not line.stated)
    return Compared(columns, (*figured, *rest), len(figured), ranking)


def _figure_in(line: Line, measure: Measure) -> Figure | None:
    quote = line.cells[0].quote
    return figure_of(measure, quote.text) if quote else None
