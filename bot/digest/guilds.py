"""Settings of servers the bot has left are removed after a while, once Discord confirms that it left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from bot.shards import Served
from bot.storage.digests.guilds import LeftGuilds

__all__ = ["Away", "GuildTidier"]

# Asks Discord whether the bot has left a server; False if uncertain.
Away = Callable[[int], Awaitable[bool]]

_log = logging.getLogger(__name__)

# Servers checked at once, and the time until an uncertain one is checked again.
_MOST_ASKED = 20
_ASKED_AGAIN = timedelta(hours=1)


class GuildTidier:
    """Remove the settings of servers left too long ago.

    Only those are `served` that this process sees to. `away` is asked first: removal is final, and the event of a
    return may have been missed.
    """

    def __init__(self, guilds: LeftGuilds, away: Away | None = None, served: Callable[[], Served] = Served) -> None:
        self._guilds = guilds
        self._away = away
        self._served = served
        self._asked: dict[int, datetime] = {}

    async def tidy(self, now: datetime) -> None:
        """Call `forget` and log errors."""
        try:
            gone = await self.forget(now)
        except Exception:
            _log.exception("could not remove the settings of guilds that the bot left")
        else:
            if gone:
                _log.info("removing the settings of guilds %s: the bot left them 30 days ago", gone)

    async def forget(self, now: datetime) -> list[int]:
        """Remove the settings that are due and return their servers."""
        served = self._served()
        left = [guild_id for guild_id in await self._guilds.long_left(now) if served.has(guild_id)]
        gone = left if self._away is None else await self._gone(left, self._away, now)
        return await self._guilds.forget(gone, now) if gone else []

    async def _gone(self, left: Collection[int], away: Away, now: datetime) -> list[int]:
        """Return the servers Discord confirms; the others are checked again, but not every minute."""
        self._asked = {guild_id: asked for guild_id, asked in self._asked.items() if asked > now - _ASKED_AGAIN}
        to_ask = [guild_id for guild_id in left if guild_id not in self._asked][:_MOST_ASKED]
        self._asked |= dict.fromkeys(to_ask, now)
        sure = await asyncio.gather(*map(away, to_ask))
        return [guild_id for guild_id, is_over in zip(to_ask, sure, strict=True) if is_over]
