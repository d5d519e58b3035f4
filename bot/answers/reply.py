"""Replies: what every surface shows, plain and checked."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answers.listed_facts import addresses, tags
from bot.answers.request import Request
from bot.corpus.paper import Paper, heading_parts
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.texts import Language, Text, day_text

__all__ = [
    "MOST_SHOWN",
    "Other",
    "Quote",
    "Reply",
    "Status",
    "checked",
    "credit",
    "displayed",
    "following",
    "footer",
    "plain_text",
    "section_label",
    "shown_hits",
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
_MOST_BRIDGES = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim part of a stored summary, the figure in it that was asked for, and whether it is truncated."""

    arxiv_id: str
    section: str | None
    text: str
    figure: str | None = None
    cut: bool = False

    @property
    def written(self) -> str:
        """The text as displayed, with an ellipsis if truncated."""
        return f"{self.text}…" if self.cut else self.text


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
    `absent` are the ids of displayed papers that the corpus lacks.
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


def checked(quotes: Iterable[Quote], corpus: Corpus) -> tuple[Quote, ...]:
    """Return the quotes that are verbatim in the stored summary; any others are a bug and are dropped."""
    good: list[Quote] = []
    for quote in quotes:
        paper = corpus.paper(quote.arxiv_id)
        sections = paper.sections if paper else ()
        if any(quote.text in section.text and section.heading == quote.section for section in sections):
            good.append(quote)
        else:
            _log.error("a quote is not in the summary of %s and was dropped", quote.arxiv_id)
    return tuple(good)


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
    return f"{label.in_(language)} ({source})".removesuffix(" ()") if label else heading


def plain_text(reply: Reply) -> str:
    """Return the reply in plain text, as chat shows it."""
    lines = [reply.lead] if reply.lead else []
    hits = visible(reply)
    for number, hit in enumerate(hits, start=reply.first):
        mark = f"{number}. " if len(hits) > 1 or reply.first > 1 else ""
        lines.append(f"{mark}{hit.paper.title}")
        lines.append(f"   {_plain_credit(hit, reply.language)} · {hit.paper.url}")
        if reply.paper == hit.paper:
            lines += [f"   {line}" for line in _listed(hit.paper, reply.language)]
        lines += [f"   {_quoted(quote, reply)}" for quote in reply.quotes if quote.arxiv_id == hit.paper.arxiv_id]
    if left := following(reply):
        lines.append(_MORE.fill(count=left).in_(reply.language))
    if bridged := footer(reply):
        lines.append(bridged)
    return "\n".join(lines)


def _listed(paper: Paper, language: Language) -> Iterator[str]:
    if named := tags(paper):
        yield named
    yield from (f"{label.in_(language)}: {url}" for label, url in addresses(paper))


def _quoted(quote: Quote, reply: Reply) -> str:
    label = section_label(quote.section, reply.language) if reply.status == "answered" else ""
    return f"“{quote.written}”" + (f" — {label}" if label else "")
