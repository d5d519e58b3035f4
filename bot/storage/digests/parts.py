"""The SQL of deliveries that are several posts: one for each paper, in a forum."""

from __future__ import annotations

from collections.abc import Mapping

from bot.storage.database import Store
from bot.storage.digests.values import Delivery

__all__ = ["Parts"]


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

    async def sent(self, delivery: Delivery, arxiv_id: str, message_id: int) -> None:
        """Record the post of a paper, unless its delivery was deleted meanwhile."""
        async with self._store.transaction() as transaction:
            await transaction.execute(
                "INSERT INTO digest_part (channel_id, kind, day, arxiv_id, message_id) "
                "SELECT channel_id, kind, day, ?, ? FROM digest_delivery WHERE channel_id = ? AND kind = ? AND day = ? "
                "ON CONFLICT DO NOTHING",
                (arxiv_id, message_id, *delivery.key),
            )
