"""Forms (modals) and their submitted fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from discord import ui

from bot.interface.ui.language import Interaction
from bot.texts import Language, Text

__all__ = ["Form", "field", "submitted"]


class Form(ui.Modal):
    """A form of at most five fields. Submissions are routed by custom id, like component interactions."""

    def __init__(self, title: str, custom_id: str, *fields: ui.Label[Any]) -> None:
        super().__init__(title=title, custom_id=custom_id)
        for one in fields:
            self.add_item(one)
        # discord.py does not keep finished views.
        self.stop()


def field(label: Text, language: Language, component: ui.Item[Any], hint: Text | None = None) -> ui.Label[Any]:
    """Return a field with its label, and a line below the label."""
    return ui.Label(
        text=label.in_(language), description=None if hint is None else hint.in_(language), component=component
    )


def submitted(interaction: Interaction) -> Mapping[str, str]:
    """Return the fields of a submitted form by custom id; of a menu the first choice."""
    found: dict[str, str] = {}
    for part in _listed(_object(interaction.data).get("components")):
        component = _object(_object(part).get("component"))
        chosen = _listed(component.get("values")) or [component.get("value")]
        name, value = component.get("custom_id"), chosen[0]
        if isinstance(name, str) and isinstance(value, str):
            found[name] = value.strip()
    return found


def _listed(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _object(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
