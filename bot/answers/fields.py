"""What is known of one paper: authors, votes, days, link."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import phrases
from bot.answers.reply import Reply
from bot.corpus.paper import Paper
from bot.search.corpus import Hit
from bot.texts import Language, Text, joined

__all__ = ["FIELDS", "field_reply"]

FIELDS = ("authors", "votes", "date", "link")


def field_reply(field: str, hits: Sequence[Hit], language: Language) -> Reply:
    """Return one field of the first hit's paper; the other hits follow as what else may have been meant."""
    return Reply("answered", language, _field(field, hits[0].paper).in_(language), hits)


def _field(field: str, paper: Paper) -> Text:
    if field == "authors":
        return _authors(paper)
    if field == "votes":
        listing = paper.newest
        if listing.votes is None:
            return phrases.VOTES_UNKNOWN.fill(title=paper.title)
        text = phrases.ONE_VOTE_OF if listing.votes == 1 else phrases.VOTES_OF
        return text.fill(title=paper.title, votes=listing.votes, day=listing.day)
    if field == "date":
        days = joined((listing.day for listing in reversed(paper.listings)), " · ")
        return phrases.LISTED_ON.fill(title=paper.title, days=days)
    return Text(f"“{paper.title}”: {paper.url}", f"“{paper.title}”: {paper.url}")


def _authors(paper: Paper) -> Text:
    if not paper.authors:
        return phrases.NO_AUTHORS.fill(title=paper.title)
    names = ", ".join(paper.authors)
    return (phrases.AUTHORS_AND_OTHERS if paper.more_authors else phrases.AUTHORS_OF).fill(
        title=paper.title, names=names
    )
