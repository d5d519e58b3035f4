"""The bot's process under load for a long time. `python -m tests.bench.soak [--minutes 20]`

Twenty interactions a second, a reload every 30 seconds with listings that changed each time, and a gateway that asks to
come back every minute. Counted: errors that people saw, answers that did not come, memory (resident, of the process)
after the first two minutes against the end, how late the event loop answers a heartbeat, and what the end leaves open.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.bench.acts import Acts, acts
from tests.wire.look import texts
from tests.wire.payloads import OWNER_ID, Payload, guild
from tests.wire.people import Member
from tests.wire.process import BotProcess, run_process
from tests.wire.server import Wire, open_wire

__all__ = ["Outcome", "Plan", "main", "report", "soak"]

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 40
MOST_GROWTH = 0.05

_FAILED = re.compile(r"reference [0-9a-f]{8}\b|참조 번호 [0-9a-f]{8}\b")
_BAD_LINES = re.compile(r".*(?:Task was destroyed|Unclosed|never retrieved|ResourceWarning|Traceback| ERROR ).*")
_BEAT = {"op": 1, "d": None}


@dataclass(frozen=True, slots=True)
class Plan:
    """Say how long, how often: seconds, interactions a second, seconds between reloads and between reconnects.

    Memory is compared from `settled` seconds on.
    """

    seconds: float = 1200.0
    rate: float = 20.0
    reload: float = 30.0
    reconnect: float = 60.0
    settled: float = 120.0


@dataclass
class Outcome:
    """Count what happened; times and lateness in seconds, memory in KiB at moments since the start."""

    answered: Counter[str] = field(default_factory=Counter[str])
    errors: list[str] = field(default_factory=list[str])
    took: list[float] = field(default_factory=list[float])
    late: list[float] = field(default_factory=list[float])
    memory: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    open_files: list[int] = field(default_factory=list[int])
    revisions: int = 0
    resumed: int = 0
    identified: int = 0
    exit_code: int | None = None
    closing: float = 0.0
    log: list[str] = field(default_factory=list[str])

    def growth(self, settled: float) -> float:
        """Return by what share memory grew from the minute after `settled` to the last minute."""
        end = self.memory[-1][0]
        span = min(60.0, (end - settled) / 2)
        first = statistics.median(size for at, size in self.memory if settled <= at <= settled + span)
        last = statistics.median(size for at, size in self.memory if at >= end - span)
        return last / first - 1


async def soak(plan: Plan, folder: Path) -> Outcome:
    """Run the bot in `folder`, on a copy of the listings, as `plan` says."""
    outcome = Outcome()
    seeds = folder / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    async with open_wire(checks=False) as wire:
        wire.guilds.append(guild())
        async with run_process(wire, folder, seeds=seeds, log_level="INFO") as process:
            await _work(plan, process, seeds, outcome)
            started = time.perf_counter()
            outcome.exit_code = await process.stop()
            outcome.closing = time.perf_counter() - started
        outcome.resumed, outcome.identified = wire.gateway.resumed.qsize(), wire.gateway.identified.qsize()
        outcome.revisions = _revisions(folder / "papers.db") - 1
        outcome.log = _BAD_LINES.findall(process.log)
        outcome.errors += wire.faults
    return outcome


async def _work(plan: Plan, process: BotProcess, seeds: Path, outcome: Outcome) -> None:
    member = process.member(seconds=10.0)
    asked = (ROOT / "tests" / "quality" / "questions.dev.jsonl").read_text("utf-8").splitlines()
    questions = [str(json.loads(line)["question"]) for line in asked]
    drawn = acts(questions, await member.slash("top", count=10))
    chance = random.Random(2)
    for one in drawn:
        # What the first of each loads, as the library of charts, is no growth.
        await _counted(one.name, one.act(member, chance), outcome)
    over = asyncio.Event()
    beside = (
        _every(plan.reload, over, lambda: _reload(member, seeds, outcome)),
        _every(plan.reconnect, over, process.wire.gateway.reconnect),
        _every(1.0, over, lambda: _beat(process.wire, outcome)),
        _every(0.5, over, partial(_look, _child(), time.perf_counter(), outcome)),
    )
    async with asyncio.TaskGroup() as group:
        for work in beside:
            group.create_task(work)
        await _people(plan, member, drawn, outcome)
        over.set()


async def _people(plan: Plan, member: Member, drawn: Acts, outcome: Outcome) -> None:
    """Let people do something, each when their moment has come, and wait for all answers."""
    chance = random.Random(1)
    start, tasks = time.perf_counter(), list[asyncio.Task[None]]()
    for number in range(int(plan.rate * plan.seconds)):
        await asyncio.sleep(max(start + number / plan.rate - time.perf_counter(), 0))
        person = member.but(user_id=member.user_id + number % PEOPLE, locale=("en-US", "ko")[number % 2])
        name = chance.choices([one.name for one in drawn], [one.weight for one in drawn])[0]
        act = next(one.act for one in drawn if one.name == name)
        tasks.append(asyncio.create_task(_counted(name, act(person, chance), outcome)))
    await asyncio.gather(*tasks)


async def _counted(name: str, work: Awaitable[Payload], outcome: Outcome) -> None:
    started = time.perf_counter()
    try:
        answer = await work
    except TimeoutError:
        outcome.errors.append(f"{name}: no answer")
        return
    outcome.took.append(time.perf_counter() - started)
    outcome.answered[name] += 1
    if _FAILED.search(texts(answer)):
        outcome.errors.append(f"{name}: {texts(answer)}")


async def _reload(member: Member, seeds: Path, outcome: Outcome) -> None:
    """Let the owner reload listings that changed, so that the corpus is built anew."""
    _change(seeds, outcome.answered["reload"])
    await _counted("reload", member.but(user_id=OWNER_ID).slash("corpus reload"), outcome)


def _change(seeds: Path, number: int) -> None:
    """Change a vote and a summary."""
    changed = min(seeds.iterdir())
    text = re.sub(r"Vote: \d+", f"Vote: {number}", changed.read_text("utf-8"), count=1)
    text = re.sub(r"^(- .*?)(?: again\d+)?$", rf"\1 again{number}", text, count=1, flags=re.MULTILINE)
    changed.write_text(text, "utf-8")


async def _beat(wire: Wire, outcome: Outcome) -> None:
    """Ask for a heartbeat, as Discord may, and note when the event loop came to it; discord.py sends 110 a minute."""
    sockets = [session.connection for session in wire.gateway.sessions if session.connection is not None]
    before, asked = wire.gateway.beats, time.perf_counter()
    for socket in sockets:
        await socket.send(_BEAT)
    while sockets and wire.gateway.beats == before and time.perf_counter() - asked < 5:
        await asyncio.sleep(0.002)
        # A connection that ended meanwhile answers no more.
        if all(socket.socket.closed for socket in sockets):
            return
    outcome.late.append(time.perf_counter() - asked)


async def _look(pid: int, started: float, outcome: Outcome) -> None:
    """Note memory and open files."""
    outcome.memory.append((time.perf_counter() - started, _resident(pid)))
    outcome.open_files.append(len(os.listdir(f"/proc/{pid}/fd")))  # noqa: PTH208 - what is listed may be gone


def _resident(pid: int) -> int:
    """Return a process's resident memory in KiB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("ascii"))
    return int(found[1]) if found else 0


async def _every(seconds: float, over: asyncio.Event, act: Callable[[], Awaitable[None]]) -> None:
    """Act again and again until all is over; what has begun then ends."""
    while not over.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), seconds)
        if not over.is_set():
            await act()


def _revisions(database: Path) -> int:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute("SELECT count(*) FROM corpus_revision").fetchone()[0]


def _child() -> int:
    """Return the id of the bot's process, the only child of this one."""
    return int(Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()[-1])


def report(plan: Plan, outcome: Outcome) -> str:
    """Return the figures, and the first errors, a line each."""
    sizes = [size // 1024 for _, size in outcome.memory]
    files = outcome.open_files
    figures = (
        ("answers", f"{len(outcome.took):,}, {len(outcome.errors)} errors; {_spread(outcome.took)}"),
        ("reloads", f"{outcome.answered['reload']}, {outcome.revisions} of them changed the corpus"),
        ("gateway", f"{outcome.resumed} sessions resumed, {outcome.identified} begun anew"),
        ("event loop late", _spread(outcome.late)),
        ("memory", f"{sizes[0]} MB at the start, {max(sizes)} at most, {sizes[-1]} at the end"),
        (f"growth after {plan.settled:.0f} s", f"{outcome.growth(plan.settled):+.1%}"),
        ("open files", f"{files[0]} at the start, {max(files)} at most, {files[-1]} at the end"),
        ("exit", f"{outcome.exit_code} after {outcome.closing:.2f} s, {len(outcome.log)} bad lines in the log"),
    )
    return "\n".join([*(f"{name}: {figure}" for name, figure in figures), *outcome.errors[:10], *outcome.log[:10]])


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    p99 = ordered[int(len(ordered) * 0.99)]
    median = statistics.median(ordered)
    return f"median {median * 1000:.1f} ms, p99 {p99 * 1000:.0f} ms, longest {ordered[-1] * 1000:.0f} ms"


def main() -> None:
    """Print the figures; exit with 1 where one of them is not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    plan = Plan(seconds=parser.parse_args().minutes * 60)
    os.environ["PYTHONWARNINGS"] = "default::ResourceWarning"
    with tempfile.TemporaryDirectory() as folder:
        outcome = asyncio.run(soak(plan, Path(folder)))
    print(report(plan, outcome))
    good = outcome.exit_code == 0 and not outcome.errors and not outcome.log
    sys.exit(0 if good and outcome.growth(plan.settled) <= MOST_GROWTH else 1)


if __name__ == "__main__":
    main()
