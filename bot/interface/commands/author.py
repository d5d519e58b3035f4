"""/author: the papers of a person."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.interface.language import Interaction
from bot.interface.services import Services
from bot.interface.suggestions import suggest_authors

__all__ = ["AuthorCommand"]


class AuthorCommand(commands.Cog):
    """Answer /author."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(description="Show the papers of an author")
    @app_commands.describe(name="A name in any spelling, or a part of one")
    async def author(self, interaction: Interaction, name: str) -> None:
        """Show the papers of the person called `name`."""
        await self._services.answer(interaction, lambda desk, key: desk.author(name, conversation=key))

    @author.autocomplete("name")
    async def names(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Suggest authors."""
        return await suggest_authors(self._services.library, typed)
