"""The bench: `python -m tests.bench [--papers N ...] [--only PART ...] [--engines NAME ...] [--json FILE]`

Prints the tables of tests/bench/README.md. A million papers are measured on request: `--papers 1000000`. Each part of
each size runs in a process of its own, so that its memory is its own. A JSON file that is there already keeps its
other figures.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.bench.figures import Figures
from tests.bench.machine import this_machine
from tests.bench.parts import PARTS, measured_apart
from tests.bench.peers import ENGINES
from tests.bench.search import ROUNDS
from tests.bench.table import table

__all__ = ["main"]

SIZES = (159, 5_500, 110_000)
# Larger ones say nothing more of what a user meets and take long to load.
MOST_LOADED = 20_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--papers", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="the parts to measure")
    parser.add_argument("--engines", choices=ENGINES, nargs="+", default=tuple(ENGINES), help="who searches")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of warm questions")
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args()
    figures = Figures.read(given.json) if given.json and given.json.exists() else Figures(this_machine())
    if figures.machine != this_machine():
        parser.error(f"{given.json} holds the figures of another machine: name another file")
    for papers in sorted(given.papers):
        for part in given.only:
            if part in ("whole", "feed") and papers > MOST_LOADED:
                continue
            print(f"{papers:,} papers: {part} …", file=sys.stderr)
            found = measured_apart(part, papers, tuple(given.engines), given.rounds)
            figures = figures.updated(papers, found)
            if given.json:
                figures.write(given.json)
    print(table(figures))


if __name__ == "__main__":
    main()
