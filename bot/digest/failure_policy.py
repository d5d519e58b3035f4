"""What to do if a channel cannot be posted to: send one notice, end the subscription, or wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.digest.how_often import post_name
from bot.digest.poster import CannotPostError, Notifier
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription
from bot.texts import Text

__all__ = ["FailurePolicy", "Stop"]

_log = logging.getLogger(__name__)

Stop = Callable[[Subscription, datetime], Awaitable[object]]

_FAILING = Text(
    "The {post} for <#{channel}> could not be sent: {reason}. The settings stay, and it goes on by itself as soon "
    "as posting is possible again. /digest doctor shows what to do.",
    "<#{channel}> 채널에 {post}을(를) 올리지 못했습니다. 이유: {reason}. 설정은 그대로 두며, 다시 올릴 수 있게 되면 "
    "자동으로 이어집니다. /일일소식 점검에서 해결 방법을 볼 수 있습니다.",
)
_ENDED = Text(
    "The channel {channel} of a {post} was deleted, so that post has ended. Use /digest set to have it in another "
    "channel.",
    "{post}을(를) 올리던 {channel} 채널이 삭제되어 그 소식을 끝냈습니다. 다른 채널에서 받으려면 /일일소식 설정을 "
    "사용해 주세요.",
)


class FailurePolicy:
    """React to failed posts; errors in doing so are only logged."""

    def __init__(self, ledger: DigestLedger, notifier: Notifier | None, stop: Stop | None, patience: float) -> None:
        self._ledger = ledger
        self._notifier = notifier
        self._stop = stop
        self._patience = patience

    async def on_failure(self, subscription: Subscription, error: CannotPostError, now: datetime) -> None:
        """React to a recorded failure."""
        if error.kind == "passing":
            return
        if subscription.user_id is not None:
            await self._stop_person(subscription, now)
            return
        if error.kind == "gone":
            await self._doubt(subscription, now)
            return
        if subscription.missing_since is not None:
            await self._ledger.missing.found(subscription)
        if await self._ledger.noticed(subscription, now):
            # Recorded first: a notice lost in a crash is better than one at every start.
            text = _FAILING.fill(channel=subscription.channel_id, reason=error.reason, post=post_name(subscription))
            await self._notify(subscription, text)

    async def ended(self, subscription: Subscription, name: str | None = None) -> None:
        """End the subscription of a channel that was deleted, and say so once; `name` is plain text."""
        if await self._ledger.unsubscribe(subscription.guild_id, subscription.channel_id):
            _log.warning("ending the daily post of guild %s: channel %s was deleted", *_key(subscription))
            channel = f"<#{subscription.channel_id}>" if name is None else f"#{name}"
            await self._notify(subscription, _ENDED.fill(channel=channel, post=post_name(subscription)))

    async def _doubt(self, subscription: Subscription, now: datetime) -> None:
        """End the subscription of a missing channel once two look-ups, some time apart, have not found it."""
        if await self._ledger.missing.missed(subscription, now):
            await self.ended(subscription)
        else:
            _log.warning("guild %s: channel %s was not found, will check again", *_key(subscription))

    async def _stop_person(self, subscription: Subscription, now: datetime) -> None:
        if self._stop is not None:
            await self._stop(subscription, now)

    async def _notify(self, subscription: Subscription, text: Text) -> None:
        if self._notifier is None:
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._notifier.notify(subscription, text)
        except Exception:
            _log.exception("could not notify anyone in guild %s about channel %s", *_key(subscription))


def _key(subscription: Subscription) -> tuple[int, int]:
    return subscription.guild_id, subscription.channel_id
