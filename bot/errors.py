"""What can go wrong for a person who uses the bot.

    UserError                 one sentence that says what to do next; exit code 1
    ├── InputError            what was typed cannot be used (a day, a query, a name); exit code 2
    ├── SettingsError         a setting is missing or wrong; exit code 2
    ├── NotFoundError         nothing in the corpus is meant by it
    ├── ForbiddenError        this person may not do that
    ├── CorpusError           the listings cannot be loaded (NothingReadError of bot.corpus.report: none is readable)
    ├── FeedError             new days cannot be fetched (bot.feed.faults)
    ├── ModelError            the language model gave no answer (bot.model.faults)
    └── StoreError            the database cannot be used
        └── DatabaseFileError its file cannot: the sentence has its path, for the operator

Any other exception is a bug: it is logged with a reference, and only that is shown.
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
    """An error with one sentence for the person, in both languages."""

    exit_code: ClassVar[int] = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def in_(self, language: Language) -> str:
        """Return the sentence in `language`."""
        return self.text.in_(language)


class InputError(UserError):
    """The input cannot be used."""

    exit_code = 2


class SettingsError(UserError):
    """The settings are invalid; all faults in one sentence."""

    exit_code = 2


class NotFoundError(UserError):
    """The corpus has nothing of that kind."""


class ForbiddenError(UserError):
    """The person may not do this."""


class CorpusError(UserError):
    """A folder of listings cannot be loaded; the previous corpus stays in use."""


class StoreError(UserError):
    """The database cannot be used."""


class DatabaseFileError(StoreError):
    """The database file or its disk is faulty; the sentence contains the path and is for the operator only."""
