"""Telling an admin that their daily post is in trouble: by direct message, else in a second channel."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

import discord
from discord.ext import commands

from bot.digest.delivery import DigestService
from bot.errors import StoreError
from bot.interface.ui.components import Layout, panel
from bot.interface.ui.markup import inline, shorten
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["ChannelWatch", "Notices"]

_log = logging.getLogger(__name__)

_UNITS = 1500
# Seconds until servers are compared again, which double.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0


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
    """Notice that a channel was deleted or a server left, at once instead of with the next post.

    What cannot be written down is made good as soon as it can: the servers of that shard are compared again.
    """

    def __init__(self, bot: commands.AutoShardedBot, service: DigestService, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._service = service
        self._now = now
        # One after the other: a comparison does not undo what an event tells meanwhile.
        self._noting = asyncio.Lock()
        self._behind: set[int] = set()
        self._comparing: asyncio.Task[None] | None = None

    async def cog_unload(self) -> None:
        """Stop comparing; the next start compares anew."""
        if self._comparing is not None:
            self._comparing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._comparing

    @commands.Cog.listener("on_guild_channel_delete")
    async def deleted(self, channel: discord.abc.GuildChannel) -> None:
        """End what was to be posted there, unless its server is in an outage: then the next post looks for it."""
        if channel.guild.unavailable or self._bot.get_guild(channel.guild.id) is None:
            _log.warning("channel %s was reported deleted in an unknown server", channel.id)
            return
        await self._noted(lambda: self._service.channel_deleted(channel.id, inline(channel.name, 100)))

    @commands.Cog.listener("on_shard_ready")
    async def present(self, shard: int) -> None:
        """Compare what is set up with the servers of a shard: Discord does not tell of those left meanwhile."""
        await self._noted(lambda: self._compare(shard), shard)

    @commands.Cog.listener("on_guild_remove")
    async def left(self, guild: discord.Guild) -> None:
        """Let what was set up there rest."""
        await self._noted(lambda: self._service.guild_left(guild.id, self._now()), guild.shard_id)

    @commands.Cog.listener("on_guild_join")
    async def joined(self, guild: discord.Guild) -> None:
        """Go on with what was set up there."""
        await self._noted(lambda: self._service.guild_joined(guild.id), guild.shard_id)

    @commands.Cog.listener("on_guild_available")
    async def available(self, guild: discord.Guild) -> None:
        """Go on with what was set up there; Discord tells of some servers that were joined in this way."""
        await self._noted(lambda: self._service.guild_joined(guild.id), guild.shard_id)

    async def _compare(self, shard: int) -> None:
        there = [guild.id for guild in self._bot.guilds if guild.shard_id == shard]
        await self._service.guilds_present(there, self._now(), shard, self._bot.shard_count or 1)

    async def _noted(self, work: Callable[[], Coroutine[Any, Any, None]], shard: int | None = None) -> None:
        try:
            async with self._noting:
                await work()
        except StoreError as error:
            if shard is not None and not self._bot.is_closed():
                _log.warning("the servers of shard %s are compared again later: %s", shard, error)
                self._behind.add(shard)
                if self._comparing is None or self._comparing.done():
                    self._comparing = asyncio.create_task(self._catch_up(), name="servers compared again")
        except Exception:
            # What is on its way when the bot ends finds the database closed; the next start compares anew.
            if not self._bot.is_closed():
                raise

    async def _catch_up(self) -> None:
        """Compare the shards of which something could not be written down, until it can."""
        pause = _FIRST_PAUSE
        while self._behind:
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            for shard in sorted(self._behind):
                try:
                    async with self._noting:
                        await self._compare(shard)
                except StoreError:
                    break
                self._behind.discard(shard)


async def _tell(channel: discord.abc.Messageable, sentence: str) -> bool:
    try:
        await channel.send(view=Layout(panel(f"⚠️ {sentence}", colour=discord.Colour.orange())))
    except REQUEST_ERRORS as error:
        _log.info("a notice could not be sent: %s", error)
        return False
    return True
