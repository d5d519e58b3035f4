"""A person's saved papers, a page at a time: to open, remove and export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from discord import ui

from bot.interface.papers.kept_papers import choice_menu, kept_paper, pages_of
from bot.interface.papers.list_card import entry, turning
from bot.interface.ui.components import Layout, Row, button, open_menu, panel, picture, small
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import inline
from bot.search.corpus import Corpus
from bot.storage.people.saved import SavedPaper
from bot.texts import Language, Text

__all__ = ["SavedView", "saved_card"]

_ENTRY_UNITS = 560
_QUERY_UNITS = 200

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
    pages = pages_of(len(view.papers))
    page = min(max(page, 1), len(pages))
    places = pages[page - 1]
    papers = view.papers[places.start : places.stop]
    parts: list[ui.Item[Any] | str] = [said, _title(view, language)]
    for place, paper in zip(places, papers, strict=True):
        day = _SAVED_ON.fill(day=paper.saved_at.astimezone(zone).date()).in_(language)
        shown = kept_paper(paper, corpus, language, day)
        parts.append(picture(entry(place + 1, shown, language, _ENTRY_UNITS), shown.thumbnail))
    parts.append(open_menu([(paper.arxiv_id, paper.title) for paper in papers], language, places.start + 1))
    numbered = list(enumerate(papers, places.start + 1))
    parts.append(choice_menu(numbered, view.custom_id("unsave", page), _REMOVE, language))
    if len(pages) > 1:
        parts.append(small(_PAGE.fill(page=page, pages=len(pages)).in_(language), 100))
        turn = view.custom_id("saved")
        parts += turning(language, page, pages, turn, turn)
    return Layout(panel(*parts, _files(view, language)))


def _title(view: SavedView, language: Language) -> str:
    text = _FOUND if view.list_id else _ALL
    return f"### {text.fill(query=inline(view.query, _QUERY_UNITS), count=len(view.papers)).in_(language)}"


def _files(view: SavedView, language: Language) -> Row:
    return ui.ActionRow(
        button("BibTeX", language, view.custom_id("saved_bib"), emoji="📄"),
        button("Markdown", language, view.custom_id("saved_md"), emoji="📝"),
    )
