"""/save, and the button of a paper: keep a paper for later, with a note and in a folder."""

from __future__ import annotations

from collections.abc import Mapping

from discord import app_commands
from discord.ext import commands

from bot.answers.reply import Reply
from bot.corpus.paper import Paper
from bot.interface.papers.buttons import looked_up
from bot.interface.papers.services import Services
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction, guild_of, language_for
from bot.interface.ui.lengths import FolderName, Named, Note
from bot.interface.ui.markup import inline
from bot.interface.ui.send import say, send
from bot.personal.folders import folder_name, note_text
from bot.storage.people.folders import Folders
from bot.storage.people.saved import SavedPapers
from bot.texts import Language, Text

__all__ = ["SaveCommand", "suggested_folders"]

_TITLE_UNITS = 500
_FOLDER_UNITS = 120

_SAVED = Text(
    "🔖 Saved “{title}”. /saved shows it.", "🔖 “{title}”을(를) 저장했습니다. /저장한논문에서 볼 수 있습니다."
)
_WAS_SAVED = Text(
    "🔖 “{title}” was saved already. /saved shows it.",
    "🔖 “{title}”은(는) 이미 저장한 논문입니다. /저장한논문에서 볼 수 있습니다.",
)
_NOTED = Text("📝 Your note is saved with it.", "📝 메모도 저장했습니다.")
_FILED = Text("📁 It is in the folder “{folder}”.", "📁 “{folder}” 폴더에 넣었습니다.")


class SaveCommand(commands.Cog):
    """Answer /save and the button that saves, each privately."""

    def __init__(self, services: Services, saved: SavedPapers, folders: Folders) -> None:
        self._services = services
        self._saved = saved
        self._folders = folders

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button does."""
        return {"save": self._pressed}

    @app_commands.command(description="Save a paper for later; only you see what you save")
    @app_commands.describe(
        paper="An arXiv id, a link or a title",
        note="A note on it, which only you see",
        folder="A folder of yours; a new name makes one",
    )
    async def save(
        self, interaction: Interaction, paper: Named, note: Note | None = None, folder: FolderName | None = None
    ) -> None:
        """Save `paper`, or show the candidates if it is ambiguous; one that is saved gets the note and the folder."""
        services = self._services
        reply = await services.run_or_defer(interaction, self._meant(paper, language_for(interaction)), private=True)
        if reply.paper is None:
            layout = await services.layout(reply, interaction.user.id, guild_of(interaction))
            await send(interaction, layout, private=True)
        else:
            await self._save(interaction, reply.paper, note_text(note or ""), folder_name(folder) if folder else "")

    @save.autocomplete("paper")
    async def titles(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers."""
        return await self._services.suggestions.papers(interaction, typed)

    async def _meant(self, typed: str, language: Language) -> Reply:
        service = await self._services.service_for(typed, language)
        return await self._services.workers.run(lambda: service.paper(typed))

    async def _pressed(self, interaction: Interaction, press: ComponentInteraction) -> None:
        await self._save(interaction, await looked_up(self._services, interaction, press))

    @save.autocomplete("folder")
    async def folders(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest the person's folders."""
        return await suggested_folders(self._services, self._folders, interaction, typed)

    async def _save(self, interaction: Interaction, paper: Paper, note: str = "", folder: str = "") -> None:
        user_id, language, now = interaction.user.id, language_for(interaction), self._services.now()

        async def work() -> list[Text]:
            # A folder too many is refused before anything is saved.
            into = await self._folders.create(user_id, folder, now) if folder else None
            is_new = await self._saved.save(user_id, paper, now)
            said = [(_SAVED if is_new else _WAS_SAVED).fill(title=inline(paper.title, _TITLE_UNITS))]
            if note and await self._saved.note(user_id, paper.arxiv_id, note):
                said.append(_NOTED)
            if into is not None and await self._folders.move(user_id, paper.arxiv_id, into.id):
                said.append(_FILED.fill(folder=inline(into.name, _FOLDER_UNITS)))
            return said

        said = await self._services.run_or_defer(interaction, work(), private=True)
        await say(interaction, "\n".join(text.in_(language) for text in said))


async def suggested_folders(services: Services, folders: Folders, interaction: Interaction, typed: str) -> Choices:
    """Suggest the folders of a person."""
    known = [(folder.name, folder.name) for folder in await folders.all(interaction.user.id)]
    return await services.suggestions.among(interaction, known, typed)
