"""The daily posts that are due and were not sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.shards import Served
from bot.storage.database import Store
from bot.storage.digests.values import CATCH_UP
from bot.storage.moments import stamp

__all__ = ["Unsent", "unsent", "unsent_of_each"]

# Every channel is looked at within a minute after that is due; a round of many posts takes some.
_A_LOOK = timedelta(minutes=2)

# Nothing is due for paused channels and stopped people.
_WANTED = """
FROM digest_delivery AS one WHERE message_id IS NULL AND claimed_at >= ?
AND (EXISTS (SELECT 1 FROM digest_subscription AS own WHERE own.channel_id = one.channel_id AND paused_at IS NULL)
     OR EXISTS (SELECT 1 FROM follower AS own WHERE own.channel_id = one.channel_id AND stopped_at IS NULL))
"""
_UNSENT = f"SELECT count(*), min(claimed_at), min(CASE WHEN error_en IS NULL THEN claimed_at END) {_WANTED}"
# By server, those of people as 0. A channel that nobody looks at has its post due since the look was.
_BY_SERVER = f"""
SELECT guild_id, count(*), min(claimed_at) {_WANTED} GROUP BY guild_id
UNION ALL SELECT guild_id, count(*), min(look_at) FROM digest_look
WHERE look_at >= ? AND look_at < ? AND guild_id NOT IN (SELECT guild_id FROM left_guild) GROUP BY guild_id
"""  # noqa: S608 - own words


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


async def unsent_of_each(store: Store, now: datetime, parts: Sequence[Served]) -> list[Unsent]:
    """Return the posts that are due and not sent of each of some parts of the servers, also where nobody looks."""
    rows = await store.rows(_BY_SERVER, (stamp(now - CATCH_UP), stamp(now - CATCH_UP), stamp(now - _A_LOOK)))
    found: list[Unsent] = []
    for part in parts:
        own = [(count, since) for guild_id, count, since in rows if part.has(guild_id)]
        oldest = min((since for _, since in own), default=None)
        found.append(Unsent(sum(count for count, _ in own), _age(oldest, now)))
    return found


def _age(moment: str | None, now: datetime) -> float | None:
    return None if moment is None else (now - datetime.fromisoformat(moment)).total_seconds()
