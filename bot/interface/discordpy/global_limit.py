"""Discord's global rate limit: nobody waits long for it, or for ever."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from discord.http import HTTPClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["LONGEST_LIMIT", "global_limit_over", "release_when_given_up"]

# Fail at once if the wait is longer, in seconds; the minimum discord.py accepts.
LONGEST_LIMIT = 30.0


def release_when_given_up(http: HTTPClient) -> None:
    """Keep a request cancelled while waiting for the global limit from blocking others.

    discord.py bars every request then, and lifts the bar only after its wait, to which a cancelled request never comes.
    """
    http.request = partial(_request, http, http.request)


def global_limit_over(http: HTTPClient) -> asyncio.Event:
    """Return the event that is set except while Discord's global limit bars every request; only after the login."""
    return http._global_over  # pyright: ignore[reportPrivateUsage]


async def _request(http: HTTPClient, ask: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
    try:
        return await ask(*args, **kwargs)
    except asyncio.CancelledError:
        # Discord itself tells early requests to wait.
        http._global_over.set()  # pyright: ignore[reportPrivateUsage]
        raise
