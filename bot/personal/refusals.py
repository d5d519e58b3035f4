"""Discord refuses messages to a person: one refusal is no reason to stop, and whoever is stopped is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.personal.follows import Follows
from bot.storage.database import Store
from bot.storage.people.refusals import RefusalStore

__all__ = ["Refusals"]

# Between two refusals on different days, of which the second is believed.
_DOUBT = timedelta(hours=20)


class Refusals(RefusalStore):
    """Keep in a Store whose messages Discord refused, and stop those of `follows` that it refuses day after day."""

    def __init__(self, store: Store, follows: Follows) -> None:
        super().__init__(store)
        self._follows = follows

    async def met(self, user_id: int, now: datetime) -> bool:
        """Note that Discord refused a message to a person; return whether it refused one on another day before.

        Then nothing more is sent. A single refusal may come of a setting changed by mistake, or of Discord's own.
        """
        first = await self.first(user_id)
        # A moment to come was written by a clock gone wrong.
        if first is None or first > now:
            await self.refused(user_id, now)
            return False
        zone = ZoneInfo(self._follows.timezone)
        if now - first < _DOUBT or now.astimezone(zone).date() == first.astimezone(zone).date():
            return False
        await self._follows.stop(user_id, now)
        return True
