"""Discord's global rate limit: nobody waits long for it, or for ever."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from discord.http import HTTPClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["LONGEST_LIMIT", "release_when_given_up"]

# Whoever is to wait longer, in seconds, is told so at once; the least that discord.py takes.
LONGEST_LIMIT = 30.0


def release_when_given_up(http: HTTPClient) -> None:
    """Keep a request cancelled while waiting for the global limit from blocking others.

    discord.py bars every request then, and lifts the bar only after its wait, to which a cancelled request never comes.
    """
    http.request = partial(_request, http, http.request)


async def _request(http: HTTPClient, ask: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
    try:
        return await ask(*args, **kwargs)
    except asyncio.CancelledError:
        # Whoever comes too early is told to wait by Discord itself.
        http._global_over.set()  # pyright: ignore[reportPrivateUsage]
        raise
