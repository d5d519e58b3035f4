"""Displayed lists, stored as paper ids: a reload or a restart never shifts their pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, partial

from pydantic import TypeAdapter

from bot.answers.reply import Other
from bot.answers.request import Request
from bot.corpus.paper import Paper
from bot.errors import NotFoundError
from bot.interface.papers.shown_list import ShownList, ShownPaper, ShownQuote, bare, freeze_hit
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.storage.database import Store
from bot.storage.lists import ListStore
from bot.storage.papers import PaperStore
from bot.texts import Language, Text

__all__ = ["ShownLists"]

_EXPIRED = Text(
    "This list has expired. Please run the command again.",
    "오래된 목록이라 더 넘길 수 없습니다. 명령을 다시 실행해 주세요.",
)
_GONE = Text("no longer in the listings", "현재 목록에 없음")


@dataclass(frozen=True, slots=True)
class _Detail:
    """The data of a paper that do not follow from the corpus: its day if not the newest one up to then."""

    day: date | None = None
    note: str = ""
    quotes: tuple[ShownQuote, ...] = ()
    opening: bool = True
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    """A list as stored: `papers` are ids, `up_to` is the newest listing day of any, `details` by position."""

    language: Language
    lead: str
    note: str
    found: bool
    papers: tuple[str, ...]
    up_to: date | None = None
    details: Mapping[int, _Detail] = field(default_factory=dict[int, _Detail])
    first: int = 1
    request: Request | None = None
    others: tuple[Other, ...] = ()


class ShownLists:
    """Displayed lists in a Store, kept for a month with the person who asked, the newest fifty per person."""

    def __init__(self, store: Store) -> None:
        self._lists = ListStore(store)
        self._papers = PaperStore(store)
        # Made at the start, not while somebody waits.
        self._form = _form()

    async def keep(self, user_id: int, shown: ShownList, now: datetime) -> int:
        """Keep a list and return its id."""
        return await self._lists.keep(
            user_id, self._form.dump_json(_form_of(shown), exclude_defaults=True).decode(), now
        )

    async def find(self, list_id: int) -> tuple[int, ShownList]:
        """Return who asked for a list, and the list with bare papers; raises NotFoundError if it has expired."""
        try:
            kept = await self._lists.find(list_id)
            if kept is None:
                raise NotFoundError(_EXPIRED)
            if kept.older:
                return kept.user_id, _older().validate_json(kept.content)
            return kept.user_id, _list_of(self._form.validate_json(kept.content))
        except ValueError:
            # Written by a version with another format.
            raise NotFoundError(_EXPIRED) from None

    async def read(self, shown: ShownList, places: range, corpus: Corpus) -> ShownList:
        """Return a list with its papers at `places` filled in from the current corpus.

        A paper that has left the corpus is shown as in the last revisions, else by its id, and marked as removed.
        """
        wanted = {place: shown.papers[place] for place in places if shown.papers[place].bare}
        if not wanted:
            return shown
        found = await asyncio.to_thread(partial(_in_corpus, corpus, wanted.values()))
        missing = [paper.arxiv_id for paper in wanted.values() if paper.arxiv_id not in found]
        former = await self._papers.former(missing) if missing else {}
        papers = list(shown.papers)
        for place, paper in wanted.items():
            if paper.arxiv_id in found:
                papers[place] = _filled(paper, found[paper.arxiv_id], shown.language)
            else:
                papers[place] = _departed(paper, former.get(paper.arxiv_id), shown.language)
        return replace(shown, papers=tuple(papers))


@cache
def _form() -> TypeAdapter[_Form]:
    return TypeAdapter(_Form)


@cache
def _older() -> TypeAdapter[ShownList]:
    # As stored by version 0.1.0, with their full content.
    return TypeAdapter(ShownList)


def _in_corpus(corpus: Corpus, papers: Iterable[ShownPaper]) -> dict[str, Paper]:
    found = ((one.arxiv_id, corpus.paper(one.arxiv_id)) for one in papers)
    return {arxiv_id: paper for arxiv_id, paper in found if paper is not None}


def _filled(kept: ShownPaper, paper: Paper, language: Language) -> ShownPaper:
    """Return a paper for display, with its newest listing up to the day of the list."""
    listing = paper.listed_in(None, kept.day) or paper.newest
    whole = freeze_hit(Hit(paper, listing, 0.0), language, note=kept.note)
    return whole if kept.opening else replace(whole, quotes=kept.quotes, opening=False, number=kept.number)


def _departed(kept: ShownPaper, paper: Paper | None, language: Language) -> ShownPaper:
    gone = _GONE.in_(language)
    if paper is None:
        return replace(kept, title=kept.arxiv_id, credit=gone)
    whole = _filled(kept, paper, language)
    return replace(whole, credit=f"{whole.credit} · {gone}")


def _form_of(shown: ShownList) -> _Form:
    up_to = max((paper.day for paper in shown.papers if paper.newest and paper.day), default=None)
    details = ((place, _detail_of(paper)) for place, paper in enumerate(shown.papers))
    return _Form(
        shown.language,
        shown.lead,
        shown.note,
        shown.found,
        tuple(paper.arxiv_id for paper in shown.papers),
        up_to,
        {place: detail for place, detail in details if detail != _Detail()},
        shown.first,
        shown.request,
        shown.others,
    )


def _detail_of(paper: ShownPaper) -> _Detail:
    return _Detail(
        None if paper.newest else paper.day,
        paper.note,
        () if paper.opening else paper.quotes,
        paper.opening,
        paper.number,
    )


def _list_of(form: _Form) -> ShownList:
    papers = (_bare(arxiv_id, form.details.get(place), form) for place, arxiv_id in enumerate(form.papers))
    return ShownList(
        form.language,
        form.lead,
        form.note,
        form.found,
        tuple(papers),
        form.first,
        form.request,
        form.others,
    )


def _bare(arxiv_id: str, detail: _Detail | None, form: _Form) -> ShownPaper:
    known = detail or _Detail()
    paper = bare(arxiv_id, known.quotes, known.note, known.day or form.up_to, known.day is None, known.opening)
    return replace(paper, number=known.number)
