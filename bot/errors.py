"""What can go wrong for a person who uses the bot.

    UserError                 one sentence that says what to do next; exit code 1
    ├── InputError            what was typed cannot be used (a day, a query, a name); exit code 2
    ├── SettingsError         a setting is missing or wrong; exit code 2
    ├── NotFoundError         nothing in the corpus is meant by it
    ├── ForbiddenError        this person may not do that
    ├── CorpusError           the listings cannot be loaded (NothingReadError of bot.corpus.report: none is readable)
    ├── FeedError             new days cannot be fetched (bot.feed.faults)
    └── StoreError            the database cannot be used
        └── DatabaseFileError its file cannot: the sentence has its path, for whoever runs the bot

Whatever is not a UserError is a defect: it is logged with a reference and shown as that reference only.
"""

from __future__ import annotations

from typing import ClassVar

from bot.texts import Language, Text

__all__ = [
    "CorpusError",
    "DatabaseFileError",
    "ForbiddenError",
    "InputError",
    "NotFoundError",
    "SettingsError",
    "StoreError",
    "UserError",
]


class UserError(Exception):
    """Carry one sentence for the person, in both languages."""

    exit_code: ClassVar[int] = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def in_(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.text.in_(language)


class InputError(UserError):
    """Refuse what was typed."""

    exit_code = 2


class SettingsError(UserError):
    """Refuse the settings, all faults in one sentence."""

    exit_code = 2


class NotFoundError(UserError):
    """Say that the corpus holds nothing of that kind."""


class ForbiddenError(UserError):
    """Refuse somebody who may not do this."""


class CorpusError(UserError):
    """Refuse a folder of listings; what was loaded before stays in use."""


class StoreError(UserError):
    """Say why the database cannot be used."""


class DatabaseFileError(StoreError):
    """Say what is wrong with the file or its disk, with the path: for whoever runs the bot, and for nobody else."""
