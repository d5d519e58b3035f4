"""A person's saved papers, a page at a time: to open, write notes on, file, remove and export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from discord import ui

from bot.interface.papers.kept_papers import choice_menu, kept_paper, pages_of
from bot.interface.papers.list_card import entry, turning
from bot.interface.ui.components import Button, Layout, button, open_menu, panel, picture, rows, small
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import inline
from bot.search.corpus import Corpus
from bot.storage.people.folders import Folder
from bot.storage.people.saved import SavedPaper
from bot.texts import Language, Text

__all__ = ["SavedView", "saved_card"]

# Of an entry without its note, and of the note; five of both fit in a message.
_ENTRY_UNITS = 430
_NOTE_UNITS = 160
_FOLDER_UNITS = 60
_QUERY_UNITS = 200
_SCOPE_UNITS = 200

_ALL = Text("Saved papers: {count:,}", "저장한 논문 {count:,}편")
_IN_FOLDER = Text("Saved papers in “{folder}”: {count:,}", "“{folder}” 폴더의 논문 {count:,}편")
_FOUND = Text("Saved papers that match “{query}”: {count:,}", "저장한 논문 중 “{query}”에 맞는 논문 {count:,}편")
_PASSING = Text("Saved papers that match: {count:,}", "저장한 논문 중 조건에 맞는 논문 {count:,}편")
_NONE = Text(
    "You have saved no papers yet. Use /save, or press 🔖 on a paper.",
    "아직 저장한 논문이 없습니다. /저장을 사용하거나 논문의 🔖 버튼을 눌러 주세요.",
)
_NONE_LEFT = Text(
    "None of the papers of this list is saved any more. /saved shows those that are.",
    "이 목록에는 저장된 논문이 더 이상 없습니다. /저장한논문에서 저장한 논문을 볼 수 있습니다.",
)
_EMPTY_FOLDER = Text(
    "The folder “{folder}” is empty. To put a paper into it, choose “Note and folder” below your saved papers.",
    "“{folder}” 폴더가 비어 있습니다. 저장한 논문 아래의 ‘메모와 폴더’에서 논문을 옮길 수 있습니다.",
)
_PAGE = Text("Page {page:,} of {pages:,}", "{page:,}/{pages:,}쪽")
_SAVED_ON = Text("saved on {day}", "{day}에 저장")
_REMOVE = Text("Remove from your saved papers", "저장한 논문에서 삭제하기")
_DETAILS = Text("Note and folder", "메모와 폴더")
_FOLDERS = Text("Folders", "폴더")
_RENAME = Text("Rename the folder", "폴더 이름 바꾸기")
_DELETE = Text("Delete the folder", "폴더 삭제")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of saved papers: all, those of a `folder`, or the results of a search.

    Results are stored as a displayed list with the id `list_id`; `scope` says in words among which papers was searched.
    """

    user_id: int
    papers: Sequence[SavedPaper]
    list_id: int = 0
    query: str = ""
    scope: str = ""
    folder: Folder | None = None

    def custom_id(self, action: str, *further: object) -> str:
        """Return the custom id that does `action` with this view."""
        source = self.list_id if self.folder is None else f"f{self.folder.id}"
        return custom_id(action, self.user_id, source, *further)


def saved_card(
    view: SavedView, corpus: Corpus, language: Language, zone: tzinfo, page: int = 1, said: str = ""
) -> Layout:
    """Return a page (from 1; clamped), with days in the time zone `zone`.

    `said` is markdown, at most 400 units, about the action just done.
    """
    if not view.papers:
        return Layout(panel(said, _empty(view, language), *rows(_foot(view, language))))
    pages = pages_of(len(view.papers))
    page = min(max(page, 1), len(pages))
    places = pages[page - 1]
    shown = list(enumerate(view.papers[places.start : places.stop], places.start + 1))
    parts: list[ui.Item[Any] | str] = [said, _title(view, language)]
    parts += [_entry(number, paper, corpus, language, zone) for number, paper in shown]
    parts.append(open_menu([(paper.arxiv_id, paper.title) for _, paper in shown], language, places.start + 1))
    parts.append(choice_menu(shown, view.custom_id("saved_one", page), _DETAILS, language, most=1))
    parts.append(choice_menu(shown, view.custom_id("unsave", page), _REMOVE, language))
    if len(pages) > 1:
        parts.append(small(_PAGE.fill(page=page, pages=len(pages)).in_(language), 100))
        turn = view.custom_id("saved")
        parts += turning(language, page, pages, turn, turn)
    return Layout(panel(*parts, *rows(_foot(view, language))))


def _title(view: SavedView, language: Language) -> str:
    if view.folder is not None:
        text = _IN_FOLDER.fill(folder=inline(view.folder.name, _FOLDER_UNITS), count=len(view.papers))
    else:
        found = (_FOUND if view.query else _PASSING) if view.list_id else _ALL
        text = found.fill(query=inline(view.query, _QUERY_UNITS), count=len(view.papers))
    return "\n".join([f"### {text.in_(language)}", *([small(view.scope, _SCOPE_UNITS)] if view.scope else [])])


def _entry(number: int, paper: SavedPaper, corpus: Corpus, language: Language, zone: tzinfo) -> ui.Item[Any]:
    kept = _SAVED_ON.fill(day=paper.saved_at.astimezone(zone).date()).in_(language)
    if paper.folder:
        kept = f"{kept} · 📁 {paper.folder}"
    shown = kept_paper(paper, corpus, language, kept)
    lines = [entry(number, shown, language, _ENTRY_UNITS)]
    if paper.note:
        lines.append(f"📝 {inline(paper.note, _NOTE_UNITS)}")
    return picture("\n".join(lines), shown.thumbnail)


def _empty(view: SavedView, language: Language) -> str:
    if view.folder is not None:
        return _EMPTY_FOLDER.fill(folder=inline(view.folder.name, _FOLDER_UNITS)).in_(language)
    return (_NONE_LEFT if view.list_id else _NONE).in_(language)


def _foot(view: SavedView, language: Language) -> Iterator[Button]:
    if view.papers:
        yield button("BibTeX", language, view.custom_id("saved_bib"), emoji="📄")
        yield button("Markdown", language, view.custom_id("saved_md"), emoji="📝")
    if view.papers or view.folder is not None:
        yield button(_FOLDERS, language, "folders", view.user_id, emoji="📁")
    if view.folder is not None:
        yield button(_RENAME, language, "folder_name", view.user_id, view.folder.id, emoji="✏️")
        yield button(_DELETE, language, "folder_off", view.user_id, view.folder.id, emoji="🗑️")
