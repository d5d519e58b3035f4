"""Texts for people, each in English and in Korean."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

__all__ = ["Language", "Text", "language_of"]

Language = Literal["en", "ko"]

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


class Text(NamedTuple):
    """Hold one sentence in both languages; a text that lacks one cannot be made."""

    en: str
    ko: str

    def in_(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.ko if language == "ko" else self.en

    def fill(self, **values: object) -> Text:
        """Put `values` into the named places of both sentences.

        Only the places of the text itself are read: braces inside a value stay as they are.
        """
        return Text(self.en.format(**values), self.ko.format(**values))


def language_of(text: str) -> Language | None:
    """Return the language a person writes in: Korean with any Hangul, English with any Latin letter, else None."""
    if _HANGUL.search(text):
        return "ko"
    return "en" if re.search(r"[A-Za-z]", text) else None
