"""Roles of topics that somebody deletes: a topic without its role is offered no more."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from bot.errors import StoreError
from bot.interface.roles.menus import Menus
from bot.storage.topic_roles import TopicRoles

__all__ = ["RoleWatch"]

_log = logging.getLogger(__name__)


class RoleWatch(commands.Cog):
    """Notice deleted roles at once; of those deleted while the bot was away /roles show tells."""

    def __init__(self, topic_roles: TopicRoles, menus: Menus) -> None:
        self._topic_roles = topic_roles
        self._menus = menus

    @commands.Cog.listener("on_guild_role_delete")
    async def deleted(self, role: discord.Role) -> None:
        """End the topic of a role."""
        try:
            if await self._topic_roles.role_deleted(role.guild.id, role.id):
                await self._menus.refresh(role.guild)
        except StoreError as error:
            _log.warning("the deleted role %s is still offered: %s", role.id, error)
