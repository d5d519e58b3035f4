"""/paper: one paper whole."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.interface.papers.services import Services
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.language import Interaction
from bot.interface.ui.lengths import Named

__all__ = ["PaperCommand"]


class PaperCommand(commands.Cog):
    """Answer /paper."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(description="Show one paper with its summary")
    @app_commands.describe(id_or_title="An arXiv id, a link or a title")
    async def paper(self, interaction: Interaction, id_or_title: Named) -> None:
        """Show the paper that `id_or_title` means."""
        await self._services.answer(
            interaction, lambda service, key: service.paper(id_or_title, key), naming=id_or_title
        )

    @paper.autocomplete("id_or_title")
    async def titles(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers."""
        return await self._services.suggestions.papers(interaction, typed)
