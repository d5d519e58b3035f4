"""Where a round happens: a Discord of its own, a database of its own, and a bot that is started and killed."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.watch import Watch
from tests.stories.listings import add_listing
from tests.wire.nursery import Child, Nursery
from tests.wire.payloads import Payload
from tests.wire.people import Member
from tests.wire.server import Wire

__all__ = [
    "CHANNELS",
    "FOLLOWERS",
    "FORUM",
    "FREE",
    "MAY_ALL",
    "MAY_NOT_READ",
    "MENU",
    "NEWS",
    "SERVER",
    "WEEKLY",
    "Scene",
    "until",
]

HISTORY = 1 << 16
MAY_NOT_READ = (1 << 10) | (1 << 11) | (1 << 35) | (1 << 38)
MAY_ALL = MAY_NOT_READ | HISTORY
SERVER = 1410000000000000000
CHANNELS = {SERVER + 1: "none", SERVER + 2: "post", SERVER + 3: "papers", SERVER + 4: "none"}
# One of the channels is for announcements, one gets a weekly post; the forum gets a post for each paper.
NEWS, WEEKLY, FORUM = SERVER + 4, SERVER + 5, SERVER + 6
FREE = [SERVER + 10 + number for number in range(6)]
# Where the message with the topic roles goes.
MENU = FREE[-1]
FOLLOWERS = [1210000000000000001, 1210000000000000002]

_PATIENCE = 60.0
_CORPUS = "/corpus"


async def until(look: Callable[[], object], pulse: float = 0.002) -> None:
    """Wait until `look` finds something."""
    while not look():  # noqa: ASYNC110 - files and tables tell nobody that they change
        await asyncio.sleep(pulse)


@dataclass
class Scene:
    """Hold a round's Discord, its folder and its bot; it is the way of the people to the bot.

    `repeats` is how likely an interaction comes twice. `expected` are the channels in which a post is due each of the
    `mornings`, once in WEEKLY; `promised` has the queries that find what people were told is kept.
    """

    wire: Wire
    folder: Path
    nursery: Nursery
    dice: random.Random
    environment: dict[str, str]
    expected: list[int] = field(default_factory=list[int])
    promised: dict[str, tuple[str, tuple[object, ...]]] = field(
        default_factory=dict[str, tuple[str, tuple[object, ...]]]
    )
    mornings: int = 1
    repeats: float = 0.0
    child: Child | None = None
    kills: int = 0
    numbers: int = 0
    watch: Watch = field(init=False)

    def __post_init__(self) -> None:
        self.watch = Watch(self.wire)

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.folder / "papers.db"

    @property
    def seeds(self) -> Path:
        """The folder of listings."""
        return self.folder / "seeds"

    @property
    def running(self) -> bool:
        """Whether the bot runs."""
        return self.child is not None and self.child.running

    @property
    def unsent(self) -> list[int]:
        """The channels whose last post is not recorded yet."""
        sent = Counter(row[0] for row in self.rows("SELECT channel_id FROM digest_delivery WHERE message_id NOTNULL"))
        return [place for place in self.expected if sent[place] < self.due_in(place)]

    def due_in(self, place: int) -> int:
        """Return how many posts are due in a channel."""
        return 1 if place == WEEKLY else self.mornings

    @property
    def log(self) -> str:
        """What the bot wrote to stderr."""
        file = self.folder / "stderr.log"
        return file.read_text("utf-8") if file.exists() else ""

    @property
    def threads_due(self) -> bool:
        """Whether a post is still to get threads."""
        return bool(self.rows("SELECT 1 FROM digest_delivery WHERE threads_due <> 'none'"))

    @property
    def forum_due(self) -> bool:
        """Whether the forum is still to get posts."""
        wanted = self.rows("SELECT 1 FROM digest_subscription WHERE channel_id = ?", FORUM)
        sent = self.rows("SELECT 1 FROM digest_delivery WHERE channel_id = ? AND message_id NOTNULL", FORUM)
        return bool(wanted) and len(sent) < self.mornings

    @property
    def publish_due(self) -> bool:
        """Whether an announcement is still to be published."""
        return bool(self.rows("SELECT 1 FROM digest_delivery WHERE publish_due"))

    def promise_corpus(self, sql: str, values: tuple[object, ...]) -> None:
        """Keep what an admin was told of the corpus, of which the last word counts."""
        self.promised[_CORPUS] = sql, values

    def forget_corpus(self) -> None:
        """Let the corpus be changed."""
        self.promised.pop(_CORPUS, None)

    async def spawn(self, *arguments: str) -> Child:
        """Run `papers-bot` with `arguments`."""
        return await self.nursery.start(arguments, self.environment, self.folder, self.folder / "stderr.log")

    async def launch(self) -> None:
        """Start the bot; it need not come far."""
        assert not self.running
        while not self.wire.gateway.identified.empty():
            self.wire.gateway.identified.get_nowait()
        self.child = await self.spawn("run")

    async def connected(self) -> bool:
        """Wait until the bot has identified itself; False where it ended before."""
        assert self.child is not None
        identified = asyncio.create_task(self.wire.gateway.identified.get())
        await asyncio.wait({identified, self.child.ended}, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        done = identified.done()
        identified.cancel()
        return done

    async def start(self) -> None:
        """Start the bot and wait until it is connected; raises AssertionError where it ends instead."""
        await self.launch()
        assert await self.connected(), f"it did not connect:\n{self.log}"

    def kill(self) -> None:
        """End the bot at this very moment."""
        if self.child is not None and self.child.running:
            self.child.send(signal.SIGKILL)

    async def killed(self, seconds: float) -> bool:
        """Wait for the end of the bot, and end it where it does not come; tell whether it came in time."""
        assert self.child is not None
        done, _ = await asyncio.wait({self.child.ended}, timeout=seconds)
        self.kill()
        code = await self.child.ended
        assert code == -signal.SIGKILL, f"it ended by itself with {code}:\n{self.log}"
        self.kills += 1
        return bool(done)

    async def stop(self) -> None:
        """Stop the bot in order."""
        assert self.child is not None
        self.child.send(signal.SIGTERM)
        code = await asyncio.wait_for(asyncio.shield(self.child.ended), _PATIENCE)
        assert code == 0, f"it stopped with {code}:\n{self.log}"

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Read the database; nothing where the tables are not there yet, or it is locked."""
        with suppress(sqlite3.OperationalError), closing(self.look()) as database:
            return database.execute(sql, values).fetchall()
        return []

    def look(self) -> sqlite3.Connection:
        """Return a connection for reading alone."""
        return sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=0.05)

    def change(self, sql: str, *values: object) -> int:
        """Change the database of a bot that does not run; return how many rows that met.

        `earlier(moment)` is the same moment a day before.
        """
        assert not self.running
        with closing(sqlite3.connect(self.database)) as database, database:
            database.create_function("earlier", 1, _earlier)
            return database.execute(sql, values).rowcount

    async def next_morning(self) -> None:
        """Let a day go by while the bot does not run, and a new listing be loaded."""
        self.forget_corpus()
        add_listing(self.seeds, "2025-03-01", {"2503.70001": "Diffusion robots", "2503.70002": "Diffusion films"})
        assert await (await self.spawn("load")).ended == 0, self.log
        self.let_a_day_go_by()

    def let_a_day_go_by(self) -> None:
        """Let all that the database dates have happened a day earlier."""
        self.change("UPDATE digest_subscription SET set_at = earlier(set_at) WHERE set_by = 1")
        self.change("UPDATE follower SET since = earlier(since)")
        moments = ", ".join(f"{name} = earlier({name})" for name in ("claimed_at", "attempted_at", "sent_at"))
        self.change(f"UPDATE digest_delivery SET {moments}")
        self.mornings += 1

    def grant(self, permissions: int) -> None:
        """Let everybody, the bot too, have these permissions from the next start on."""
        for server in self.wire.guilds:
            server["roles"][0]["permissions"] = str(permissions)

    def member(self, user_id: int | None = None, **who: Any) -> Member:
        """Return somebody new, or whom the id names, in the server."""
        self.numbers += 1
        new: dict[str, Any] = {"user_id": user_id or 1220000000000000000 + self.numbers, "guild_id": SERVER}
        return Member(self).but(**(new | {"channel_id": FREE[0], "seconds": _PATIENCE} | who))

    async def deliver(self, name: str, data: Payload) -> None:
        """Bring an event to the bot, with what Discord may add one day; some come twice."""
        data |= {"app_permissions": str(MAY_ALL), "of_the_future": {"x": [1]}}
        self.wire.gateway.dispatch("AN_EVENT_OF_THE_FUTURE", {"id": "1", "what": None})
        self.wire.gateway.dispatch(name, data)
        if self.dice.random() < self.repeats:
            self.wire.gateway.dispatch(name, data)


def _earlier(moment: str | None) -> str | None:
    return moment and (datetime.fromisoformat(moment) - timedelta(days=1)).isoformat()
