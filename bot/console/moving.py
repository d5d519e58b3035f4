"""The command that copies one database into another."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from rich.text import Text as Line

from bot.addresses import PostgresAddress, database_named
from bot.console.health import require_database
from bot.console.output import output_console, show_line
from bot.errors import InputError
from bot.operating.lock import only_process
from bot.settings import Settings
from bot.storage.database import Store
from bot.storage.moving import copy_all
from bot.texts import Text

__all__ = ["move"]

_MOVED = Text(
    "{rows:,} rows copied from {source} to {target} and compared one by one. Name the new one in BOT_DATABASE.",
    "{source}에서 {target}(으)로 {rows:,}행을 복사해 하나씩 비교했습니다. BOT_DATABASE에 새 데이터베이스를 "
    "지정해 주세요.",
)


async def move(settings: Settings, source: str, target: str) -> None:
    """Copy everything and say how much it was; raises StoreError, and UserError where a bot runs on a file of the two.

    What is copied from stays as it is.
    """
    ends = _named(source), _named(target)
    require_database(ends[0])
    with ExitStack() as held:
        for end in ends:
            if isinstance(end, Path):
                held.enter_context(only_process(end, settings.now()))
        async with Store.open(ends[0]) as one, Store.open(ends[1]) as other:
            rows = await copy_all(one, other)
    said = _MOVED.fill(rows=rows, source=ends[0], target=ends[1]).in_(settings.language)
    show_line(output_console(), Line(said))


def _named(text: str) -> Path | PostgresAddress:
    try:
        named = database_named(text)
    except ValueError as error:
        (said,) = error.args
        raise InputError(said) from None
    return named if isinstance(named, PostgresAddress) else Path(text)
