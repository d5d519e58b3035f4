"""The language and the server of an interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.texts import Language

__all__ = ["Interaction", "guild_of", "language_for"]

Interaction = discord.Interaction[discord.Client]


def language_for(interaction: Interaction) -> Language:
    """Return Korean if the person's Discord is Korean, else English."""
    return "ko" if interaction.locale is discord.Locale.korean else "en"


def guild_of(interaction: Interaction) -> int | None:
    """Return the server if the bot is a member, None in direct messages and for user-installed apps."""
    return interaction.guild_id if interaction.is_guild_integration() else None
