"""The channels that can get a daily post: text, announcements, forums."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

__all__ = ["TARGET_TYPES", "Target", "TargetOption", "target_in"]

Target = discord.TextChannel | discord.ForumChannel
TARGET_TYPES = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]


class _TargetTransformer(app_commands.Transformer):
    """An option that takes these channels; discord.py's own for forums asks for media channels too."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The type of the option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channels that Discord offers."""
        return list(TARGET_TYPES)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Target:  # noqa: ARG002 - by name
        """Return the channel; raises TransformerError if it is out of sight or of another kind."""
        channel = value.resolve()
        if not isinstance(channel, Target) or channel.type not in TARGET_TYPES:
            raise app_commands.TransformerError(value, self.type, self)
        return channel


TargetOption = app_commands.Transform[Target, _TargetTransformer]


def target_in(guild: discord.Guild, channel_id: int) -> Target | None:
    """Return a channel of the server that can get a daily post, None if it is not in sight or of another kind."""
    channel = guild.get_channel(channel_id)
    return channel if isinstance(channel, Target) and channel.type in TARGET_TYPES else None
