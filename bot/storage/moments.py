"""Moments in the database: ISO 8601 in UTC, so that texts sort chronologically."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["stamp", "stamp_seconds"]


def stamp(moment: datetime) -> str:
    """Format an aware `moment` as in the tables of posts and people."""
    return moment.astimezone(UTC).isoformat()


def stamp_seconds(moment: datetime) -> str:
    """Format an aware `moment` to the second, where that is enough."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
