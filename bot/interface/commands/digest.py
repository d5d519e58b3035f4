"""/digest: the daily post of a server; for those who manage it."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands
from discord.utils import format_dt

from bot.digest.delivery import DigestService
from bot.digest.ledger import DigestLedger
from bot.digest.schedule import Delivery, Subscription, next_slot
from bot.digest.times import parse_time, parse_timezone
from bot.errors import NotFoundError
from bot.interface.digest_card import digest_card
from bot.interface.language import Interaction, language_for
from bot.interface.markup import inline
from bot.interface.replies import say, send
from bot.interface.services import Services
from bot.interface.suggestions import suggest_timezones
from bot.interface.waiting import in_time
from bot.texts import Language, Text

__all__ = ["DigestCommands"]

T = TypeVar("T")

_NEEDED = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)

_SET = Text(
    "{count} papers a day at {time} ({timezone}) in <#{channel}>. The next post: {moment}.",
    "매일 {time}({timezone})에 <#{channel}> 채널로 논문 {count}편을 보냅니다. 다음 소식: {moment}.",
)
_NOTHING = Text("On days without new papers nothing is posted.", "새 논문이 없는 날에는 올리지 않습니다.")
_HIGHLIGHTS = Text(
    "On days without new papers: the best-voted ones of the archive that were not posted yet.",
    "새 논문이 없는 날에는 아직 올리지 않은 지난 논문 중 추천작을 올립니다.",
)
_FAILING = Text("⚠️ The last post failed: {reason}.", "⚠️ 마지막 소식을 올리지 못했습니다: {reason}.")
_RETRY = Text("The next try: {moment}.", "다음 시도: {moment}.")
_NONE = Text(
    "No daily post is set up in this server. Use /digest set.",
    "이 서버에는 일일 소식이 설정되어 있지 않습니다. /digest set으로 설정해 주세요.",
)
_OFF = Text("The daily post is stopped.", "일일 소식을 멈췄습니다.")
_NOTHING_NOW = Text("As things stand there is nothing new to post.", "지금은 새로 올릴 논문이 없습니다.")


class DigestCommands(commands.Cog):
    """Answer /digest."""

    digest = app_commands.Group(
        name="digest",
        description="The daily post of this server",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, services: Services, ledger: DigestLedger, service: DigestService) -> None:
        self._services = services
        self._ledger = ledger
        self._service = service

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
        timezone="Whose time: a time zone such as Asia/Seoul",
        count="How many papers a post shows",
        when_nothing_new="What to do on a day without new papers",
    )
    @app_commands.choices(
        when_nothing_new=[
            app_commands.Choice(name="Post nothing", value="nothing"),
            app_commands.Choice(name="Post highlights of the archive", value="highlights"),
        ]
    )
    async def subscribe(
        self,
        interaction: Interaction,
        channel: discord.TextChannel,
        time: str,
        timezone: str | None = None,
        count: app_commands.Range[int, 1, 10] = 5,
        when_nothing_new: Literal["nothing", "highlights"] = "nothing",
    ) -> None:
        """Set the server's daily post up, in place of the one before."""
        guild = _guild(interaction)
        now = self._services.now()
        subscription = Subscription(
            guild_id=guild.id,
            channel_id=channel.id,
            post_time=parse_time(time),
            timezone=parse_timezone(timezone or self._services.timezone),
            count=count,
            language=language_for(interaction),
            when_nothing_new=when_nothing_new,
            set_by=interaction.user.id,
            set_at=now,
        )
        _require_access(channel)
        stored = await self._in_time(interaction, self._service.subscribe(subscription))
        await say(interaction, self._described(stored, language_for(interaction)))

    @subscribe.autocomplete("timezone")
    async def timezones(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Suggest time zones."""
        return suggest_timezones(typed)

    @digest.command(description="Show where and when the papers are posted")
    async def show(self, interaction: Interaction) -> None:
        """Show the server's daily post, and what is wrong with it."""
        language = language_for(interaction)
        subscription = await self._subscription(interaction)
        lines = [self._described(subscription, language)]
        deliveries = await self._in_time(interaction, self._ledger.deliveries(subscription.channel_id))
        failing = [item for item in deliveries if item.last_error is not None and item.message_id is None]
        lines += [_failure(item, language) for item in failing[-1:]]
        await say(interaction, "\n".join(lines))

    @digest.command(description="Stop the daily post")
    async def off(self, interaction: Interaction) -> None:
        """Stop the server's daily post; what was posted stays known."""
        stopped = await self._in_time(interaction, self._service.unsubscribe(_guild(interaction).id))
        await say(interaction, (_OFF if stopped else _NONE).in_(language_for(interaction)))

    @digest.command(description="Show what would be posted now, to you only")
    async def preview(self, interaction: Interaction) -> None:
        """Show the next post as things stand."""
        subscription = await self._subscription(interaction)
        post = await self._in_time(interaction, self._service.preview(subscription, self._services.now()))
        if post is None:
            await say(interaction, _NOTHING_NOW.in_(language_for(interaction)))
        else:
            await send(interaction, digest_card(post), private=True)

    async def _in_time(self, interaction: Interaction, work: Coroutine[Any, Any, T]) -> T:
        """Wait for the database, which another program may hold for longer than Discord waits."""
        if interaction.response.is_done():
            return await work
        return await in_time(interaction, work, self._services.patience, private=True)

    async def _subscription(self, interaction: Interaction) -> Subscription:
        subscription = await self._in_time(interaction, self._service.subscription(_guild(interaction).id))
        if subscription is None:
            raise NotFoundError(_NONE)
        return subscription

    def _described(self, subscription: Subscription, language: Language) -> str:
        moment = next_slot(self._services.now(), subscription.post_time, ZoneInfo(subscription.timezone))
        text = _SET.fill(
            count=subscription.count,
            time=f"{subscription.post_time:%H:%M}",
            timezone=subscription.timezone,
            channel=subscription.channel_id,
            moment=f"{format_dt(moment, 'f')} ({format_dt(moment, 'R')})",
        )
        otherwise = _HIGHLIGHTS if subscription.when_nothing_new == "highlights" else _NOTHING
        return f"{text.in_(language)}\n{otherwise.in_(language)}"


def _guild(interaction: Interaction) -> discord.Guild:
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild


def _require_access(channel: discord.TextChannel) -> None:
    """Raise BotMissingPermissions, which names what the bot lacks to post in `channel` and to find its posts."""
    granted = channel.permissions_for(channel.guild.me)
    missing = [name for name, needed in _NEEDED if needed and not getattr(granted, name)]
    if missing:
        raise app_commands.BotMissingPermissions(missing)


def _failure(delivery: Delivery, language: Language) -> str:
    reason = delivery.last_error.in_(language) if delivery.last_error else ""
    line = _FAILING.fill(reason=inline(reason, 300)).in_(language)
    if delivery.retry_at is None:
        return line
    return f"{line} {_RETRY.fill(moment=format_dt(delivery.retry_at, 'R')).in_(language)}"
