"""Replies: what every surface shows, plain and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answers.listed_facts import addresses, tags
from bot.answers.quote import Quote, checked
from bot.answers.request import Request
from bot.answers.table import Cell, Table
from bot.answers.table_phrases import NOT_STATED
from bot.corpus.paper import MACHINE_WRITTEN, Paper, heading_parts
from bot.search.hits import Hit
from bot.texts import Language, Text, day_text

__all__ = [
    "MOST_SHOWN",
    "Other",
    "Quote",
    "Reply",
    "Status",
    "cells_of",
    "checked",
    "credit",
    "displayed",
    "following",
    "footer",
    "numbered",
    "plain_text",
    "section_label",
    "shown_hits",
    "singled_out",
    "visible",
]

# Most papers in a list; "the second one" is among them.
MOST_SHOWN = 250
_PAGE = 10

Status = Literal["answered", "papers", "not_found"]

_VOTES = Text("{votes:,} votes", "추천 {votes:,}")
_ONE_VOTE = Text("1 vote", "추천 1")
_VOTES_UNKNOWN = Text("votes unknown", "추천 수 모름")
_MORE = Text("{count:,} more: say “more”.", "{count:,}편이 더 있습니다. “더”라고 하시면 이어서 보여 드립니다.")
_SECTIONS: Mapping[str, Text] = {
    "summary": Text("Summary", "요약"),
    "abstract": Text("Abstract", "초록"),
    "what's new": Text("What's new", "새로운 점"),
    "technical details": Text("Technical details", "기술적 내용"),
    "performance highlights": Text("Performance", "성능"),
}
_SOURCES: Mapping[str, Text] = {MACHINE_WRITTEN: Text("machine-written", "기계 작성")}
_MOST_BRIDGES = 5


@dataclass(frozen=True, slots=True)
class Other:
    """An alternative reading, in a few words, and its request."""

    label: Text
    request: Request


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in plain text: nothing is escaped, each surface does that itself.

    `hits` is a list, best first, numbered from `first`; `shown` of them are displayed in chat, for an answer `beside`
    more below those it is about; `total` were found; `quotes` belong to hits; `paper` is one paper to show in full;
    `bridges` are words of the question with the matched term of the other language; `request` is what was answered,
    `others` are alternative readings;
    `absent` are the ids of displayed papers that the corpus lacks; a `table` states something of each paper of `hits`.
    """

    status: Status
    language: Language
    lead: str
    hits: Sequence[Hit] = ()
    quotes: tuple[Quote, ...] = ()
    paper: Paper | None = None
    bridges: tuple[tuple[str, str], ...] = ()
    shown: int = _PAGE
    beside: int = 0
    first: int = 1
    total: int = 0
    request: Request | None = None
    others: tuple[Other, ...] = ()
    absent: tuple[str, ...] = ()
    table: Table | None = None


def credit(hit: Hit, language: Language) -> str:
    """Return when the paper was listed and with how many votes."""
    return f"{day_text(hit.listing.day, language)} · {_votes(hit, language)}"


def _plain_credit(hit: Hit, language: Language) -> str:
    """Return the credit with its ISO day as well, if the language does not already use it."""
    day = hit.listing.day.isoformat() if language == "en" else day_text(hit.listing.day, language)
    return f"{day} · {_votes(hit, language)}"


def _votes(hit: Hit, language: Language) -> str:
    votes = hit.listing.votes
    text = _VOTES_UNKNOWN if votes is None else _ONE_VOTE if votes == 1 else _VOTES.fill(votes=votes)
    return text.in_(language)


def footer(reply: Reply) -> str:
    """Return how the question was read across languages, or an empty text."""
    return " · ".join(f"{word} → {term}" for word, term in reply.bridges[:_MOST_BRIDGES])


def shown_hits(reply: Reply, most: int | None = None) -> Sequence[Hit]:
    """Return the papers to show: those an answer is about, or as many of a list as were asked for, at most `most`."""
    if reply.status == "answered":
        return visible(reply)[:most]
    limits = (most, reply.request.count if reply.request else None)
    limit = min((one for one in limits if one is not None), default=None)
    return reply.hits if limit is None else reply.hits[:limit]


def displayed(reply: Reply) -> Sequence[Hit]:
    """Return the papers of a list in chat, or those an answer is about."""
    return reply.hits[: reply.shown]


def singled_out(reply: Reply) -> tuple[str, ...]:
    """Return the only paper of a table that states what some were asked for, if there is just one."""
    rows = reply.table.rows if reply.table is not None else ()
    all_asked = reply.request is None or reply.request.choice == "all"
    stating = [row.arxiv_id for row in rows if any(cell.stated for cell in row.cells)]
    return tuple(stating) if len(stating) == 1 and not all_asked else ()


def visible(reply: Reply) -> Sequence[Hit]:
    """Return the papers that a reply in chat displays, including those below an answer."""
    return reply.hits[: reply.shown + reply.beside]


def following(reply: Reply) -> int:
    """Return how many papers follow those a list displays; 0 if one paper was asked for."""
    if reply.status != "papers" or not displayed(reply) or (reply.request is not None and reply.request.count == 1):
        return 0
    return max(reply.total - reply.first + 1 - len(displayed(reply)), 0)


def section_label(heading: str | None, language: Language) -> str:
    """Return a section's heading, translated to the language of the reply if it is a usual one."""
    if heading is None:
        return ""
    name, source = heading_parts(heading)
    label = _SECTIONS.get(name.strip().lower().replace("’", "'"))
    if label is None:
        return heading
    named = _SOURCES.get(source.lower())
    return f"{label.in_(language)} ({named.in_(language) if named else source})".removesuffix(" ()")


def plain_text(reply: Reply) -> str:
    """Return the reply in plain text, as chat shows it."""
    lines = [reply.lead] if reply.lead else []
    hits = visible(reply)
    for number, hit in numbered(reply):
        mark = f"{number}. " if len(hits) > 1 or reply.first > 1 else ""
        lines.append(f"{mark}{hit.paper.title}")
        lines.append(f"   {_plain_credit(hit, reply.language)} · {hit.paper.url}")
        if reply.paper == hit.paper:
            lines += [f"   {line}" for line in _listed(hit.paper, reply.language)]
        lines += [f"   {line}" for line in _told(hit.paper, reply)]
    if left := following(reply):
        lines.append(_MORE.fill(count=left).in_(reply.language))
    if bridged := footer(reply):
        lines.append(bridged)
    return "\n".join(lines)


def numbered(reply: Reply) -> Iterator[tuple[int, Hit]]:
    """Yield the papers that a reply displays, each with its number."""
    hits = visible(reply)
    rows = reply.table.rows if reply.table else ()
    numbers = [row.number for row in rows] or range(reply.first, reply.first + len(hits))
    yield from zip(numbers, hits, strict=True)


def cells_of(reply: Reply, arxiv_id: str) -> Sequence[tuple[Text, Cell]]:
    """Return the labels and cells of a paper in the table of a reply, empty if there is none."""
    if reply.table is None:
        return ()
    row = next((row for row in reply.table.rows if row.arxiv_id == arxiv_id), None)
    return tuple(zip(reply.table.columns, row.cells, strict=True)) if row else ()


def _told(paper: Paper, reply: Reply) -> Iterator[str]:
    """Yield what a reply says of a paper: the cells of its table, else its quotes."""
    for label, cell in cells_of(reply, paper.arxiv_id):
        said = cell.value.in_(reply.language) if cell.value else NOT_STATED.in_(reply.language)
        column = label.in_(reply.language)
        yield f"{column}: {_quoted(cell.quote, reply, column) if cell.quote else said}"
    if reply.table is None:
        yield from (_quoted(quote, reply) for quote in reply.quotes if quote.arxiv_id == paper.arxiv_id)


def _listed(paper: Paper, language: Language) -> Iterator[str]:
    if named := tags(paper):
        yield named
    yield from (f"{label.in_(language)}: {url}" for label, url in addresses(paper))


def _quoted(quote: Quote, reply: Reply, column: str = "") -> str:
    """Return a quote with its section, unless that is the name of its column."""
    label = section_label(quote.section, reply.language) if reply.status == "answered" else ""
    return f"“{quote.written}”" + (f" — {label}" if label and label != column else "")
