"""Which papers are listed in a range of days, and by which listing: vectorised over all papers."""

from __future__ import annotations

from datetime import date

import numpy as np

from bot.search.document_table import DocumentTable
from bot.search.forward_index import Documents

__all__ = ["NOWHERE", "listing_index"]

# Instead of a listing: the paper is excluded.
NOWHERE = -1


def listing_index(
    table: DocumentTable,
    since: date | None = None,
    until: date | None = None,
    min_votes: int | None = None,
    max_votes: int | None = None,
) -> Documents:
    """Return each paper's listing to use: the newest in range whose votes are within bounds."""
    starts = table.listed[:-1]
    found = np.zeros(len(starts), np.int64)
    if len(starts) and (since is not None or until is not None):
        first_day = since.toordinal() if since is not None else 0
        last_day = until.toordinal() if until is not None else date.max.toordinal()
        fits = (table.days >= first_day) & (table.days <= last_day)
        beyond = len(fits)
        first = np.minimum.reduceat(np.where(fits, np.arange(beyond), beyond), starts)
        found = np.where(first < beyond, first - starts, NOWHERE)
    if min_votes is not None or max_votes is not None:
        # Unknown votes are -1, so no lower bound holds for them.
        votes = table.votes[starts + np.maximum(found, 0)]
        found[votes < max(min_votes or 0, 0)] = NOWHERE
        if max_votes is not None:
            found[votes > max_votes] = NOWHERE
    return found
