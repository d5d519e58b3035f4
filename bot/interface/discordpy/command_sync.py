"""Slash commands are sent to Discord only when changed, with retries."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import random
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import StoreError
from bot.storage.command_tree import SyncedCommands
from bot.texts import Text

if TYPE_CHECKING:
    from bot.storage.database import Store

__all__ = ["CommandSync", "sync_if_changed"]

_log = logging.getLogger(__name__)

_LATER = Text(
    "Discord does not have the current slash commands yet: sending them failed and is tried again.",
    "현재 슬래시 명령이 아직 Discord에 등록되지 않았습니다. 전송에 실패해 다시 시도하고 있습니다.",
)
_REFUSED = Text(
    "Discord refuses the current slash commands and keeps the earlier ones: the log says why.",
    "Discord가 현재 슬래시 명령을 거부해 이전 명령이 그대로 쓰이고 있습니다. 로그에서 원인을 확인해 주세요.",
)

# Refusals, an outage, and answers that make no sense.
_FAILURES = (
    discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, LookupError, TypeError, ValueError,
    AttributeError, RecursionError, StoreError,
)  # fmt: skip
# What a request is answered with that is wrong in itself, by Discord with a code of its own.
_WRONG = frozenset({400, 413})
# No code, as pages of others have none, and the most commands that Discord takes in a day.
_NOT_OURS = frozenset({0, 30034})
_LONGEST_PAUSE = 3600.0
_SAID = 200


class CommandSync(commands.Cog):
    """Background sync of the commands with retries; the old ones work meanwhile.

    The pauses between tries double from about `pause` seconds up to an hour.
    """

    def __init__(self, tree: app_commands.CommandTree[Any], store: Store, pause: float = 15.0) -> None:
        self._tree = tree
        self._store = store
        self._pause = pause
        self._task: asyncio.Task[None] | None = None
        self.trouble: Text | None = None

    async def cog_load(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run(), name="command sync")

    async def cog_unload(self) -> None:
        """Try no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def done(self) -> None:
        """Wait until Discord has the commands, or refuses them because of a bug."""
        if self._task is not None:
            await asyncio.shield(self._task)

    async def _run(self) -> None:
        pause = self._pause
        while True:
            try:
                await sync_if_changed(self._tree, self._store)
            except _FAILURES as error:
                if _is_ours(error):
                    self._give_up()
                    return
                # Many bots come back after an outage; they need not all come at once.
                wait = max(pause * random.uniform(0.75, 1.25), _asked_for(error))  # noqa: S311
                _log.warning(
                    "could not send the slash commands to Discord (%s); retrying in %.0f s", _said(error), wait
                )
                self.trouble = _LATER
                await asyncio.sleep(wait)
                pause = min(2 * pause, _LONGEST_PAUSE)
            except Exception:
                self._give_up()
                return
            else:
                self.trouble = None
                return

    def _give_up(self) -> None:
        self.trouble = _REFUSED
        _log.exception("cannot send the slash commands to Discord, which keeps the ones it has")


async def sync_if_changed(tree: app_commands.CommandTree[Any], store: Store) -> bool:
    """Send the commands to Discord unless it has this version; return whether they were sent.

    Raises discord.py's errors for refusals and malformed responses, and StoreError.
    """
    application_id = tree.client.application_id
    if application_id is None:
        raise app_commands.MissingApplicationID
    version = await _version(tree)
    synced = SyncedCommands(store)
    if await synced.version(application_id) == version:
        return False
    await tree.sync()
    await synced.remember(application_id, version)
    return True


def _is_ours(error: BaseException) -> bool:
    """Whether Discord itself says that the commands are wrong, which the same ones stay."""
    if not isinstance(error, discord.HTTPException):
        return False
    return error.status in _WRONG and error.code not in _NOT_OURS


def _asked_for(error: BaseException) -> float:
    """Return the seconds that Discord asks to wait, 0.0 where it does not; at most the longest pause."""
    return min(error.retry_after, _LONGEST_PAUSE) if isinstance(error, discord.RateLimited) else 0.0


def _said(error: BaseException) -> str:
    """Return what went wrong on one short line; an answer that is no JSON may be a whole page."""
    if isinstance(error, discord.HTTPException):
        return f"HTTP {error.status}, code {error.code}"
    return " ".join(f"{type(error).__name__}: {error}".split())[:_SAID]


async def _version(tree: app_commands.CommandTree[Any]) -> str:
    """Return the hash of what a sync would send."""
    translator = tree.translator
    payload: list[dict[str, Any]] = []
    for command in sorted(tree.get_commands(), key=lambda command: command.name):
        if translator is None:
            payload.append(command.to_dict(tree))
        else:
            payload.append(await command.get_translated_payload(tree, translator))
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
