"""Print how well questions are answered: `python -m tests.quality [--misses]`"""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table as Columns

from tests.quality.asking import baseline, measure, project_corpus
from tests.quality.asking_people import MEASURE, sets
from tests.quality.measure import Table

GROUPS = ("all", "en", "ko", "en-find", "ko-find", "en-fact", "ko-fact", "en-number", "ko-number")
PEOPLE = ("all", "en", "ko", "mixed", "first", "follow-up")
MEASURES = ("hit@1", "hit@5", "MRR@10", "answer", "answer@1", "false abstain", "list is short", "fact is short")


def _row(columns: Columns, name: str, table: Table, measure: str) -> None:
    means = [f"{table.mean(measure, group):.3f}" if (measure, group) in table.values else "" for group in GROUPS]
    columns.add_row(name, *means)


def _of_people(table: Table) -> Columns:
    columns = Columns("as people type", "turns", *PEOPLE, box=None)
    for name in sets():
        shares = [f"{table.mean(MEASURE, f'{name} {group}'):.3f}" for group in PEOPLE]
        columns.add_row(name, str(len(table.values[MEASURE, name])), *shares)
    return columns


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
    for measured, group in (
        ("abstain", "off_topic"),
        ("abstain", "absent"),
        ("abstain", "not_stated"),
        ("dialogue turn", "follow-up"),
    ):
        count = len(table.values[measured, group])
        console.print(f"{measured} ({group}): {table.mean(measured, group):.3f} of {count}")
    console.print(_of_people(table))
    if arguments.misses:
        for miss in misses:
            console.print(miss, markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
