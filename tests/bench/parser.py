"""How fast listings are parsed: `python -m tests.bench.parser` prints the median of some rounds."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from bot.corpus.markdown import parse_listing

__all__ = ["main"]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
MEGABYTES = 10
ROUNDS = 7


def main() -> None:
    """Parse the seeds, repeated to some ten megabytes, and print one line."""
    once = "\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    text = "\n".join([once] * round(MEGABYTES * 1e6 / len(once.encode())))
    size, papers = len(text.encode()) / 1e6, 0
    speeds: list[float] = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        papers = len(parse_listing(text, "bench.txt").papers)
        speeds.append(size / (time.perf_counter() - started))
    print(f"parser: {statistics.median(speeds):.1f} MB/s (median of {ROUNDS}; {size:.1f} MB, {papers:,} papers)")


if __name__ == "__main__":
    main()
