"""Translations of quotes, put below the quotes of an answer that is already shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from discord import ui

from bot.interface.ui.components import SHOWN_UNITS, Layout
from bot.interface.ui.markup import plain, size
from bot.texts import Language, Text

__all__ = ["put_below"]

_UNITS = 600
# As many letters of a quote tell it from the others of a card, which may show it cut.
_LETTERS = 24
_LETTER = re.compile(r"\w")
_BELOW = Text("✍️ Translation by a language model: {text}", "✍️ 언어 모델의 번역: {text}")


def put_below(layout: Layout, translations: Mapping[str, str], language: Language) -> bool:
    """Put translations, by the text of their quotes, below these; tell whether there was a place for any."""
    found = False
    for display in layout.walk_children():
        if isinstance(display, ui.TextDisplay):
            text: str = display.content
            new = "\n".join(_lines(text, translations, language))
            if new != text and layout.content_length() - size(text) + size(new) <= SHOWN_UNITS:
                display.content = new
                found = True
    return found


def _lines(text: str, translations: Mapping[str, str], language: Language) -> Iterator[str]:
    for line in text.split("\n"):
        yield line
        if line.startswith("> "):
            shown = _letters(line)
            for quote, said in translations.items():
                # A label may stand before the quote.
                if (begin := _letters(quote)[:_LETTERS]) and begin in shown:
                    yield f"> -# {_BELOW.fill(text=plain(said, _UNITS)).in_(language)}"
                    break


def _letters(markdown: str) -> str:
    """Return a text's letters and digits: the marks between them are no part of it."""
    return "".join(_LETTER.findall(markdown)).replace("_", "")
