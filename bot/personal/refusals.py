"""Discord refuses messages to a person: one refusal is no reason to stop, and whoever is stopped is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.corpus.store import Store
from bot.personal.follows import Follows

__all__ = ["Refusals"]

# Between two refusals on different days, of which the second is believed.
_DOUBT = timedelta(hours=20)

_UNTOLD = "user_id = ? AND stopped_at IS NOT NULL AND told_at IS NULL"


class Refusals:
    """Keep in a Store whose messages Discord refused, and stop those of `follows` that it refuses day after day."""

    def __init__(self, store: Store, follows: Follows) -> None:
        self._store = store
        self._follows = follows

    async def met(self, user_id: int, now: datetime) -> bool:
        """Note that Discord refused a message to a person; return whether it refused one on another day before.

        Then nothing more is sent. A single refusal may come of a setting changed by mistake, or of Discord's own.
        """
        first = await self._first(user_id)
        # A moment to come was written by a clock gone wrong.
        if first is None or first > now:
            async with self._store.transaction() as transaction:
                noted = "UPDATE follower SET refused_at = ? WHERE user_id = ? AND stopped_at IS NULL"
                await transaction.execute(noted, (_stamp(now), user_id))
            return False
        zone = ZoneInfo(self._follows.timezone)
        if now - first < _DOUBT or now.astimezone(zone).date() == first.astimezone(zone).date():
            return False
        await self._follows.stop(user_id, now)
        return True

    async def tell(self, user_id: int, now: datetime) -> datetime | None:
        """Note that a person is being told that nothing more is sent, and return since when; None where they know."""
        rows = await self._store.rows(f"SELECT stopped_at FROM follower WHERE {_UNTOLD}", (user_id,))  # noqa: S608 - own words
        if not rows:
            return None
        async with self._store.transaction() as transaction:
            told = f"UPDATE follower SET told_at = ? WHERE {_UNTOLD}"  # noqa: S608 - own words
            known = await transaction.execute(told, (_stamp(now), user_id)) == 0
        return None if known else datetime.fromisoformat(rows[0][0])

    async def untold(self, user_id: int) -> None:
        """Note that what was to be told did not reach the person."""
        async with self._store.transaction() as transaction:
            await transaction.execute("UPDATE follower SET told_at = NULL WHERE user_id = ?", (user_id,))

    async def _first(self, user_id: int) -> datetime | None:
        rows = await self._store.rows("SELECT refused_at FROM follower WHERE user_id = ?", (user_id,))
        return datetime.fromisoformat(rows[0][0]) if rows and rows[0][0] else None


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
