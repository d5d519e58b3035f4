"""Channels unknown to Discord: looked up twice, with a pause, before their subscription ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.storage.database import Store
from bot.storage.digests.values import Subscription
from bot.storage.moments import stamp

__all__ = ["MissingChannels"]

# Between the first look-up that fails and the one that is believed.
_DOUBT = timedelta(minutes=10)

_OF_CHANNEL = "WHERE guild_id = ?1 AND channel_id = ?2"
_SINCE = f"SELECT missing_since FROM digest_subscription {_OF_CHANNEL}"  # noqa: S608 - own words
_NOTED = f"UPDATE digest_subscription SET missing_since = ?3 {_OF_CHANNEL}"  # noqa: S608 - own words


class MissingChannels:
    """Since when channels are missing, in a Store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def missed(self, subscription: Subscription, now: datetime) -> bool:
        """Record that a look-up failed; return whether an earlier one, long enough ago, failed too."""
        key = (subscription.guild_id, subscription.channel_id)
        async with self._store.transaction() as transaction:
            rows = await transaction.rows(_SINCE, key)
            since = datetime.fromisoformat(rows[0][0]) if rows and rows[0][0] else None
            # A future moment was written by a wrong clock.
            if since is None or since > now:
                await transaction.execute(_NOTED, (*key, stamp(now)))
                return False
        return now - since >= _DOUBT

    async def found(self, subscription: Subscription) -> None:
        """Record that a channel exists."""
        async with self._store.transaction() as transaction:
            await transaction.execute(_NOTED, (subscription.guild_id, subscription.channel_id, None))
