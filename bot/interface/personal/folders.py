"""A person's folders of saved papers: to open, make, rename and delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.errors import InputError
from bot.interface.papers.services import Services
from bot.interface.personal.saved_list import SavedView
from bot.interface.personal.saved_paper import name_form
from bot.interface.personal.saved_views import SavedViews
from bot.interface.ui.components import Layout, Row, button, panel, rows
from bot.interface.ui.custom_ids import ComponentInteraction, Handler, custom_id
from bot.interface.ui.edit_in_place import change, require_own
from bot.interface.ui.forms import submitted
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import inline, shorten
from bot.personal.folders import folder_name
from bot.storage.people.folders import MOST_FOLDERS, Folder, Folders
from bot.texts import Language, Text

__all__ = ["FolderPresses"]

_NAME_UNITS = 110
_OPTION_UNITS = 100

_HEAD = Text("Folders: {count} (at most {most})", "폴더 {count}개 (최대 {most}개)")
_NONE = Text(
    "You have no folders yet. “New folder” makes one; “Note and folder” below your saved papers puts papers into it.",
    "아직 폴더가 없습니다. ‘새 폴더’로 만든 뒤 저장한 논문 아래의 ‘메모와 폴더’에서 논문을 옮길 수 있습니다.",
)
_LINE = Text("- 📁 **{name}** · {count:,} papers", "- 📁 **{name}** · 논문 {count:,}편")
_LINE_ONE = Text("- 📁 **{name}** · 1 paper", "- 📁 **{name}** · 논문 1편")
_OPEN = Text("Open a folder", "폴더 열기")
_NEW = Text("New folder", "새 폴더")
_ALL = Text("All saved papers", "저장한 논문 모두")
_MADE = Text("✅ The folder “{name}” is there.", "✅ “{name}” 폴더를 만들었습니다.")
_RENAMED = Text("✅ The folder is called “{name}” now.", "✅ 폴더 이름을 “{name}”(으)로 바꿨습니다.")
_GONE = Text(
    "That folder was deleted already. /saved shows all your saved papers.",
    "이미 삭제된 폴더입니다. /저장한논문에서 저장한 논문을 모두 볼 수 있습니다.",
)
_ASK = Text(
    "### Delete the folder “{name}”?\nPapers in it: {count:,}. Keep them among your saved papers, or delete them with "
    "their notes too? That cannot be undone.",
    "### “{name}” 폴더를 삭제할까요?\n폴더 안의 논문: {count:,}편. 논문은 저장한 논문에 남겨 둘 수도 있고, 메모와 함께 "
    "삭제할 수도 있습니다. 삭제한 논문과 메모는 되돌릴 수 없습니다.",
)
_KEEP = Text("Delete the folder, keep the papers", "폴더만 삭제")
_WITH_PAPERS = Text("Delete the papers too", "논문도 삭제")
_CANCEL = Text("Cancel", "취소")
_DELETED = Text("🗑️ Deleted the folder “{name}”.", "🗑️ “{name}” 폴더를 삭제했습니다.")
_DELETED_KEPT = Text(
    "🗑️ Deleted the folder “{name}”. Its papers ({count:,}) are still saved.",
    "🗑️ “{name}” 폴더를 삭제했습니다. 논문 {count:,}편은 저장한 논문에 남아 있습니다.",
)
_DELETED_BOTH = Text(
    "🗑️ Deleted the folder “{name}” and its papers ({count:,}).",
    "🗑️ “{name}” 폴더와 논문 {count:,}편을 삭제했습니다.",
)


class FolderPresses:
    """The card of a person's folders; all its state is in the custom ids and the database."""

    def __init__(self, services: Services, folders: Folders, views: SavedViews) -> None:
        self._services = services
        self._folders = folders
        self._views = views

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the buttons, menus and forms of folders do."""
        return {
            "folders": self._show,
            "folder_open": self._open,
            "folder_new": self._ask_new,
            "folder_made": self._make,
            "folder_name": self._ask_name,
            "folder_named": self._rename,
            "folder_off": self._ask_deletion,
            "folder_gone": self._delete,
        }

    async def _show(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id = _owner(interaction, press)
        await change(interaction, self._card(user_id, language_for(interaction)), self._services.defer_after)

    async def _open(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id = _owner(interaction, press)
        folder_id = ComponentInteraction(press.action, press.values).number(0)
        opened = ComponentInteraction(press.action, (str(user_id), f"f{folder_id}"))

        async def work() -> Layout:
            return await self._views.card(await self._views.again(interaction, opened), language_for(interaction))

        await change(interaction, work(), self._services.defer_after)

    async def _ask_new(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id = _owner(interaction, press)
        await interaction.response.send_modal(name_form(custom_id("folder_made", user_id), language_for(interaction)))

    async def _make(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id, language = _owner(interaction, press), language_for(interaction)
        name = folder_name(submitted(interaction).get("name", ""))

        async def work() -> Layout:
            folder = await self._folders.create(user_id, name, self._services.now())
            return await self._card(user_id, language, _MADE.fill(name=inline(folder.name, _NAME_UNITS)))

        await change(interaction, work(), self._services.defer_after)

    async def _ask_name(self, interaction: Interaction, press: ComponentInteraction) -> None:
        folder = await self._found(_owner(interaction, press), press)
        form = name_form(
            custom_id("folder_named", interaction.user.id, folder.id), language_for(interaction), folder.name
        )
        await interaction.response.send_modal(form)

    async def _rename(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id, language = _owner(interaction, press), language_for(interaction)
        name = folder_name(submitted(interaction).get("name", ""))

        async def work() -> Layout:
            if not await self._folders.rename(user_id, press.number(1), name):
                raise InputError(_GONE)
            return await self._card(user_id, language, _RENAMED.fill(name=inline(name, _NAME_UNITS)))

        await change(interaction, work(), self._services.defer_after)

    async def _ask_deletion(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id, language = _owner(interaction, press), language_for(interaction)

        async def work() -> Layout:
            folder = await self._found(user_id, press)
            if folder.count:
                return _question(folder, user_id, language)
            return await self._deleted(user_id, folder.id, language, with_papers=False)

        await change(interaction, work(), self._services.defer_after)

    async def _delete(self, interaction: Interaction, press: ComponentInteraction) -> None:
        user_id, with_papers = _owner(interaction, press), press.number(2) == 1
        work = self._deleted(user_id, press.number(1), language_for(interaction), with_papers=with_papers)
        await change(interaction, work, self._services.defer_after)

    async def _deleted(self, user_id: int, folder_id: int, language: Language, *, with_papers: bool) -> Layout:
        folder = await self._folders.delete(user_id, folder_id, with_papers=with_papers)
        if folder is None:
            return await self._card(user_id, language, _GONE)
        text = (_DELETED_BOTH if with_papers else _DELETED_KEPT) if folder.count else _DELETED
        return await self._card(user_id, language, text.fill(name=inline(folder.name, _NAME_UNITS), count=folder.count))

    async def _found(self, user_id: int, press: ComponentInteraction) -> Folder:
        folder = await self._folders.find(user_id, press.number(1))
        if folder is None:
            raise InputError(_GONE)
        return folder

    async def _card(self, user_id: int, language: Language, said: Text | None = None) -> Layout:
        folders = await self._folders.all(user_id)
        head = f"### {_HEAD.fill(count=len(folders), most=MOST_FOLDERS).in_(language)}"
        lines = [_line(folder).in_(language) for folder in folders] or [_NONE.in_(language)]
        menu = [_menu(user_id, folders, language)] if folders else []
        buttons = [
            button(_NEW, language, "folder_new", user_id, emoji="📁", disabled=len(folders) >= MOST_FOLDERS),
            button(_ALL, language, SavedView(user_id, ()).custom_id("saved", 1), emoji="🔖"),
        ]
        return Layout(panel(said.in_(language) if said else "", "\n".join((head, *lines)), *menu, *rows(buttons)))


def _owner(interaction: Interaction, press: ComponentInteraction) -> int:
    """Return whose folders these are; raises ForbiddenError for anybody else."""
    require_own(interaction, press.number(0))
    return interaction.user.id


def _line(folder: Folder) -> Text:
    text = _LINE_ONE if folder.count == 1 else _LINE
    return text.fill(name=inline(folder.name, _NAME_UNITS), count=folder.count)


def _menu(user_id: int, folders: Sequence[Folder], language: Language) -> Row:
    options = [
        discord.SelectOption(label=shorten(folder.name, _OPTION_UNITS), value=str(folder.id)) for folder in folders
    ]
    menu: ui.Select[Any] = ui.Select(
        custom_id=custom_id("folder_open", user_id), placeholder=_OPEN.in_(language), options=options
    )
    return ui.ActionRow(menu)


def _question(folder: Folder, user_id: int, language: Language) -> Layout:
    asked = _ASK.fill(name=inline(folder.name, _NAME_UNITS), count=folder.count).in_(language)
    inside = SavedView(user_id, (), folder=folder)
    buttons = [
        button(_KEEP, language, "folder_gone", user_id, folder.id, 0),
        button(
            _WITH_PAPERS, language, "folder_gone", user_id, folder.id, 1, emoji="🗑️", style=discord.ButtonStyle.danger
        ),
        button(_CANCEL, language, inside.custom_id("saved", 1), emoji="↩️"),
    ]
    return Layout(panel(asked, *rows(buttons), colour=discord.Colour.red()))
