"""Lists of papers as displayed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from bot.answers.replies.narrowing import narrowing
from bot.answers.reply import (
    MOST_SHOWN,
    Other,
    Quote,
    Reply,
    cells_of,
    credit,
    footer,
    numbered,
    section_label,
    shown_hits,
)
from bot.answers.request import Request
from bot.answers.table import Cell
from bot.answers.table_phrases import NOT_STATED
from bot.corpus.paper import Paper
from bot.search.hits import Hit
from bot.search.sentences import opening_section, split_sentences
from bot.texts import Language

__all__ = ["PAGE_PAPERS", "ShownList", "ShownPaper", "ShownQuote", "bare", "freeze", "freeze_hit"]

# Of a page, whatever their length: what a list's pages hold is known without writing them all.
PAGE_PAPERS = 5
_AUTHORS = 4
_QUOTES = 3
_QUOTE_CHARACTERS = 600
# Requests defined by a single part mean nothing without it.
_LEAST_PARTS = 2


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A sentence, its section's heading and the figure in it that was asked for.

    In a table it stands in the column called `label`; a value of the listing is `plain`, no quote.
    """

    text: str
    section: str | None = None
    figure: str | None = None
    label: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper as displayed in a list.

    `others` counts the authors not in `authors`; `note` says why the paper is there. `day` is the day of its listing,
    `newest` whether that is its newest one. For an `opening` paper the quote is the first sentence of its summary.
    `number` is its number in a table, else its place in the list counts.
    """

    arxiv_id: str
    title: str
    credit: str
    authors: tuple[str, ...]
    others: int
    more_authors: bool
    thumbnail: str | None
    quotes: tuple[ShownQuote, ...]
    note: str = ""
    day: date | None = None
    newest: bool = False
    opening: bool = False
    number: int | None = None

    @property
    def bare(self) -> bool:
        """Whether only the paper's id is known."""
        return not self.title

    @property
    def url(self) -> str:
        """The abstract's page on arXiv."""
        return f"https://arxiv.org/abs/{self.arxiv_id}"


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list: its lead, a note on how the question was read, and the papers.

    Its papers are numbered from `first`; those that are not displayed yet may be bare. `request` is set if it has parts
    that can be removed, and `others` are alternative readings.
    """

    language: Language
    lead: str
    note: str
    found: bool
    papers: tuple[ShownPaper, ...]
    first: int = 1
    request: Request | None = None
    others: tuple[Other, ...] = ()


def freeze(reply: Reply, notes: Mapping[str, str] | None = None, *, was_read: bool = False) -> ShownList:
    """Return a reply's list for display; `notes` are lines for papers, by arXiv id.

    Papers past the first page are bare: they are filled in when that page is turned to, if ever. What `was_read` from
    words can be corrected.
    """
    hits = (hit for hit in shown_hits(reply, MOST_SHOWN + 1) if hit.paper != reply.paper)
    quotes: dict[str, list[Quote]] = {}
    for quote in reply.quotes:
        quotes.setdefault(quote.arxiv_id, []).append(quote)
    papers = tuple(
        (freeze_hit if place < PAGE_PAPERS else _freeze_later)(
            hit, reply.language, quotes.get(hit.paper.arxiv_id, ()), (notes or {}).get(hit.paper.arxiv_id, "")
        )
        for place, hit in enumerate(islice(hits, MOST_SHOWN))
    )
    if reply.table is not None:
        papers = tuple(_in_row(paper, reply) for paper in papers)
    elif reply.status == "answered" and (not reply.quotes or reply.beside):
        # The lead or a quote is the answer; how a summary opens would say something else.
        papers = tuple(replace(paper, quotes=(), opening=False) if paper.opening else paper for paper in papers)
    shown = ShownList(reply.language, reply.lead, footer(reply), reply.status != "not_found", papers, first=reply.first)
    if not was_read or reply.request is None:
        return shown
    request = _to_keep(reply.request) if len(narrowing(reply.request)) >= _LEAST_PARTS else None
    others = tuple(replace(other, request=_to_keep(other.request)) for other in reply.others)
    return replace(shown, request=request, others=others)


def _in_row(paper: ShownPaper, reply: Reply) -> ShownPaper:
    """Return a paper of a table with its cells instead of quotes."""
    cells = cells_of(reply, paper.arxiv_id)
    number = next((number for number, hit in numbered(reply) if hit.paper.arxiv_id == paper.arxiv_id), None)
    shown = tuple(_shown_cell(label.in_(reply.language), cell, reply.language) for label, cell in cells)
    return replace(paper, quotes=shown, opening=False, number=number)


def _shown_cell(label: str, cell: Cell, language: Language) -> ShownQuote:
    if cell.quote is None:
        return ShownQuote((cell.value or NOT_STATED).in_(language), label=label, plain=True)
    quote = _shown_quote(cell.quote, language)
    return replace(quote, label=label, section=None if quote.section == label else quote.section)


def _to_keep(request: Request) -> Request:
    """Return a request without words that are no longer needed: user text is not stored."""
    return request if request.act == "fact" else replace(request, question="")


def freeze_hit(hit: Hit, language: Language, quotes: Sequence[Quote] = (), note: str = "") -> ShownPaper:
    """Return a hit as displayed in a list; without quotes, with the first sentence of its summary."""
    paper = hit.paper
    people = [name for name in paper.authors if name.strip()]
    shown = tuple(_shown_quote(quote, language) for quote in quotes[:_QUOTES])
    return ShownPaper(
        paper.arxiv_id,
        paper.title,
        credit(hit, language),
        tuple(people[:_AUTHORS]),
        len(people[_AUTHORS:]),
        paper.more_authors,
        paper.thumbnail_url,
        shown or _opening(paper, language),
        note,
        hit.listing.day,
        hit.listing.day == paper.newest.day,
        not shown,
    )


def _freeze_later(hit: Hit, language: Language, quotes: Sequence[Quote], note: str) -> ShownPaper:
    """Return a hit as `freeze_hit` does, without what follows from the corpus."""
    shown = tuple(_shown_quote(quote, language) for quote in quotes[:_QUOTES])
    day = hit.listing.day
    return bare(hit.paper.arxiv_id, shown, note, day, day == hit.paper.newest.day, not shown)


def bare(
    arxiv_id: str,
    quotes: tuple[ShownQuote, ...] = (),
    note: str = "",
    day: date | None = None,
    newest: bool = False,
    opening: bool = False,
) -> ShownPaper:
    """Return a paper reduced to its id and what does not follow from the corpus."""
    return ShownPaper(arxiv_id, "", "", (), 0, False, None, quotes, note, day, newest, opening)


def _opening(paper: Paper, language: Language) -> tuple[ShownQuote, ...]:
    section = opening_section(paper, language)
    first = next(iter(split_sentences(section.text)), "") if section else ""
    return (ShownQuote(first[:_QUOTE_CHARACTERS]),) if first else ()


def _shown_quote(quote: Quote, language: Language) -> ShownQuote:
    text = quote.written if len(quote.text) <= _QUOTE_CHARACTERS else quote.text[:_QUOTE_CHARACTERS]
    return ShownQuote(text, section_label(quote.section, language) or None, quote.figure)
