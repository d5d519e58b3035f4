"""Fuzz everything. `python -m tests.fuzz [--cases 10000] [--seed N] [--only NAME …] [--keep]`

What breaks is made as small as can be, printed, and with `--keep` written beside the kept cases, which are checked
first, and by the tests always.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
import warnings
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.corpus.loader import read_folder
from bot.search.corpus import Corpus
from bot.search.glossary_file import read_glossary
from tests.conftest import SEEDS
from tests.fuzz import answers, commands, events, listings, questions, readings, starts, uploads
from tests.fuzz.target import CASES, Broken, Target, fuzz, known_cases
from tests.fuzz.theatre import open_theatre

__all__ = ["all_targets", "main"]

_GLOSSARY = SEEDS.parent / "config" / "glossary.tsv"


@contextmanager
def all_targets() -> Generator[list[Target]]:
    """Give every target, with the corpus and the client that they need."""
    glossary, _ = read_glossary(_GLOSSARY)
    corpus = Corpus(read_folder(SEEDS, {}).papers.values(), 1, glossary)
    with tempfile.TemporaryDirectory() as folder, open_theatre(Path(folder)) as theatre:
        plain = [*listings.targets(), *uploads.targets(), *questions.targets(corpus), *readings.targets(corpus)]
        yield [
            *plain,
            *commands.targets(theatre),
            *answers.targets(theatre),
            # These may leave the client without its channel.
            *events.targets(theatre),
            *starts.targets(theatre),
        ]


def main() -> None:
    """Print how many cases held for each target; exit with 1 where one did not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    warnings.simplefilter("ignore")
    broken = 0
    with all_targets() as targets:
        for target in targets:
            if not asked.only or target.name in asked.only:
                broken += not _holds(target, asked.cases, asked.seed, keep=asked.keep)
    sys.exit(1 if broken else 0)


def _holds(target: Target, count: int, seed: int, *, keep: bool) -> bool:
    started = time.perf_counter()
    try:
        for case in known_cases(target.name):
            target.check(case)
        ran = fuzz(target, count, seed)
    except Broken as found:
        traceback.print_exception(found.__cause__)
        print(found)
        if keep:
            name = f"{target.name}-{zlib.crc32(found.case.encode()):08x}.json"
            CASES.joinpath(name).write_text(found.case + "\n", "utf-8")
        return False
    print(f"{target.name}: {ran:,} cases in {time.perf_counter() - started:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    main()
