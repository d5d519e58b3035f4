"""Days and periods counted from today."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

from bot.answers.understand.calendar_values import day_of, days_between, moved
from bot.answers.understand.day_atoms import Scene
from bot.answers.understand.day_parts import Parts, Season

__all__ = ["back", "month_near", "period_near", "rolling", "season_near", "weekday_near", "weekend_near"]

# The last month of a season; a winter's is counted from its starting year.
_OVER = MappingProxyType({"spring": 6, "summer": 9, "autumn": 12, "winter": 15})


def back(scene: Scene, years: int = 0, months: int = 0, days: int = 0) -> Parts | None:
    """Return the day this long before today."""
    day = moved(scene.clock.today, -years, -months, -days)
    return None if day is None else Parts(fixed=(day_of(day, relative=True),))


def rolling(scene: Scene, years: int = 0, months: int = 0, days: int = 0) -> Parts | None:
    """Return the period of this length that ends today."""
    day = moved(scene.clock.today, -years, -months, -days)
    if day is None:
        return None
    return Parts(fixed=(days_between(day + timedelta(days=1), scene.clock.today, relative=True),))


def period_near(unit: str, shift: int, scene: Scene) -> Parts | None:
    """Return the week, month, quarter or year `shift` units from today's."""
    today = scene.clock.today
    if unit == "week":
        week = moved(today, days=7 * shift - today.weekday())
        return None if week is None else Parts(week=week, relative=True)
    if unit == "year":
        return Parts(year=today.year + shift, relative=True)
    day = moved(today, months=shift * (3 if unit == "quarter" else 1))
    if day is None:
        return None
    if unit == "quarter":
        return Parts(year=day.year, quarter=(day.month + 2) // 3, relative=True)
    return Parts(year=day.year, month=day.month, relative=True)


def month_near(month: int, shift: int, scene: Scene) -> Parts:
    """Return "last October" as the latest one that is over, "this" and "next October" by today's year."""
    today = scene.clock.today
    years = -(month >= today.month) if shift < 0 else month <= today.month if shift > 0 else 0
    return Parts(year=today.year + years, month=month, relative=True)


def weekday_near(weekday: int, shift: int, scene: Scene) -> Parts:
    """Return "last Friday" as the latest before today, or else the one of last week; "this Friday" is this week's."""
    today = scene.clock.today
    of_week = today + timedelta(days=7 * shift + weekday - today.weekday())
    latest = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    days = dict.fromkeys((latest, of_week) if shift == -1 else (of_week,))
    return Parts(fixed=tuple(day_of(day, relative=True) for day in days))


def weekend_near(shift: int, scene: Scene) -> Parts:
    """Return the weekend `shift` weeks from this one."""
    today = scene.clock.today
    saturday = today + timedelta(days=5 - today.weekday() + 7 * shift)
    return Parts(fixed=(days_between(saturday, saturday + timedelta(days=1), relative=True),))


def season_near(season: Season, shift: int, scene: Scene) -> Parts | None:
    """Return "this summer" of today's year, or the latest one that is over; a winter begins in December."""
    today = scene.clock.today
    if shift > 0:
        return None
    year = today.year - (season == "winter" and today.month <= 2)
    if shift < 0:
        year -= today.month + 12 * (today.year - year) < _OVER[season]
    return Parts(year=year, season=season, relative=True)
