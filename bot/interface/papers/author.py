"""/author: the papers of a person."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.interface.papers.services import Services
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.language import Interaction
from bot.interface.ui.lengths import Name

__all__ = ["AuthorCommand"]


class AuthorCommand(commands.Cog):
    """Answer /author."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(description="Show the papers of an author")
    @app_commands.describe(name="A name in any spelling, or a part of one")
    async def author(self, interaction: Interaction, name: Name) -> None:
        """Show the papers of the author `name`."""
        await self._services.answer(interaction, lambda service, key: service.author(name, conversation=key))

    @author.autocomplete("name")
    async def names(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest authors."""
        return await self._services.suggestions.authors(interaction, typed)
