"""The command line and composition root: settings -> store -> library -> what runs.

Each command imports what it needs: all of it takes a second, and the container asks every 15 s how the bot does.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import asyncio
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.console.options import AsJson, Cluster, Config, Day, Enrich, IdOrTitle, Limit, MinVotes, Order, Since, Until
from bot.console.start import Start, ready_streams
from bot.errors import UserError
from bot.operating.runtime_tuning import tune
from bot.texts import language_of

if TYPE_CHECKING:
    from bot.console.session import Session
    from bot.settings import Settings

__all__ = ["app", "main"]

app = typer.Typer(
    help="Answers questions about daily machine-learning paper listings, on Discord and in the terminal.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; a person's mistake is one sentence on stderr and the exit code of its kind."""
    start = Start()
    ready_streams()
    tune()
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
    from bot.operating.stopping import end_at_once, ends_at_once

    with ends_at_once():
        from bot.console.serving import serve_until_stopped
        from bot.interface.app.run import run_bot
        from bot.operating.lock import only_process
        from bot.operating.logs import set_level

        settings = _settings(context, config)
        set_level(settings.log_level)
        with only_process(settings.place, settings.now()):
            asyncio.run(serve_until_stopped(settings, run_bot))
    end_at_once()


@app.command()
def chat(context: typer.Context, config: Config = None) -> None:
    """Ask in this terminal; no account needed."""
    from bot.console.chatting import chat_here

    chat_here(_settings(context, config))


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="A question in English or Korean.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Read {"id", "conversation", "question"} lines.')] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question was read and scored.")] = False,
    config: Config = None,
) -> None:
    """Answer one question, or a stream of them."""
    from bot.console.asking import answer_questions

    settings = _settings(context, config)
    context.ensure_object(Start).language = language_of(question or "") or settings.language
    answer_questions(settings, question, jsonl=jsonl, explain=explain)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="Words in English or Korean.")],
    author: Annotated[str | None, typer.Option("--author", help="Only papers of this author.")] = None,
    since: Since = None,
    until: Until = None,
    min_votes: MinVotes = None,
    sort: Annotated[Order, typer.Option("--sort", help="Order of the papers.")] = Order.relevance,
    limit: Limit = 10,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Rank the papers that fit a query."""
    from bot.console.lookups import look_up

    look_up(
        _settings(context, config),
        lambda session: session.query_service().search(
            query, author=author, since=since, until=until, min_votes=min_votes, sort=sort.value, limit=limit
        ),
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
    from bot.console.lookups import look_up

    settings = _settings(context, config)
    look_up(settings, lambda session: session.query_service().top(date, since, until, limit), as_json)


@app.command()
def author(
    context: typer.Context, name: Annotated[str, typer.Argument()], as_json: AsJson = False, config: Config = None
) -> None:
    """Show the papers of an author, in any spelling of the name."""
    from bot.console.lookups import look_up

    look_up(_settings(context, config), lambda session: session.query_service().author(name, 1_000), as_json)


@app.command()
def paper(context: typer.Context, id_or_title: IdOrTitle, as_json: AsJson = False, config: Config = None) -> None:
    """Show one paper whole, by arXiv id, link or title."""
    from bot.console.lookups import look_up_paper

    look_up_paper(_settings(context, config), id_or_title, as_json)


@app.command()
def glossary(context: typer.Context, as_json: AsJson = False, config: Config = None) -> None:
    """List the term pairs that the summaries give beyond the glossary, with their support."""
    from bot.console.explaining import show_mined
    from bot.console.output import output_console
    from bot.console.session import with_session

    settings = _settings(context, config)

    async def work(session: Session) -> None:
        session.require_papers()
        show_mined(output_console(), session.library.corpus, settings.language, as_json)

    with_session(settings, work)


@app.command()
def load(context: typer.Context, as_json: AsJson = False, config: Config = None) -> None:
    """Read the folder of listings into the database."""
    from bot.console.maintenance import load as read

    asyncio.run(read(_settings(context, config), as_json))


@app.command()
def fetch(
    context: typer.Context,
    day: Day = None,
    since: Since = None,
    until: Until = None,
    enrich: Enrich = False,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Fetch new days into listing files and load them."""
    from bot.console.fetching import fetch as get

    asyncio.run(get(_settings(context, config), day, since, until, enrich=enrich, as_json=as_json))


@app.command()
def check(
    context: typer.Context,
    live: Annotated[bool, typer.Option("--live", help="Ask the running bot for its health.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Check every index too, which may take minutes.")] = False,
    cluster: Cluster = False,
    as_json: AsJson = False,
    config: Config = None,
) -> None:
    """Check settings, database and corpus."""
    from bot.console.checking import check as look

    settings = partial(_settings, context, config)
    raise typer.Exit(asyncio.run(look(settings, as_json, live=live, full=full, cluster=cluster)))


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A new file.")],
    verify: Annotated[bool, typer.Option("--verify", help="Restore the copy elsewhere and check it.")] = False,
    config: Config = None,
) -> None:
    """Copy the database into FILE, also while the bot runs."""
    from bot.console.maintenance import backup as copy

    asyncio.run(copy(_settings(context, config), file, verify))


@app.command()
def move(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="A file, or postgresql://user@host/name.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty database, or a new file.")],
    config: Config = None,
) -> None:
    """Copy everything from one database into another; stop the bot first."""
    from bot.console.moving import move as copy

    asyncio.run(copy(_settings(context, config), source, target))


def _settings(context: typer.Context, config: Path | None) -> Settings:
    return context.ensure_object(Start).settings(config)


if __name__ == "__main__":
    main()
