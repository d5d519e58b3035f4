"""The command tree: whatever goes wrong in a command is answered in one place."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.interface.acting import act_of, told
from bot.interface.failures import report
from bot.interface.language import Interaction

__all__ = ["PapersTree"]


class PapersTree(app_commands.CommandTree[discord.Client]):
    """Hold the slash commands."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer whatever went wrong."""
        await report(interaction, error)

    async def _call(self, interaction: Interaction) -> None:
        """Answer also what discord.py lets through: commands it does not know, and whatever else a check raises."""
        with told(self.client, act_of(interaction)):
            try:
                await super()._call(interaction)
            except Exception as error:
                await report(interaction, error)
