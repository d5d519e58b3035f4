"""/digest: the daily posts of a server; for those who manage it."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.digest.delivery import DigestService
from bot.digest.how_often import post_name
from bot.errors import InputError, NotFoundError
from bot.interface.digest import command_texts as texts
from bot.interface.digest.choices import EVERY, LANGUAGES, OTHERWISE, THREADS, WEEKDAYS, WHEN
from bot.interface.digest.doctor_pages import DoctorPages
from bot.interface.digest.model_switch import ModelSwitch
from bot.interface.digest.options import Asked, Options
from bot.interface.digest.panel import SetupPanel
from bot.interface.digest.preview import show_preview
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.digest.saving import save, saved_card
from bot.interface.digest.settings_view import settings_lines
from bot.interface.digest.targets import Target, TargetOption, target_in
from bot.interface.papers.services import Services
from bot.interface.ui.audit_log import Audit
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.components import SHOWN_UNITS, Layout, button, panel, rows
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.lengths import Days, Time, Topics, Zone
from bot.interface.ui.markup import shorten
from bot.interface.ui.send import say, send
from bot.storage.digests.values import Every, Subscription, Threads, When, WhenNothingNew

__all__ = ["DigestCommands"]


class DigestCommands(commands.Cog):
    """Answer /digest."""

    digest = app_commands.Group(
        name="digest",
        description="The daily post of this server",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(
        self,
        services: Services,
        service: DigestService,
        panel: SetupPanel,
        doctor: DoctorPages,
        audit: Audit,
        pictures: ReviewPictures,
        switch: ModelSwitch,
    ) -> None:
        self._services = services
        self._service = service
        self._panel = panel
        self._doctor = doctor
        self._audit = audit
        self._pictures = pictures
        self._switch = switch

    async def interaction_check(self, interaction: Interaction) -> bool:
        """Refuse those who do not manage the server: what Discord's own settings allow is not enough."""
        _guild(interaction)
        if not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        return True

    @digest.command(name="set", description="Post the papers of each new day in a channel")
    @app_commands.describe(
        channel="Where to post",
        time="At what time, such as 09:00",
        timezone="Time zone, e.g. Asia/Seoul",
        count="How many papers a post shows",
        language="In which language; yours if left out",
        min_votes="Only papers with at least this many votes",
        topics="Topics to pin on top, with commas between them; “none” for no topics",
        role="Role to ping with each post; @everyone for none",
        quiet_days="Days of the week without a post, such as sat, sun; “none” for no such days",
        when_nothing_new="What to do on a day without new papers",
        threads="Threads to discuss the papers; in a forum, whether each paper gets a post of its own",
        publish="Whether posts of an announcement channel go to the servers that follow it",
        when="Whether to wait until the list of a day is complete",
        every="How often to post",
        weekday="On which day of the week a weekly post comes; for a monthly one the first such day",
        notices="Where to say that a post failed if you take no direct messages; the same channel for nowhere",
        model="Whether the bot's language model may write about answers on this server",
    )
    @app_commands.choices(
        when_nothing_new=OTHERWISE, when=WHEN, threads=THREADS, language=LANGUAGES, every=EVERY, weekday=WEEKDAYS
    )
    async def subscribe(
        self,
        interaction: Interaction,
        channel: TargetOption | None = None,
        time: Time | None = None,
        timezone: Zone | None = None,
        count: app_commands.Range[int, 1, 10] | None = None,
        language: Literal["en", "ko"] | None = None,
        min_votes: app_commands.Range[int, 0, 100_000] | None = None,
        topics: Topics | None = None,
        role: discord.Role | None = None,
        quiet_days: Days | None = None,
        when_nothing_new: WhenNothingNew | None = None,
        threads: Threads | None = None,
        notices: discord.TextChannel | None = None,
        when: When | None = None,
        publish: bool | None = None,
        every: Every | None = None,
        weekday: str | None = None,
        model: bool | None = None,
    ) -> None:
        """Set a channel's daily post up; options left out stay as they are, and without any a panel opens."""
        what = count, language, min_votes, topics, role, quiet_days, when_nothing_new
        options = Options(time, timezone, *what, threads, notices, when, publish, every, weekday)
        if channel is None and options == Options():
            await self._alone(interaction, model)
            return
        self._switch.require(model)
        channel = channel or await self._only_channel(interaction)
        asked = Asked(interaction.user.id, self._services.now(), language_for(interaction), self._services.timezone)
        work = save(self._service, options, channel, asked)
        stored, resumed = await self._services.run_or_defer(
            interaction, self._audit.of_command(interaction, work), private=True
        )
        further = await self._switch.turned(interaction, model)
        await send(interaction, saved_card(stored, resumed, channel.guild, asked, further), private=True)

    @subscribe.autocomplete("timezone")
    async def timezones(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest time zones."""
        return await self._services.suggestions.timezones(interaction, typed)

    @digest.command(description="Show where and when the papers are posted")
    @app_commands.describe(channel="One channel only")
    async def show(self, interaction: Interaction, channel: TargetOption | None = None) -> None:
        """Show the server's daily posts."""
        found = await self._found(interaction, channel)
        if len(found) == 1:
            await self._panel.open(interaction, found[0].channel_id)
            return
        now, language = self._services.now(), language_for(interaction)
        room = SHOWN_UNITS // len(found)
        panels = (panel(shorten(settings_lines(item, now, language), room)) for item in found)
        await send(
            interaction, Layout(*panels, *rows([button(texts.CHANGE, language, "setup", emoji="⚙️")])), private=True
        )

    @digest.command(description="Show what would be posted now, to you only")
    @app_commands.describe(channel="Which of the daily posts, where there are several")
    async def preview(self, interaction: Interaction, channel: TargetOption | None = None) -> None:
        """Show the next post as things stand."""
        subscription = await self._one(interaction, channel)
        await show_preview(interaction, self._services, self._service, subscription, self._pictures)

    @digest.command(description="Check permissions, the next post and the last ones")
    @app_commands.describe(channel="Which of the daily posts, where there are several")
    async def doctor(self, interaction: Interaction, channel: TargetOption | None = None) -> None:
        """Show what an admin should know about a daily post."""
        subscription = await self._one(interaction, channel)
        await self._doctor.show(interaction, subscription)

    @digest.command(description="Post nothing until it is resumed")
    @app_commands.describe(channel="Which of the daily posts, where there are several")
    async def pause(self, interaction: Interaction, channel: TargetOption | None = None) -> None:
        """Pause a daily post; its settings stay."""
        chosen = await self._one(interaction, channel)
        work = self._service.pause(chosen.guild_id, chosen.channel_id, self._services.now())
        recorded = self._audit.of_command(interaction, work, channel=chosen.channel_id)
        paused = await self._services.run_or_defer(interaction, recorded, private=True)
        text = texts.PAUSED.fill(channel=chosen.channel_id, post=post_name(chosen)) if paused else texts.WAS_PAUSED
        await say(interaction, text.in_(language_for(interaction)))

    @digest.command(description="Start a paused daily post again")
    @app_commands.describe(channel="Which of the daily posts, where there are several")
    async def resume(self, interaction: Interaction, channel: TargetOption | None = None) -> None:
        """End a pause, from the next post time on."""
        chosen, now, language = await self._one(interaction, channel), self._services.now(), language_for(interaction)
        work = self._service.resume(chosen.guild_id, chosen.channel_id, now)
        recorded = self._audit.of_command(interaction, work, channel=chosen.channel_id)
        if not await self._services.run_or_defer(interaction, recorded, private=True):
            await say(interaction, texts.WAS_RUNNING.in_(language))
            return
        (resumed,) = await self._found(interaction, channel or discord.Object(chosen.channel_id))
        await send(interaction, Layout(panel(settings_lines(resumed, now, language))), private=True)

    @digest.command(description="End the daily post")
    @app_commands.describe(channel="Which of the daily posts, where there are several")
    async def off(self, interaction: Interaction, channel: TargetOption | None = None) -> None:
        """End a daily post; what was posted stays known."""
        chosen = await self._one(interaction, channel)
        work = self._service.unsubscribe(chosen.guild_id, chosen.channel_id)
        recorded = self._audit.of_command(interaction, work, channel=chosen.channel_id)
        await self._services.run_or_defer(interaction, recorded, private=True)
        await say(
            interaction,
            texts.OFF.fill(channel=chosen.channel_id, post=post_name(chosen)).in_(language_for(interaction)),
        )

    async def _alone(self, interaction: Interaction, model: bool | None) -> None:
        """Do what /digest set does without options of a daily post: turn the model on or off, or open the panel."""
        if model is None:
            await self._panel.open(interaction)
        else:
            await say(interaction, await self._switch.turned(interaction, model))

    async def _found(self, interaction: Interaction, channel: discord.abc.Snowflake | None) -> list[Subscription]:
        """Return the server's daily posts, or the one in `channel`; raises NotFoundError where there is none."""
        work = self._service.subscriptions(_guild(interaction).id)
        found = await self._services.run_or_defer(interaction, work, private=True)
        if not found:
            raise NotFoundError(texts.NONE)
        chosen = [item for item in found if channel is None or item.channel_id == channel.id]
        if not chosen:
            raise NotFoundError(texts.NONE_THERE)
        return chosen

    async def _only_channel(self, interaction: Interaction) -> Target:
        """Return the channel of the only daily post; raises NotFoundError or InputError where there is no such one."""
        chosen = await self._one(interaction, None)
        channel = target_in(_guild(interaction), chosen.channel_id)
        if channel is None:
            raise InputError(texts.UNSEEN)
        return channel

    async def _one(self, interaction: Interaction, channel: discord.abc.Snowflake | None) -> Subscription:
        first, *others = await self._found(interaction, channel)
        if others:
            names = (_name(_guild(interaction), item.channel_id) for item in (first, *others))
            raise InputError(texts.SEVERAL.fill(channels=", ".join(names)))
        return first


def _guild(interaction: Interaction) -> discord.Guild:
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild


def _name(guild: discord.Guild, channel_id: int) -> str:
    channel = guild.get_channel(channel_id)
    return f"#{channel.name if channel else channel_id}"
