"""Run the Discord side from login to shutdown."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

import aiohttp
import discord

from bot.corpus.store import Store
from bot.errors import SettingsError, UserError
from bot.interface.client import PapersBot
from bot.search.library import Library
from bot.settings import Settings
from bot.texts import Text

__all__ = ["run_bot"]

_log = logging.getLogger(__name__)

_AUTHENTICATION_FAILED = 4004
# What discord.py calls the tasks of commands, of presses and of messages that are answered.
_ANSWERING = frozenset({"CommandTree-invoker", "discord.py: on_interaction", "discord.py: on_message"})
_GRACE_SECONDS = 5.0

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
_ENDED = Text(
    "Discord ended the connection ({reason}): try again in a few minutes.",
    "Discord가 연결을 끊었습니다({reason}). 몇 분 뒤에 다시 시도해 주세요.",
)


async def run_bot(settings: Settings, library: Library, store: Store) -> None:
    """Serve Discord until SIGTERM or SIGINT.

    Raises SettingsError for a missing or refused token, UserError where Discord cannot be reached.
    """
    if settings.token is None:
        raise SettingsError(_NO_TOKEN)
    token = settings.token.get_secret_value().strip()
    # What no HTTP header can hold is no token, and must not end up in an error message of the HTTP library.
    if not token or not token.isascii() or not token.isprintable():
        raise SettingsError(_REFUSED)
    # This bot has no voice: two warnings about it at every start would only worry people.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with _stop_signal() as stopped, PapersBot(settings, library, store) as bot:
        serving = asyncio.create_task(bot.start(token), name="discord")
        stopping = asyncio.create_task(stopped.wait(), name="stop signal")
        try:
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            ended = serving.done()
            serving.cancel()
            await asyncio.wait({serving})
            await _finish_answers()
        if ended:
            with _explained(settings.discord_api):
                await serving
        _log.info("stopping")


async def _finish_answers() -> None:
    """Let what is being answered end, so that nothing loses the database under its feet."""
    answers = [task for task in asyncio.all_tasks() if task.get_name() in _ANSWERING]
    if answers:
        await asyncio.wait(answers, timeout=_GRACE_SECONDS)


@asynccontextmanager
async def _stop_signal() -> AsyncGenerator[asyncio.Event]:
    """Give an event that SIGTERM and SIGINT set."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    # Windows has no such handlers: there Ctrl+C cancels the main task, which ends the bot too.
    with contextlib.suppress(NotImplementedError):
        for number in signals:
            loop.add_signal_handler(number, stopped.set)
    try:
        yield stopped
    finally:
        with contextlib.suppress(NotImplementedError):
            for number in signals:
                loop.remove_signal_handler(number)


@contextmanager
def _explained(api: str) -> Generator[None]:
    """Turn what ends a connection into one sentence."""
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
    except (discord.GatewayNotFound, aiohttp.ClientError, OSError, TimeoutError) as error:
        raise UserError(_UNREACHABLE.fill(api=api, reason=error)) from error
