"""Run the Discord side from login to shutdown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator
from contextlib import AsyncExitStack, contextmanager

import aiohttp
import discord

from bot.errors import SettingsError, UserError
from bot.interface.app.client import PapersBot
from bot.interface.app.operating import log_start, operated
from bot.interface.digest.clock import TICK, DigestClock
from bot.interface.discordpy.internals import require_internals
from bot.library.library import Library
from bot.operating.stopping import stop_signal, unless_stopped
from bot.operating.versions import settings_in_force
from bot.settings import Settings, supervision
from bot.storage.database import Store
from bot.texts import Text

__all__ = ["run_bot"]

_log = logging.getLogger(__name__)

_AUTHENTICATION_FAILED = 4004
# Names of discord.py's tasks for commands, components and messages, and of the digest clock's.
_IN_HAND = frozenset({"CommandTree-invoker", "discord.py: on_interaction", "discord.py: on_message", TICK})
# Together less than the seconds in which the process must end.
_GATEWAY_SECONDS = 1.0
_GRACE_SECONDS = 6.0
_GIVING_UP_SECONDS = 1.0

_NO_TOKEN = Text(
    "BOT_TOKEN is not set: copy the token of your bot from discord.com/developers/applications into it.",
    "BOT_TOKEN이 없습니다. discord.com/developers/applications에서 봇 토큰을 복사해 설정해 주세요.",
)
_REFUSED = Text(
    "Discord refuses the token in BOT_TOKEN: copy the current one from discord.com/developers/applications.",
    "Discord가 BOT_TOKEN의 토큰을 거부했습니다. discord.com/developers/applications에서 현재 토큰을 복사해 주세요.",
)
_UNREACHABLE = Text(
    "Discord cannot be reached at {api} ({reason}): check the network and BOT_DISCORD_API, then try again.",
    "{api}에서 Discord에 연결할 수 없습니다({reason}). 네트워크와 BOT_DISCORD_API를 확인한 뒤 다시 시도해 주세요.",
)
_NONSENSE = Text(
    "The server at {api} does not answer like Discord: check the network and BOT_DISCORD_API, then try again; "
    "the log has what was wrong.",
    "{api}의 응답을 Discord의 응답으로 읽을 수 없습니다. 네트워크와 BOT_DISCORD_API를 확인한 뒤 다시 시도해 주세요. "
    "자세한 내용은 로그에 있습니다.",
)
_ENDED = Text(
    "Discord ended the connection ({reason}): try again in a few minutes.",
    "Discord가 연결을 끊었습니다({reason}). 몇 분 뒤에 다시 시도해 주세요.",
)


async def run_bot(
    settings: Settings,
    library: Library,
    store: Store,
    stopped: asyncio.Event | None = None,
    leads: Callable[[], bool] = lambda: True,
) -> None:
    """Serve Discord until `stopped`, by default until SIGTERM or SIGINT.

    `leads` tells whether this process does at present what one of several does for all of them.
    Raises SettingsError for a missing or refused token, UserError if Discord is unreachable or discord.py is
    incompatible.
    """
    token = _token(settings)
    require_internals()
    log_start(settings, library)
    # This bot has no voice: two warnings about it at every start would only worry people.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with AsyncExitStack() as stack:
        if stopped is None:
            stopped = await stack.enter_async_context(stop_signal())
        bot = await stack.enter_async_context(PapersBot(settings, library, store, leads=leads))
        notifier = await stack.enter_async_context(operated(bot, settings, library, store, supervision()))
        try:
            with _explained(settings):
                await unless_stopped(bot.start(token), stopped)
        finally:
            notifier.tell("STOPPING=1")
            _log.info("stopping")
            _wind_down(bot)
            await _hang_up(bot)
            await _finish()


def _wind_down(bot: PapersBot) -> None:
    """Claim no more daily posts: late ones would be cut off in the middle."""
    clock = bot.get_cog(DigestClock.__cog_name__)
    if isinstance(clock, DigestClock):
        clock.wind_down()


async def _hang_up(bot: PapersBot) -> None:
    """Accept nothing new: close the gateway, while running requests can still be answered."""
    closing = [asyncio.create_task(shard.disconnect()) for shard in bot.shards.values()]
    if closing:
        await asyncio.wait(closing, timeout=_GATEWAY_SECONDS)
        for task in closing:
            task.cancel()


async def _finish() -> None:
    """Let running answers and daily posts finish before the database closes.

    What takes too long is cancelled; the next start finds or sends the post.
    """
    in_hand = {task for task in asyncio.all_tasks() if task.get_name() in _IN_HAND}
    if not in_hand:
        return
    _, late = await asyncio.wait(in_hand, timeout=_GRACE_SECONDS)
    for task in late:
        task.cancel()
    if late:
        _log.warning("gave up on %d answers or posts that took too long; the next start resumes the posts", len(late))
        await asyncio.wait(late, timeout=_GIVING_UP_SECONDS)


def _token(settings: Settings) -> str:
    if settings.token is None:
        raise SettingsError(_NO_TOKEN)
    token = settings.token.get_secret_value().strip()
    # What no HTTP header can hold is no token, and must not end up in an error message of the HTTP library.
    if not token or not token.isascii() or not token.isprintable():
        raise SettingsError(_REFUSED)
    return token


@contextmanager
def _explained(settings: Settings) -> Generator[None]:
    """Turn a connection error into one sentence, without a password contained in the URL."""
    api = str(settings_in_force(settings)["discord_api"])
    try:
        yield
    except discord.LoginFailure:
        raise SettingsError(_REFUSED) from None
    except discord.ConnectionClosed as error:
        if error.code == _AUTHENTICATION_FAILED:
            raise SettingsError(_REFUSED) from None
        raise UserError(_ENDED.fill(reason=f"{error.code} {error.reason}".strip())) from error
    except discord.HTTPException as error:
        raise UserError(_UNREACHABLE.fill(api=api, reason=f"HTTP {error.status}")) from error
    except (discord.GatewayNotFound, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError) as error:
        # The HTTP library quotes an address that it cannot use.
        reason = str(error).replace(settings.discord_api.rstrip("/"), api.rstrip("/"))
        raise UserError(_UNREACHABLE.fill(api=api, reason=reason)) from error
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError) as error:
        # What stands between, such as a hotel's network, answers with pages of its own.
        _log.exception("Discord makes no sense")
        raise UserError(_NONSENSE.fill(api=api)) from error
