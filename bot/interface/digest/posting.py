"""Daily posts -> messages in channels."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import discord

from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Venue
from bot.interface.digest.card import digest_card, has_chart
from bot.interface.digest.forum import ForumPosts, marked
from bot.interface.digest.pings import mentions_of, without_deleted_roles
from bot.interface.digest.publishing import publish
from bot.interface.digest.review_pictures import ReviewPictures
from bot.interface.digest.thread_openings import UNREACHABLE, ThreadOpenings
from bot.interface.papers.threads import PaperThreads
from bot.interface.papers.trends import chart_file
from bot.interface.ui.components import Layout
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.interface.ui.without_pictures import or_bare
from bot.search.corpus import Corpus
from bot.texts import Text

__all__ = ["ChannelPoster"]

_log = logging.getLogger(__name__)

_TOO_OFTEN = 429
_LOOK_SECONDS = 5.0
_NOT_FOUND = 404
_UNKNOWN_CHANNEL = 10003
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


class ChannelPoster:
    """Post to Discord's channels, and find what was posted."""

    def __init__(
        self,
        client: discord.Client,
        threads: PaperThreads,
        corpus: Callable[[], Corpus],
        pictures: ReviewPictures | None = None,
    ) -> None:
        self._client = client
        self._openings = ThreadOpenings(client, threads)
        self._forums = ForumPosts(client, corpus, pictures)
        self._pictures = pictures

    def venue(self, post: DigestPost) -> Venue:
        """Return how the channel of `post` takes posts."""
        channel = self._client.get_channel(post.channel_id)
        if isinstance(channel, discord.ForumChannel):
            return "forum"
        return "announcements" if isinstance(channel, discord.TextChannel) and channel.is_news() else "messages"

    async def send(self, post: DigestPost) -> int:
        """Send `post` and return the message's id.

        Discord returns the message that it has already instead of a second one with the same nonce. What it refuses
        for a picture is sent without pictures. Raises CannotPostError.
        """
        post = without_deleted_roles(post, self._client.get_guild(post.guild_id))
        mentions = mentions_of(post)
        async with self._explained(post):
            if (forum := self._forum(post)) is not None:
                return await self._forums.send(forum, post, mentions)
            return await self._send_message(post, mentions)

    async def _send_message(self, post: DigestPost, mentions: discord.AllowedMentions) -> int:
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id or None)
        drawn = self._pictures.ready(post) if self._pictures is not None else None
        whole = digest_card(post, drawn, with_chart=self._may_attach(post))

        async def give(card: Layout) -> discord.Message:
            # Without pictures nothing is attached; a file can be sent once.
            files = [chart_file(drawn)] if card is whole and drawn is not None and has_chart(card) else []
            return await channel.send(view=card, files=files, nonce=post.nonce, allowed_mentions=mentions)

        return (await or_bare(whole, give)).id

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
            if (forum := self._forum(post)) is not None:
                # Without the permission Discord does not show what is archived, or says that it may not.
                self._require_history(post)
                return await self._forums.find(forum, post, since)
            # However much is written there: the caller's patience is the limit.
            async for message in channel.history(limit=None, after=since, oldest_first=False):
                if marked(message, post) and message.author == self._client.user:
                    return message.id
        self._require_history(post)
        return None

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        """Open the thread of `post`, or one for each of its papers; return the id of the former.

        Raises CannotPostError.
        """
        return await self._openings.open(post, message_id)

    async def publish(self, post: DigestPost, message_id: int) -> None:
        """Publish a message of an announcement channel. Raises CannotPostError."""
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id or None)
        await publish(channel.get_partial_message(message_id))

    def _forum(self, post: DigestPost) -> discord.ForumChannel | None:
        channel = self._client.get_channel(post.channel_id)
        return channel if isinstance(channel, discord.ForumChannel) else None

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
            raise CannotPostError(UNREACHABLE, unanswered=True) from error

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
        return CannotPostError(UNREACHABLE)

    def _require_history(self, post: DigestPost) -> None:
        """Raise CannotPostError where Discord shows no messages although there may be some.

        Without the permission to read a channel's history it shows an empty one.
        """
        if not post.guild_id:
            return
        channel = self._client.get_channel(post.channel_id)
        if not isinstance(channel, discord.abc.GuildChannel):
            raise CannotPostError(UNREACHABLE)
        if not channel.permissions_for(channel.guild.me).read_message_history:
            raise CannotPostError(_FORBIDDEN, "forbidden")


def _forbidden(error: discord.Forbidden, post: DigestPost) -> CannotPostError:
    """Return what a refusal says: of a person it says something where Discord says that it is theirs."""
    if post.guild_id:
        return CannotPostError(_FORBIDDEN, "forbidden")
    if error.code in _TAKES_NO_MESSAGES:
        return CannotPostError(_REFUSING, "forbidden")
    return CannotPostError(_UNHEARD)
