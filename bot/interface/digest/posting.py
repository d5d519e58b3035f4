"""Daily posts -> messages in channels."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime

import discord

from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Failure
from bot.interface.digest.card import digest_card, has_chart
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.papers.threads import PaperThreads, open_post_thread
from bot.interface.papers.trends import chart_file
from bot.interface.ui.components import Layout
from bot.interface.ui.reading import texts_of
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.interface.ui.without_pictures import or_bare
from bot.texts import Text

__all__ = ["ChannelPoster"]

_log = logging.getLogger(__name__)

_HAS_A_THREAD = 160004
_MOST_THREADS = 160006
_TOO_OFTEN = 429
_LOOK_SECONDS = 5.0
_NOT_FOUND = 404
_UNKNOWN_CHANNEL = 10003
_UNKNOWN_MESSAGE = 10008
# What Discord says of a person: they take no messages, or share no server with the bot.
_TAKES_NO_MESSAGES = frozenset((50007, 50278))

_FORBIDDEN = Text(
    "the bot may not post there: it needs View Channel, Send Messages and Read Message History",
    "봇에게 채널 권한이 없습니다. 채널 보기, 메시지 보내기, 메시지 기록 보기 권한이 필요합니다",
)
_GONE = Text("Discord says that the channel does not exist any more", "Discord에 따르면 채널이 더 이상 없습니다")
_DOUBTED = Text(
    "Discord answered that the channel does not exist any more, though it is there",
    "채널이 있는데도 Discord가 메시지를 받지 않았습니다(응답: 채널이 더 이상 없습니다)",
)
_AWAY = Text("the server is not available just now", "지금은 서버를 이용할 수 없습니다")
_UNHEARD = Text(
    "Discord does not let the bot send direct messages now", "지금은 Discord가 봇의 다이렉트 메시지를 막고 있습니다"
)
_REFUSING = Text(
    "Discord refuses direct messages to this person", "Discord가 이 사람에게 보내는 다이렉트 메시지를 거부합니다"
)
_REFUSED = Text("Discord refused the message (HTTP {status})", "Discord가 메시지를 거부했습니다(HTTP {status})")
_NO_THREADS = Text(
    "no thread could be opened: the bot needs Create Public Threads and Send Messages in Threads",
    "스레드를 열지 못했습니다. 봇에게 공개 스레드 만들기, 스레드에서 메시지 보내기 권한이 필요합니다",
)
_MANY_THREADS = Text(
    "no thread could be opened: the server has as many open threads as Discord allows",
    "스레드를 열지 못했습니다. 서버에 열려 있는 스레드가 Discord의 한도에 이르렀습니다",
)
_NO_THREAD = Text(
    "no thread could be opened: Discord refused it (HTTP {status})",
    "스레드를 열지 못했습니다. Discord가 거부했습니다(HTTP {status})",
)
_SOME_THREADS = Text("{opened} of {wanted} threads: {reason}", "스레드 {wanted}개 중 {opened}개: {reason}")
_UNSEEN = Text(
    "no thread could be opened: the channel is not in sight", "스레드를 열지 못했습니다. 채널이 보이지 않습니다"
)
_UNREACHABLE = Text("Discord could not be reached", "Discord에 연결할 수 없습니다")


class ChannelPoster:
    """Post to Discord's channels, and find what was posted."""

    def __init__(self, client: discord.Client, threads: PaperThreads, pictures: ReviewPictures | None = None) -> None:
        self._client = client
        self._threads = threads
        self._pictures = pictures

    async def send(self, post: DigestPost) -> int:
        """Send `post` and return the message's id.

        Discord returns the message that it has already instead of a second one with the same nonce. What it refuses
        for a picture is sent without pictures. Raises CannotPostError.
        """
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id or None)
        mentions = _mentions(post.role_id)
        drawn = self._pictures.ready(post) if self._pictures is not None else None
        whole = digest_card(post, drawn, with_chart=self._may_attach(post))

        async def give(card: Layout) -> discord.Message:
            # Without pictures nothing is attached; a file can be sent once.
            files = [chart_file(drawn)] if card is whole and drawn is not None and has_chart(card) else []
            return await channel.send(view=card, files=files, nonce=post.nonce, allowed_mentions=mentions)

        async with self._explained(post):
            message = await or_bare(whole, give)
        return message.id

    def _may_attach(self, post: DigestPost) -> bool:
        """Tell whether the bot may attach files where a post goes; a channel out of sight gets none."""
        guild = self._client.get_guild(post.guild_id)
        channel = guild.get_channel(post.channel_id) if guild is not None else None
        return channel is not None and channel.permissions_for(channel.guild.me).attach_files

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        """Return the id of this bot's message that carries the post's marker, sent after `since`, or None.

        The newest are looked at first, so that `since` only bounds a search in vain.
        Raises CannotPostError.
        """
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id or None)
        async with self._explained(post):
            # However much is written there: the caller's patience is the limit.
            async for message in channel.history(limit=None, after=since, oldest_first=False):
                # A line of its own: an answer to somebody may name a marker too.
                marked = any(text in (post.marker, f"-# {post.marker}") for text in texts_of(message))
                if marked and message.author == self._client.user:
                    return message.id
        self._require_history(post)
        return None

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        """Open the thread of `post`, or one for each of its papers; return the id of the former.

        Raises CannotPostError.
        """
        if post.threads == "papers":
            await self._open_paper_threads(post)
            return None
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id or None)
        try:
            thread = await open_post_thread(channel.get_partial_message(message_id), post.lead)
        except discord.HTTPException as error:
            if error.code == _HAS_A_THREAD:
                # A message and its thread have the same id.
                return message_id
            unanswered = error.status >= 500 or error.status == _TOO_OFTEN
            raise CannotPostError(_why_no_thread(error), _kind(error), unanswered=unanswered) from error
        except REQUEST_ERRORS as error:
            raise CannotPostError(_UNREACHABLE, unanswered=True) from error
        return thread.id

    @asynccontextmanager
    async def _explained(self, post: DigestPost) -> AsyncGenerator[None]:
        """Turn what Discord answers into the reason why a channel cannot be posted to."""
        try:
            yield
        except discord.Forbidden as error:
            raise _forbidden(error, post) from error
        except discord.HTTPException as error:
            if error.status == _NOT_FOUND and error.code == _UNKNOWN_CHANNEL:
                raise await self._look_for(post) from error
            if error.status < 500:
                _log.exception("Discord refused the daily post %s of channel %s", post.day, post.channel_id)
            unanswered = error.status >= 500 or error.status == _TOO_OFTEN
            raise CannotPostError(_REFUSED.fill(status=error.status), unanswered=unanswered) from error
        except REQUEST_ERRORS as error:
            raise CannotPostError(_UNREACHABLE, unanswered=True) from error

    async def _look_for(self, post: DigestPost) -> CannotPostError:
        """Look afresh for a channel that Discord did not know, and return what is the matter with it.

        One answer ends nothing: the channel is `gone` where it is asked for by itself too, and its server is there.
        """
        guild = self._client.get_guild(post.guild_id) if post.guild_id else None
        # Of a server that the bot has left, or that is in an outage, Discord knows no channel either.
        if post.guild_id and (guild is None or guild.unavailable):
            return CannotPostError(_AWAY)
        try:
            async with asyncio.timeout(_LOOK_SECONDS):
                await self._client.fetch_channel(post.channel_id)
        except discord.NotFound as error:
            if error.code == _UNKNOWN_CHANNEL and not (guild and guild.unavailable):
                return CannotPostError(_GONE, "gone")
        except discord.Forbidden:
            return CannotPostError(_FORBIDDEN, "forbidden")
        except Exception as error:
            # An answer that cannot be read is none.
            _log.warning("could not check channel %s: %r", post.channel_id, error)
        else:
            return CannotPostError(_DOUBTED, "forbidden" if post.guild_id else "passing")
        return CannotPostError(_UNREACHABLE)

    def _require_history(self, post: DigestPost) -> None:
        """Raise CannotPostError where Discord shows no messages although there may be some.

        Without the permission to read a channel's history it shows an empty one.
        """
        if not post.guild_id:
            return
        channel = self._client.get_channel(post.channel_id)
        if not isinstance(channel, discord.abc.GuildChannel):
            raise CannotPostError(_UNREACHABLE)
        if not channel.permissions_for(channel.guild.me).read_message_history:
            raise CannotPostError(_FORBIDDEN, "forbidden")

    async def _open_paper_threads(self, post: DigestPost) -> None:
        """Open what can be opened; one that cannot keeps no other from it."""
        channel = self._client.get_channel(post.channel_id)
        if not isinstance(channel, discord.TextChannel):
            raise CannotPostError(_UNSEEN)
        failed: list[Exception] = []
        for entry in post.entries:
            try:
                await self._threads.of(post.guild_id, entry.hit.paper, post.language, lambda: channel)
            except REQUEST_ERRORS as error:
                failed.append(error)
        if failed:
            # What may still be opened decides whether it is tried again; those that are there are not opened anew.
            first = next((error for error in failed if _kind(error) == "passing"), failed[0])
            counts = {"opened": len(post.entries) - len(failed), "wanted": len(post.entries)}
            text = _SOME_THREADS.fill(**counts, reason=_why_no_thread(first))
            raise CannotPostError(text, _kind(first)) from first


def _kind(error: Exception) -> Failure:
    """Tell what Discord refuses for good from what passes: that it knows no such channel may."""
    if not isinstance(error, discord.HTTPException) or not 400 <= error.status < 500:
        return "passing"
    unsure = error.status == _NOT_FOUND and error.code != _UNKNOWN_MESSAGE
    return "passing" if unsure or error.status == _TOO_OFTEN else "forbidden"


def _forbidden(error: discord.Forbidden, post: DigestPost) -> CannotPostError:
    """Return what a refusal says: of a person it says something where Discord says that it is theirs."""
    if post.guild_id:
        return CannotPostError(_FORBIDDEN, "forbidden")
    if error.code in _TAKES_NO_MESSAGES:
        return CannotPostError(_REFUSING, "forbidden")
    return CannotPostError(_UNHEARD)


def _why_no_thread(error: Exception) -> Text:
    if not isinstance(error, discord.HTTPException):
        return _UNREACHABLE
    if isinstance(error, discord.Forbidden):
        return _NO_THREADS
    return _MANY_THREADS if error.code == _MOST_THREADS else _NO_THREAD.fill(status=error.status)


def _mentions(role_id: int | None) -> discord.AllowedMentions:
    """Return who may be pinged: the role that was chosen, and nobody else."""
    roles: list[discord.abc.Snowflake] = [] if role_id is None else [discord.Object(role_id)]
    return discord.AllowedMentions(everyone=False, users=False, roles=roles or False, replied_user=False)
