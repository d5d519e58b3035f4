"""A server's reading list, a page at a time: to open, mark as read, take off and export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from discord import ui
from discord.utils import format_dt

from bot.interface.papers.kept_papers import choice_menu, kept_paper, pages_of
from bot.interface.papers.list_card import entry, turning
from bot.interface.ui.components import Layout, Row, button, open_menu, panel, picture, small
from bot.interface.ui.custom_ids import custom_id
from bot.interface.ui.markup import inline
from bot.search.corpus import Corpus
from bot.storage.reading_lists import Entry
from bot.texts import Language, Text

__all__ = ["ListView", "added_text", "reading_card"]

# An entry with its note and who added it; five of them fit in a message.
_ENTRY_UNITS = 340
_NOTE_UNITS = 220
_QUERY_UNITS = 200

_UNREAD = Text("This server's reading list: {count:,}", "이 서버의 읽을 논문 {count:,}편")
_READ = Text("What this server has read: {count:,}", "이 서버에서 읽은 논문 {count:,}편")
_FOUND = Text("Matching “{query}”", "“{query}” 검색 결과")
_EMPTY = Text(
    "This server's reading list is empty. /list add puts a paper on it.",
    "이 서버의 읽을 논문 목록이 비어 있습니다. /읽을논문 추가로 논문을 올릴 수 있습니다.",
)
_NOTHING_READ = Text(
    "No paper of this server's list has been marked as read yet. /list done marks one.",
    "아직 읽었다고 표시한 논문이 없습니다. /읽을논문 완료로 표시할 수 있습니다.",
)
_NONE_LEFT = Text(
    "None of these papers is on this list any more. /list show shows those that are.",
    "이 목록에는 남은 논문이 없습니다. /읽을논문 보기로 지금 목록을 볼 수 있습니다.",
)
_ADDED_BY = Text("added by {person}, {moment}", "{person} 님이 {moment}에 추가")
_ADDED = Text("added {moment}", "{moment}에 추가")
_READ_BY = Text("marked as read by {person}, {moment}", "{person} 님이 {moment}에 읽음 표시")
_READ_ON = Text("marked as read {moment}", "{moment}에 읽음 표시")
_FINISH = Text("Mark as read", "읽었다고 표시하기")
_REOPEN = Text("Put back on the list", "다시 목록에 올리기")
_REMOVE = Text("Take off the list", "목록에서 빼기")
_TO_READ = Text("Show papers to read", "읽을 논문 보기")
_TO_DONE = Text("Show papers that were read", "읽은 논문 보기")
_PAGE = Text("Page {page:,} of {pages:,}", "{page:,}/{pages:,}쪽")


@dataclass(frozen=True, slots=True)
class ListView:
    """A view of a server's list: the papers to read or those that were read; all, or the results of a query.

    Results are stored as a displayed list with that id. `removable` are the ids of the papers that its viewer may take
    off.
    """

    entries: Sequence[Entry]
    done: bool
    removable: frozenset[str]
    list_id: int = 0
    query: str = ""

    def custom_id(self, action: str, *further: object) -> str:
        """Return the custom id that does `action` with this view."""
        return custom_id(action, int(self.done), self.list_id, *further)


def reading_card(view: ListView, corpus: Corpus, language: Language, page: int = 1, said: str = "") -> Layout:
    """Return a page (from 1; clamped); `said` is markdown, at most 400 units, about the action just done."""
    if not view.entries:
        empty = _NONE_LEFT if view.list_id else _NOTHING_READ if view.done else _EMPTY
        return Layout(panel(said, empty.in_(language), ui.ActionRow(_other_list(view, language))))
    pages = pages_of(len(view.entries))
    page = min(max(page, 1), len(pages))
    places = pages[page - 1]
    shown = list(enumerate(view.entries[places.start : places.stop], places.start + 1))
    parts: list[ui.Item[Any] | str] = [said, _title(view, language)]
    for number, one in shown:
        paper = kept_paper(one, corpus, language)
        lines = (entry(number, paper, language, _ENTRY_UNITS), *_about(one, language))
        parts.append(picture("\n".join(lines), paper.thumbnail))
    parts.append(open_menu([(one.arxiv_id, one.title) for _, one in shown], language, places.start + 1))
    parts += _menus(view, shown, page, language)
    if len(pages) > 1:
        parts.append(small(_PAGE.fill(page=page, pages=len(pages)).in_(language), 100))
        turn = view.custom_id("reading")
        parts += turning(language, page, pages, turn, turn)
    return Layout(panel(*parts, _foot(view, language)))


def added_text(one: Entry) -> Text:
    """Return when an entry was added, and by whom; a mention that pings nobody."""
    moment = format_dt(one.added_at, "d")
    if one.added_by is None:
        return _ADDED.fill(moment=moment)
    return _ADDED_BY.fill(person=f"<@{one.added_by}>", moment=moment)


def _title(view: ListView, language: Language) -> str:
    heading = f"### {(_READ if view.done else _UNREAD).fill(count=len(view.entries)).in_(language)}"
    if not view.list_id:
        return heading
    return f"{heading}\n{_FOUND.fill(query=inline(view.query, _QUERY_UNITS)).in_(language)}"


def _about(one: Entry, language: Language) -> Iterator[str]:
    if one.note:
        yield f"📝 {inline(one.note, _NOTE_UNITS)}"
    yield f"-# {(added_text(one) if one.done_at is None else _read_text(one)).in_(language)}"


def _read_text(one: Entry) -> Text:
    moment = format_dt(one.done_at or one.added_at, "d")
    if one.done_by is None:
        return _READ_ON.fill(moment=moment)
    return _READ_BY.fill(person=f"<@{one.done_by}>", moment=moment)


def _menus(view: ListView, shown: Sequence[tuple[int, Entry]], page: int, language: Language) -> Iterator[Row]:
    action, text = ("reading_back", _REOPEN) if view.done else ("reading_done", _FINISH)
    yield choice_menu(shown, view.custom_id(action, page), text, language)
    own = [(number, one) for number, one in shown if one.arxiv_id in view.removable]
    if own:
        yield choice_menu(own, view.custom_id("reading_off", page), _REMOVE, language)


def _foot(view: ListView, language: Language) -> Row:
    return ui.ActionRow(
        _other_list(view, language),
        button("BibTeX", language, view.custom_id("reading_bib"), emoji="📄"),
        button("Markdown", language, view.custom_id("reading_md"), emoji="📝"),
    )


def _other_list(view: ListView, language: Language) -> ui.Button[Any]:
    return button(_TO_READ if view.done else _TO_DONE, language, "reading", int(not view.done), 0, 1, emoji="📚")
