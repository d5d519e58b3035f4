"""The first message in a server that the bot joins: once for each join."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import blake2b

import aiohttp
import discord
from discord.ext import commands

from bot.digest.delivery import DigestService
from bot.errors import StoreError
from bot.interface.digest.welcome_card import welcome_card
from bot.interface.papers.follow_ups import NextQuestions
from bot.interface.papers.services import Services
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.language import Interaction, language_for
from bot.storage.greetings import Greetings
from bot.texts import Language, Text

__all__ = ["Welcome"]

_log = logging.getLogger(__name__)

# Discord tells of servers that the bot has long been in with the same event: only a join that is new is answered, also
# one that took place while the bot was starting anew.
_NEW_FOR = timedelta(hours=1)
_MOST_TRIED = 3
_NEEDED = (
    "view_channel",
    "send_messages",
    "read_message_history",
    "create_public_threads",
    "send_messages_in_threads",
)
_REFUSED = (discord.Forbidden, discord.NotFound)
_FAILED = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError)

_QUESTION = Text("What are the most upvoted papers?", "추천 많은 논문 보여 줘")


class Welcome(commands.Cog):
    """Write the first message, and answer its "Try it"; "Set up" opens the panel of the daily post."""

    def __init__(
        self, services: Services, service: DigestService, greetings: Greetings, questions: NextQuestions
    ) -> None:
        self._services = services
        self._service = service
        self._greetings = greetings
        self._questions = questions

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button does."""
        return {"try": self._try}

    @commands.Cog.listener("on_guild_join")
    async def joined(self, guild: discord.Guild) -> None:
        """Write the first message."""
        await self._greet(guild)

    @commands.Cog.listener("on_guild_available")
    async def available(self, guild: discord.Guild) -> None:
        """Write the first message where the join is new: Discord tells of some joins in this way."""
        await self._greet(guild)

    async def _greet(self, guild: discord.Guild) -> None:
        joined_at = _joined_at(guild)
        if joined_at is None or joined_at < self._services.now() - _NEW_FOR:
            return
        try:
            if not await self._greetings.claim(guild.id, joined_at):
                return
            again = bool(await self._service.subscriptions(guild.id))
        except StoreError as error:
            _log.warning("no first message in guild %s: %s", guild.id, error)
            return
        await _write(guild, joined_at, again=again)

    async def _try(self, interaction: Interaction, _: ComponentInteraction) -> None:
        """Answer a question to who pressed only."""
        question = _QUESTION.in_(language_for(interaction))
        await self._services.answer(
            interaction, lambda service, key: service.ask(question, key), private=True, below=self._questions.below
        )


async def _write(guild: discord.Guild, joined_at: datetime, *, again: bool) -> None:
    language: Language = "ko" if guild.preferred_locale is discord.Locale.korean else "en"
    me = guild.me
    role = guild.self_role
    lacking = [name for name in _NEEDED if not getattr(me.guild_permissions, name)]
    # Discord gives the same message back instead of a second one, should the request be repeated.
    nonce = blake2b(f"{guild.id} {joined_at.timestamp()}".encode(), digest_size=12).hexdigest()
    for channel in _places(guild):
        card = welcome_card(lacking, role.name if role else me.name, language, again=again)
        try:
            await channel.send(view=card, nonce=nonce)
        except _REFUSED as error:
            _log.info("no first message in channel %s: %s", channel.id, error)
        except _FAILED as error:
            _log.warning("the first message in guild %s may not have got through: %s", guild.id, error)
            return
        else:
            return
    _log.info("no first message in guild %s: there is no channel to write in", guild.id)


def _places(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Yield where to write: the system channel, then the others from the top; announcements reach other servers."""
    others = sorted((one for one in guild.text_channels if one != guild.system_channel), key=lambda one: one.is_news())
    first = [guild.system_channel] if guild.system_channel is not None else []
    usable = [one for one in (*first, *others) if _may_write(one)]
    yield from usable[:_MOST_TRIED]


def _may_write(channel: discord.TextChannel) -> bool:
    granted = channel.permissions_for(channel.guild.me)
    return granted.view_channel and granted.send_messages


def _joined_at(guild: discord.Guild) -> datetime | None:
    """Return when the bot joined, None where Discord does not say."""
    own = next((member for member in guild.members if member == guild.me), None)
    return None if own is None else own.joined_at
