"""Refused direct messages: a single refusal does not stop them, and a person whose messages stop is told."""

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
    """Refused messages in a Store; stops those of `follows` that Discord refuses on two different days."""

    def __init__(self, store: Store, follows: Follows) -> None:
        super().__init__(store)
        self._follows = follows

    async def met(self, user_id: int, now: datetime) -> bool:
        """Record that Discord refused a message to a person; return whether it did so on an earlier day too.

        Then messages stop. A single refusal may be due to a setting changed by mistake, or to Discord.
        """
        first = await self.first(user_id)
        # A future moment was written by a wrong clock.
        if first is None or first > now:
            await self.refused(user_id, now)
            return False
        zone = ZoneInfo(self._follows.timezone)
        if now - first < _DOUBT or now.astimezone(zone).date() == first.astimezone(zone).date():
            return False
        await self._follows.stop(user_id, now)
        return True
