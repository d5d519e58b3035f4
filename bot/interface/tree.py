"""The command tree: whatever goes wrong in a command is answered in one place."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.interface.failures import report
from bot.interface.language import Interaction

__all__ = ["PapersTree"]


class PapersTree(app_commands.CommandTree[discord.Client]):
    """Hold the slash commands."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer whatever went wrong."""
        await report(interaction, error)

    async def _call(self, interaction: Interaction) -> None:
        """Answer also what discord.py lets through: whatever a check raises that is no AppCommandError."""
        try:
            await super()._call(interaction)
        except app_commands.AppCommandError:
            raise
        except Exception as error:
            await report(interaction, error)
