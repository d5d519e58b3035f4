"""Fields of a listing in a few words, as a table shows them."""

from __future__ import annotations

from bot.answers.request import Field
from bot.corpus.addresses import is_link
from bot.corpus.paper import Paper
from bot.texts import Text, joined

__all__ = ["listed_value"]

_SHOWN_AUTHORS = 5
_VOTES = Text("{votes:,}", "{votes:,}")
_AND_MORE = Text("{names}, and {more:,} more", "{names} 외 {more:,}명")
_AND_OTHERS = Text("{names}, and others", "{names} 외")


def listed_value(field: Field, paper: Paper) -> Text | None:
    """Return a field of a paper in a few words, None if the listing does not give it."""
    match field:
        case "authors":
            return _authors(paper)
        case "votes":
            votes = paper.newest.votes
            return None if votes is None else _VOTES.fill(votes=votes)
        case "day":
            return joined((listing.day for listing in reversed(paper.listings)), " · ")
        case "link":
            return Text(paper.url, paper.url)
        case "code" | "project":
            url = paper.code if field == "code" else paper.project
            return Text(url, url) if url is not None and is_link(url) else None
        case "organization":
            return Text(paper.organization, paper.organization) if paper.organization else None


def _authors(paper: Paper) -> Text | None:
    if not paper.authors:
        return None
    names, more = ", ".join(paper.authors[:_SHOWN_AUTHORS]), len(paper.authors) - _SHOWN_AUTHORS
    if more > 0:
        return _AND_MORE.fill(names=names, more=more)
    return _AND_OTHERS.fill(names=names) if paper.more_authors else Text(names, names)
