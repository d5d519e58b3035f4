"""One request and its reply, shown in columns or as JSON; the exit code says whether anything was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from bot.answers.reply import Reply, shown_hits
from bot.console.output import output_console, print_json
from bot.console.render import show_reply
from bot.console.rows import hit_rows, paper_row
from bot.console.session import Session, with_session
from bot.errors import CorpusError, NotFoundError
from bot.settings import Settings
from bot.texts import Text

__all__ = ["look_up", "look_up_paper", "show"]

_NOT_THE_PAPER = Text("No paper is called “{typed}”.", "“{typed}”(이)라는 논문은 없습니다.")


def look_up(
    settings: Settings,
    request: Callable[[Session], Reply],
    as_json: bool,
    rows: Callable[[Reply], Any] = lambda reply: hit_rows(shown_hits(reply)),
    nothing: Any = (),
) -> None:
    """Make a request and show its reply; exit code 1 if nothing was found, with `nothing` as JSON."""

    async def work(session: Session) -> None:
        try:
            session.require_papers()
            reply = request(session)
            shown = rows(reply) if as_json else None
        except (NotFoundError, CorpusError):
            if as_json:
                print_json(nothing)
            raise
        if as_json:
            print_json(shown)
            raise typer.Exit(1 if reply.status == "not_found" else 0)
        show(reply)

    with_session(settings, work)


def look_up_paper(settings: Settings, typed: str, as_json: bool) -> None:
    """Show one full paper; null if the text names none."""

    def row(reply: Reply) -> Any:
        if reply.paper is None:
            # Similar titles are suggestions for a person, not the paper a program asked for.
            raise NotFoundError(_NOT_THE_PAPER.fill(typed=typed[:100]))
        return paper_row(reply.paper)

    look_up(settings, lambda session: session.query_service().paper(typed), as_json, row, None)


def show(reply: Reply) -> None:
    """Print a reply for a person; exit with 1 if nothing was found."""
    show_reply(output_console(), reply)
    if reply.status == "not_found":
        raise typer.Exit(1)
