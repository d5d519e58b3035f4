"""`python -m tests.faults [--cluster] [--rounds 300] [--seed S]`: rounds in which the bot is killed."""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sys
import time

from tests.faults.cluster.rounds import run_cluster_rounds
from tests.faults.rounds import run_rounds

__all__ = ["main"]


def main() -> int:
    """Run rounds from a seed on; return 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", type=int, help="the seed of the first round; any by default")
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--cluster", action="store_true", help="several processes on one PostgreSQL")
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("tests").setLevel(logging.INFO)
    first = random.randrange(10**6) if given.seed is None else given.seed
    started = time.monotonic()
    run = run_cluster_rounds if given.cluster else run_rounds
    tally = asyncio.run(run(range(first, first + given.rounds), given.at_once))
    print(f"seeds {first} to {first + given.rounds - 1} in {time.monotonic() - started:.0f} s\n{tally.report()}")
    return 1 if tally.problems else 0


if __name__ == "__main__":
    sys.exit(main())
