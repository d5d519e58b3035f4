"""Saving a server's daily post, from the options of a command or from the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import discord
from discord import app_commands

from bot.digest.delivery import DigestService
from bot.interface.digest.options import Asked, Options, requested_subscription
from bot.interface.digest.rights import missing_in, venue_line, warnings
from bot.interface.digest.settings_view import settings_lines
from bot.interface.digest.targets import Target
from bot.interface.ui.components import Layout, panel
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["Saved", "facts", "put", "save", "saved_card", "saved_text"]

_SAVED = Text("✅ Saved.", "✅ 저장했습니다.")
_RESUMED = Text("✅ Saved, and no longer paused.", "✅ 저장했고, 멈춘 소식을 다시 시작했습니다.")


@dataclass(frozen=True, slots=True)
class Saved:
    """A daily post as stored, and the settings that its channel had before."""

    stored: Subscription
    old: Subscription | None

    @property
    def resumed(self) -> bool:
        """Whether saving ended a pause."""
        return self.old is not None and self.old.paused_at is not None


async def save(service: DigestService, options: Options, channel: Target, asked: Asked) -> tuple[Subscription, bool]:
    """Save a channel's daily post; return it as stored, and whether this ended a pause.

    Raises InputError for what cannot be understood, BotMissingPermissions where the bot may not post.
    """
    usual = await service.subscription(channel.guild.id, channel.id)
    saved = await put(service, requested_subscription(options, channel, usual, asked), channel)
    return saved.stored, saved.resumed


async def put(service: DigestService, meant: Subscription, channel: Target) -> Saved:
    """Save the settings of a channel's daily post; raises BotMissingPermissions where the bot may not post."""
    if missing := missing_in(channel, meant):
        raise app_commands.BotMissingPermissions(missing)
    return Saved(*await service.put(meant))


def facts(settings: Subscription) -> Mapping[str, object]:
    """Return what the record of admins' acts says of a save."""
    return {
        "every": settings.every,
        "time": f"{settings.post_time:%H:%M}",
        "timezone": settings.timezone,
        "language": settings.language,
        "topics": ", ".join(follow.value for follow in settings.follows),
    }


def saved_text(resumed: bool) -> Text:
    """Return that it was saved, and where a pause ended with it."""
    return _RESUMED if resumed else _SAVED


def saved_card(stored: Subscription, resumed: bool, guild: discord.Guild, asked: Asked, further: str = "") -> Layout:
    """Return what is answered then: the settings in force, what will not work, and what `further` was set."""
    said = saved_text(resumed).in_(asked.language)
    lines = settings_lines(stored, asked.now, asked.language)
    venue = venue_line(guild, stored)
    shown = venue.in_(asked.language) if venue else ""
    return Layout(panel(said, lines, shown, warnings(guild, stored, asked.language), further))
