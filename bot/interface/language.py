"""Whose language: the one in which a person uses Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.texts import Language

__all__ = ["Interaction", "language_for"]

Interaction = discord.Interaction[discord.Client]


def language_for(interaction: Interaction) -> Language:
    """Return Korean where the person's Discord is Korean, else English."""
    return "ko" if interaction.locale is discord.Locale.korean else "en"
