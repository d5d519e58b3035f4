"""Skip malformed gateway frames instead of crashing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, KeepAliveHandler, ReconnectWebSocket

from bot.interface.discordpy.heartbeats import Heartbeats
from bot.operating.gateway import ANSWER_SECONDS

__all__ = ["KeepAlive", "Socket", "guard"]

_log = logging.getLogger(__name__)

Parser = Callable[[Any], None]

# To begin or resume takes Discord some seconds; more often than a thousand times a day nobody may begin.
_SESSION_SECONDS = 120.0
# What discord.py itself has closed the connection for, and knows to answer.
_ITS_OWN = (ReconnectWebSocket, discord.ConnectionClosed)
# What it answers with a new connection, and leaves the old one open.
_BROKEN = (aiohttp.ClientError, OSError)
# What comes of frames that are no JSON, no objects, or lack something.
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)


class Socket(DiscordWebSocket):
    """discord.py's gateway socket, but a malformed frame does not end the program.

    Closes connections that answer no heartbeat, as Discord requires, where discord.py stays as long as anything
    arrives; also those that never start a session.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.heartbeats = Heartbeats()
        self._is_in_session = False

    async def send_as_json(self, data: Any) -> None:
        """Send what discord.py sends; heartbeats that Discord asks for are heartbeats like the others."""
        if data["op"] != self.HEARTBEAT:
            await super().send_as_json(data)
            return
        await self._rate_limiter.block()
        await self.send_heartbeat(data)

    async def send_heartbeat(self, data: Any) -> None:
        """Send a heartbeat, or close a dead connection, which is then re-established."""
        if self._is_useless():
            await self.close(code=4000)
            return
        self.heartbeats.sent()
        if self._keep_alive is not None:
            # discord.py notes it only when its thread wakes, which may be after the answer.
            self._keep_alive._last_send = time.perf_counter()  # pyright: ignore[reportPrivateUsage]
        await super().send_heartbeat(data)

    def _is_useless(self) -> bool:
        unanswered, age = self.heartbeats.unanswered, self.heartbeats.age
        if unanswered is not None and unanswered > ANSWER_SECONDS:
            _log.warning("shard %s: no heartbeat answer for %.0f s, reconnecting", self.shard_id, unanswered)
            return True
        if not self._is_in_session and age > _SESSION_SECONDS:
            _log.warning("shard %s: no session for %.0f s, reconnecting", self.shard_id, age)
            return True
        return False

    async def received_message(self, msg: Any, /) -> None:
        """Handle a frame; raises ConnectionError if only a new connection helps, which starts after a pause."""
        session, position = self.session_id, self.sequence
        try:
            await super().received_message(msg)
            # The first event, or the first that was missed, has come.
            self._is_in_session |= self.sequence != position
        except _ITS_OWN:
            raise
        except _BROKEN:
            await self.close(code=4000)
            raise
        except Exception as error:
            # Without a whole session there is nothing to go on with, and a broken stream of bytes stays broken.
            if session is not None and session == self.session_id and isinstance(error, _UNREADABLE):
                _log.exception("skipping a malformed gateway frame")
                return
            await self.close(code=4000)
            message = f"the connection makes no sense: {error!r}"
            raise ConnectionError(message) from error


class KeepAlive(KeepAliveHandler):
    """discord.py's keep-alive, which mistakes an early acknowledgement for one half a minute late and warns."""

    def ack(self) -> None:
        """Take an answer to a heartbeat, and nothing else."""
        if cast("Socket", self.ws).heartbeats.acknowledged():
            super().ack()


def guard(parsers: dict[str, Parser], own: Callable[[], discord.ClientUser | None]) -> None:
    """Wrap each of discord.py's parsers so that it raises nothing: an exception there ends the connection for good.

    Of the first event alone a ConnectionError comes: without it there is no session. `own` gives the bot's user.
    """
    parsers["USER_UPDATE"] = partial(_update_own, own, parsers["USER_UPDATE"])
    for name, parse in parsers.items():
        parsers[name] = partial(_begin if name == "READY" else _parse, name, parse)


def _update_own(own: Callable[[], discord.ClientUser | None], parse: Parser, data: Any) -> None:
    """Take what changed about the bot's user, which stays who it is: by its id the bot knows its own posts."""
    user = own()
    if user is not None and data["id"] != str(user.id):
        message = f"the bot is not user {data['id']!r}"
        raise ValueError(message)
    parse(data)


def _begin(name: str, parse: Parser, data: object) -> None:
    try:
        parse(data)
    except Exception as error:
        message = f"the event {name} cannot be read: {error!r}"
        raise ConnectionError(message) from error


def _parse(name: str, parse: Parser, data: object) -> None:
    try:
        parse(data)
    except Exception:
        _log.exception("skipping a malformed event %s", name)
