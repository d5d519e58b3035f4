"""Print how well questions are answered: `python -m tests.quality [--misses]`"""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table as Columns

from tests.quality.asking import baseline, measure, project_corpus
from tests.quality.measure import Table

GROUPS = ("all", "en", "ko", "en-find", "ko-find", "en-fact", "ko-fact", "en-number", "ko-number")
MEASURES = ("hit@1", "hit@5", "MRR@10", "answer", "answer@1", "false abstain")


def _row(columns: Columns, name: str, table: Table, measure: str) -> None:
    means = [f"{table.mean(measure, group):.3f}" if (measure, group) in table.values else "" for group in GROUPS]
    columns.add_row(name, *means)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print every question that was missed")
    arguments = parser.parse_args()
    table, misses = measure(project_corpus())
    plain = baseline()
    columns = Columns("measure", *GROUPS, box=None)
    for measured in MEASURES:
        _row(columns, measured, table, measured)
    for measured in MEASURES[:3]:
        _row(columns, f"plain BM25 {measured}", plain, measured)
    console = Console(width=120)
    console.print(columns)
    for measured, group in (("abstain", "off_topic"), ("abstain", "absent"), ("dialogue turn", "follow-up")):
        count = len(table.values[measured, group])
        console.print(f"{measured} ({group}): {table.mean(measured, group):.3f} of {count}")
    if arguments.misses:
        for miss in misses:
            console.print(miss, markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
