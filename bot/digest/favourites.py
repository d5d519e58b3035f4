"""The favourites of a server that a review names."""

from __future__ import annotations

from datetime import UTC, datetime, time

from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Delivery

__all__ = ["favourites"]


async def favourites(ledger: DigestLedger, delivery: Delivery) -> list[str]:
    """Return the ids of the papers that a server liked in the days of a review, none for other posts.

    Papers of the post itself are left out: nothing is in a post twice.
    """
    if delivery.since is None:
        return []
    since = datetime.combine(delivery.since, time(), UTC)
    shown = {pick.arxiv_id for pick in delivery.picks}
    liked = await ledger.favourites.of(delivery.guild_id, since, delivery.claimed_at)
    return [arxiv_id for arxiv_id in liked if arxiv_id not in shown]
