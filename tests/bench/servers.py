"""Many servers, slow servers, an outage: `python -m tests.bench.servers [--quick] [--only PART ...] [--servers N ...]`

The bot runs in a process of its own, as people start it; Discord on loopback and the people are this one. Each part
prints its table as soon as it is measured, with what was seen until then where it was stopped. The exit code is 1
where a figure is not as wanted.

together: two posts in each server at the same minute, answers after 100 ms, 50 requests a second at most
slow:     the same with 5 % of the channels hanging and 5 % failing
outage:   502 for everything but the gateway from just before that minute on
idle:     a minute in which nothing is due, with many subscriptions and followers
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.servers_idle import idle_ticks
from tests.bench.servers_rows import Row, idle_rows, posting_rows, printed
from tests.bench.servers_run import Plan, run
from tests.bench.servers_town import Town

__all__ = ["main"]

PARTS = ("together", "slow", "outage", "idle")
_TOGETHER_SECONDS, _SLOW_SECONDS = 110.0, 130.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Hold how large the bench is; seconds."""

    town: Town
    outage: float
    subscriptions: int
    followers: int
    patience: float


_WHOLE = Sizes(Town(), 600.0, 10_000, 20_000, 600.0)
_QUICK = Sizes(Town(servers=60, shards=2), 90.0, 1_000, 2_000, 120.0)


async def measure(part: str, sizes: Sizes, plan: Plan) -> list[Row]:
    """Return the figures of one part."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if part == "idle":
            return idle_rows(await idle_ticks(folder, sizes.subscriptions, sizes.followers))
        seconds = _TOGETHER_SECONDS
        if part == "slow":
            plan, seconds = replace(plan, hanging=0.05, failing=0.05), _SLOW_SECONDS
        elif part == "outage":
            plan = replace(plan, outage=sizes.outage, chat=0.0)
        return posting_rows(await run(plan, folder), seconds)


async def bench(parts: list[str], sizes: Sizes, plan: Plan) -> bool:
    """Measure and print part by part; return whether all is as wanted. A signal to stop ends the bot too."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    good = True
    for part in parts:
        print(f"{part} …", file=sys.stderr)
        try:
            rows = await measure(part, sizes, plan)
        except Exception as error:
            rows = [Row("stopped early", "", f"{type(error).__name__}: {error}", False)]
        print(f"{printed(part, rows)}\n", flush=True)
        good = good and all(row.good is not False for row in rows)
    return good


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        "python -m tests.bench.servers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="60 servers, a short outage")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART")
    parser.add_argument("--servers", type=int, metavar="N")
    parser.add_argument("--shards", type=int, metavar="N")
    parser.add_argument("--kilobytes", type=float, metavar="N", help="what Discord tells of a server (2)")
    parser.add_argument("--outage", type=float, metavar="SECONDS")
    parser.add_argument("--patience", type=float, metavar="SECONDS", help="how long posts are waited for")
    parser.add_argument("--chat", type=float, default=2.0, metavar="N", help="questions a second (2)")
    parser.add_argument("--with-gateway", action="store_true", help="the outage takes the gateway too")
    parser.add_argument("--seeds", type=Path, metavar="FOLDER", help="other listings than those in seeds")
    given = parser.parse_args()
    sizes = _QUICK if given.quick else _WHOLE
    wanted = {"servers": given.servers, "shards": given.shards, "kilobytes": given.kilobytes}
    town = replace(sizes.town, **{name: value for name, value in wanted.items() if value is not None})
    sizes = replace(sizes, town=town, outage=given.outage or sizes.outage, patience=given.patience or sizes.patience)
    plan = Plan(town, patience=sizes.patience, chat=given.chat, with_gateway=given.with_gateway)
    if given.seeds:
        plan = replace(plan, seeds=given.seeds.resolve())
    try:
        good = asyncio.run(bench(list(given.only), sizes, plan))
    except (asyncio.CancelledError, KeyboardInterrupt):
        good = False
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
