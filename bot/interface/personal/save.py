"""/save, and the button of a paper: keep a paper for later."""

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
from bot.interface.ui.lengths import Named
from bot.interface.ui.markup import inline
from bot.interface.ui.send import say, send
from bot.storage.people.saved import SavedPapers
from bot.texts import Language, Text

__all__ = ["SaveCommand"]

_TITLE_UNITS = 500

_SAVED = Text(
    "🔖 Saved “{title}”. /saved shows it.", "🔖 “{title}”을(를) 저장했습니다. /저장한논문에서 볼 수 있습니다."
)
_WAS_SAVED = Text(
    "🔖 “{title}” was saved already. /saved shows it.",
    "🔖 “{title}”은(는) 이미 저장한 논문입니다. /저장한논문에서 볼 수 있습니다.",
)


class SaveCommand(commands.Cog):
    """Answer /save and the button that saves, each privately."""

    def __init__(self, services: Services, saved: SavedPapers) -> None:
        self._services = services
        self._saved = saved

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button does."""
        return {"save": self._pressed}

    @app_commands.command(description="Save a paper for later; only you see what you save")
    @app_commands.describe(paper="An arXiv id, a link or a title")
    async def save(self, interaction: Interaction, paper: Named) -> None:
        """Save `paper`, or show the candidates if it is ambiguous."""
        services = self._services
        reply = await services.run_or_defer(interaction, self._meant(paper, language_for(interaction)), private=True)
        if reply.paper is None:
            layout = await services.layout(reply, interaction.user.id, guild_of(interaction))
            await send(interaction, layout, private=True)
        else:
            await self._save(interaction, reply.paper)

    @save.autocomplete("paper")
    async def titles(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers."""
        return await self._services.suggestions.papers(interaction, typed)

    async def _meant(self, typed: str, language: Language) -> Reply:
        service = await self._services.service_for(typed, language)
        return await self._services.workers.run(lambda: service.paper(typed))

    async def _pressed(self, interaction: Interaction, press: ComponentInteraction) -> None:
        await self._save(interaction, await looked_up(self._services, interaction, press))

    async def _save(self, interaction: Interaction, paper: Paper) -> None:
        work = self._saved.save(interaction.user.id, paper, self._services.now())
        text = _SAVED if await self._services.run_or_defer(interaction, work, private=True) else _WAS_SAVED
        title = inline(paper.title, _TITLE_UNITS)
        await say(interaction, text.fill(title=title).in_(language_for(interaction)))
