"""Visit one channel: claim what is due, send what was claimed, and return when to come again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import ParamSpec, Protocol, TypeVar

from bot.digest.breaker import Breaker
from bot.digest.failure_policy import FailurePolicy
from bot.digest.favourites import liked
from bot.digest.flight import Seat
from bot.digest.listed import Listed
from bot.digest.post import DigestPost, compose
from bot.digest.reaching import Errand
from bot.digest.schedule import due, is_open, next_look, undelivered, unfinished, waits
from bot.digest.sending import Sender
from bot.digest.topic_roles import with_topic_pings
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.looks import Look, Place
from bot.storage.digests.values import Delivery, Due, Pick, Subscription
from bot.texts import Text

__all__ = ["MEMORY", "Choose", "Chosen", "Think", "Visit", "Visits", "is_idle", "planned", "rest"]

_log = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")

# How far back the next decision depends: three slots, and the newest day, which the ledger always returns.
MEMORY = timedelta(days=3)
_MINUTE = timedelta(minutes=1)

_PAPERS_GONE = Text("the papers of this post are no longer in the corpus", "이 글의 논문이 더 이상 자료에 없습니다")
_OUTAGE = Text("Discord does not answer at present", "지금은 Discord가 응답하지 않습니다")

Chosen = list[tuple[Due, tuple[Pick, ...]]]
Choose = Callable[[Subscription, Listed, Sequence[Delivery], datetime], Awaitable[Chosen]]


class Think(Protocol):
    """Run work off the event loop."""

    async def __call__(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return the result of `work`."""
        ...


def is_idle(
    place: Place, subscription: Subscription, listed: Listed, deliveries: Sequence[Delivery], now: datetime
) -> bool:
    """Whether a visit would do nothing."""
    if place.held or due(now, subscription, listed.days(subscription, now), deliveries):
        return False
    left = (*undelivered(now, deliveries), *unfinished(now, deliveries))
    return all(waits(item, now) for item in left)


def planned(
    place: Place, subscription: Subscription, listed: Listed, deliveries: Sequence[Delivery], now: datetime
) -> Look:
    """Return when to come again to a place with nothing left due."""
    moment = next_look(now, subscription, listed.days(subscription, now), deliveries)
    return Look(place, now, moment, listed.mark if is_open(now, subscription, deliveries) else None)


def rest(place: Place, now: datetime) -> Look:
    """Return the look at a place without a subscription: it rests until somebody changes that."""
    return Look(place, now, None)


@dataclass
class Visit:
    """A visit to a channel and its state; a `probe` is made during an outage of Discord."""

    place: Place
    subscription: Subscription
    listed: Listed
    seat: Seat
    clock: Callable[[], datetime]
    stopping: asyncio.Event
    is_probe: bool = False
    deliveries: list[Delivery] = field(default_factory=list[Delivery])
    is_over: bool = False
    is_held: bool = False
    is_tried: bool = False
    lacks_papers: bool = False
    comes_by: datetime | None = None

    def errand(self, delivery: Delivery) -> Errand:
        """Return how to make a delivery; another failure of a failing channel is no news."""
        is_news = delivery.attempts == 0 and self.place.held <= 1
        return Errand(self.place.key, self.seat, self.clock, self.stopping, is_news)

    def became(self, known: Delivery, now_is: Delivery) -> None:
        """Record the new state of a delivery."""
        self.deliveries[self.deliveries.index(known)] = now_is

    def look(self) -> Look:
        """Return when to come again."""
        now = self.clock()
        if self.is_over:
            return rest(self.place, now)
        look = planned(self.place, self.subscription, self.listed, self.deliveries, now)
        if self.comes_by is not None and look.look_at is not None:
            look = replace(look, look_at=min(look.look_at, self.comes_by))
        if self.lacks_papers:
            look = replace(look, awaits=self.listed.mark)
        return replace(look, held=self._held())

    def _held(self) -> int:
        """Return how often a post that waits for Discord was tried, plus one."""
        if not self.is_held:
            return 0
        return max(self.place.held, 1) + self.is_tried


class Visits:
    """Visits to channels, one at a time per channel; `choose` returns the due posts with their papers."""

    def __init__(
        self,
        ledger: DigestLedger,
        sender: Sender,
        failure_policy: FailurePolicy,
        breaker: Breaker,
        choose: Choose,
        think: Think,
    ) -> None:
        self._ledger = ledger
        self._sender = sender
        self._failure_policy = failure_policy
        self._breaker = breaker
        self._choose = choose
        self._think = think

    async def make(self, visit: Visit) -> Look | None:
        """Visit a channel and return when to come again, None if the bot stops before all is done."""
        current = None if visit.stopping.is_set() else await self._ledger.current(visit.subscription)
        if current is None:
            return None if visit.stopping.is_set() else rest(visit.place, visit.clock())
        visit.subscription = current
        now, channel_id = visit.clock(), current.channel_id
        visit.deliveries = await self._ledger.deliveries(channel_id, now - MEMORY)
        await self._claim(visit, now)
        for delivery in unfinished(now, visit.deliveries):
            await self._finish(visit, delivery)
        # Only a person's last post: an older pending one would be a second message on one day.
        posts = undelivered(now, visit.deliveries if current.user_id is None else visit.deliveries[-1:])
        for number, delivery in enumerate(posts):
            if not await self._post(visit, delivery, is_first=number == 0):
                break
        return None if visit.stopping.is_set() else visit.look()

    async def _claim(self, visit: Visit, now: datetime) -> None:
        chosen = await self._choose(visit.subscription, visit.listed, visit.deliveries, now)
        if not chosen or visit.stopping.is_set():
            return
        claimed = await self._ledger.claim(visit.subscription, chosen, now)
        # Posts not claimed have ended, or somebody else has claimed them meanwhile.
        if len(claimed) < len(chosen):
            visit.comes_by = now + _MINUTE
        visit.deliveries = sorted([*visit.deliveries, *claimed], key=lambda item: (item.claimed_at, item.day))

    async def _post(self, visit: Visit, delivery: Delivery, *, is_first: bool) -> bool:
        """Send one post; return whether the next one may follow: a channel gets its days in order."""
        # The previous post may have taken long: honour changes since then.
        if not is_first and not await self._is_still_wanted(visit):
            return False
        now = visit.clock()
        by_members = await liked(self._ledger, delivery)
        post = await self._think(compose, delivery, visit.subscription, visit.listed.corpus, now, by_members)
        if post is None:
            visit.lacks_papers = True
            if delivery.last_error != _PAPERS_GONE:
                await self._ledger.failed(delivery, _PAPERS_GONE, now)
            return True
        if visit.stopping.is_set():
            return False
        if waits(delivery, now) and not visit.place.held:
            # Its window may end before this pause does; later days must still be posted.
            visit.comes_by = delivery.retry_at
            return False
        if self._breaker.is_open and not visit.is_probe:
            await self._hold(visit, delivery, now)
            return False
        return await self._deliver(visit, delivery, post)

    async def _deliver(self, visit: Visit, delivery: Delivery, post: DigestPost) -> bool:
        """Deliver a post and handle the outcome; return whether the next one may follow."""
        offered = await self._ledger.topic_roles.of(post.guild_id)
        if offered:
            post = await self._think(with_topic_pings, post, offered, visit.listed.corpus)
        outcome = await self._sender.deliver(delivery, post, visit.errand(delivery))
        if outcome is None:
            visit.comes_by = visit.clock() + _MINUTE
            return True
        visit.became(delivery, outcome.delivery)
        if outcome.error is not None:
            visit.is_held, visit.is_tried = outcome.held, True
            visit.comes_by = None if outcome.held else outcome.delivery.retry_at
            await self._failure_policy.on_failure(visit.subscription, outcome.error, visit.clock())
        elif visit.subscription.in_trouble:
            await self._ledger.recovered(visit.subscription)
        return outcome.error is None

    async def _is_still_wanted(self, visit: Visit) -> bool:
        current = await self._ledger.current(visit.subscription)
        if current is None:
            visit.is_over = True
            return False
        visit.subscription = current
        return True

    async def _hold(self, visit: Visit, delivery: Delivery, now: datetime) -> None:
        """Let a post wait until Discord answers again."""
        visit.is_held = True
        if delivery.last_error is None:
            await self._ledger.failed(delivery, _OUTAGE, now, counts=False)

    async def _finish(self, visit: Visit, delivery: Delivery) -> None:
        """Open the missing threads of a post, and publish it where that is due."""
        now = visit.clock()
        if delivery.message_id is None or waits(delivery, now):
            return
        if self._breaker.is_open:
            visit.comes_by = now + _MINUTE
            return
        post = await self._think(compose, delivery, visit.subscription, visit.listed.corpus, now)
        if post is None:
            await self._ledger.published(delivery)
            await self._ledger.threaded(delivery, None, _PAPERS_GONE)
            visit.became(delivery, replace(delivery, threads_due="none", publish_due=False))
            return
        post = replace(post, threads=delivery.threads_due)
        finished = await self._sender.finish(delivery, post, delivery.message_id, visit.errand(delivery))
        visit.became(delivery, finished)
