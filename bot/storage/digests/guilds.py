"""The SQL of servers the bot has left: their settings and votes are kept for a while."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from bot.storage.connections import EachOwn, Reading
from bot.storage.database import Store
from bot.storage.moments import stamp
from bot.storage.retention import LEFT_GUILDS

__all__ = ["LeftGuilds"]

_AWAY = "INSERT INTO left_guild (guild_id, left_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
# What servers set up and keep.
_TABLES = ("digest_subscription", "topic_role", "role_menu", "reading_list", "model_off_guild")
# The votes from server to server: a server may have any number of them.
_AWAY_BUT = """
WITH RECURSIVE voting (guild_id) AS (
    SELECT min(guild_id) FROM member_vote
    UNION ALL SELECT (SELECT min(guild_id) FROM member_vote AS next WHERE next.guild_id > voting.guild_id)
    FROM voting WHERE guild_id IS NOT NULL
)
INSERT INTO left_guild (guild_id, left_at) SELECT guild_id, ?1
FROM (SELECT guild_id FROM voting WHERE guild_id IS NOT NULL UNION {}) AS known
WHERE guild_id NOT IN ({{}}) AND (guild_id >> 22) % ?3 = ?4 ON CONFLICT DO NOTHING
""".format(" UNION ".join(f"SELECT guild_id FROM {table}" for table in _TABLES))  # noqa: S608 - own words
_ALL_AWAY = EachOwn(
    _AWAY_BUT.format("SELECT value FROM json_each(?2)"),
    _AWAY_BUT.format("SELECT json_array_elements_text(?2::json)::bigint"),
)
_BACK = EachOwn(
    "DELETE FROM left_guild WHERE guild_id IN (SELECT value FROM json_each(?))",
    "DELETE FROM left_guild WHERE guild_id IN (SELECT json_array_elements_text(?::json)::bigint)",
)
_LONG_AWAY = "SELECT guild_id FROM left_guild WHERE left_at < ?"


class LeftGuilds:
    """The servers the bot has left, and when, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def left(self, guild_id: int, now: datetime) -> None:
        """Record that the bot is no longer in a server."""
        async with self._store.transaction() as transaction:
            await transaction.execute(_AWAY, (guild_id, stamp(now)))

    async def returned(self, guild_id: int) -> bool:
        """Record that the bot is in a server; return whether it had left it."""
        if not await self._store.rows("SELECT 1 FROM left_guild WHERE guild_id = ?", (guild_id,)):
            return False
        async with self._store.transaction() as transaction:
            return await transaction.execute(_BACK, (json.dumps([guild_id]),)) > 0

    async def present(self, guild_ids: Collection[int], now: datetime, shard: int = 0, count: int = 1) -> None:
        """Record all servers of a shard that the bot is in: it may have left or joined some while offline."""
        present = json.dumps(list(guild_ids))
        async with self._store.transaction() as transaction:
            await transaction.execute(_BACK, (present,))
            await transaction.execute(_ALL_AWAY, (stamp(now), present, count, shard))

    async def long_left(self, now: datetime) -> list[int]:
        """Return the servers whose data are no longer kept."""
        return await _long_left(self._store, now)

    async def forget(self, guild_ids: Collection[int], now: datetime) -> list[int]:
        """Remove the data of those servers that were left too long ago, and return the servers."""
        async with self._store.transaction() as transaction:
            # The bot may have rejoined some meanwhile.
            still = set(await _long_left(transaction, now))
            gone = [guild_id for guild_id in guild_ids if guild_id in still]
            for table in (*_TABLES, "member_vote", "left_guild"):
                sql = f"DELETE FROM {table} WHERE guild_id = ?"  # noqa: S608 - own words
                await transaction.execute_many(sql, [(guild_id,) for guild_id in gone])
        return gone


async def _long_left(source: Store | Reading, now: datetime) -> list[int]:
    return [row[0] for row in await source.rows(_LONG_AWAY, (stamp(now - LEFT_GUILDS),))]
