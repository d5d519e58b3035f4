"""Moments as the database has them: ISO 8601 in UTC, whose texts sort as the moments do."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["stamp", "stamp_seconds"]


def stamp(moment: datetime) -> str:
    """Return an aware `moment` as it is written where posts and people are."""
    return moment.astimezone(UTC).isoformat()


def stamp_seconds(moment: datetime) -> str:
    """Return an aware `moment` to the second, as it is written where seconds are enough."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
