"""From an interaction's arrival at the bot to its answer. `python -m tests.bench.interactions [SECONDS]`

The bot's own process stands on the seeds behind a Discord on loopback, which sends it 50 interactions a second:
questions, searches, days, papers, menus. Then the same with suggestions. Last, in one process with a heartbeat of 5 ms
in the bot's event loop: how late that beat comes while a trend is drawn and while the corpus is built anew.
"""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.interface.app.client import PapersBot
from bot.library.library import Library
from bot.operating.runtime_tuning import settle, tune
from bot.settings import load_settings
from bot.storage.database import Store
from tests.wire.payloads import OWNER_ID, TOKEN, Payload, guild
from tests.wire.people import Member
from tests.wire.process import run_process
from tests.wire.server import Wire, open_wire

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[2]
RATE = 50
SECONDS = 20
BEAT = 0.005

Act = Callable[[Member], Coroutine[Any, Any, object]]


def main() -> None:
    """Print medians, p99 and the longest stalls."""
    tune()
    asyncio.run(_measure(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))


async def _measure(seconds: float) -> None:
    asked = (ROOT / "tests" / "quality" / "questions.dev.jsonl").read_text("utf-8").splitlines()
    questions = [str(json.loads(line)["question"]) for line in asked]
    async with _process() as member:
        shown = await member.slash("top", count=10)
        for name, acts in (("interactions", _mixed(questions, shown)), ("suggestions", _typing())):
            await _at_rate(member, acts, 2)
            took = sorted(await _at_rate(member, acts, seconds))
            worst = took[int(len(took) * 0.99)]
            median = statistics.median(took)
            print(f"{name}: {len(took)}, median {median * 1000:.1f} ms, p99 {worst * 1000:.1f} ms")
    async with _together() as (member, seeds):
        admin = member.but(user_id=OWNER_ID)
        stalls = {
            "the first /trends": lambda: member.slash("trends", topic="diffusion"),
            "a later /trends": lambda: member.slash("trends", topic="reinforcement learning", weeks=20),
            "/corpus reload": lambda: admin.slash("corpus reload"),
        }
        for name, act in stalls.items():
            _change(seeds)
            stall = await _stalled(act)
            print(f"longest stall of the event loop during {name}: {stall * 1000:.0f} ms")


def _mixed(questions: Sequence[str], shown: Payload) -> Callable[[random.Random], Act]:
    """Return what draws one of the usual interactions."""
    papers = [one["value"] for one in _options(shown)]

    def draw(chance: random.Random) -> Act:
        question, paper = chance.choice(questions), chance.choice(papers)
        acts: Sequence[Act] = (
            lambda member: member.slash("ask", question=question),
            lambda member: member.slash("search", query=question),
            lambda member: member.slash("paper", id_or_title=paper),
            lambda member: member.slash("top", count=20),
            lambda member: member.choose(shown, "open", paper),
            lambda member: member.slash("help"),
        )
        return chance.choices(acts, (4, 3, 1, 1, 2, 1))[0]

    return draw


def _typing() -> Callable[[random.Random], Act]:
    """Return what draws something typed into an option."""

    def draw(chance: random.Random) -> Act:
        acts: Sequence[Act] = (
            lambda member: member.suggestions("paper", "id_or_title", chance.choice(("diff", "lang", "a", "video g"))),
            lambda member: member.suggestions("author", "name", chance.choice(("ya", "kai", "w", "zhang y"))),
            lambda member: member.suggestions("top", "day", "2024"),
        )
        return chance.choice(acts)

    return draw


async def _at_rate(member: Member, draw: Callable[[random.Random], Act], seconds: float) -> list[float]:
    """Send RATE interactions a second, each when its moment has come; return how long each answer took."""
    chance = random.Random(1)
    start, tasks = time.perf_counter(), list[asyncio.Task[float]]()
    for number in range(int(RATE * seconds)):
        await asyncio.sleep(max(start + number / RATE - time.perf_counter(), 0))
        person = member.but(user_id=member.user_id + number % 40)
        tasks.append(asyncio.create_task(_timed(draw(chance)(person))))
    return list(await asyncio.gather(*tasks))


async def _timed(work: Coroutine[Any, Any, object]) -> float:
    started = time.perf_counter()
    await work
    return time.perf_counter() - started


@asynccontextmanager
async def _process() -> AsyncGenerator[Member]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_wire(checks=False) as wire:
            wire.guilds.append(guild())
            async with run_process(wire, Path(folder), seeds=ROOT / "seeds", log_level="ERROR") as process:
                yield process.member()


@dataclass
class _Door:
    """Lead to a client in this process."""

    bot: PapersBot
    wire: Wire

    async def deliver(self, name: str, data: Payload) -> None:
        self.bot._connection.parsers[name](data)  # pyright: ignore[reportPrivateUsage]


@asynccontextmanager
async def _together() -> AsyncGenerator[tuple[Member, Path]]:
    """Give somebody who talks to a client in this process, and its listings, which may be changed."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        shutil.copytree(ROOT / "seeds", seeds)
        settings = load_settings().model_copy(update={"seeds": seeds})
        async with open_wire(checks=False) as wire, Store.open(Path(folder, "papers.db")) as store:
            settings = settings.model_copy(update={"discord_api": wire.api})
            library = Library(store, seeds, settings.glossary)
            await library.open()
            settle()
            async with PapersBot(settings, library, store) as bot:
                await bot.login(TOKEN)
                yield Member(_Door(bot, wire), guild_id=None, seconds=30), seeds


def _change(seeds: Path) -> None:
    """Change a vote, so that a reload has something to do."""
    changed = min(seeds.iterdir())
    changed.write_text(changed.read_text("utf-8").replace("Vote: 1", "Vote: 2", 1), "utf-8")


async def _stalled(act: Callable[[], Awaitable[object]]) -> float:
    """Return how late the loop's beat came at worst while `act` ran."""
    late = 0.0

    async def beat() -> None:
        nonlocal late
        while True:
            due = time.perf_counter() + BEAT
            await asyncio.sleep(BEAT)
            late = max(late, time.perf_counter() - due)

    beating = asyncio.create_task(beat())
    await asyncio.sleep(0.1)
    await act()
    beating.cancel()
    with suppress(asyncio.CancelledError):
        await beating
    return late


def _options(message: Payload) -> list[Payload]:
    return [
        option
        for panel in message["components"]
        for row in panel.get("components", [])
        for menu in row.get("components", [])
        for option in menu.get("options", [])
        if menu.get("custom_id") == "open"
    ]


if __name__ == "__main__":
    main()
