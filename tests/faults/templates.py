"""What every round begins with: databases of the first schema that posts and of the present one, and the commands."""

from __future__ import annotations

import asyncio
import re
import signal
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.stories.listings import add_listing
from tests.wire.nursery import Nursery
from tests.wire.payloads import TOKEN, Payload
from tests.wire.server import open_wire

__all__ = ["BEFORE", "Templates", "make_templates", "schema"]

BEFORE = {"2502.90001": "Quokka pictures of old", "2502.90002": "Quokka films of old"}

_ROOT = Path(__file__).resolve().parents[2]
_MIGRATIONS = _ROOT / "bot" / "storage" / "migrations"
_FIRST_THAT_POSTS = 3
_SAME_TABLES = ("paper", "section", "author", "listing", "corpus_revision", "command_tree")

Schema = tuple[int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Templates:
    """Hold files to copy, and the commands that Discord has already."""

    seeds: Path
    glossary: Path
    old: Path
    new: Path
    commands: list[Payload]
    schemas: tuple[Schema, Schema]


def schema(database: Path) -> Schema:
    """Return the version of a database and its tables as they were created."""
    with closing(sqlite3.connect(database)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        return version, tuple(tables.fetchall())


async def make_templates(nursery: Nursery, folder: Path) -> Templates:
    """Let the bot itself load listings and register its commands once."""
    seeds, new, old = folder / "seeds", folder / "new.db", folder / "old.db"
    seeds.mkdir()
    for file in sorted((_ROOT / "seeds").iterdir())[-1:]:
        (seeds / file.name).write_bytes(file.read_bytes())
    add_listing(seeds, "2024-11-20", BEFORE)
    glossary = _ROOT / "config" / "glossary.tsv"
    async with open_wire(checks=False) as wire:
        environment = {
            "BOT_TOKEN": TOKEN, "BOT_DISCORD_API": wire.api, "BOT_DATABASE": str(new), "BOT_SEEDS": str(seeds),
            "BOT_GLOSSARY": str(glossary),
        }  # fmt: skip
        child = await nursery.start(["run"], environment, folder, folder / "stderr.log")
        await asyncio.wait_for(wire.gateway.identified.get(), 60)
        child.send(signal.SIGTERM)
        assert await child.ended == 0, (folder / "stderr.log").read_text("utf-8")
        commands = wire.rest.commands
    _age(new, old)
    return Templates(seeds, glossary, old, new, commands, (schema(old), schema(new)))


def _age(new: Path, old: Path) -> None:
    """Write what a database holds into one of an old schema."""
    with closing(sqlite3.connect(old, isolation_level=None)) as database:
        for step in sorted(_MIGRATIONS.glob("[0-9]*.sql"))[:_FIRST_THAT_POSTS]:
            database.executescript(re.sub(r"--[^\n]*", "", step.read_text("utf-8")))
        database.execute(f"PRAGMA user_version = {_FIRST_THAT_POSTS}")
        database.execute("ATTACH ? AS now", (str(new),))
        for table in _SAME_TABLES:
            columns = ", ".join(row[1] for row in database.execute(f"PRAGMA main.table_info({table})"))
            database.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
