"""Saving a server's daily post, from the options of a command or from the form."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.digest.delivery import DigestService
from bot.interface.digest.doctor import missing_in, warnings
from bot.interface.digest.options import Asked, Options, requested_subscription
from bot.interface.digest.settings_view import settings_lines
from bot.interface.ui.components import Layout, panel
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["save", "saved_card"]

_SAVED = Text("✅ Saved.", "✅ 저장했습니다.")
_RESUMED = Text("✅ Saved, and no longer paused.", "✅ 저장했고, 멈춘 소식을 다시 시작했습니다.")


async def save(
    service: DigestService, options: Options, channel: discord.TextChannel, asked: Asked
) -> tuple[Subscription, bool]:
    """Save a channel's daily post; return it as stored, and whether this ended a pause.

    Raises InputError for what cannot be understood, BotMissingPermissions where the bot may not post.
    """
    usual = await service.subscription(channel.guild.id, channel.id)
    meant = requested_subscription(options, channel, usual, asked)
    if missing := missing_in(channel, meant):
        raise app_commands.BotMissingPermissions(missing)
    return await service.subscribe(meant), usual is not None and usual.paused_at is not None


def saved_card(stored: Subscription, resumed: bool, guild: discord.Guild, asked: Asked) -> Layout:
    """Return what is answered then: the settings in force, and what will not work."""
    said = (_RESUMED if resumed else _SAVED).in_(asked.language)
    lines = settings_lines(stored, asked.now, asked.language)
    return Layout(panel(said, lines, warnings(guild, stored, asked.language)))
