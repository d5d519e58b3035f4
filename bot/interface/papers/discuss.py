"""/discuss: a server's thread about a paper."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord import app_commands
from discord.ext import commands

from bot.corpus.paper import Paper
from bot.errors import InputError
from bot.interface.papers.buttons import paper_of
from bot.interface.papers.services import Services
from bot.interface.papers.threads import PaperThreads
from bot.interface.ui.autocomplete import Choices
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction, language_for
from bot.interface.ui.lengths import Named
from bot.interface.ui.send import say
from bot.texts import Text

__all__ = ["DiscussCommand"]

_OF_THE_PERSON = ("create_public_threads",)
_OF_THE_BOT = ("view_channel", "create_public_threads", "send_messages_in_threads")
_MOST_THREADS = 160006

_OPENED = Text("💬 The thread to discuss this paper is open: <#{thread}>", "💬 토론 스레드를 열었습니다: <#{thread}>")
_OPEN_ALREADY = Text(
    "💬 This server discusses the paper here: <#{thread}>",
    "💬 이 서버에는 이 논문의 토론 스레드가 이미 있습니다: <#{thread}>",
)
_NOT_A_MEMBER = Text(
    "I am not a member of this server, so I cannot open a thread here. Please ask an admin to add me to it.",
    "봇이 이 서버에 없어서 스레드를 열 수 없습니다. 서버 관리자에게 봇을 추가해 달라고 요청해 주세요.",
)
_TEXT_CHANNELS_ONLY = Text(
    "I can open threads in text channels only. Please use /discuss in one of them.",
    "스레드는 텍스트 채널에서만 열 수 있습니다. 텍스트 채널에서 /토론을 사용해 주세요.",
)
_TOO_MANY = Text(
    "This server has as many open threads as Discord allows. Please close one and try again.",
    "이 서버에 열려 있는 스레드가 Discord의 한도에 이르렀습니다. 하나를 닫고 다시 시도해 주세요.",
)


class DiscussCommand(commands.Cog):
    """The command /discuss and the button of cards; forgets deleted threads."""

    def __init__(self, bot: discord.Client, services: Services, threads: PaperThreads) -> None:
        self._bot = bot
        self._services = services
        self._threads = threads

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button of a card does."""
        return {"discuss": self._press}

    @app_commands.command(description="Open a thread of this server to discuss a paper")
    @app_commands.describe(paper="An arXiv id, a link or a title")
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def discuss(self, interaction: Interaction, paper: Named) -> None:
        """Open the thread about `paper`, or name the existing one."""
        service = self._services.query_service(language_for(interaction))
        work = self._services.workers.run(lambda: service.named(paper))
        meant = await self._services.run_or_defer(interaction, work)
        await self._open(interaction, meant, private=False)

    @discuss.autocomplete("paper")
    async def titles(self, interaction: Interaction, typed: str) -> Choices:
        """Suggest papers."""
        return await self._services.suggestions.papers(interaction, typed)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """Let cards offer a new thread; events during a server's outage are verified on demand."""
        guild = self._bot.get_guild(event.guild_id)
        if guild is not None and not guild.unavailable:
            await self._services.discussions.closed(event.thread_id)

    async def _press(self, interaction: Interaction, press: ComponentInteraction) -> None:
        await self._open(interaction, paper_of(self._services, press), private=True)

    async def _open(self, interaction: Interaction, paper: Paper, *, private: bool) -> None:
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        if not interaction.is_guild_integration():
            raise InputError(_NOT_A_MEMBER)
        language = language_for(interaction)
        opening = self._threads.of(interaction.guild_id, paper, language, lambda: _place(interaction))
        try:
            thread_id, is_new = await self._services.run_or_defer(interaction, opening, private=private)
        except discord.Forbidden as error:
            # The bot's permissions have changed since, or a moderator has timed it out.
            raise app_commands.BotMissingPermissions(list(_OF_THE_BOT)) from error
        except discord.HTTPException as error:
            if error.code == _MOST_THREADS:
                raise InputError(_TOO_MANY) from error
            raise
        # So that "who wrote it?" is understood in the thread.
        self._services.refer((thread_id, interaction.user.id), (paper.arxiv_id,))
        await say(
            interaction, (_OPENED if is_new else _OPEN_ALREADY).fill(thread=thread_id).in_(language), private=private
        )


def _place(interaction: Interaction) -> discord.TextChannel:
    """Return the channel of an interaction, for a thread its parent; raises if no thread can be opened there."""
    channel, granted, own = interaction.channel, interaction.permissions, interaction.app_permissions
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.TextChannel):
        channel = channel.parent
        # Permissions in a thread differ from its parent's: people in it may not see the parent.
        granted, own = _permissions(channel, interaction.user), channel.permissions_for(channel.guild.me)
    if not isinstance(channel, discord.TextChannel):
        raise InputError(_TEXT_CHANNELS_ONLY)
    if missing := _missing(granted, _OF_THE_PERSON):
        raise app_commands.MissingPermissions(missing)
    if missing := _missing(own, _OF_THE_BOT):
        raise app_commands.BotMissingPermissions(missing)
    return channel


def _permissions(channel: discord.TextChannel, person: discord.User | discord.Member) -> discord.Permissions:
    return channel.permissions_for(person) if isinstance(person, discord.Member) else discord.Permissions.none()


def _missing(granted: discord.Permissions, needed: tuple[str, ...]) -> list[str]:
    if granted.administrator:
        return []
    return [name for name in needed if not getattr(granted, name)]
