"""Servers that the bot is no longer in: what they set up waits for their return, but not for ever."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from bot.corpus.retention import LEFT_GUILDS
from bot.corpus.store import Store
from bot.digest.rows import stamp

__all__ = ["KEPT", "Away", "LeftGuilds"]

# Asks Discord whether the bot is in a server no more; False where that is not sure.
Away = Callable[[int], Awaitable[bool]]

_log = logging.getLogger(__name__)

KEPT = LEFT_GUILDS
# So many are asked about at once, and again about those of which nothing was certain.
_MOST_ASKED = 20
_ASKED_AGAIN = timedelta(hours=1)

_AWAY = "INSERT INTO left_guild (guild_id, left_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
_ALL_AWAY = """
INSERT INTO left_guild (guild_id, left_at) SELECT DISTINCT guild_id, ?1 FROM digest_subscription
WHERE guild_id NOT IN (SELECT value FROM json_each(?2)) ON CONFLICT DO NOTHING
"""
_BACK = "DELETE FROM left_guild WHERE guild_id IN (SELECT value FROM json_each(?))"
_LONG_AWAY = "SELECT guild_id FROM left_guild WHERE left_at < ?"


class LeftGuilds:
    """Keep in a Store which servers the bot has left, and when."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._asked: dict[int, datetime] = {}

    async def left(self, guild_id: int, now: datetime) -> None:
        """Note that the bot is no longer in a server."""
        async with self._store.transaction() as transaction:
            await transaction.execute(_AWAY, (guild_id, stamp(now)))

    async def returned(self, guild_id: int) -> bool:
        """Note that the bot is in a server; return whether it had left it."""
        if not await self._store.rows("SELECT 1 FROM left_guild WHERE guild_id = ?", (guild_id,)):
            return False
        async with self._store.transaction() as transaction:
            return await transaction.execute(_BACK, (json.dumps([guild_id]),)) > 0

    async def present(self, guild_ids: Collection[int], now: datetime) -> None:
        """Note in which servers the bot is, all of them: it may have left or joined some while it did not run."""
        present = json.dumps(list(guild_ids))
        async with self._store.transaction() as transaction:
            await transaction.execute(_BACK, (present,))
            await transaction.execute(_ALL_AWAY, (stamp(now), present))

    async def tidy(self, now: datetime, away: Away | None = None) -> None:
        """Do as `forget`; what fails is logged."""
        try:
            gone = await self.forget(now, away)
        except Exception:
            _log.exception("what was set up in guilds that were left could not be removed")
        else:
            if gone:
                _log.info("what was set up in guilds %s is removed: the bot left them 30 days ago", gone)

    async def forget(self, now: datetime, away: Away | None = None) -> list[int]:
        """Remove what was set up in servers that were left too long ago, and return them.

        `away` is asked before: what is removed does not come back, and word of a return may have been missed.
        """
        moment = stamp(now - KEPT)
        left = [row[0] for row in await self._store.rows(_LONG_AWAY, (moment,))]
        gone = left if away is None else await self._gone(left, away, now)
        if not gone:
            return []
        async with self._store.transaction() as transaction:
            # Some may have come back meanwhile.
            still = {row[0] for row in await transaction.rows(_LONG_AWAY, (moment,))}
            gone = [guild_id for guild_id in gone if guild_id in still]
            for table in ("digest_subscription", "left_guild"):
                sql = f"DELETE FROM {table} WHERE guild_id = ?"  # noqa: S608 - own words
                await transaction.execute_many(sql, [(guild_id,) for guild_id in gone])
        return gone

    async def _gone(self, left: Collection[int], away: Away, now: datetime) -> list[int]:
        """Return those servers of which Discord says so; about the others it is asked again, but not each minute."""
        self._asked = {guild_id: asked for guild_id, asked in self._asked.items() if asked > now - _ASKED_AGAIN}
        to_ask = [guild_id for guild_id in left if guild_id not in self._asked][:_MOST_ASKED]
        self._asked |= dict.fromkeys(to_ask, now)
        sure = await asyncio.gather(*map(away, to_ask))
        return [guild_id for guild_id, is_over in zip(to_ask, sure, strict=True) if is_over]
