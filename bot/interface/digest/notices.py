"""Telling an admin that their daily post is in trouble: by direct message, else in a second channel."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import discord
from discord.ext import commands

from bot.digest.delivery import DigestService
from bot.interface.ui.components import Layout, panel
from bot.interface.ui.markup import inline, shorten
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["ChannelWatch", "Notices"]

_log = logging.getLogger(__name__)

_UNITS = 1500


class Notices:
    """Deliver notices to the person who set up a daily post."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def notify(self, subscription: Subscription, text: Text) -> None:
        """Say `text` to the person who set the post up; where they take no messages, in the channel for notices."""
        guild = self._client.get_guild(subscription.guild_id)
        # Markdown already: the sentence names the channel, and what people wrote in it is escaped.
        sentence = shorten(text.in_(subscription.language), _UNITS)
        if guild is not None:
            sentence = f"**{inline(guild.name, 100)}** · {sentence}"
        if await self._tell_person(subscription.set_by, sentence):
            return
        if subscription.notice_channel_id is not None:
            channel = self._client.get_partial_messageable(
                subscription.notice_channel_id, guild_id=subscription.guild_id
            )
            if await _tell(channel, sentence):
                return
        _log.warning("could not notify anyone about the daily post of channel %s", subscription.channel_id)

    async def _tell_person(self, user_id: int, sentence: str) -> bool:
        try:
            channel = await self._client.create_dm(discord.Object(user_id))
        except REQUEST_ERRORS:
            return False
        return await _tell(channel, sentence)


class ChannelWatch(commands.Cog):
    """Notice that a channel was deleted or a server left, at once instead of with the next post."""

    def __init__(self, bot: commands.AutoShardedBot, service: DigestService, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._service = service
        self._now = now

    @commands.Cog.listener("on_guild_channel_delete")
    async def deleted(self, channel: discord.abc.GuildChannel) -> None:
        """End what was to be posted there, unless its server is in an outage: then the next post looks for it."""
        if channel.guild.unavailable or self._bot.get_guild(channel.guild.id) is None:
            _log.warning("channel %s was reported deleted in an unknown server", channel.id)
            return
        await self._noted(self._service.channel_deleted(channel.id, inline(channel.name, 100)))

    @commands.Cog.listener("on_shard_ready")
    async def present(self, shard: int) -> None:
        """Compare what is set up with the servers of a shard: Discord does not tell of those left meanwhile."""
        there = [guild.id for guild in self._bot.guilds if guild.shard_id == shard]
        await self._noted(self._service.guilds_present(there, self._now(), shard, self._bot.shard_count or 1))

    @commands.Cog.listener("on_guild_remove")
    async def left(self, guild: discord.Guild) -> None:
        """Let what was set up there rest."""
        await self._noted(self._service.guild_left(guild.id, self._now()))

    @commands.Cog.listener("on_guild_join")
    async def joined(self, guild: discord.Guild) -> None:
        """Go on with what was set up there."""
        await self._noted(self._service.guild_joined(guild.id))

    @commands.Cog.listener("on_guild_available")
    async def available(self, guild: discord.Guild) -> None:
        """Go on with what was set up there; Discord tells of some servers that were joined in this way."""
        await self._noted(self._service.guild_joined(guild.id))

    async def _noted(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception:
            # What is on its way when the bot ends finds the database closed; the next start compares anew.
            if not self._bot.is_closed():
                raise


async def _tell(channel: discord.abc.Messageable, sentence: str) -> bool:
    try:
        await channel.send(view=Layout(panel(f"⚠️ {sentence}", colour=discord.Colour.orange())))
    except REQUEST_ERRORS as error:
        _log.info("a notice could not be sent: %s", error)
        return False
    return True
