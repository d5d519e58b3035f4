"""The message of each server that offers its topic roles: sent once, and brought up to date."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

import discord
from discord import app_commands

from bot.errors import ForbiddenError
from bot.interface.roles.menu_card import CHOOSE, menu_card
from bot.interface.ui.keyed_locks import KeyedLocks
from bot.interface.ui.reading import has_button
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.storage.role_menus import RoleMenu, RoleMenus
from bot.storage.topic_roles import TopicRoles
from bot.texts import Language, Text

__all__ = ["MenuState", "Menus", "Posted"]

_log = logging.getLogger(__name__)

_NEEDED = ("view_channel", "send_messages")
_UNKNOWN_CHANNEL = 10003
# Of the newest messages, so many are looked at for one that was sent and never recorded.
_LOOKED_BACK = 50
# How often the roles may change while the message is being written.
_MOST_EDITS = 5

_REFUSED = Text(
    "Discord does not let me post in #{channel}: look at my permissions there, or pick another channel.",
    "#{channel} 채널에 올릴 수 없습니다. 그 채널에서 봇의 권한을 확인하거나 다른 채널을 골라 주세요.",
)

# There is none; it shows what is offered; it was deleted; it could not be changed now.
MenuState = Literal["none", "current", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a server's message is, whether it is a new one, and another that it has replaced.

    `removed` says whether that one could be deleted.
    """

    menu: RoleMenu
    is_new: bool
    replaced: RoleMenu | None = None
    removed: bool = False


class Menus:
    """Post the message of a server, and keep it in step with what is offered."""

    def __init__(self, client: discord.Client, topic_roles: TopicRoles, menus: RoleMenus) -> None:
        self._client = client
        self._topic_roles = topic_roles
        self._menus = menus
        # Two admins at once, or a command that came twice, make one message.
        self._posting = KeyedLocks[int]()

    async def find(self, guild_id: int) -> RoleMenu | None:
        """Return where a server's message is, None if it has none."""
        return await self._menus.find(guild_id)

    async def post(self, channel: discord.TextChannel, language: Language) -> Posted:
        """Show the message in a channel: edited if it is there already, else sent, in the place of an earlier one.

        Raises BotMissingPermissions or ForbiddenError where the bot may not post, and what requests to Discord raise.
        """
        granted = channel.permissions_for(channel.guild.me)
        if lacking := [name for name in _NEEDED if not getattr(granted, name)]:
            raise app_commands.BotMissingPermissions(lacking)
        lock = self._posting.of(channel.guild.id)
        try:
            async with lock:
                return await self._post(channel, language)
        except discord.Forbidden as error:
            raise ForbiddenError(_REFUSED.fill(channel=channel.name)) from error

    async def _post(self, channel: discord.TextChannel, language: Language) -> Posted:
        guild = channel.guild
        known = await self._menus.find(guild.id)
        if known is not None and known.channel_id == channel.id:
            menu = RoleMenu(channel.id, known.message_id, language)
            await self._menus.put(guild.id, menu)
            if await self._update(guild) == "current":
                return Posted(menu, is_new=False)
        return await self._send(channel, language, 0 if known is None else known.message_id)

    async def refresh(self, guild: discord.Guild) -> MenuState:
        """Let a server's message show what is offered now, and return what became of that."""
        try:
            return await self._update(guild)
        except REQUEST_ERRORS as error:
            _log.warning("the topic roles' message in guild %s could not be changed: %s", guild.id, error)
            return "failed"

    async def _send(self, channel: discord.TextChannel, language: Language, before: int) -> Posted:
        """Send a new message; `before` is the id of the one that the server had, 0 for none."""
        guild = channel.guild
        if (sent := await _unrecorded(channel, before)) is None:
            card = menu_card(await self._topic_roles.of(guild.id), language)
            # Asked again within minutes, because the answer was lost, Discord knows its nonce: it is the same message.
            nonce = blake2b(f"roles {guild.id} {channel.id} {before}".encode(), digest_size=12).hexdigest()
            sent = await channel.send(view=card, nonce=nonce)
        menu = RoleMenu(channel.id, sent.id, language)
        replaced = await self._menus.put(guild.id, menu)
        # What is offered may have changed meanwhile. A message of this nonce may also be one that was deleted since.
        if await self.refresh(guild) == "gone" and sent.id != before:
            return await self._send(channel, language, sent.id)
        if replaced is None:
            return Posted(menu, is_new=True)
        return Posted(menu, is_new=True, replaced=replaced, removed=await self._remove(guild, replaced))

    async def _update(self, guild: discord.Guild) -> MenuState:
        menu = await self._menus.find(guild.id)
        if menu is None:
            return "none"
        message = self._message(guild, menu)
        offered = await self._topic_roles.of(guild.id)
        for _ in range(_MOST_EDITS):
            try:
                card = menu_card(offered, menu.language)
                await message.edit(view=card, allowed_mentions=discord.AllowedMentions.none())
            except discord.NotFound as error:
                if error.code == _UNKNOWN_CHANNEL and guild.get_channel(menu.channel_id) is not None:
                    raise
                await self._menus.gone(guild.id, menu.message_id)
                return "gone"
            shown, offered = offered, await self._topic_roles.of(guild.id)
            if shown == offered:
                break
        return "current"

    async def _remove(self, guild: discord.Guild, menu: RoleMenu) -> bool:
        """Delete a message that another has replaced; return whether it is gone."""
        try:
            await self._message(guild, menu).delete()
        except discord.NotFound:
            return True
        except REQUEST_ERRORS as error:
            _log.info("an earlier message of topic roles in guild %s stays: %s", guild.id, error)
            return False
        return True

    def _message(self, guild: discord.Guild, menu: RoleMenu) -> discord.PartialMessage:
        channel = self._client.get_partial_messageable(menu.channel_id, guild_id=guild.id)
        return channel.get_partial_message(menu.message_id)


async def _unrecorded(channel: discord.TextChannel, recorded: int) -> discord.Message | None:
    """Return a message of the bot in a channel that offers topic roles and was sent just before it could be recorded.

    Without the permission to read the history there is none to be seen.
    """
    if not channel.permissions_for(channel.guild.me).read_message_history:
        return None
    async for message in channel.history(limit=_LOOKED_BACK):
        if message.id != recorded and message.author == channel.guild.me and has_button(message, CHOOSE):
            return message
    return None
