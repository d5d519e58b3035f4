"""Replies: what every surface shows, plain and checked."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.corpus.paper import Paper
from bot.search.corpus import Corpus, Hit
from bot.texts import Language, Text, day_text

__all__ = ["MOST_SHOWN", "Quote", "Reply", "Status", "checked", "credit", "footer", "plain_text", "shown_hits"]

# A list has at most so many papers, and "the second one" is among them.
MOST_SHOWN = 250

Status = Literal["answered", "papers", "not_found"]

_VOTES = Text("{votes:,} votes", "추천 {votes:,}")
_ONE_VOTE = Text("1 vote", "추천 1")
_VOTES_UNKNOWN = Text("votes unknown", "추천 수 모름")
_MOST_BRIDGES = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quote:
    """Hold a verbatim part of a stored summary, and the figure in it that was asked for."""

    arxiv_id: str
    section: str | None
    text: str
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold an answer in plain text: nothing is escaped, each surface does that for itself.

    `hits` is a numbered list, best first; `quotes` belong to hits; `paper` is one paper to show whole; `bridges` are
    words of the question with the term of the other language that they were read as.
    """

    status: Status
    language: Language
    lead: str
    hits: Sequence[Hit] = ()
    quotes: tuple[Quote, ...] = ()
    paper: Paper | None = None
    bridges: tuple[tuple[str, str], ...] = ()


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
    return f"{day_text(hit.listing.day, language)} · {_votes(hit, language)}"


def _votes(hit: Hit, language: Language) -> str:
    votes = hit.listing.votes
    text = _VOTES_UNKNOWN if votes is None else _ONE_VOTE if votes == 1 else _VOTES.fill(votes=votes)
    return text.in_(language)


def footer(reply: Reply) -> str:
    """Return how the question was read across the languages, or nothing."""
    return " · ".join(f"{word} → {term}" for word, term in reply.bridges[:_MOST_BRIDGES])


def shown_hits(reply: Reply) -> Sequence[Hit]:
    """Return the papers to show: of an answer with quotes only those that are quoted, else all."""
    quoted = {quote.arxiv_id for quote in reply.quotes}
    if reply.status != "answered" or not quoted:
        return reply.hits
    return tuple(hit for hit in reply.hits if hit.paper.arxiv_id in quoted)


def plain_text(reply: Reply, limit: int = 10) -> str:
    """Return the reply in plain text, at most `limit` papers, their days in ISO form for programs that read it too."""
    lines = [reply.lead] if reply.lead else []
    for number, hit in enumerate(shown_hits(reply)[:limit], start=1):
        lines.append(f"{number}. {hit.paper.title}")
        lines.append(f"   {hit.listing.day.isoformat()} · {_votes(hit, reply.language)} · {hit.paper.url}")
        quotes = (quote for quote in reply.quotes if quote.arxiv_id == hit.paper.arxiv_id)
        lines += [f"   “{quote.text}”" + (f" — {quote.section}" if quote.section else "") for quote in quotes]
    if bridged := footer(reply):
        lines.append(bridged)
    return "\n".join(lines)
