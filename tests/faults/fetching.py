"""Kills while new days are fetched: on the way, in a file, in the load. Files are whole, and no day is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from bot.corpus.markdown import parse_listing
from bot.feed.days import completes_at
from tests.faults import promises
from tests.faults.scene import CHANNELS, Scene, until
from tests.wire.hub import Hub, item, newest_open, open_hub

__all__ = ["feeding", "fetch", "fetch_all", "half_fetched", "unposted"]

_NAME = "Wombat diffusion"
_DAYS, _A_DAY = 7, 30
_SOON = 3.0
_FETCHED_WITHIN = 60.0


@asynccontextmanager
async def feeding(scene: Scene) -> AsyncGenerator[Hub]:
    """Serve the lists of the last days, from which the bot is to fetch."""
    today = newest_open(datetime.now(UTC))
    lists = {
        str(today - timedelta(days=back)): [
            item(f"26{back + 10}.{number:05}", f"{_NAME} {back}-{number}") for number in range(_A_DAY)
        ]
        for back in range(_DAYS)
    }
    async with open_hub(lists) as hub:
        hub.today = today
        scene.environment |= {"BOT_FEED": "huggingface", "BOT_FEED_URL": hub.url}
        yield hub


async def fetch(scene: Scene, hub: Hub, counts: Counter[str]) -> str:
    """Kill the bot somewhere in a fetch or in the load after it."""
    dice, folder = scene.dice, scene.folder / "feed"
    how = dice.choice(("asked", "written", "loading", "stored"))
    asked, files = len(hub.asked) + dice.randint(1, _DAYS), dice.randint(1, _DAYS)
    await scene.start()
    with suppress(TimeoutError):
        async with asyncio.timeout(_SOON):
            if how == "asked":
                await until(lambda: len(hub.asked) >= asked)
            elif how == "written":
                await until(lambda: len(list(folder.rglob("*.*"))) >= files, 0.0005)
            elif how == "loading":
                await until(lambda: len(list(folder.rglob("*.md"))) == _DAYS)
                await asyncio.sleep(dice.uniform(0.0, 0.5))
            else:
                await until(lambda: promises.titles(scene.database, _NAME))
    scene.kill()
    await scene.killed(_SOON)
    counts["fetches cut off"] += len(promises.titles(scene.database, _NAME)) < _DAYS * _A_DAY
    return f"feed: {how}"


async def fetch_all(scene: Scene) -> list[str]:
    """Let a start fetch what is missing; return what is lost all the same."""
    await scene.start()
    with suppress(TimeoutError):
        async with asyncio.timeout(_FETCHED_WITHIN):
            await until(lambda: len(promises.titles(scene.database, _NAME)) == _DAYS * _A_DAY, 0.02)
    await scene.stop()
    missing = _DAYS * _A_DAY - len(promises.titles(scene.database, _NAME))
    return [f"{missing} fetched papers are not stored:\n{scene.log}"] if missing else []


def half_fetched(scene: Scene, hub: Hub) -> list[str]:
    """Return the files that are not the whole list of their day."""
    found: list[str] = []
    for path in (scene.folder / "feed").rglob("*.md"):
        day = "-".join((*path.parts[-3:-1], path.stem))
        parsed = parse_listing(path.read_text("utf-8"), path.name)
        if [paper.arxiv_id for paper in parsed.papers] != [entry["paper"]["id"] for entry in hub.lists[day]]:
            found.append(f"{path.name} is not the whole list of {day}")
    return found


async def unposted(scene: Scene) -> list[str]:
    """Let the next morning's posts go out; return the channels that do not get the newest day that is complete.

    They get some of the days before it too, for all were new to them.
    """
    slot = datetime.now(UTC) - timedelta(minutes=2)
    day = max(day for back in range(_DAYS) if completes_at(day := slot.date() - timedelta(days=back)) <= slot)
    sql = "SELECT channel_id FROM digest_delivery WHERE day = ? AND kind = 'listing' AND message_id NOTNULL"

    def lacking() -> set[int]:
        return set(CHANNELS) - {place for (place,) in scene.rows(sql, str(day))}

    await scene.start()
    with suppress(TimeoutError):
        async with asyncio.timeout(_FETCHED_WITHIN):
            await until(lambda: not lacking(), 0.02)
    await scene.stop()
    return [f"{day} is not in {place}" for place in lacking()]
