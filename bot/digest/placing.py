"""Bring a claimed post to its channel: find it where an earlier attempt may have sent it, else send it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.digest.divided import parts_of, pings_of, with_pings
from bot.digest.post import DigestPost
from bot.digest.poster import Illustrate, Poster
from bot.digest.reaching import Errand, Reach
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Delivery

__all__ = ["Placer"]

# The attempt is dated by this machine, the message by Discord; a machine may be hours ahead if it takes its local time
# for UTC. The search starts from the newest message, so the margin is cheap.
_SLACK = timedelta(days=1)


class Placer:
    """Find or send posts. Both methods return the message's id, and raise CannotPostError.

    They return None, without sending, if the subscription was ended or paused meanwhile, or the bot is stopping.
    """

    def __init__(self, ledger: DigestLedger, poster: Poster, reach: Reach, illustrate: Illustrate) -> None:
        self._ledger = ledger
        self._poster = poster
        self._reach = reach
        self._illustrate = illustrate

    async def place(self, delivery: Delivery, post: DigestPost, errand: Errand) -> int | None:
        """Find or send a message."""
        found = await self._find(delivery, post, errand)
        return await self._send_first(delivery, post, errand) if found is None else found

    async def place_in_forum(self, delivery: Delivery, post: DigestPost, errand: Errand) -> int | None:
        """Find or send a post of a forum, or one for each paper; of several, return the id of the first.

        What an earlier attempt began is completed as it was begun, whatever was chosen since.
        """
        placed = dict(await self._ledger.parts.of(delivery))
        if not placed and (whole := await self._find(delivery, post, errand)) is not None:
            return whole
        parts = parts_of(post)
        missing = [part for part in parts if part.part not in placed]
        # Each is recorded before the next is sent: no other one can have been sent and not recorded.
        if missing and (found := await self._find(delivery, missing[0], errand)) is not None:
            await self._record(delivery, missing.pop(0), found, placed)
        if not placed and not post.is_divided:
            return await self._send_first(delivery, post, errand)
        if missing:
            decided = await self._ledger.parts.pings(delivery, pings_of(parts))
            missing = [with_pings(part, decided) for part in missing]
            if not await self._send_parts(delivery, missing, errand, placed):
                return None
        return placed[str(parts[0].part)]

    async def _find(self, delivery: Delivery, post: DigestPost, errand: Errand) -> int | None:
        """Return the id of a post that the last attempt sent; earlier attempts were already searched for."""
        if delivery.attempted_at is None:
            return None
        since = min(delivery.attempted_at, errand.clock()) - _SLACK
        return await self._reach.call(lambda: self._poster.find(post, since), errand)

    async def _send_first(self, delivery: Delivery, post: DigestPost, errand: Errand) -> int | None:
        """Record an attempt and send a post."""
        await self._illustrate(post)
        await self._reach.turn()
        if errand.stopping.is_set() or not await self._ledger.attempt(delivery, errand.clock()):
            return None
        return await self._reach.send(lambda: self._poster.send(post), errand)

    async def _send_parts(
        self, delivery: Delivery, missing: Sequence[DigestPost], errand: Errand, placed: dict[str, int]
    ) -> bool:
        """Send the posts of single papers, one after the other; return whether all were sent."""
        first, *others = missing
        sent = await self._send_first(delivery, first, errand)
        if sent is None:
            return False
        await self._record(delivery, first, sent, placed)
        for part in others:
            await self._reach.turn()
            if errand.stopping.is_set():
                return False
            await self._record(delivery, part, await self._send(part, errand), placed)
        return True

    async def _send(self, post: DigestPost, errand: Errand) -> int:
        return await self._reach.send(lambda: self._poster.send(post), errand)

    async def _record(self, delivery: Delivery, part: DigestPost, message_id: int, placed: dict[str, int]) -> None:
        await self._ledger.parts.sent(delivery, str(part.part), message_id)
        placed[str(part.part)] = message_id
