"""Ask what people typed, set by set, in this process, as `ask --jsonl` would."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.answers.query_service import QueryService
from bot.answers.session import Sessions
from bot.console.jsonl import answer_lines
from bot.search.corpus import Corpus
from tests.quality.expectations import faults
from tests.quality.measure import Table

__all__ = ["MEASURE", "messages", "put_people", "sets"]

MEASURE = "right"
TODAY = datetime(2026, 12, 1, 12, tzinfo=UTC)
FOLDER = Path(__file__).resolve().parent / "people"

Row = dict[str, Any]


def sets() -> list[str]:
    """Return the names of the sets."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def messages(name: str) -> list[Row]:
    """Return the messages and dialogues of one set."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def put_people(name: str, corpus: Corpus, table: Table, misses: list[str]) -> None:
    """Put into `table`, under the set's name and its groups, which turns were answered as expected."""
    turns = [(item, number, turn) for item in messages(name) for number, turn in enumerate(item["turns"])]
    lines = [_line(item["id"], turn["say"]) for item, _, turn in turns]
    replies = answer_lines(lines, QueryService(corpus, TODAY, "en", Sessions()), "en")
    for (item, number, turn), reply in zip(turns, replies, strict=True):
        if not turn.get("expect"):
            continue
        wrong = faults(turn["expect"], reply)
        groups = ("all", item["kind"], item["lang"], "first" if number == 0 else "follow-up")
        table.put(MEASURE, (name, *(f"{name} {group}" for group in groups)), not wrong)
        table.put(MEASURE, groups, not wrong)
        if wrong:
            misses.append(f"{item['id']} {item['kind']}: {turn['say']} ({'; '.join(wrong)})")


def _line(conversation: str, typed: str) -> bytes:
    return json.dumps({"id": None, "conversation": conversation, "question": typed}).encode()
