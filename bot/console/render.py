"""Replies and reports as text, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.style import Style
from rich.text import Text as Line

from bot.answers.listed_facts import addresses, tags
from bot.answers.reply import Quote, Reply, cells_of, credit, following, footer, numbered, section_label
from bot.answers.table import Cell
from bot.answers.table_phrases import NOT_STATED
from bot.console.output import show_line
from bot.corpus.paper import Paper
from bot.corpus.problem import Problem
from bot.corpus.report import LoadReport
from bot.search.hits import Hit
from bot.texts import Language, Text

__all__ = ["show_reply", "show_report"]

_VALUE, _UNSTATED = Style(bold=False), Style(bold=False, dim=True)

_INDENT = 4
_SHOWN_AUTHORS = 12
_SHOWN_PROBLEMS = 20

_MORE = Text("… and {count:,} more; ask more narrowly to see the rest.", "… 그 밖에 {count:,}편. 더 좁혀 물어보세요.")
_GOES_ON = Text("… and {count:,} more: say “more”.", "… 그 밖에 {count:,}편. “더”라고 하시면 이어서 보여 드립니다.")
_MORE_AUTHORS = Text(", and {count:,} more", " 외 {count:,}명")
_OTHERS = Text(", and others", " 외")
_REJECTED = Text("Rejected:", "거부한 항목:")
_WARNINGS = Text("Warnings:", "경고:")
_MORE_PROBLEMS = Text(
    "… and {count:,} more (--json lists all)", "… 그 밖에 {count:,}건(--json으로 모두 볼 수 있습니다)"
)


def show_reply(console: Console, reply: Reply, *, goes_on: bool = False) -> None:
    """Print a reply: its lead, then the papers it displays with their quotes, or one paper whole.

    If the conversation `goes_on`, more of a list can be requested.
    """
    if reply.lead:
        show_line(console, Line(reply.lead, style="bold"))
    if reply.paper is not None:
        _show_paper(console, reply.paper, reply.language)
        return
    for number, hit in numbered(reply):
        _show_hit(console, number, hit, reply)
    if bridged := footer(reply):
        show_line(console, Line(bridged, style="dim italic"))
    if left := following(reply):
        show_line(console, Line((_GOES_ON if goes_on else _MORE).fill(count=left).in_(reply.language), style="dim"))


def show_report(console: Console, report: LoadReport, language: Language) -> None:
    """Print what a load did, and the location of everything it could not read."""
    show_line(console, Line(report.summary(language)))
    _show_problems(console, _REJECTED, report.rejected, language)
    _show_problems(console, _WARNINGS, report.warnings, language)


def _show_hit(console: Console, number: int, hit: Hit, reply: Reply) -> None:
    mark = f"{number:>2}. "
    show_line(console, Line(hit.paper.title, style="bold cyan"), len(mark), mark=mark)
    show_line(console, Line(f"{credit(hit, reply.language)} · {hit.paper.url}", style="dim"), len(mark))
    for label, cell in cells_of(reply, hit.paper.arxiv_id):
        show_line(console, _cell(label.in_(reply.language), cell, reply.language), len(mark))
    for quote in () if reply.table else reply.quotes:
        if quote.arxiv_id == hit.paper.arxiv_id:
            show_line(console, _quoted(quote, reply.language), len(mark))


def _cell(label: str, cell: Cell, language: Language) -> Line:
    """Return a cell of a table behind the label of its column."""
    line = Line(f"{label}: ", style="bold")
    if cell.quote is None:
        return line.append((cell.value or NOT_STATED).in_(language), _VALUE if cell.value else _UNSTATED)
    return line.append(_quoted(cell.quote, language, label).copy())


def _quoted(quote: Quote, language: Language, column: str = "") -> Line:
    """Return the quote in its marks, the figure that was asked for in bold, and its section."""
    line = Line(f"“{quote.written}”")
    if quote.figure:
        line.highlight_words([quote.figure], "bold")
    label = section_label(quote.section, language)
    return line.append(f" — {label}", "italic dim") if label and label != column else line


def _show_paper(console: Console, paper: Paper, language: Language) -> None:
    show_line(console, Line(paper.title, style="bold cyan"))
    show_line(console, Line(f"{credit(Hit(paper, paper.newest, 0.0), language)} · {paper.url}", style="dim"))
    if paper.authors:
        names = ", ".join(paper.authors[:_SHOWN_AUTHORS])
        hidden = len(paper.authors) - _SHOWN_AUTHORS
        more = _MORE_AUTHORS.fill(count=hidden) if hidden > 0 else _OTHERS if paper.more_authors else None
        show_line(console, Line(names + (more.in_(language) if more else ""), style="dim"))
    if named := tags(paper):
        show_line(console, Line(named, style="dim"))
    for label, url in addresses(paper):
        show_line(console, Line(f"{label.in_(language)}: {url}", style="dim"))
    for section in paper.sections:
        console.print()
        if label := section_label(section.heading, language):
            show_line(console, Line(label, style="bold"))
        show_line(console, Line(section.text))


def _show_problems(console: Console, label: Text, problems: Iterable[Problem], language: Language) -> None:
    rows = [problem.text.in_(language) for problem in problems]
    if not rows:
        return
    show_line(console, Line(label.in_(language), style="bold"))
    for row in rows[:_SHOWN_PROBLEMS]:
        show_line(console, Line(row), _INDENT)
    if len(rows) > _SHOWN_PROBLEMS:
        show_line(console, Line(_MORE_PROBLEMS.fill(count=len(rows) - _SHOWN_PROBLEMS).in_(language)), _INDENT)
