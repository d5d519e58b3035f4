"""The command that answers: one question for a person, or a stream of them for a program."""

from __future__ import annotations

from collections.abc import Iterable

from bot.console.explaining import show_explanation
from bot.console.jsonl import answer_lines
from bot.console.lookups import show
from bot.console.output import output_console, print_json
from bot.console.reading_text import show_reading
from bot.console.session import Session

__all__ = ["ask", "ask_lines"]


def ask(question: str, session: Session, *, explain: bool) -> None:
    """Print the answer to a question; before it, with `explain`, how it was read and scored."""
    session.require_papers()
    desk = session.desk()
    reply = desk.ask(question)
    if explain:
        corpus, console = session.library.corpus, output_console()
        show_reading(console, desk.reading(question), desk.understood(question), corpus)
        show_explanation(console, corpus, question, reply)
    show(reply)


def ask_lines(lines: Iterable[bytes], session: Session) -> None:
    """Print the answer to each line of JSON as a line of JSON."""
    for row in answer_lines(lines, session.desk(), session.settings.language):
        print_json(row)
