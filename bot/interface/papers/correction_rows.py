"""Rows below an answer that remove a part of the reading, or choose another one."""

from __future__ import annotations

from bot.answers.replies.narrowing import narrowing
from bot.interface.papers.shown_list import ShownList
from bot.interface.ui.components import Row, button, rows
from bot.texts import Text

__all__ = ["correcting", "offers"]

_MOST_PARTS = 5
_DROP = Text("✕ {part}", "✕ {part}")
_MEANT = Text("Did you mean {other}?", "혹시 {other}인가요?")


def offers(shown: ShownList) -> bool:
    """Tell whether the reading of a list can be corrected."""
    return shown.request is not None or bool(shown.others)


def correcting(shown: ShownList, list_id: int | None) -> list[Row]:
    """Return the rows that correct the list stored under `list_id`, empty if nothing can be corrected."""
    if list_id is None:
        return []
    language = shown.language
    parts = narrowing(shown.request) if shown.request else []
    drops = [button(_DROP.fill(part=label), language, "drop", list_id, part) for part, label in parts[:_MOST_PARTS]]
    meant = [
        button(_MEANT.fill(other=other.label), language, "meant", list_id, place)
        for place, other in enumerate(shown.others)
    ]
    return [*rows(drops), *rows(meant)]
