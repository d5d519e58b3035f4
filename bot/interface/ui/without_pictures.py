"""Discord refuses a message for one bad picture: resend it without pictures and videos."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.interface.ui.components import Layout

__all__ = ["or_bare"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_BAD_REQUEST = 400
# Without a code of Discord's; already answered, too many follow-ups, replied-to message not readable.
_OF_SOMETHING_ELSE = frozenset((0, 40060, 40094, 160002))


async def or_bare(
    layout: Layout,
    send: Callable[[Layout], Awaitable[_T]],
    find: Callable[[], Awaitable[_T | None]] | None = None,
) -> _T:
    """Send `layout`; if Discord refuses it with 400 and it has pictures or videos, resend it without them.

    A refused message was not posted, so nothing comes twice; a 400 without one of Discord's codes may come from
    something between, behind which the message was posted. Where Discord takes the same message twice, `find` looks
    for it before it is resent. Raises the error of the last attempt, and what `find` raises.
    """
    try:
        return await send(layout)
    except discord.HTTPException as error:
        refused = error.status == _BAD_REQUEST and error.code not in _OF_SOMETHING_ELSE
        if not refused or (bare := layout.without_media()) is None:
            raise
        _log.warning("Discord refused a message, resending it without pictures: %s", error)
    if find is not None and (found := await find()) is not None:
        return found
    return await send(bare)
