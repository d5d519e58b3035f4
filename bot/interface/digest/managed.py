"""Who may set daily posts up."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.interface.ui.language import Interaction

__all__ = ["managed_guild"]


def managed_guild(interaction: Interaction) -> discord.Guild:
    """Return the server, which the person manages; raises NoPrivateMessage or MissingPermissions otherwise."""
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    return interaction.guild
