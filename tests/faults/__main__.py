"""`python -m tests.faults [--cluster] [--rounds 300] [--seed S]`: rounds in which the bot is killed."""

from __future__ import annotations

import argparse
import asyncio
import logging
import math
import random
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import takewhile

from tests.faults.cluster.rounds import run_cluster_rounds
from tests.faults.rounds import run_rounds

__all__ = ["main"]


def main() -> int:
    """Run rounds from a seed on; return 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, help="the seed of the first round; any by default")
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=math.inf, help="no round begins later")
    parser.add_argument("--cluster", action="store_true", help="several processes on one PostgreSQL")
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("tests").setLevel(logging.INFO)
    first = random.randrange(10**6) if given.seed is None else given.seed
    started = time.monotonic()
    run = run_cluster_rounds if given.cluster else run_rounds
    seeds = _in_time(range(first, first + given.rounds), given.minutes)
    tally = asyncio.run(run(seeds, given.at_once))
    last = first + tally.counts["rounds"] - 1
    print(f"seeds {first} to {last} in {time.monotonic() - started:.0f} s\n{tally.report()}")
    return 1 if tally.problems else 0


def _in_time(seeds: Iterable[int], minutes: float) -> Iterator[int]:
    ends = time.monotonic() + 60 * minutes
    return takewhile(lambda _: time.monotonic() < ends, seeds)


if __name__ == "__main__":
    sys.exit(main())
