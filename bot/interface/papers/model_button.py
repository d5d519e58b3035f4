"""The button that shows what a language model gets and who has turned it off."""

from __future__ import annotations

from bot.interface.ui.components import Button, button
from bot.texts import Language, Text

__all__ = ["model_button"]

_OPEN = Text("Language model", "언어 모델")


def model_button(language: Language) -> Button:
    """Return the button; /model answers it."""
    return button(_OPEN, language, "model", "show", emoji="✍️")
