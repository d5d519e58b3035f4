"""Whole processes: load, ask, the memory of a chat, the bot's start and end. `python -m tests.bench.processes`"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.corpora import SEEDS, Recombined
from tests.bench.runs import environment, run
from tests.wire.payloads import guild
from tests.wire.process import BotProcess
from tests.wire.server import open_wire

__all__ = ["main"]

RUNS = 7
MANY = 5_500
LOAD, ASK = ["-m", "bot", "load"], ["-m", "bot", "ask", "KV 캐시 압축 논문 알려줘"]
CHAT = ["-m", "bot", "chat"]


def main() -> None:
    """Print the medians of 7 runs each."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _terminal(folder)
        many = folder / "many"
        Recombined(MANY).write_listings(many)
        for name, seeds in (("the seeds", SEEDS), (f"{MANY:,} papers", many)):
            place = folder / name
            place.mkdir()
            ready, ended = asyncio.run(_starts(place, seeds))
            _print(f"run: to READY on a loaded database, {name}", f"{ready:.2f} s")
            _print(f"run: end on SIGTERM, idle, {name}", f"{ended:.2f} s")


def _terminal(folder: Path) -> None:
    database, question = folder / "papers.db", folder / "question"
    variables = environment(database, SEEDS)
    loads: list[float] = []
    for _ in range(RUNS):
        for path in folder.glob("papers.db*"):
            path.unlink()
        loads.append(run(LOAD, variables).seconds)
    question.write_text("who wrote Hymba?\n", "utf-8")
    asks = [run(ASK, variables).seconds for _ in range(RUNS)]
    chats = [run(CHAT, variables, question).highest for _ in range(RUNS)]
    _print("load: the seeds into a new database", f"{statistics.median(loads):.2f} s")
    _print("ask: on a loaded database", f"{statistics.median(asks):.2f} s")
    _print("chat: peak memory after a question", f"{statistics.median(chats):.0f} MB")


async def _starts(folder: Path, seeds: Path) -> tuple[float, float]:
    """Return the seconds from a process' start to READY, and from its signal to its end."""
    ready: list[float] = []
    ended: list[float] = []
    async with open_wire(checks=False) as wire:
        wire.guilds.append(guild())
        bot = BotProcess(wire, folder, {"seeds": seeds}, seconds=120.0)
        await bot.start()
        await bot.stop()
        for _ in range(RUNS):
            started = time.perf_counter()
            await bot.start()
            ready.append(time.perf_counter() - started)
            await asyncio.sleep(1.0)
            stopped = time.perf_counter()
            assert await bot.stop() == 0
            ended.append(time.perf_counter() - stopped)
    return statistics.median(ready), statistics.median(ended)


def _print(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<52}{value:>8}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
