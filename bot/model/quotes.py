"""The quotes of a reply as a model gets them: numbered, each with its paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers.reply import Quote, Reply, numbered

__all__ = ["NumberedQuote", "Sentence", "numbered_quotes"]

_MOST = 8
# Of a quote; a whole section of a summary is longer than what an answer quotes.
_CHARACTERS = 1_200


@dataclass(frozen=True, slots=True)
class NumberedQuote:
    """A quote under a number from 1, with its paper's title."""

    number: int
    arxiv_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that its quotes carry, without the marks of its citations, and the paper that it is about."""

    text: str
    arxiv_id: str
    cites: tuple[int, ...]


def numbered_quotes(reply: Reply) -> tuple[NumberedQuote, ...]:
    """Return the quotes that a reply displays, empty where there is nothing to write about."""
    if reply.status == "not_found":
        return ()
    titles = {hit.paper.arxiv_id: hit.paper.title for _, hit in numbered(reply)}
    found = list(dict.fromkeys(quote for quote in _quotes(reply) if quote.arxiv_id in titles))
    return tuple(
        NumberedQuote(number, quote.arxiv_id, titles[quote.arxiv_id], quote.text[:_CHARACTERS])
        for number, quote in enumerate(found[:_MOST], start=1)
    )


def _quotes(reply: Reply) -> Iterator[Quote]:
    if reply.table is None:
        yield from reply.quotes
        return
    for row in reply.table.rows:
        yield from (cell.quote for cell in row.cells if cell.quote is not None)
