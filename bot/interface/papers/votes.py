"""👍 on cards and posts: a press counts a member's vote on their server, a second one takes it back."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

import discord

from bot.corpus.arxiv_ids import OLD_ID
from bot.errors import InputError
from bot.interface.papers.services import Services
from bot.interface.papers.vote_buttons import VOTE, recounted, voted_on
from bot.interface.ui.custom_ids import ComponentInteraction, Handler
from bot.interface.ui.defer import finished, left
from bot.interface.ui.keyed_locks import KeyedLocks
from bot.interface.ui.language import Interaction, guild_of, language_for
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.interface.ui.send import say
from bot.interface.ui.throttle import Cooldowns
from bot.interface.ui.without_pictures import or_bare
from bot.texts import Text

__all__ = ["VotePresses"]

_log = logging.getLogger(__name__)

# As long as Discord takes answers to an interaction.
_MEMORY = timedelta(minutes=15)
_ID = re.compile(rf"[0-9]{{4}}\.[0-9]{{4,5}}|{OLD_ID}")

_ON_SERVERS_ONLY = Text(
    "Votes are counted for servers that I am a member of. Press 👍 on such a server.",
    "👍는 봇이 멤버로 있는 서버에서만 집계합니다. 그런 서버에서 눌러 주세요.",
)
_UNKNOWN = Text(
    "This button names no paper. Open the paper with /paper and press 👍 there.",
    "이 버튼에는 논문이 없습니다. /논문으로 논문을 열고 그 카드에서 👍를 눌러 주세요.",
)
_COUNTED = Text("👍 Your vote is counted. On this server: {votes:,}.", "👍를 눌렀습니다. 이 서버의 👍: {votes:,}")
_TAKEN_BACK = Text("Your 👍 is taken back. On this server: {votes:,}.", "👍를 취소했습니다. 이 서버의 👍: {votes:,}")


class VotePresses:
    """Presses on 👍. The pressed message then shows what the database says, however many press at once."""

    def __init__(self, services: Services) -> None:
        self._services = services
        # Discord may bring an interaction twice, and the second time would take the vote back.
        self._known = Cooldowns(_MEMORY)
        # A lock lives while somebody holds it or waits for it.
        self._locks = KeyedLocks[int]()

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What the button does."""
        return {VOTE: self._vote}

    async def _vote(self, interaction: Interaction, press: ComponentInteraction) -> None:
        guild_id, message, arxiv_id = _server_of(interaction), interaction.message, press.first
        if not _ID.fullmatch(arxiv_id):
            raise InputError(_UNKNOWN)
        if guild_id is None or message is None:
            raise InputError(_ON_SERVERS_ONLY)
        votes, now = self._services.votes, self._services.now()
        if not self._known.begin(interaction.id, now):
            return
        writing = votes.toggle(guild_id, arxiv_id, interaction.user.id, now)
        counted = await finished(writing, left(interaction, self._services.defer_after), interaction.response.defer)
        async with self._turn(interaction, message):
            counts = await votes.counts(guild_id, {arxiv_id, *voted_on(message)})
            if not await _shown(interaction, message, counts):
                text = _COUNTED if counted else _TAKEN_BACK
                said = text.fill(votes=counts.get(arxiv_id, 0))
                await say(interaction, said.in_(language_for(interaction)))

    @asynccontextmanager
    async def _turn(self, interaction: Interaction, message: discord.Message) -> AsyncGenerator[None]:
        """Wait for the changes of one message: it must not show an older count last."""
        lock = self._locks.of(message.id)
        if lock.locked() and not interaction.response.is_done():
            # Nobody knows how long the others take.
            await interaction.response.defer()
        async with lock:
            yield


def _server_of(interaction: Interaction) -> int | None:
    """Return the server whose member presses, None where the bot is not in it.

    On the copy of a published post Discord may name the installation in the server that it comes from.
    """
    guild_id = interaction.guild_id
    known = guild_id is not None and interaction.client.get_guild(guild_id) is not None
    return guild_id if known else guild_of(interaction)


async def _shown(interaction: Interaction, message: discord.Message, counts: Mapping[str, int]) -> bool:
    """Show the counts in the pressed message; return False where it cannot be changed.

    The copy of a published post is not the bot's.
    """
    if message.flags.is_crossposted:
        return False

    async def show(card: discord.ui.LayoutView) -> None:
        if interaction.response.is_done():
            await interaction.edit_original_response(view=card)
        else:
            await interaction.response.edit_message(view=card)

    try:
        await or_bare(recounted(message, counts), show)
    except REQUEST_ERRORS as error:
        # The vote is counted all the same; a person who is told to try again would take it back.
        _log.warning("message %s cannot show its votes: %s", message.id, error)
        return False
    return True
