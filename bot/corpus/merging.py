"""The entries of several listings -> one paper an id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.corpus.paper import Listing, Paper

__all__ = ["merge"]

# What a later listing without such a line does not take away.
_LASTING = ("code", "project", "organization", "keywords", "video_url")


def merge(entries: Iterable[Paper]) -> dict[str, Paper]:
    """Make one paper of the entries that share an id: the newest entry's text, one listing a day.

    Where a day lists a paper twice, it keeps its first place and the larger count: votes only grow. What the newest
    entry does not say of code, project page, organisation, keywords and video, the newest that says it does.
    """
    groups: defaultdict[str, list[Paper]] = defaultdict(list)
    for entry in entries:
        groups[entry.arxiv_id].append(entry)
    merged: dict[str, Paper] = {}
    for arxiv_id, group in groups.items():
        if len(group) == 1:
            merged[arxiv_id] = group[0]
            continue
        days: dict[str, Listing] = {}
        for entry in group:
            (listing,) = entry.listings
            seen = days.get(str(listing.day))
            if seen is not None:
                counts = [votes for votes in (seen.votes, listing.votes) if votes is not None]
                listing = replace(seen, votes=max(counts, default=None))
            days[str(listing.day)] = listing
        by_day = sorted(group, key=lambda entry: entry.newest.day, reverse=True)
        listings = tuple(sorted(days.values(), key=lambda listing: listing.day, reverse=True))
        merged[arxiv_id] = replace(by_day[0], listings=listings, **_said_last(by_day))
    return merged


def _said_last(by_day: Sequence[Paper]) -> dict[str, Any]:
    """Return what entries say of a paper besides its text, each from the first that says it."""
    said: dict[str, list[Any]] = {name: [getattr(entry, name) for entry in by_day] for name in _LASTING}
    return {name: next((value for value in values if value), values[0]) for name, values in said.items()}
