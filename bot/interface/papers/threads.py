"""Threads to discuss papers in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import discord

from bot.corpus.paper import Paper
from bot.interface.papers.paper_card import paper_card
from bot.interface.papers.services import Services
from bot.interface.ui.keyed_locks import KeyedLocks
from bot.interface.ui.markup import shorten
from bot.interface.ui.without_pictures import or_bare
from bot.storage.discussions import Discussions
from bot.storage.votes import MemberVotes
from bot.texts import Language

__all__ = ["PaperThreads", "open_paper_thread", "open_post_thread", "refer_to_paper"]

_log = logging.getLogger(__name__)

_NAME_UNITS = 100
_UNKNOWN_CHANNEL = 10003


async def open_paper_thread(
    channel: discord.TextChannel,
    paper: Paper,
    language: Language,
    begun: discord.Thread | None = None,
    votes: int | None = None,
) -> discord.Thread:
    """Open a public thread with a paper's card, or complete the one `begun`; `votes` are the members' on the card.

    If Discord refuses the card, the thread stays: a second one would be worse. Raises discord.HTTPException if it
    cannot be opened.
    """
    kind = discord.ChannelType.news_thread if channel.is_news() else discord.ChannelType.public_thread
    thread = begun or await channel.create_thread(name=_name(paper.title), type=kind)
    if thread.last_message_id is not None:
        return thread
    card = paper_card(paper, language, in_guild=False, votes=votes)
    try:
        await or_bare(card, lambda card: thread.send(view=card))
    except (discord.HTTPException, discord.RateLimited) as error:
        _log.warning("thread %s has no card for %s: %s", thread.id, paper.arxiv_id, error)
    return thread


async def open_post_thread(message: discord.Message | discord.PartialMessage, name: str) -> discord.Thread:
    """Open a thread under a message; raises discord.HTTPException where it cannot be opened."""
    return await message.create_thread(name=_name(name))


async def refer_to_paper(services: Services, channel_id: int, user_id: int) -> None:
    """Make a thread's paper the subject of a person's next question there, unless others were shown."""
    key = (channel_id, user_id)
    if services.sessions.find(key, services.now()) is None:
        arxiv_id = await services.discussions.paper_of(channel_id)
        if arxiv_id is not None:
            services.refer(key, (arxiv_id,))
            await services.discussions.used(channel_id, services.now())


class PaperThreads:
    """At most one thread per paper and server, however many people ask at once."""

    def __init__(
        self,
        client: discord.Client,
        discussions: Discussions,
        now: Callable[[], datetime],
        votes: MemberVotes,
        pause: float = 1.0,
    ) -> None:
        self._client = client
        self._discussions = discussions
        self._now = now
        self._votes = votes
        self._pause = pause
        # A lock lives while somebody holds it or waits for it.
        self._locks = KeyedLocks[tuple[int, str]]()

    async def of(
        self, guild_id: int, paper: Paper, language: Language, place: Callable[[], discord.TextChannel]
    ) -> tuple[int, bool]:
        """Return the id of the server's thread about a paper, and whether it was opened just now.

        `place` returns the channel if one must be opened, or raises if that is not allowed.
        """
        lock = self._locks.of((guild_id, paper.arxiv_id))
        async with lock:
            known = await self._discussions.find(guild_id, paper.arxiv_id)
            if known is not None and await self._exists(guild_id, known):
                await self._discussions.used(known, self._now())
                return known, False
            channel = place()
            begun, votes = await self._begun(channel, paper), await self._votes.count(guild_id, paper.arxiv_id)
            thread = await open_paper_thread(channel, paper, language, begun, votes)
            await self._discussions.opened(guild_id, paper.arxiv_id, thread.id, self._now())
            return thread.id, True

    async def _begun(self, channel: discord.TextChannel, paper: Paper) -> discord.Thread | None:
        """Return a thread opened earlier but not recorded, because of a crash or a lost response."""
        for thread in channel.threads:
            own = thread.owner_id == channel.guild.me.id and thread.name == _name(paper.title)
            if own and await self._discussions.paper_of(thread.id) is None:
                return thread
        return None

    async def _exists(self, guild_id: int, thread_id: int) -> bool:
        """Ask Discord: it does not say which threads were deleted while the bot was away.

        A second thread cannot be undone, so one counts as deleted only if Discord says so twice, with a pause, and its
        server is not in an outage. Raises discord.HTTPException.
        """
        guild = self._client.get_guild(guild_id)
        if guild is not None and guild.unavailable:
            return True
        if await self._is_known(thread_id):
            return True
        await asyncio.sleep(self._pause)
        return await self._is_known(thread_id)

    async def _is_known(self, thread_id: int) -> bool:
        try:
            await self._client.fetch_channel(thread_id)
        except discord.Forbidden:
            return True
        except discord.NotFound as error:
            if error.code != _UNKNOWN_CHANNEL:
                raise
            return False
        return True


def _name(text: str) -> str:
    return shorten(" ".join(text.split()), _NAME_UNITS)
