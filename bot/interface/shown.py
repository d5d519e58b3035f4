"""Lists of papers as they were shown: frozen, so that a reload or a restart never shifts their pages."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice

from pydantic import TypeAdapter, ValidationError

from bot.answers.replies.narrowing import narrowing
from bot.answers.reply import MOST_SHOWN, Other, Quote, Reply, credit, footer, section_label, shown_hits
from bot.answers.request import Request
from bot.corpus.store import Store
from bot.errors import NotFoundError
from bot.search.corpus import Hit
from bot.search.sentences import split_sentences
from bot.texts import Language, Text

__all__ = ["ShownList", "ShownLists", "ShownPaper", "ShownQuote", "freeze", "freeze_hit"]

_KEPT = timedelta(days=30)
_KEPT_LISTS = 50
_AUTHORS = 4
_QUOTES = 3
_QUOTE_CHARACTERS = 600
# What is asked for by one part alone is nothing without it.
_LEAST_PARTS = 2

_SURPLUS = (
    "DELETE FROM shown_list WHERE user_id = ? AND id NOT IN "
    "(SELECT id FROM shown_list WHERE user_id = ? ORDER BY shown_at DESC, rowid DESC LIMIT ?)"
)

_EXPIRED = Text(
    "This list has expired. Please run the command again.",
    "오래된 목록이라 더 넘길 수 없습니다. 명령을 다시 실행해 주세요.",
)


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """Hold a sentence, its section's heading and the figure in it that was asked for."""

    text: str
    section: str | None = None
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """Hold what a list shows of a paper.

    `others` counts the authors that are not in `authors`; `note` says why the paper is there.
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

    @property
    def url(self) -> str:
        """The abstract's page on arXiv."""
        return f"https://arxiv.org/abs/{self.arxiv_id}"


@dataclass(frozen=True, slots=True)
class ShownList:
    """Hold a list: the lead above it, a note on how the question was read, the papers, and where its pages start.

    Its papers are numbered from `first`; `request` is set where it has parts that can be taken back, and `others` are
    what else may have been meant.
    """

    language: Language
    lead: str
    note: str
    found: bool
    papers: tuple[ShownPaper, ...]
    starts: tuple[int, ...] = ()
    first: int = 1
    request: Request | None = None
    others: tuple[Other, ...] = ()


def freeze(reply: Reply, notes: Mapping[str, str] | None = None, *, was_read: bool = False) -> ShownList:
    """Return a reply's list as it is to be shown; `notes` are lines for papers, by arXiv id.

    What `was_read` from words can be corrected.
    """
    hits = (hit for hit in shown_hits(reply) if hit.paper != reply.paper)
    quotes: dict[str, list[Quote]] = {}
    for quote in reply.quotes:
        quotes.setdefault(quote.arxiv_id, []).append(quote)
    papers = tuple(
        freeze_hit(hit, reply.language, quotes.get(hit.paper.arxiv_id, ()), (notes or {}).get(hit.paper.arxiv_id, ""))
        for hit in islice(hits, MOST_SHOWN)
    )
    if len(papers) == 1 and reply.status == "answered" and not reply.quotes:
        # The lead is the answer; how the summary opens would say something else.
        papers = (replace(papers[0], quotes=()),)
    shown = ShownList(reply.language, reply.lead, footer(reply), reply.status != "not_found", papers, first=reply.first)
    if not was_read or reply.request is None:
        return shown
    request = _to_keep(reply.request) if len(narrowing(reply.request)) >= _LEAST_PARTS else None
    others = tuple(replace(other, request=_to_keep(other.request)) for other in reply.others)
    return replace(shown, request=request, others=others)


def _to_keep(request: Request) -> Request:
    """Return a request without the words that nothing needs any more: what people write is not kept."""
    return request if request.act == "fact" else replace(request, question="")


def freeze_hit(hit: Hit, language: Language, quotes: Sequence[Quote] = (), note: str = "") -> ShownPaper:
    """Return what a list shows of a hit; without quotes the sentence that opens the summary."""
    paper = hit.paper
    people = [name for name in paper.authors if name.strip()]
    shown = [_shown_quote(quote, language) for quote in quotes[:_QUOTES]]
    if not shown and paper.sections:
        first = next(iter(split_sentences(paper.sections[0].text)), "")
        shown = [ShownQuote(first[:_QUOTE_CHARACTERS])] if first else []
    return ShownPaper(
        paper.arxiv_id,
        paper.title,
        credit(hit, language),
        tuple(people[:_AUTHORS]),
        len(people[_AUTHORS:]),
        paper.more_authors,
        paper.thumbnail_url,
        tuple(shown),
        note,
    )


def _shown_quote(quote: Quote, language: Language) -> ShownQuote:
    text = quote.written if len(quote.text) <= _QUOTE_CHARACTERS else quote.text[:_QUOTE_CHARACTERS]
    return ShownQuote(text, section_label(quote.section, language) or None, quote.figure)


class ShownLists:
    """Keep lists in a Store for a month, each with the person who asked for it, the newest fifty of a person."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._form = TypeAdapter(ShownList)

    async def keep(self, user_id: int, shown: ShownList, now: datetime) -> int:
        """Keep a list and return its id."""
        list_id = secrets.randbits(62)
        content = self._form.dump_json(shown).decode()
        async with self._store.transaction() as transaction:
            await transaction.execute("DELETE FROM shown_list WHERE shown_at < ?", (_stamp(now - _KEPT),))
            await transaction.execute(_SURPLUS, (user_id, user_id, _KEPT_LISTS - 1))
            await transaction.execute(
                "INSERT INTO shown_list (id, user_id, shown_at, content) VALUES (?, ?, ?, ?)",
                (list_id, user_id, _stamp(now), content),
            )
        return list_id

    async def find(self, list_id: int) -> tuple[int, ShownList]:
        """Return who asked for a list, and the list; raises NotFoundError where it is too old."""
        rows = await self._store.rows("SELECT user_id, content FROM shown_list WHERE id = ?", (list_id,))
        try:
            ((user_id, content),) = rows
            return int(user_id), self._form.validate_json(content)
        except (ValueError, ValidationError):
            # None, or one of a version that wrote lists in another form.
            raise NotFoundError(_EXPIRED) from None


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
