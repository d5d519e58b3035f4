"""Which papers pass filters, and by which of their listings."""

from __future__ import annotations

import numpy as np

from bot.search.authors import AuthorDirectory
from bot.search.date_filter import NOWHERE, listing_index
from bot.search.document_table import DocumentTable
from bot.search.forward_index import Documents
from bot.search.hits import Filters

__all__ = ["passing"]


def passing(filters: Filters, table: DocumentTable, authors: AuthorDirectory) -> Documents:
    """Return the listing to use of each paper, NOWHERE for an excluded paper."""
    found = listing_index(table, filters.since, filters.until, filters.min_votes, filters.max_votes)
    if filters.among is not None:
        apart = np.ones(len(found), np.bool_)
        apart[list(filters.among)] = False
        found[apart] = NOWHERE
    if filters.without:
        found[list(filters.without)] = NOWHERE
    if filters.author is not None:
        people = authors.find(filters.author).people
        own = np.zeros(len(found), np.bool_)
        own[[number for person in people for number in person.papers]] = True
        found[~own] = NOWHERE
    return found
