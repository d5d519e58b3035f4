"""The command line and composition root: settings -> store -> library -> what runs."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.answers.reply import Reply
from bot.console.jsonl import answer_lines
from bot.console.render import output_console, show_reply
from bot.console.rows import hit_rows, paper_row
from bot.console.session import Session, open_session
from bot.errors import InputError, NotFoundError, UserError
from bot.settings import Settings, load_settings
from bot.texts import Language, Text, language_of

__all__ = ["app", "main"]

app = typer.Typer(
    help="Answers questions about daily machine-learning paper listings, on Discord and in the terminal.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@dataclass(slots=True)
class Start:
    """Hold what is known of a start before and beside the settings: their file, and the language of errors."""

    config: Path | None = None
    language: Language = "en"


class Order(StrEnum):
    """How `search` sorts."""

    relevance = "relevance"
    votes = "votes"
    newest = "newest"


Config = Annotated[Path | None, typer.Option("--config", help="Settings file; default config/bot.toml or BOT_CONFIG.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1000, help="Most papers to show.")]
Since = Annotated[str | None, typer.Option("--since", help="First day, such as 2024-10-25.")]
Until = Annotated[str | None, typer.Option("--until", help="Last day.")]

_NO_QUESTION = Text(
    "Write the question behind `ask`, or give a stream of them to `ask --jsonl`.",
    "`ask` 뒤에 질문을 적거나 `ask --jsonl`로 질문 목록을 넘겨 주세요.",
)


def main() -> None:
    """Run the command line; a person's mistake is one sentence on stderr and the exit code of its kind."""
    start = Start()
    try:
        app(obj=start)
    except UserError as error:
        typer.echo(error.in_(start.language), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


@app.callback()
def options(context: typer.Context, config: Config = None) -> None:
    """Answer questions about daily machine-learning paper listings."""
    context.ensure_object(Start).config = config


@app.command()
def run(context: typer.Context, config: Config = None) -> None:
    """Connect to Discord (needs BOT_TOKEN)."""
    # discord.py takes a quarter of a second to import, which no other command needs.
    from bot.interface.running import run_bot  # noqa: PLC0415

    settings = _settings(context, config)
    logging.getLogger().setLevel(settings.log_level)

    async def serve() -> None:
        async with open_session(settings) as session:
            await run_bot(settings, session.library, session.store)

    asyncio.run(serve())


@app.command()
def chat(context: typer.Context, config: Config = None) -> None:
    """Ask in this terminal; no account needed."""
    from bot.console.chat import chat as talk  # noqa: PLC0415 - the line editor is for this command only

    settings = _settings(context, config)
    history = settings.database.parent / "chat_history"

    async def serve(session: Session) -> None:
        await talk(session.library, settings.now, settings.language, output_console(), history)

    _with_session(settings, serve)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="A question in English or Korean.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Read {"id", "conversation", "question"} lines.')] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question was read and scored.")] = False,
    config: Config = None,
) -> None:
    """Answer one question, or a stream of them."""
    if question is None and not jsonl:
        raise InputError(_NO_QUESTION)
    settings = _settings(context, config)
    context.ensure_object(Start).language = language_of(question or "") or settings.language

    async def answer(session: Session) -> None:
        if question is None:
            for line in answer_lines(sys.stdin.buffer, session.desk(), settings.language):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
        else:
            reply = session.desk().ask(question)
            if explain:
                from bot.console.explaining import show_explanation  # noqa: PLC0415 - tables are for the curious

                show_explanation(output_console(), session.library.corpus, question, reply)
            _show(reply, 10)

    _with_session(settings, answer)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Words in English or Korean.")],
    author: Annotated[str | None, typer.Option("--author", help="Only papers of this author.")] = None,
    since: Since = None,
    until: Until = None,
    min_votes: Annotated[int | None, typer.Option("--min-votes", min=0, help="Only papers with so many votes.")] = None,
    sort: Annotated[Order, typer.Option("--sort", help="Order of the papers.")] = Order.relevance,
    limit: Limit = 10,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Rank the papers that fit a query."""
    _look_up(
        _settings(context, config),
        lambda session: session.desk().search(
            query, author=author, since=since, until=until, min_votes=min_votes, sort=sort.value, limit=limit
        ),
        limit,
        as_json,
    )


@app.command()
def top(
    context: typer.Context,
    date: Annotated[str | None, typer.Option("--date", help="A day; default the newest listed one.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 10,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Show the best-voted papers of a day or range."""
    settings = _settings(context, config)
    _look_up(settings, lambda session: session.desk().top(date, since, until, limit), limit, as_json)


@app.command()
def author(
    context: typer.Context, name: Annotated[str, typer.Argument()], as_json: AsJson = False, config: Config = None
) -> None:
    """Show the papers of an author, in any spelling of the name."""
    _look_up(_settings(context, config), lambda session: session.desk().author(name), 1000, as_json)


@app.command()
def paper(
    context: typer.Context,
    id_or_title: Annotated[str, typer.Argument(metavar="ID")],
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Show one paper whole, by arXiv id, link or title."""

    def rows(reply: Reply) -> Any:
        if reply.paper is None:
            # Papers with a title like it are an offer to a person, not the paper that a program asked for.
            raise NotFoundError(Text(f"No paper is called {id_or_title!r}.", f"{id_or_title!r}인 논문이 없습니다."))
        return paper_row(reply.paper)

    _look_up(_settings(context, config), lambda session: session.desk().paper(id_or_title), 10, as_json, rows, "null")


@app.command()
def glossary(context: typer.Context, as_json: AsJson = False, config: Config = None) -> None:
    """List the term pairs that the summaries give beyond the glossary, with their support."""

    from bot.console.explaining import show_mined  # noqa: PLC0415 - tables are for the curious

    async def work(session: Session) -> None:
        show_mined(output_console(), session.library.corpus, settings.language, as_json)

    settings = _settings(context, config)
    _with_session(settings, work)


@app.command()
def load(context: typer.Context, as_json: AsJson = False, config: Config = None) -> None:
    """Read the folder of listings into the database."""
    from bot.console.maintenance import load as read  # noqa: PLC0415 - with its progress bar, for this command only

    asyncio.run(read(_settings(context, config), as_json))


@app.command()
def check(context: typer.Context, as_json: AsJson = False, config: Config = None) -> None:
    """Check settings, database, corpus and index."""
    from bot.console.maintenance import check as look  # noqa: PLC0415

    raise typer.Exit(asyncio.run(look(lambda: _settings(context, config), as_json)))


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A new file.")],
    verify: Annotated[bool, typer.Option("--verify", help="Restore the copy elsewhere and check it.")] = False,
    config: Config = None,
) -> None:
    """Copy the database into FILE, also while the bot runs."""
    from bot.console.maintenance import backup as copy  # noqa: PLC0415

    asyncio.run(copy(_settings(context, config), file, verify))


def _settings(context: typer.Context, config: Path | None) -> Settings:
    start = context.ensure_object(Start)
    settings = load_settings(config or start.config)
    start.language = settings.language
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    return settings


def _with_session(settings: Settings, work: Callable[[Session], Coroutine[Any, Any, None]]) -> None:
    async def serve() -> None:
        async with open_session(settings) as session:
            await work(session)

    asyncio.run(serve())


def _look_up(
    settings: Settings,
    request: Callable[[Session], Reply],
    limit: int,
    as_json: bool,
    rows: Callable[[Reply], Any] = lambda reply: hit_rows(reply.hits),
    nothing: str = "[]",
) -> None:
    """Make a request and show its reply; exit code 1 where nothing was found, with `nothing` as JSON."""

    async def work(session: Session) -> None:
        try:
            reply = request(session)
            shown = rows(reply) if as_json else None
        except NotFoundError:
            if as_json:
                typer.echo(nothing)
            raise
        if as_json:
            typer.echo(json.dumps(shown, ensure_ascii=False))
            raise typer.Exit(1 if reply.status == "not_found" else 0)
        _show(reply, limit)

    _with_session(settings, work)


def _show(reply: Reply, limit: int) -> None:
    show_reply(output_console(), reply, limit)
    if reply.status == "not_found":
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
