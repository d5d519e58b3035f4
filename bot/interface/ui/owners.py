"""Direct messages to the bot's owners."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from bot.interface.ui.components import Layout
from bot.interface.ui.permissions import owners
from bot.interface.ui.request_errors import REQUEST_ERRORS

__all__ = ["tell_owners"]

_log = logging.getLogger(__name__)


async def tell_owners(bot: commands.AutoShardedBot, layout: Layout) -> bool:
    """Send a message to each of the bot's owners; return whether any of them got it."""
    found = owners(bot.application) if bot.application else set[int]()
    return any([await _tell(bot, user_id, layout) for user_id in sorted(found)])


async def _tell(bot: commands.AutoShardedBot, user_id: int, layout: Layout) -> bool:
    try:
        channel = await bot.create_dm(discord.Object(user_id))
        await channel.send(view=layout)
    except REQUEST_ERRORS as error:
        _log.info("could not notify an owner: %s", error)
        return False
    return True
