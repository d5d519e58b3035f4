"""Daily posts -> messages in channels."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime

import aiohttp
import discord

from bot.digest.delivery import CannotPostError
from bot.digest.post import DigestPost
from bot.interface.digest_card import digest_card
from bot.interface.reading import texts_of
from bot.interface.threads import PaperThreads, open_post_thread
from bot.texts import Text

__all__ = ["ChannelPoster"]

_log = logging.getLogger(__name__)

_MOST_MESSAGES = 500
_HAS_A_THREAD = 160004
_UNKNOWN_CHANNEL = 10003

_FORBIDDEN = Text(
    "the bot may not post there: it needs View Channel, Send Messages and Read Message History",
    "봇에게 채널 권한이 없습니다. 채널 보기, 메시지 보내기, 메시지 기록 보기 권한이 필요합니다",
)
_GONE = Text("the channel does not exist any more", "채널이 더 이상 없습니다")
_REFUSED = Text("Discord refused the message (HTTP {status})", "Discord가 메시지를 거부했습니다(HTTP {status})")
_UNREACHABLE = Text("Discord could not be reached", "Discord에 연결할 수 없습니다")


class ChannelPoster:
    """Post to Discord's channels, and find what was posted."""

    def __init__(self, client: discord.Client, threads: PaperThreads) -> None:
        self._client = client
        self._threads = threads

    async def send(self, post: DigestPost) -> int:
        """Send `post` and return the message's id.

        Discord returns the message that it has already instead of a second one with the same nonce.
        Raises CannotPostError.
        """
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id or None)
        with _explained(post):
            message = await channel.send(
                view=digest_card(post), nonce=post.nonce, allowed_mentions=_mentions(post.role_id)
            )
        return message.id

    async def find(self, post: DigestPost, since: datetime) -> int | None:
        """Return the id of this bot's message that carries the post's marker, sent after `since`, or None.

        Raises CannotPostError.
        """
        channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id or None)
        with _explained(post):
            async for message in channel.history(limit=_MOST_MESSAGES, after=since, oldest_first=True):
                # A line of its own: an answer to somebody may name a marker too.
                marked = any(text in (post.marker, f"-# {post.marker}") for text in texts_of(message))
                if marked and message.author == self._client.user:
                    return message.id
        return None

    async def open_threads(self, post: DigestPost, message_id: int) -> int | None:
        """Open the thread of `post`, or one for each of its papers; return the id of the former.

        Raises CannotPostError.
        """
        with _explained(post):
            if post.threads == "papers":
                await self._open_paper_threads(post)
                return None
            channel = self._client.get_partial_messageable(post.channel_id, guild_id=post.guild_id or None)
            try:
                thread = await open_post_thread(channel.get_partial_message(message_id), post.lead)
            except discord.HTTPException as error:
                if error.code != _HAS_A_THREAD:
                    raise
                # A message and its thread have the same id.
                return message_id
            return thread.id

    async def _open_paper_threads(self, post: DigestPost) -> None:
        channel = self._client.get_channel(post.channel_id)
        if isinstance(channel, discord.TextChannel):
            for entry in post.entries:
                await self._threads.of(post.guild_id, entry.hit.paper, post.language, lambda: channel)


def _mentions(role_id: int | None) -> discord.AllowedMentions:
    """Return who may be pinged: the role that was chosen, and nobody else."""
    roles: list[discord.abc.Snowflake] = [] if role_id is None else [discord.Object(role_id)]
    return discord.AllowedMentions(everyone=False, users=False, roles=roles or False, replied_user=False)


@contextmanager
def _explained(post: DigestPost) -> Generator[None]:
    """Turn what Discord answers into the reason why a channel cannot be posted to."""
    try:
        yield
    except discord.Forbidden as error:
        raise CannotPostError(_FORBIDDEN, "forbidden") from error
    except discord.NotFound as error:
        raise CannotPostError(_GONE, "gone" if error.code == _UNKNOWN_CHANNEL else "passing") from error
    except discord.HTTPException as error:
        if error.status < 500:
            _log.exception("Discord refused the daily post %s of channel %s", post.day, post.channel_id)
        raise CannotPostError(_REFUSED.fill(status=error.status)) from error
    except (discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError) as error:
        raise CannotPostError(_UNREACHABLE) from error
