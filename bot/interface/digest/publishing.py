"""Publishing a daily post of an announcement channel to the servers that follow it."""

from __future__ import annotations

import asyncio

import discord

from bot.digest.poster import CannotPostError
from bot.interface.ui.request_errors import REQUEST_ERRORS
from bot.texts import Text

__all__ = ["publish"]

# Discord lets ten messages an hour of a channel be published, and tells who comes too often to wait for most of that
# hour. Less than what counts as a slow answer, which would be a sign of an outage.
_SECONDS = 4.0
_IS_PUBLISHED = 40033
_TOO_OFTEN = 429

_FORBIDDEN = Text(
    "it was not published: the bot needs View Channel and Send Messages in this announcement channel",
    "발행하지 못했습니다. 이 공지 채널에서 봇에게 채널 보기, 메시지 보내기 권한이 필요합니다",
)
_LIMITED = Text(
    "it is not published yet: Discord publishes ten messages an hour of a channel",
    "아직 발행하지 못했습니다. Discord는 한 채널에서 한 시간에 메시지 10개까지만 발행합니다",
)
_REFUSED = Text(
    "it was not published: Discord refused it (HTTP {status})",
    "발행하지 못했습니다. Discord가 거부했습니다(HTTP {status})",
)
_UNREACHABLE = Text(
    "it is not published yet: Discord could not be reached", "아직 발행하지 못했습니다. Discord에 연결할 수 없습니다"
)


async def publish(message: discord.PartialMessage) -> None:
    """Publish a message, unless it is published; raises CannotPostError, which never counts as an outage."""
    try:
        async with asyncio.timeout(_SECONDS):
            await message.publish()
    except discord.HTTPException as error:
        if error.code == _IS_PUBLISHED:
            return
        if error.status == _TOO_OFTEN:
            raise CannotPostError(_LIMITED) from error
        if error.status >= 500:
            raise CannotPostError(_UNREACHABLE) from error
        text = _FORBIDDEN if isinstance(error, discord.Forbidden) else _REFUSED.fill(status=error.status)
        raise CannotPostError(text, "forbidden") from error
    except discord.RateLimited as error:
        raise CannotPostError(_LIMITED) from error
    except REQUEST_ERRORS as error:
        raise CannotPostError(_UNREACHABLE) from error
