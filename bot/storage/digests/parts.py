"""The SQL of deliveries that are several posts: one for each paper, in a forum."""

from __future__ import annotations

from collections.abc import Mapping

from bot.storage.database import Store
from bot.storage.digests.values import Delivery

__all__ = ["Parts"]

_PING = (
    "INSERT INTO digest_ping (channel_id, kind, day, role_id, arxiv_id) "
    "SELECT channel_id, kind, day, ?, ? FROM digest_delivery WHERE channel_id = ? AND kind = ? AND day = ? "
    "ON CONFLICT DO NOTHING"
)


class Parts:
    """The posts of single papers, in a Store; they end with their delivery."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def of(self, delivery: Delivery) -> Mapping[str, int]:
        """Return the ids of the posts that were recorded, by their papers' arXiv ids."""
        rows = await self._store.rows(
            "SELECT arxiv_id, message_id FROM digest_part WHERE channel_id = ? AND kind = ? AND day = ?",
            delivery.key,
        )
        return dict[str, int](rows)

    async def pings(self, delivery: Delivery, wanted: Mapping[int, str]) -> Mapping[int, str]:
        """Record with which paper's post each role is pinged; return that of all roles as it was first recorded.

        Nothing is recorded of a delivery that was deleted meanwhile.
        """
        async with self._store.transaction() as transaction:
            await transaction.execute_many(_PING, [(*pair, *delivery.key) for pair in wanted.items()])
            rows = await transaction.rows(
                "SELECT role_id, arxiv_id FROM digest_ping WHERE channel_id = ? AND kind = ? AND day = ?", delivery.key
            )
        return dict[int, str](rows)

    async def sent(self, delivery: Delivery, arxiv_id: str, message_id: int) -> None:
        """Record the post of a paper, unless its delivery was deleted meanwhile."""
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO digest_part (channel_id, kind, day, arxiv_id, message_id) "
                "SELECT channel_id, kind, day, ?, ? FROM digest_delivery WHERE channel_id = ? AND kind = ? AND day = ? "
                "ON CONFLICT DO NOTHING",
                (arxiv_id, message_id, *delivery.key),
            )
