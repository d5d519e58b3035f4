"""Where the bot is killed. Each strike starts the bot, kills it at its point and waits for its end."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing, suppress

from tests.faults.scene import Scene, until
from tests.wire.requests import Refusal

__all__ = ["DELIVERY", "LOOKING", "MIGRATION", "OF_FORUM", "OF_THREADS", "Strike", "blocked", "seen", "written"]

Strike = Callable[[Scene], Awaitable[bool]]

_POSTS, _THREADS = r"/channels/\d+/messages", r"/channels/\d+(/messages/\d+)?/threads"
_BEFORE_THE_POSTS = 1.8
_NOTHING_CAME = 6.0


async def moment(scene: Scene) -> bool:
    """Strike somewhere about the moment at which the posts begin."""
    await scene.start()
    return await _later(scene, scene.dice.uniform(_BEFORE_THE_POSTS, _BEFORE_THE_POSTS + 0.6))


async def at_any_moment(scene: Scene) -> bool:
    """Strike anywhere in a start."""
    await scene.launch()
    return await _later(scene, scene.dice.uniform(0.0, 0.6))


def row(state: str, most: int = 99) -> Strike:
    """Strike once the database holds some deliveries in a state, at `most` so many, or a little later."""

    async def strike(scene: Scene) -> bool:
        done = len(scene.expected) - len(scene.unsent) if state.startswith("message_id") else 0
        count = scene.dice.randint(done + 1, max(done + 1, min(len(scene.expected), most)))
        later = scene.dice.choice((0.0, 0.0, 0.005, 0.02))
        await scene.start()
        await asyncio.sleep(_BEFORE_THE_POSTS)
        sql = f"SELECT 1 FROM digest_delivery WHERE {state} LIMIT 1 OFFSET {count - 1}"
        return await written(scene, lambda: bool(scene.rows(sql)), later)

    return strike


def request(when: str, method: str, path: str, most: int = 9) -> Strike:
    """Strike at one of the requests: before it is done, so that it never is, or before its answer is there."""

    async def strike(scene: Scene) -> bool:
        number = scene.dice.randint(1, max(1, min(most, len(scene.unsent))))
        seen(scene, when, method, path, number)
        await scene.start()
        return await scene.killed(_BEFORE_THE_POSTS + _NOTHING_CAME / 2)

    return strike


async def answered_and_not_recorded(scene: Scene) -> bool:
    """Strike when a message's answer has come, and cannot be recorded since another program holds the database."""
    async with blocked(scene, now=False) as block:

        def act() -> None:
            block()
            asyncio.get_running_loop().call_later(0.05, scene.kill)

        scene.watch.at("after", "POST", _POSTS, act, scene.dice.randint(1, len(scene.unsent)))
        await scene.start()
        return await scene.killed(_BEFORE_THE_POSTS + _NOTHING_CAME / 2)


async def before_the_claim(scene: Scene) -> bool:
    """Strike when the posts are to be claimed, and another program holds the database."""
    await scene.start()
    async with blocked(scene):
        return await _later(scene, _BEFORE_THE_POSTS + 0.5)


async def in_the_steps(scene: Scene) -> bool:
    """Strike in the migration's transaction, or just before or after it: another program gives the start."""
    async with blocked(scene):
        await scene.launch()
        await asyncio.sleep(0.4)
    return await _later(scene, scene.dice.choice((0.0, scene.dice.uniform(0.0, 0.02), scene.dice.uniform(0.0, 0.1))))


async def in_the_commit(scene: Scene) -> bool:
    """Strike while the migration is written: a reader keeps it from ending, where there is no log of changes."""
    with closing(sqlite3.connect(scene.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM paper").fetchall()
        await scene.launch()
        grown = (scene.folder / "papers.db-journal", scene.folder / "papers.db-wal")
        return await written(scene, lambda: any(one.exists() and one.stat().st_size > 512 for one in grown), 0.0)


def seen(scene: Scene, when: str, method: str, path: str, number: int) -> None:
    """Kill the bot at the `number`th request."""

    def never() -> None:
        scene.kill()
        raise Refusal(500)

    if when == "before":
        scene.watch.at("before", method, path, never, number)
    else:
        scene.watch.at("after", method, path, scene.kill, number)


async def written(scene: Scene, look: Callable[[], bool], later: float) -> bool:
    """Kill the bot as soon as `look` finds something in its files, or seconds later; tell whether it did."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_NOTHING_CAME):
            await until(lambda: not scene.running or look())
            await asyncio.sleep(later)
            scene.kill()
            return await scene.killed(_NOTHING_CAME)
    return await scene.killed(0)


@asynccontextmanager
async def blocked(scene: Scene, *, now: bool = True) -> AsyncGenerator[Callable[[], None]]:
    """Hold the database as another writer does; at once, or when what is given is called."""
    with closing(sqlite3.connect(scene.database, isolation_level=None, timeout=0.0)) as database:

        def block() -> None:
            with suppress(sqlite3.OperationalError):
                database.execute("BEGIN IMMEDIATE")

        if now:
            block()
        yield block


async def _later(scene: Scene, seconds: float) -> bool:
    await asyncio.sleep(seconds)
    scene.kill()
    return await scene.killed(_NOTHING_CAME)


LOOKING = "looking for its own post"
OF_THREADS = ("thread on its way", "thread there, answer lost", "id recorded, no thread yet")
OF_FORUM = "one paper recorded, the next not"
DELIVERY: Mapping[str, Strike] = {
    "any moment of the start": at_any_moment,
    "about the first post": moment,
    "before the claim": before_the_claim,
    "claimed": row("1"),
    "attempt noted": row("attempted_at IS NOT NULL"),
    "request on its way": request("before", "POST", _POSTS),
    "message there, answer lost": request("after", "POST", _POSTS),
    "answered, id not recorded": answered_and_not_recorded,
    "id recorded": row("message_id IS NOT NULL"),
    OF_THREADS[0]: request("before", "POST", _THREADS, 2),
    OF_THREADS[1]: request("after", "POST", _THREADS, 2),
    OF_THREADS[2]: row("threads_due <> 'none'", 1),
    OF_FORUM: row("EXISTS (SELECT 1 FROM digest_part AS part WHERE part.channel_id = digest_delivery.channel_id)", 1),
    LOOKING: request("after", "GET", _POSTS, 2),
}
MIGRATION: Mapping[str, Strike] = {
    "migration: its steps": in_the_steps,
    "migration: its commit": in_the_commit,
}
