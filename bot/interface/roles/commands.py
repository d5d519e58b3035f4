"""/roles: the roles that members can take for topics; for those who manage the server's roles."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import ForbiddenError, InputError, NotFoundError
from bot.interface.papers.services import Services
from bot.interface.roles import command_texts as texts
from bot.interface.roles.choosing import RoleChoosing
from bot.interface.roles.guilds import manager_in
from bot.interface.roles.menus import Menus
from bot.interface.roles.obstacles import obstacle, rank_obstacle
from bot.interface.roles.overview import added_text, menu_text, overview, posted_text
from bot.interface.ui.audit_log import Audit
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.components import Layout, panel
from bot.interface.ui.custom_ids import Handler
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.lengths import Topic
from bot.interface.ui.markup import inline, shorten
from bot.interface.ui.send import send
from bot.normal import normal
from bot.personal.followable import checked
from bot.storage.follow import Follow
from bot.storage.topic_roles import TopicRole, TopicRoles

__all__ = ["RoleCommands"]

_CHOICE_UNITS = 100


class RoleCommands(commands.Cog):
    """Answer /roles, and give and take the roles."""

    roles = app_commands.Group(
        name="roles",
        description="Roles that members take for topics, pinged when a post has papers on them",
        default_permissions=discord.Permissions(manage_roles=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, services: Services, topic_roles: TopicRoles, menus: Menus, audit: Audit) -> None:
        self._services = services
        self._topic_roles = topic_roles
        self._menus = menus
        self._audit = audit
        self._choosing = RoleChoosing(services, topic_roles)

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button of a server's message and the menu behind it do."""
        return self._choosing.handlers

    async def interaction_check(self, interaction: Interaction) -> bool:
        """Refuse those who do not manage the server's roles: what Discord's own settings allow is not enough."""
        manager_in(interaction)
        return True

    @roles.command(description="Offer a role for a topic")
    @app_commands.describe(
        topic="What the papers should be about, such as diffusion or 강화학습",
        role="The role that members take to be pinged; it must stand below mine",
    )
    async def add(self, interaction: Interaction, topic: Topic, role: discord.Role) -> None:
        """Offer a role for a topic, in the place of what either had before."""
        guild, member = manager_in(interaction)
        language, services = language_for(interaction), self._services
        new = TopicRole(role.id, checked(Follow("topic", topic), services.library.corpus).value)
        if (reason := obstacle(guild, role.id) or rank_obstacle(member, role)) is not None:
            raise ForbiddenError(reason)

        async def work() -> Layout:
            replaced = await self._topic_roles.put(guild.id, new)
            state = await self._menus.refresh(guild)
            said = await services.workers.run(lambda: added_text(guild, new, replaced, services.library.corpus))
            return Layout(panel(said.in_(language), menu_text(state).in_(language)))

        await self._answer(interaction, self._audit.of_command(interaction, work()))

    @roles.command(description="Offer a topic no more; members keep the role until you take it from them")
    @app_commands.describe(topic="The topic to end")
    async def remove(self, interaction: Interaction, topic: Topic) -> None:
        """End a topic."""
        guild, _ = manager_in(interaction)
        language = language_for(interaction)

        async def work() -> Layout:
            ended = await self._topic_roles.remove(guild.id, normal("NFC", " ".join(topic.split())))
            if ended is None:
                raise NotFoundError(texts.NO_SUCH_TOPIC.fill(topic=topic))
            said = texts.REMOVED.fill(topic=inline(ended.topic, _CHOICE_UNITS), role=ended.role_id)
            return Layout(panel(said.in_(language), menu_text(await self._menus.refresh(guild)).in_(language)))

        await self._answer(interaction, self._audit.of_command(interaction, work()))

    @remove.autocomplete("topic")
    async def topics(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest the topics that are offered, to those who may end them."""
        if interaction.guild_id is None or not interaction.permissions.manage_roles:
            return []
        wanted = " ".join(str(typed).split()).casefold()
        offered = await self._topic_roles.of(interaction.guild_id)
        return [
            app_commands.Choice(name=shorten(role.topic, _CHOICE_UNITS), value=role.topic)
            for role in offered
            if wanted in role.topic.casefold()
        ]

    @roles.command(description="Show the roles that are offered, and what is wrong with them")
    async def show(self, interaction: Interaction) -> None:
        """Show the topic roles of the server."""
        guild, _ = manager_in(interaction)
        language = language_for(interaction)

        async def work() -> Layout:
            offered, menu = await self._topic_roles.of(guild.id), await self._menus.find(guild.id)
            return Layout(panel(overview(guild, offered, menu, language)))

        await self._answer(interaction, work())

    @roles.command(description="Post the message in which members pick topics, or bring it up to date")
    @app_commands.describe(
        channel="Where to post; where it is already, or else here, if left out",
        language="In which language; yours if left out",
    )
    @app_commands.choices(
        language=[app_commands.Choice(name="English", value="en"), app_commands.Choice(name="Korean", value="ko")]
    )
    async def post(
        self,
        interaction: Interaction,
        channel: discord.TextChannel | None = None,
        language: Literal["en", "ko"] | None = None,
    ) -> None:
        """Post the message that offers the roles, or change the one that is there."""
        guild, _ = manager_in(interaction)

        async def work() -> Layout:
            known = await self._menus.find(guild.id)
            place = channel or (known and guild.get_channel(known.channel_id)) or interaction.channel
            if not isinstance(place, discord.TextChannel):
                raise InputError(texts.NO_CHANNEL)
            if not await self._topic_roles.of(guild.id):
                raise InputError(texts.NOTHING_OFFERED)
            spoken = language or (known.language if known else language_for(interaction))
            posted = await self._menus.post(place, spoken)
            return Layout(panel(posted_text(guild, posted).in_(language_for(interaction))))

        await self._answer(interaction, self._audit.of_command(interaction, work()))

    async def _answer(self, interaction: Interaction, work: Coroutine[Any, Any, Layout]) -> None:
        await send(interaction, await self._services.run_or_defer(interaction, work, private=True), private=True)
