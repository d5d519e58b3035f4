"""/top: the papers of a day by votes."""

from __future__ import annotations

from typing import Literal

from discord import app_commands
from discord.ext import commands

from bot.interface.papers.server_top import show_server_top
from bot.interface.papers.services import Services
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.language import Interaction
from bot.interface.ui.lengths import Day

__all__ = ["TopCommand"]


class TopCommand(commands.Cog):
    """Answer /top."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(description="Show the papers of a day, most votes first")
    @app_commands.describe(
        day="A listed day such as 2024-11-22; the newest one if left out",
        count="How many papers",
        by="Whose votes count; those of this server's members for all days unless one is given",
    )
    @app_commands.choices(
        by=[
            app_commands.Choice(name="Votes of the listing", value="listing"),
            app_commands.Choice(name="👍 of this server's members", value="server"),
        ]
    )
    async def top(
        self,
        interaction: Interaction,
        day: Day | None = None,
        count: app_commands.Range[int, 1, 50] = 10,
        by: Literal["listing", "server"] = "listing",
    ) -> None:
        """Show the papers of `day`, most votes first."""
        if by == "server":
            await show_server_top(interaction, self._services, day, count)
            return
        await self._services.answer(interaction, lambda service, key: service.top(day, limit=count, conversation=key))

    @top.autocomplete("day")
    async def days(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest listed days."""
        return await self._services.suggestions.days(interaction, typed)
