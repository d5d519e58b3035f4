"""What was set up in servers that the bot has left goes after a while, if Discord confirms that it is not in them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from bot.storage.digests.guilds import LeftGuilds

__all__ = ["Away", "GuildTidier"]

# Asks Discord whether the bot is in a server no more; False where that is not sure.
Away = Callable[[int], Awaitable[bool]]

_log = logging.getLogger(__name__)

# So many are asked about at once, and again about those of which nothing was certain.
_MOST_ASKED = 20
_ASKED_AGAIN = timedelta(hours=1)


class GuildTidier:
    """Remove what was set up in servers that were left too long ago.

    `away` is asked before: what is removed does not come back, and word of a return may have been missed.
    """

    def __init__(self, guilds: LeftGuilds, away: Away | None = None) -> None:
        self._guilds = guilds
        self._away = away
        self._asked: dict[int, datetime] = {}

    async def tidy(self, now: datetime) -> None:
        """Do as `forget`; what fails is logged."""
        try:
            gone = await self.forget(now)
        except Exception:
            _log.exception("could not remove the settings of guilds that the bot left")
        else:
            if gone:
                _log.info("removing the settings of guilds %s: the bot left them 30 days ago", gone)

    async def forget(self, now: datetime) -> list[int]:
        """Remove what is to go, and return the servers."""
        left = await self._guilds.long_left(now)
        gone = left if self._away is None else await self._gone(left, self._away, now)
        return await self._guilds.forget(gone, now) if gone else []

    async def _gone(self, left: Collection[int], away: Away, now: datetime) -> list[int]:
        """Return those servers of which Discord says so; about the others it is asked again, but not each minute."""
        self._asked = {guild_id: asked for guild_id, asked in self._asked.items() if asked > now - _ASKED_AGAIN}
        to_ask = [guild_id for guild_id in left if guild_id not in self._asked][:_MOST_ASKED]
        self._asked |= dict.fromkeys(to_ask, now)
        sure = await asyncio.gather(*map(away, to_ask))
        return [guild_id for guild_id, is_over in zip(to_ask, sure, strict=True) if is_over]
