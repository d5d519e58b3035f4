"""In which server, and as who, somebody acts on topic roles."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.errors import ForbiddenError
from bot.interface.ui.language import Interaction
from bot.texts import Text

__all__ = ["manager_in", "member_in"]

_AWAY = Text(
    "Discord does not show me this server just now. Please try again in a few minutes.",
    "지금은 Discord가 이 서버의 정보를 보여 주지 않습니다. 몇 분 뒤에 다시 시도해 주세요.",
)


def member_in(interaction: Interaction) -> tuple[discord.Guild, discord.Member]:
    """Return the server and the member who acts; raises NoPrivateMessage or ForbiddenError elsewhere."""
    if interaction.guild_id is None or not isinstance(interaction.user, discord.Member):
        raise app_commands.NoPrivateMessage
    # What comes with an interaction has no roles.
    guild = interaction.client.get_guild(interaction.guild_id)
    if guild is None or guild.unavailable:
        raise ForbiddenError(_AWAY)
    return guild, interaction.user


def manager_in(interaction: Interaction) -> tuple[discord.Guild, discord.Member]:
    """Return the server and the member, who manages its roles; raises MissingPermissions otherwise."""
    guild, member = member_in(interaction)
    # Not those of the interaction: in a channel the same bit stands for managing the permissions of the channel.
    if not member.guild_permissions.manage_roles:
        raise app_commands.MissingPermissions(["manage_roles"])
    return guild, member
