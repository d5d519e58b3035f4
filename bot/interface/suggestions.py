"""Suggestions while somebody types: at most 25, of at most 100 characters."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import date, datetime

from discord import app_commands

from bot.digest.zones import complete_timezones, timezone_text
from bot.interface.markup import shorten
from bot.search.library import Library
from bot.texts import day_text

__all__ = ["suggest_authors", "suggest_days", "suggest_papers", "suggest_timezones"]

_MOST = 25
_LONGEST = 100


async def suggest_papers(library: Library, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest papers by title; what is sent is the arXiv id."""
    papers = await asyncio.to_thread(library.corpus.complete_titles, typed, _MOST)
    return _choices((title, arxiv_id) for arxiv_id, title in papers)


async def suggest_authors(library: Library, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest authors by name."""
    names = await asyncio.to_thread(library.corpus.complete_authors, typed, _MOST)
    return _choices((name, name) for name in names)


async def suggest_days(library: Library, typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the listed days in which the typed words stand, as written in any of the usual ways, newest first."""
    wanted = "".join(typed.lower().split())
    return _choices((day.isoformat(), day.isoformat()) for day in library.corpus.days if wanted in _written(day))


def suggest_timezones(typed: str, now: datetime) -> list[app_commands.Choice[str]]:
    """Suggest IANA time zones."""
    return _choices((timezone_text(zone), zone) for zone in complete_timezones(typed, now, _MOST))


def _written(day: date) -> str:
    return "".join(f"{day.isoformat()} {day_text(day, 'en')} {day_text(day, 'ko')}".lower().split())


def _choices(pairs: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    fitting = ((name, value) for name, value in pairs if name.strip() and len(value) <= _LONGEST)
    return [
        app_commands.Choice(name=shorten(name, _LONGEST), value=value)
        for (name, value), _ in zip(fitting, range(_MOST), strict=False)
    ]
