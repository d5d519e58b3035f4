"""Answers that Discord accepted: an unreadable response does not undo them or report an error."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from types import MappingProxyType
from typing import Any, cast

import aiohttp
import discord
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

__all__ = ["taking"]

_log = logging.getLogger(__name__)

_ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
_LOADING = discord.MessageFlags(loading=True).value
_THINKING = 5

# What discord.py makes objects of after each answer. Nothing here looks at them, so they are made of nothing that
# Discord says: what cannot be read then undoes no answer.
_FIRST: Mapping[str, object] = MappingProxyType({"interaction": {"id": "0"}})
_MESSAGE: Mapping[str, object] = MappingProxyType({"id": "0", "channel_id": "0", "type": 0, "content": ""})


@contextmanager
def taking(application_id: int | None) -> Generator[None]:
    """Send the interaction responses inside this way."""
    token = async_context.set(_Adapter(application_id))
    try:
        yield
    finally:
        async_context.reset(token)


class _Adapter(AsyncWebhookAdapter):
    """Adapter for interaction responses; discord.py treats those with an unreadable response as failed."""

    def __init__(self, application_id: int | None) -> None:
        super().__init__()
        self._application_id = application_id
        self._is_thinking = False

    async def request(self, route: Route, session: aiohttp.ClientSession, **given: Any) -> Any:
        """Send a request; raises ConnectionError if the response is not Discord's."""
        watched = _Watched(session)
        try:
            await super().request(route, cast("aiohttp.ClientSession", watched), **given)
        except discord.DiscordException:
            raise
        except Exception as error:
            if watched.status is None and not await self._stands(route, session, error):
                raise
            if watched.status is not None and not 200 <= watched.status < 300:
                message = f"Discord answered {watched.status} and something that cannot be read"
                raise ConnectionError(message) from error
            _log.warning(
                "an answer was accepted, but Discord's response to it cannot be parsed: %s", type(error).__name__
            )
        sent = cast("Mapping[str, object]", given.get("payload") or {})
        self._is_thinking = sent.get("type") == _THINKING
        return dict(_FIRST if _is_first(route) else _MESSAGE)

    async def _stands(self, route: Route, session: aiohttp.ClientSession, error: Exception) -> bool:
        """Check whether an answer arrived whose connection was cut before Discord responded."""
        if self._application_id is None or not isinstance(error, (aiohttp.ClientError, OSError)):
            return False
        if not _is_first(route) and not (route.method == "POST" and self._is_thinking):
            return False
        asked = Route("GET", _ORIGINAL, webhook_id=self._application_id, webhook_token=route.webhook_token)
        try:
            found = cast("object", await super().request(asked, session))
        except Exception:
            # It does not stand, or cannot be known to: then the person is told to try again.
            return False
        flags = cast("Mapping[str, Any]", found).get("flags", 0) if isinstance(found, Mapping) else None
        return isinstance(flags, int) and (_is_first(route) or not flags & _LOADING)


def _is_first(route: Route) -> bool:
    return route.path.endswith("/callback")


class _Watched:
    """A session that records the response to its last request."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self.status: int | None = None

    @asynccontextmanager
    async def request(self, method: str, url: str, **given: Any) -> AsyncGenerator[aiohttp.ClientResponse]:
        """Make one request."""
        self.status = None
        async with self._session.request(method, url, **given) as response:
            self.status = response.status
            yield response
