"""Suggestions while somebody types: at most 25, of at most 100 characters; the newest of a person only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial

from discord import app_commands

from bot.digest.zones import complete_timezones, timezone_text
from bot.interface.ui.language import Interaction
from bot.interface.ui.markup import shorten
from bot.interface.ui.newest import Newest
from bot.interface.ui.workers import Workers
from bot.library.library import Library
from bot.normal import normal
from bot.search.corpus import Corpus
from bot.texts import day_text

__all__ = ["Choices", "ReplacedError", "Suggestions"]

_MOST = 25
_LONGEST = 100
# Nothing longer can match a suggestion.
_MOST_TYPED = 100
_THREADS = 2

Choices = list[app_commands.Choice[str]]


class ReplacedError(Exception):
    """The person has typed on: only suggestions for the newest text are shown."""


class Suggestions:
    """Suggestions, computed in threads of their own so that they never wait for answers."""

    def __init__(self, library: Library, now: Callable[[], datetime]) -> None:
        self._library = library
        self._now = now
        self._workers = Workers(_THREADS, "suggestions")
        self._newest = Newest()

    async def papers(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers by title; the value is the arXiv id. Raises ReplacedError, as the others do."""
        return await self._found(interaction, partial(_papers, self._library.corpus), typed)

    async def authors(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest authors by name."""
        return await self._found(interaction, partial(_authors, self._library.corpus), typed)

    async def days(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest the listed days that contain the typed words, in any usual format, newest first."""
        return await self._found(interaction, partial(_days, self._library.corpus), typed)

    async def timezones(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest IANA time zones."""
        return await self._found(interaction, partial(_timezones, self._now()), typed)

    async def among(self, interaction: Interaction, known: Sequence[tuple[str, str]], typed: str) -> Choices:
        """Suggest those of some pairs of name and value whose name has the typed words, or whose value begins so."""
        return await self._found(interaction, partial(_among, known), typed)

    async def _found(self, interaction: Interaction, look: Callable[[str], Choices], typed: object) -> Choices:
        async with self._newest.turn(interaction.user.id) as is_newest:
            if not is_newest:
                raise ReplacedError
            return await self._workers.run(partial(look, str(typed)[:_MOST_TYPED]))


def _papers(corpus: Corpus, typed: str) -> Choices:
    return _choices((title, arxiv_id) for arxiv_id, title in corpus.complete_titles(typed, _MOST))


def _authors(corpus: Corpus, typed: str) -> Choices:
    return _choices((name, name) for name in corpus.complete_authors(typed, _MOST))


def _days(corpus: Corpus, typed: str) -> Choices:
    wanted = "".join(typed.lower().split())
    return _choices((day.isoformat(), day.isoformat()) for day in corpus.days if wanted in _written(day))


def _timezones(now: datetime, typed: str) -> Choices:
    return _choices((timezone_text(zone), zone) for zone in complete_timezones(typed, now, _MOST))


def _among(known: Sequence[tuple[str, str]], typed: str) -> Choices:
    whole = _folded(typed)
    wanted = whole.split()
    return _choices(
        (name, value)
        for name, value in known
        if value.startswith(whole) or all(word in _folded(name) for word in wanted)
    )


def _folded(text: str) -> str:
    return normal("NFKC", text).casefold()


def _written(day: date) -> str:
    return "".join(f"{day.isoformat()} {day_text(day, 'en')} {day_text(day, 'ko')}".lower().split())


def _choices(pairs: Iterable[tuple[str, str]]) -> Choices:
    fitting = ((name, value) for name, value in pairs if name.strip() and len(value) <= _LONGEST)
    return [
        app_commands.Choice(name=shorten(name, _LONGEST), value=value)
        for (name, value), _ in zip(fitting, range(_MOST), strict=False)
    ]
