"""Discord's limits: nobody waits long for them, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from discord.http import HTTPClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["LONGEST_LIMIT", "global_limit_over", "release_when_given_up"]

# Whoever is to wait longer, in seconds, is told so at once; the least that discord.py takes.
LONGEST_LIMIT = 30.0


def release_when_given_up(http: HTTPClient) -> None:
    """Let a request that is given up while it waits for the global limit hold up no other.

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
        # Whoever comes too early is told to wait by Discord itself.
        http._global_over.set()  # pyright: ignore[reportPrivateUsage]
        raise
