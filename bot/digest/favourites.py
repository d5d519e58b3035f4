"""What a server's members think of papers: the favourites that a review names, and the votes for those of a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Delivery

__all__ = ["Liked", "liked"]


@dataclass(frozen=True, slots=True)
class Liked:
    """The ids of the favourites of a review, and how many members voted for each paper of the post."""

    favourites: Sequence[str] = ()
    votes: Mapping[str, int] = field(default_factory=dict[str, int])


async def liked(ledger: DigestLedger, delivery: Delivery) -> Liked:
    """Return what the members of a server liked; of a person nothing."""
    if not delivery.guild_id:
        return Liked()
    votes = await ledger.votes.counts(delivery.guild_id, [pick.arxiv_id for pick in delivery.picks])
    return Liked(await _favourites(ledger, delivery), votes)


async def _favourites(ledger: DigestLedger, delivery: Delivery) -> list[str]:
    """Return the papers that a server liked in the days of a review, none for other posts.

    Papers of the post itself are left out: nothing is in a post twice.
    """
    if delivery.since is None:
        return []
    since = datetime.combine(delivery.since, time(), UTC)
    shown = {pick.arxiv_id for pick in delivery.picks}
    best = await ledger.favourites.of(delivery.guild_id, since, delivery.claimed_at)
    return [arxiv_id for arxiv_id in best if arxiv_id not in shown]
