"""Where the stories happen: a Discord, the bot's own process, its listings, servers and people."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from tests.conftest import SEEDS
from tests.wire.nursery import Nursery
from tests.wire.payloads import BOT_ID, MANAGE_SERVER, Payload, channel, guild, role
from tests.wire.people import Member
from tests.wire.process import BotProcess, run_process
from tests.wire.server import Wire, open_wire

__all__ = ["EVERYTHING", "SECONDS", "THREADS", "Server", "Town", "open_town"]

T = TypeVar("T")

SECONDS = 20.0
HISTORY = 1 << 16
THREADS = (1 << 35) | (1 << 38)
EVERYTHING = (1 << 10) | (1 << 11) | HISTORY | THREADS

_FIRST_SERVER = 1410000000000000000
_FIRST_PERSON = 1210000000000000001
_DAY = timedelta(days=1)


@dataclass
class Town:
    """Hold a Discord on loopback and the bot that runs against it; `used` takes the commands that people run.

    It is the way of the people to the bot: an interaction says what the bot may do in its server.
    """

    wire: Wire
    bot: BotProcess
    seeds: Path
    used: set[str]
    _numbers: count[int] = field(default_factory=count)
    _heard: tuple[int, int] = (0, 0)

    async def deliver(self, name: str, data: Payload) -> None:
        """Bring an event to the bot over the gateway."""
        if name == "INTERACTION_CREATE":
            self._note(data)
            data |= self._granted(data.get("guild_id"))
        await self.bot.deliver(name, data)

    def member(self, **who: Any) -> Member:
        """Return somebody new; in direct messages unless a server is named."""
        new = {"user_id": _FIRST_PERSON + next(self._numbers), "guild_id": None, "seconds": SECONDS}
        return Member(self).but(**(new | who))

    def server(self, permissions: int = EVERYTHING, channels: int = 1) -> Server:
        """Let the bot join a new server with a role for readers."""
        first = _FIRST_SERVER + next(self._numbers) * 1000
        places = tuple(channel(first + 1 + number, guild_id=first) for number in range(channels))
        readers = role(first + 900) | {"mentionable": True}
        return Server(self, self.wire.join(guild(permissions, first, places, (readers,))))

    def change(self, sql: str, *values: object) -> int:
        """Change the database of the stopped bot; return how many rows that met.

        `earlier(moment)` is the same moment a day before: it lets a day pass.
        """
        assert not self.bot.running
        with closing(sqlite3.connect(self._database)) as database, database:
            database.create_function("earlier", 1, _earlier)
            return database.execute(sql, values).rowcount

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Read the database."""
        with closing(sqlite3.connect(self._database)) as database:
            return database.execute(sql, values).fetchall()

    def said_in(self, channel_id: int) -> list[Payload]:
        """Return what the bot has said in a channel, oldest first."""
        said = self.wire.messages.listed(channel_id)[::-1]
        return [one for one in said if one["author"]["id"] == str(BOT_ID)]

    async def until(self, look: Callable[[], T | None], what: str) -> T:
        """Wait until `look` finds something after some request."""
        return await self.wire.wait_for(look, what, SECONDS)

    async def post_in(self, channel_id: int) -> Payload:
        """Wait for the bot to say something in a channel by itself, and return the first that it said."""
        return await self.until(lambda: next(iter(self.said_in(channel_id)), None), f"a post in {channel_id}")

    def complaints(self) -> list[str]:
        """Return what Discord would not have taken and what the bot logged as defects since this was asked last."""
        (faults, written), log = self._heard, self.bot.log
        self._heard = len(self.wire.faults), len(log)
        defects = re.split(r"^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", log[written:], flags=re.MULTILINE)
        return [*self.wire.faults[faults:], *(one for one in defects if " ERROR " in one or "Traceback" in one)]

    @property
    def _database(self) -> Path:
        return self.bot.folder / "papers.db"

    def _note(self, payload: Payload) -> None:
        data: Payload = payload["data"]
        if payload["type"] != 2:
            return
        names: list[str] = [data["name"]]
        options: list[Payload] = data.get("options") or []
        while options and options[0]["type"] in (1, 2):
            names.append(options[0]["name"])
            options = options[0]["options"]
        self.used.add(" ".join(names))

    def _granted(self, guild_id: str | None) -> Payload:
        for server in self.wire.guilds:
            if server["id"] == guild_id:
                return {"app_permissions": server["roles"][0]["permissions"]}
        return {}


@dataclass(frozen=True, slots=True)
class Server:
    """Hold a server that the bot is in."""

    town: Town
    payload: Payload

    @property
    def id(self) -> int:
        """Its id."""
        return int(self.payload["id"])

    @property
    def channels(self) -> list[int]:
        """The ids of its channels."""
        return [int(one["id"]) for one in self.payload["channels"]]

    @property
    def readers(self) -> int:
        """The id of the role that can be pinged."""
        return int(self.payload["roles"][1]["id"])

    def member(self, place: int = 0, **who: Any) -> Member:
        """Return a new member, in one of the channels; they may open threads."""
        return self.town.member(
            **({"guild_id": self.id, "channel_id": self.channels[place], "permissions": THREADS} | who)
        )

    def admin(self, **who: Any) -> Member:
        """Return a new member who manages the server."""
        return self.member(**({"permissions": MANAGE_SERVER} | who))


@asynccontextmanager
async def open_town(
    folder: Path, used: set[str], nursery: Nursery | None = None, **settings: Any
) -> AsyncGenerator[Town]:
    """Start the bot on a copy of the project's listings; its people's messages about new papers are due just now."""
    seeds = folder / "seeds"
    shutil.copytree(SEEDS, seeds)
    given = {"seeds": seeds, "timezone": "UTC", "follow_time": minutes_ago(2)} | settings
    async with open_wire() as wire, run_process(wire, folder, nursery, **given) as bot:
        yield Town(wire, bot, seeds, used)


def minutes_ago(minutes: int) -> str:
    """Return what a clock in UTC showed so many minutes ago."""
    return f"{datetime.now(UTC) - timedelta(minutes=minutes):%H:%M}"


def _earlier(moment: str | None) -> str | None:
    return moment and (datetime.fromisoformat(moment) - _DAY).isoformat()
