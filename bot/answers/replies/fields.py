"""One field of a paper in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.answers import field_phrases as phrases
from bot.answers.request import Act
from bot.corpus.addresses import is_link
from bot.corpus.paper import Paper
from bot.texts import Text, joined

__all__ = ["field_text"]

_MOST_AUTHORS = 25


def field_text(act: Act, paper: Paper) -> Text:
    """Return the field `act` asks for, or that the listing does not give it; for other acts the link."""
    return _SENTENCES.get(act, _link)(paper)


def _link(paper: Paper) -> Text:
    return Text(f"“{paper.title}”: {paper.url}", f"“{paper.title}”: {paper.url}")


def _day(paper: Paper) -> Text:
    days = joined((listing.day for listing in reversed(paper.listings)), " · ")
    return phrases.LISTED_ON.fill(title=paper.title, days=days)


def _code(paper: Paper) -> Text:
    return _address(paper, paper.code, phrases.CODE_AT, phrases.NO_CODE)


def _project(paper: Paper) -> Text:
    return _address(paper, paper.project, phrases.PROJECT_AT, phrases.NO_PROJECT)


def _address(paper: Paper, url: str | None, stated: Text, unstated: Text) -> Text:
    if url is None or not is_link(url):
        return unstated.fill(title=paper.title, url=paper.url)
    return stated.fill(title=paper.title, url=url)


def _organization(paper: Paper) -> Text:
    """Return a paper's organisation; if it is not listed, the authors as well."""
    if paper.organization is None:
        unstated = phrases.NO_ORGANIZATION.fill(title=paper.title)
        return joined((unstated, _authors(paper)), " ") if paper.authors else unstated
    return phrases.IS_FROM.fill(title=paper.title, organization=paper.organization)


def _votes(paper: Paper) -> Text:
    listing = paper.newest
    if listing.votes is None:
        return phrases.VOTES_UNKNOWN.fill(title=paper.title)
    text = phrases.ONE_VOTE_OF if listing.votes == 1 else phrases.VOTES_OF
    return text.fill(title=paper.title, votes=listing.votes, day=listing.day)


def _authors(paper: Paper) -> Text:
    """Return the authors and, if known, their organisation: "who is it from" asks for both."""
    named = _named_authors(paper)
    if paper.organization is None:
        return named
    # A sentence ends in one full stop, even after "Inc.".
    return joined((named, phrases.AND_FROM.fill(organization=paper.organization.removesuffix("."))), " ")


def _named_authors(paper: Paper) -> Text:
    if not paper.authors:
        return phrases.NO_AUTHORS.fill(title=paper.title)
    names = ", ".join(paper.authors[:_MOST_AUTHORS])
    count, more = len(paper.authors), len(paper.authors) - _MOST_AUTHORS
    if more > 0:
        return phrases.AUTHORS_AND_MORE.fill(title=paper.title, names=names, count=count, more=more)
    text = phrases.AUTHORS_AND_OTHERS if paper.more_authors else phrases.AUTHORS_OF
    return text.fill(title=paper.title, names=names, count=count)


_SENTENCES: Mapping[Act, Callable[[Paper], Text]] = {
    "authors": _authors,
    "votes": _votes,
    "day": _day,
    "code": _code,
    "project": _project,
    "organization": _organization,
}
