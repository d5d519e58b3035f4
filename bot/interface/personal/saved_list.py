"""A person's saved papers, a page at a time: to open, remove and export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import discord
from discord import ui

from bot.interface.papers.list_card import entry, turning
from bot.interface.papers.shown_list import ShownPaper, freeze_hit
from bot.interface.ui.components import Layout, Row, button, open_menu, panel, picture, small
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import inline, shorten
from bot.search.corpus import Corpus
from bot.search.hits import Hit
from bot.storage.people.saved import SavedPaper
from bot.texts import Language, Text

__all__ = ["SavedView", "saved_card"]

# Five entries, with the head and the foot, fit in the 4,000 units and 40 components of a message.
_PAGE_PAPERS = 5
_ENTRY_UNITS = 560
_QUERY_UNITS = 200
_OPTION_UNITS = 100

_ALL = Text("Saved papers: {count:,}", "저장한 논문 {count:,}편")
_FOUND = Text("Saved papers that match “{query}”: {count:,}", "저장한 논문 중 “{query}”에 맞는 논문 {count:,}편")
_NONE = Text(
    "You have saved no papers yet. Use /save, or press 🔖 on a paper.",
    "아직 저장한 논문이 없습니다. /저장을 사용하거나 논문의 🔖 버튼을 눌러 주세요.",
)
_NONE_LEFT = Text(
    "None of the papers of this list is saved any more. /saved shows those that are.",
    "이 목록에는 저장된 논문이 더 이상 없습니다. /저장한논문에서 저장한 논문을 볼 수 있습니다.",
)
_PAGE = Text("Page {page:,} of {pages:,}", "{page:,}/{pages:,}쪽")
_SAVED_ON = Text("saved on {day}", "{day}에 저장")
_GONE = Text("not in the listings", "목록에 없음")
_REMOVE = Text("Remove from your saved papers", "저장한 논문에서 삭제하기")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of saved papers: all, or the results of a query, stored as a displayed list with that id."""

    user_id: int
    papers: Sequence[SavedPaper]
    list_id: int = 0
    query: str = ""

    def custom_id(self, action: str, *further: object) -> str:
        """Return the custom id that does `action` with this view."""
        return custom_id(action, self.user_id, self.list_id, *further)


def saved_card(
    view: SavedView, corpus: Corpus, language: Language, zone: tzinfo, page: int = 1, said: str = ""
) -> Layout:
    """Return a page (from 1; clamped), with days in the time zone `zone`.

    `said` is markdown, at most 400 units, about the action just done.
    """
    if not view.papers:
        return Layout(panel(said, (_NONE_LEFT if view.list_id else _NONE).in_(language)))
    count = len(view.papers)
    pages = [range(start, min(start + _PAGE_PAPERS, count)) for start in range(0, count, _PAGE_PAPERS)]
    page = min(max(page, 1), len(pages))
    places = pages[page - 1]
    papers = view.papers[places.start : places.stop]
    parts: list[ui.Item[Any] | str] = [said, _title(view, language)]
    for place, paper in zip(places, papers, strict=True):
        shown = _shown(paper, corpus, language, zone)
        parts.append(picture(entry(place + 1, shown, language, _ENTRY_UNITS), shown.thumbnail))
    parts.append(open_menu([(paper.arxiv_id, paper.title) for paper in papers], language, places.start + 1))
    parts.append(_removal(view, papers, places.start + 1, page, language))
    if len(pages) > 1:
        parts.append(small(_PAGE.fill(page=page, pages=len(pages)).in_(language), 100))
        turn = view.custom_id("saved")
        parts += turning(language, page, pages, turn, turn)
    return Layout(panel(*parts, _files(view, language)))


def _title(view: SavedView, language: Language) -> str:
    text = _FOUND if view.list_id else _ALL
    return f"### {text.fill(query=inline(view.query, _QUERY_UNITS), count=len(view.papers)).in_(language)}"


def _shown(paper: SavedPaper, corpus: Corpus, language: Language, zone: tzinfo) -> ShownPaper:
    """Return a saved paper as the corpus has it, else under its stored title."""
    note = _SAVED_ON.fill(day=paper.saved_at.astimezone(zone).date()).in_(language)
    known = corpus.paper(paper.arxiv_id)
    if known is not None:
        return freeze_hit(Hit(known, known.newest, 0.0), language, note=note)
    return ShownPaper(paper.arxiv_id, paper.title, _GONE.in_(language), (), 0, False, None, (), note)


def _removal(view: SavedView, papers: Sequence[SavedPaper], first: int, page: int, language: Language) -> Row:
    options = [
        discord.SelectOption(
            label=shorten(f"{number}. {' '.join(paper.title.split())}", _OPTION_UNITS), value=paper.arxiv_id
        )
        for number, paper in enumerate(papers, first)
    ]
    menu: ui.Select[Any] = ui.Select(
        custom_id=view.custom_id("unsave", page),
        placeholder=_REMOVE.in_(language),
        options=options,
        max_values=len(options),
    )
    return ui.ActionRow(menu)


def _files(view: SavedView, language: Language) -> Row:
    return ui.ActionRow(
        button("BibTeX", language, view.custom_id("saved_bib"), emoji="📄"),
        button("Markdown", language, view.custom_id("saved_md"), emoji="📝"),
    )
