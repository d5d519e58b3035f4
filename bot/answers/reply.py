"""Replies: what every surface shows, plain and checked."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.corpus.paper import Paper
from bot.search.corpus import Corpus, Hit
from bot.texts import Language, Text

__all__ = ["Quote", "Reply", "Status", "checked", "credit", "plain_text"]

Status = Literal["answered", "papers", "not_found"]

_VOTES = Text("{votes} votes", "추천 {votes}")
_ONE_VOTE = Text("1 vote", "추천 1")
_VOTES_UNKNOWN = Text("votes unknown", "추천 수 모름")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold a verbatim part of a stored summary."""

    arxiv_id: str
    section: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold an answer in plain text: nothing is escaped, each surface does that for itself.

    `hits` is a numbered list, best first; `quotes` belong to hits; `paper` is one paper to show whole.
    """

    status: Status
    language: Language
    lead: str
    hits: tuple[Hit, ...] = ()
    quotes: tuple[Quote, ...] = ()
    paper: Paper | None = None


def checked(quotes: Iterable[Quote], corpus: Corpus) -> tuple[Quote, ...]:
    """Return the quotes that stand word for word in the stored summary; the others are a defect and are dropped."""
    good: list[Quote] = []
    for quote in quotes:
        paper = corpus.paper(quote.arxiv_id)
        sections = paper.sections if paper else ()
        if any(quote.text in section.text and section.heading == quote.section for section in sections):
            good.append(quote)
        else:
            _log.error("a quote does not stand in the summary of %s and was dropped", quote.arxiv_id)
    return tuple(good)


def credit(hit: Hit, language: Language) -> str:
    """Return when the paper was listed and with how many votes."""
    votes = hit.listing.votes
    text = _VOTES_UNKNOWN if votes is None else _ONE_VOTE if votes == 1 else _VOTES.fill(votes=f"{votes:,}")
    return f"{hit.listing.day.isoformat()} · {text.in_(language)}"


def plain_text(reply: Reply, limit: int = 10) -> str:
    """Return the reply as a person reads it, at most `limit` papers."""
    lines = [reply.lead] if reply.lead else []
    for number, hit in enumerate(reply.hits[:limit], start=1):
        lines.append(f"{number}. {hit.paper.title}")
        lines.append(f"   {credit(hit, reply.language)} · {hit.paper.url}")
        quotes = (quote for quote in reply.quotes if quote.arxiv_id == hit.paper.arxiv_id)
        lines += [f"   “{quote.text}”" + (f" — {quote.section}" if quote.section else "") for quote in quotes]
    return "\n".join(lines)
