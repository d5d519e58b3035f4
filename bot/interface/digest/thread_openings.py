"""Threads of daily posts in text and announcement channels."""

from __future__ import annotations

import discord

from bot.digest.post import DigestPost
from bot.digest.poster import CannotPostError, Failure
from bot.interface.papers.threads import PaperThreads, open_post_thread
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.texts import Text

__all__ = ["UNREACHABLE", "ThreadOpenings"]

_HAS_A_THREAD = 160004
_MOST_THREADS = 160006
_TOO_OFTEN = 429
_NOT_FOUND = 404
_UNKNOWN_MESSAGE = 10008

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
UNREACHABLE = Text("Discord could not be reached", "Discord에 연결할 수 없습니다")


class ThreadOpenings:
    """Open the threads of posts."""

    def __init__(self, client: discord.Client, threads: PaperThreads) -> None:
        self._client = client
        self._threads = threads

    async def open(self, post: DigestPost, message_id: int) -> int | None:
        """Open the thread of `post`, or one for each of its papers; return the id of the former.

        Raises CannotPostError.
        """
        if post.threads == "papers":
            await self._open_for_papers(post)
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
            raise CannotPostError(UNREACHABLE, unanswered=True) from error
        return thread.id

    async def _open_for_papers(self, post: DigestPost) -> None:
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


def _why_no_thread(error: Exception) -> Text:
    if not isinstance(error, discord.HTTPException):
        return UNREACHABLE
    if isinstance(error, discord.Forbidden):
        return _NO_THREADS
    return _MANY_THREADS if error.code == _MOST_THREADS else _NO_THREAD.fill(status=error.status)
