"""Terminal output: consoles, wrapped lines, JSON."""

from __future__ import annotations

import json
import sys

from rich.console import Console
from rich.text import Text as Line

__all__ = ["error_console", "output_console", "print_json", "show_line"]

_PIPED_COLUMNS = 80
_MOST_COLUMNS = 100


def output_console() -> Console:
    """Return the console for answers: at most 100 columns, 80 where nothing tells the width; no markup is read."""
    console = Console(markup=False, highlight=False, emoji=False)
    if console.is_terminal:
        console.width = min(console.width, _MOST_COLUMNS)
    else:
        console.width = _PIPED_COLUMNS
    return console


def error_console() -> Console:
    """Return the console for progress and errors."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def show_line(console: Console, line: Line, indent: int = 0, *, hang: int = 0, mark: str = "") -> None:
    """Print a line wrapped, `mark` before its first part, further parts `hang` deeper, no blanks at their ends."""
    for number, part in enumerate(line.wrap(console, console.width - indent - hang)):
        part.rstrip()
        start = " " * (indent + hang) if number else mark.rjust(indent)
        console.print(Line.assemble((start, "dim"), part))


def print_json(value: object) -> None:
    """Print a value as one line of JSON, escaping characters the output encoding lacks."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
