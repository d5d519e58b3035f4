"""The daily posts that are due and were not sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.storage.database import Store
from bot.storage.digests.values import CATCH_UP
from bot.storage.moments import stamp

__all__ = ["Unsent", "unsent"]

# Nothing is due for paused channels and stopped people.
_UNSENT = """
SELECT count(*), min(claimed_at), min(CASE WHEN error_en IS NULL THEN claimed_at END) FROM digest_delivery AS one
WHERE message_id IS NULL AND claimed_at >= ?
AND (EXISTS (SELECT 1 FROM digest_subscription AS own WHERE own.channel_id = one.channel_id AND paused_at IS NULL)
     OR EXISTS (SELECT 1 FROM follower AS own WHERE own.channel_id = one.channel_id AND stopped_at IS NULL))
"""


@dataclass(frozen=True, slots=True)
class Unsent:
    """The number of due but unsent posts, and the age of the oldest: of all, and of those never tried."""

    count: int = 0
    lag: float | None = None
    untried: float | None = None


async def unsent(store: Store, now: datetime) -> Unsent:
    """Return the daily posts that are due and not sent."""
    ((count, oldest, untried),) = await store.rows(_UNSENT, (stamp(now - CATCH_UP),))
    return Unsent(count, _age(oldest, now), _age(untried, now))


def _age(moment: str | None, now: datetime) -> float | None:
    return None if moment is None else (now - datetime.fromisoformat(moment)).total_seconds()
