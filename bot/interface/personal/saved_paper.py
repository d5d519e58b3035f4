"""One saved paper with its note and folder, and the forms to change them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import discord
from discord import ui

from bot.interface.personal.saved_list import SavedView
from bot.interface.ui.components import Layout, Row, button, panel, rows
from bot.interface.ui.forms import Form, field
from bot.interface.ui.markup import inline, link, plain, shorten
from bot.personal.folders import LONGEST_NAME, LONGEST_NOTE
from bot.storage.people.folders import Folder
from bot.storage.people.saved import SavedPaper
from bot.texts import Language, Text

__all__ = ["NO_FOLDER", "Opened", "name_form", "note_form", "saved_paper_card"]

# The value of the option “No folder”.
NO_FOLDER = "0"

_TITLE_UNITS = 700
_NOTE_UNITS = 1_500
_NAME_UNITS = 120
_OPTION_UNITS = 100

_SAVED_ON = Text("saved on {day}", "{day}에 저장")
_IN = Text("in the folder “{folder}”", "“{folder}” 폴더")
_NO_NOTE = Text("No note yet.", "아직 메모가 없습니다.")
_WRITE = Text("Write a note", "메모 쓰기")
_CHANGE = Text("Change the note", "메모 고치기")
_NOTE = Text("Note", "메모")
_NOTE_HINT = Text("Only you see it; empty it to delete it", "나만 볼 수 있습니다. 비우면 삭제됩니다")
_MOVE = Text("Move to a folder", "폴더로 옮기기")
_NONE = Text("No folder", "폴더 없음")
_NEW = Text("New folder", "새 폴더")
_BACK = Text("Back to the list", "목록으로")
_NAME = Text("Name of the folder", "폴더 이름")


@dataclass(frozen=True, slots=True)
class Opened:
    """A saved paper that was opened from a page of a view."""

    view: SavedView
    page: int
    paper: SavedPaper

    def custom_id(self, action: str) -> str:
        """Return the custom id that does `action` with this paper."""
        return self.view.custom_id(action, self.page, self.paper.arxiv_id)


def saved_paper_card(
    opened: Opened, folders: Sequence[Folder], language: Language, zone: tzinfo, said: str = ""
) -> Layout:
    """Return the paper's note in full and its folder; `said` is markdown about the action just done."""
    paper = opened.paper
    facts = [_SAVED_ON.fill(day=paper.saved_at.astimezone(zone).date()).in_(language)]
    if paper.folder:
        facts.append(f"📁 {_IN.fill(folder=inline(paper.folder, _NAME_UNITS)).in_(language)}")
    head = f"### {link(paper.title, paper.url, _TITLE_UNITS)}\n-# {' · '.join(facts)}"
    note = f"📝 {plain(paper.note, _NOTE_UNITS)}" if paper.note else _NO_NOTE.in_(language)
    write = button(
        _CHANGE if paper.note else _WRITE, language, opened.custom_id("saved_note"), emoji="📝",
        style=discord.ButtonStyle.primary,
    )  # fmt: skip
    new = button(_NEW, language, opened.custom_id("saved_new"), emoji="📁")
    back = button(_BACK, language, opened.view.custom_id("saved", opened.page), emoji="↩️")
    menu = [_menu(opened, folders, language)] if folders else []
    return Layout(panel(said, head, note, *menu, *rows([write, new, back])))


def note_form(opened: Opened, language: Language) -> Form:
    """Return the form for a note, filled in with what is there."""
    written: ui.TextInput[Any] = ui.TextInput(
        custom_id="note",
        style=discord.TextStyle.paragraph,
        default=opened.paper.note or None,
        required=False,
        max_length=LONGEST_NOTE,
    )
    return Form(_NOTE.in_(language), opened.custom_id("saved_noted"), field(_NOTE, language, written, _NOTE_HINT))


def name_form(custom_id_of_form: str, language: Language, name: str = "") -> Form:
    """Return the form for the name of a folder."""
    written: ui.TextInput[Any] = ui.TextInput(custom_id="name", default=name or None, max_length=LONGEST_NAME)
    return Form(_NAME.in_(language), custom_id_of_form, field(_NAME, language, written))


def _menu(opened: Opened, folders: Sequence[Folder], language: Language) -> Row:
    inside = opened.paper.folder
    options = [discord.SelectOption(label=_NONE.in_(language), value=NO_FOLDER, default=not inside)]
    options += [
        discord.SelectOption(
            label=shorten(folder.name, _OPTION_UNITS), value=str(folder.id), default=folder.name == inside
        )
        for folder in folders
    ]
    menu: ui.Select[Any] = ui.Select(
        custom_id=opened.custom_id("saved_move"), placeholder=_MOVE.in_(language), options=options
    )
    return ui.ActionRow(menu)
