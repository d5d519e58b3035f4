"""What is pressed on one saved paper: its note, and the folder that it is in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from zoneinfo import ZoneInfo

from bot.errors import InputError, NotFoundError
from bot.interface.papers.services import Services
from bot.interface.personal.saved_paper import NO_FOLDER, Opened, name_form, note_form, saved_paper_card
from bot.interface.personal.saved_views import SavedViews
from bot.interface.ui.components import Layout
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.edit_in_place import change
from bot.interface.ui.forms import submitted
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.markup import inline
from bot.personal.folders import folder_name, note_text
from bot.storage.people.folders import Folders
from bot.storage.people.saved import SavedPapers
from bot.texts import Text

__all__ = ["SavedNotes"]

_NAME_UNITS = 120

_GONE = Text(
    "This paper is not saved any more. /saved shows those that are.",
    "이제 저장되어 있지 않은 논문입니다. /저장한논문에서 저장한 논문을 볼 수 있습니다.",
)
_NOTED = Text("✅ The note is saved.", "✅ 메모를 저장했습니다.")
_UNNOTED = Text("🗑️ The note is deleted.", "🗑️ 메모를 삭제했습니다.")
_MOVED = Text("✅ Moved to the folder “{folder}”.", "✅ “{folder}” 폴더로 옮겼습니다.")
_TAKEN_OUT = Text("✅ Taken out of its folder.", "✅ 폴더에서 뺐습니다.")
_NOT_MOVED = Text("That folder was deleted meanwhile.", "그사이 폴더가 삭제되었습니다.")

# Changes an opened paper and returns what was done.
_Change = Callable[[Opened], Awaitable[Text | None]]


class SavedNotes:
    """The card of one saved paper; all its state is in the custom ids and the database."""

    def __init__(self, services: Services, saved: SavedPapers, folders: Folders, views: SavedViews) -> None:
        self._services = services
        self._saved = saved
        self._folders = folders
        self._views = views

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the menus, buttons and forms of a saved paper do."""
        return {
            "saved_one": self._show,
            "saved_note": self._ask_note,
            "saved_noted": self._take_note,
            "saved_new": self._ask_name,
            "saved_filed": self._take_name,
            "saved_move": self._move,
        }

    async def _show(self, interaction: Interaction, press: ComponentInteraction) -> None:
        async def nothing(_: Opened) -> None:
            return None

        await self._change(interaction, press, nothing)

    async def _ask_note(self, interaction: Interaction, press: ComponentInteraction) -> None:
        opened = await self._opened(interaction, press)
        await interaction.response.send_modal(note_form(opened, language_for(interaction)))

    async def _take_note(self, interaction: Interaction, press: ComponentInteraction) -> None:
        note = note_text(submitted(interaction).get("note", ""))

        async def write(opened: Opened) -> Text:
            if not await self._saved.note(opened.view.user_id, opened.paper.arxiv_id, note):
                raise NotFoundError(_GONE)
            return _NOTED if note else _UNNOTED

        await self._change(interaction, press, write)

    async def _ask_name(self, interaction: Interaction, press: ComponentInteraction) -> None:
        opened = await self._opened(interaction, press)
        await interaction.response.send_modal(name_form(opened.custom_id("saved_filed"), language_for(interaction)))

    async def _take_name(self, interaction: Interaction, press: ComponentInteraction) -> None:
        name = folder_name(submitted(interaction).get("name", ""))

        async def file(opened: Opened) -> Text:
            folder = await self._folders.create(opened.view.user_id, name, self._services.now())
            return await self._moved(opened, folder.id)

        await self._change(interaction, press, file)

    async def _move(self, interaction: Interaction, press: ComponentInteraction) -> None:
        chosen = ComponentInteraction(press.action, press.values[:1])

        async def move(opened: Opened) -> Text:
            return await self._moved(opened, None if chosen.first == NO_FOLDER else chosen.number(0))

        await self._change(interaction, press, move)

    async def _moved(self, opened: Opened, folder_id: int | None) -> Text:
        if not await self._folders.move(opened.view.user_id, opened.paper.arxiv_id, folder_id):
            return _NOT_MOVED
        folder = await self._folders.find(opened.view.user_id, folder_id) if folder_id is not None else None
        return _TAKEN_OUT if folder is None else _MOVED.fill(folder=inline(folder.name, _NAME_UNITS))

    async def _change(self, interaction: Interaction, press: ComponentInteraction, act: _Change) -> None:
        """Do something with the paper, and show it as it is then."""
        language, zone = language_for(interaction), ZoneInfo(self._services.timezone)

        async def work() -> Layout:
            said = await act(await self._opened(interaction, press))
            opened = await self._opened(interaction, press)
            folders = await self._folders.all(opened.view.user_id)
            return saved_paper_card(opened, folders, language, zone, said.in_(language) if said else "")

        await change(interaction, work(), self._services.defer_after)

    async def _opened(self, interaction: Interaction, press: ComponentInteraction) -> Opened:
        """Return the paper of the interaction; it need not be on the page or in the folder any more.

        Raises NotFoundError if it is not saved any more.
        """
        view, page = await self._views.again(interaction, press), press.number(2)
        arxiv_id = press.arguments[3] if len(press.arguments) > 3 else "".join(press.values[:1])
        if not arxiv_id:
            raise InputError(_GONE)
        saved = await self._saved.saved(view.user_id)
        paper = next((paper for paper in saved if paper.arxiv_id == arxiv_id), None)
        if paper is None:
            raise NotFoundError(_GONE)
        return Opened(view, page, paper)
