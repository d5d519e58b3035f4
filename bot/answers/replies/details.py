"""Replies about one paper, or two."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers import phrases
from bot.answers.engine.passages import telling
from bot.answers.engine.result import Result
from bot.answers.replies.bridges import telling_bridges
from bot.answers.reply import Quote, Reply, checked
from bot.answers.request import Request
from bot.corpus.paper import Paper
from bot.search.corpus import Corpus, Hit
from bot.texts import Language, Text, joined, language_of

__all__ = ["compare_reply", "confirmed_reply", "fact_reply", "field_reply", "summary_reply"]

_MOST_AUTHORS = 25


def fact_reply(result: Result, corpus: Corpus) -> Reply:
    """Return the sentences that answer, or say that the summary does not state this."""
    paper, language = result.hits[0].paper, result.request.language
    quotes = checked((item.quote for item in result.passages), corpus)
    if not quotes or not result.stated:
        lead = phrases.NOT_STATED.fill(title=paper.title).in_(language)
        return Reply("papers", language, lead, result.hits[:1], shown=1)
    lead = phrases.KOREAN_SUMMARY.in_(language) if _is_foreign(quotes, language) else ""
    bridges = telling_bridges(result.query, paper, corpus)
    return Reply("answered", language, lead, result.hits, quotes, bridges=bridges, shown=1)


def field_reply(result: Result) -> Reply:
    """Return one field of the papers asked about."""
    request, language = result.request, result.request.language
    meant = len(request.papers)
    texts = [_field(request, hit.paper) for hit in result.hits[:meant]]
    return Reply("answered", language, joined(texts, " ").in_(language), result.hits, shown=meant)


def confirmed_reply(result: Result, corpus: Corpus) -> Reply:
    """Tell whether a person is among the authors of a paper."""
    request, language, paper = result.request, result.request.language, result.hits[0].paper
    people = [person for name in request.people for person in corpus.authors.find(name).people]
    found = [person.name for person in people if corpus.is_by(paper, person)]
    text = phrases.IS_AUTHOR if found else phrases.IS_NO_AUTHOR
    lead = text.fill(name=found[0] if found else request.people[0], title=paper.title)
    return Reply("answered", language, lead.in_(language), result.hits[:1], shown=1)


def summary_reply(paper: Paper, request: Request) -> Reply:
    """Return one paper whole, its sections as quotes."""
    quotes = tuple(Quote(paper.arxiv_id, section.heading, section.text) for section in paper.sections if section.text)
    return Reply("answered", request.language, "", (Hit(paper, paper.newest, 0.0),), quotes, paper, shown=1)


def compare_reply(result: Result, corpus: Corpus) -> Reply:
    """Return, for each of two papers, the sentences on what both state."""
    first, second = result.hits[0].paper, result.hits[1].paper
    quotes: list[Quote] = []
    asked = result.request.question
    for paper, other in ((first, second), (second, first)):
        query = corpus.read(asked) if asked and len(corpus.read(asked).words) > 1 else None
        found = telling(query, paper, corpus) if query else []
        if not found or found[0].share == 0:
            found = telling(corpus.read(f"{other.title}\n{other.summary}"), paper, corpus)
        quotes += [item.quote for item in found[:1]]
    language, good = result.request.language, checked(quotes, corpus)
    text = phrases.COMPARED_IN_KOREAN if _is_foreign(good, language) else phrases.COMPARED
    return Reply("answered", language, text.in_(language), result.hits[:2], good, shown=2)


def _is_foreign(quotes: Sequence[Quote], language: Language) -> bool:
    """Tell whether somebody who writes English gets Korean quotes."""
    return language == "en" and any(language_of(quote.text) == "ko" for quote in quotes)


def _field(request: Request, paper: Paper) -> Text:
    match request.act:
        case "authors":
            return _authors(paper)
        case "votes":
            return _votes(paper)
        case "day":
            days = joined((listing.day for listing in reversed(paper.listings)), " · ")
            return phrases.LISTED_ON.fill(title=paper.title, days=days)
        case "code":
            return phrases.NO_CODE.fill(title=paper.title, url=paper.url)
        case _:
            return Text(f"“{paper.title}”: {paper.url}", f"“{paper.title}”: {paper.url}")


def _votes(paper: Paper) -> Text:
    listing = paper.newest
    if listing.votes is None:
        return phrases.VOTES_UNKNOWN.fill(title=paper.title)
    text = phrases.ONE_VOTE_OF if listing.votes == 1 else phrases.VOTES_OF
    return text.fill(title=paper.title, votes=listing.votes, day=listing.day)


def _authors(paper: Paper) -> Text:
    if not paper.authors:
        return phrases.NO_AUTHORS.fill(title=paper.title)
    names = ", ".join(paper.authors[:_MOST_AUTHORS])
    count, more = len(paper.authors), len(paper.authors) - _MOST_AUTHORS
    if more > 0:
        return phrases.AUTHORS_AND_MORE.fill(title=paper.title, names=names, count=count, more=more)
    return (phrases.AUTHORS_AND_OTHERS if paper.more_authors else phrases.AUTHORS_OF).fill(
        title=paper.title, names=names, count=count
    )
