"""The daily post's service: claim what is due, deliver it once, and let people set it up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from bot.digest.guilds import Away
from bot.digest.ledger import DigestLedger
from bot.digest.post import DigestPost, compose, pick, shown_after
from bot.digest.poster import CannotPostError, Notifier, Poster
from bot.digest.reasons import newest_for, why_nothing
from bot.digest.schedule import State, due, next_run, otherwise_due, state_of, unsent, unthreaded
from bot.digest.sending import Sender, waits
from bot.digest.together import together
from bot.digest.troubles import Stop, Troubles
from bot.digest.values import Delivery, Due, Pick, Subscription
from bot.search.corpus import Corpus
from bot.texts import Text

__all__ = ["CannotPostError", "DigestService", "Notifier", "Poster", "Source"]

_log = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")

Source = Callable[[], Awaitable[Sequence[Subscription]]]
_Chosen = list[tuple[Due, tuple[Pick, ...]]]

_AT_ONCE = 8
# What the next decision can depend on: three slots, and the newest day, which the ledger always gives.
_MEMORY = timedelta(days=3)

_PAPERS_GONE = Text("the papers of this post are no longer in the corpus", "이 글의 논문이 더 이상 자료에 없습니다")


class DigestService:
    """Serve every channel's daily post; `tick` is called about every minute and may be called at any time.

    `sources` say who is served (by default the servers of the ledger). Where direct messages to a person are refused,
    `stop` is called with their subscription. `away` confirms that the bot has left a server, before what it set up is
    removed.
    """

    def __init__(
        self,
        ledger: DigestLedger,
        corpus: Callable[[], Corpus],
        poster: Poster,
        patience: float = 60.0,
        *,
        notifier: Notifier | None = None,
        sources: Sequence[Source] | None = None,
        stop: Stop | None = None,
        away: Away | None = None,
    ) -> None:
        self._ledger = ledger
        self._corpus = corpus
        self._sender = Sender(ledger, poster, patience)
        self._troubles = Troubles(ledger, notifier, stop, patience)
        self._sources: Sequence[Source] = (ledger.subscriptions,) if sources is None else sources
        self._away = away
        self._ticking = asyncio.Lock()
        self._thinking = asyncio.Lock()
        # What each channel's due posts were when nothing in the corpus fitted them, which is not looked for again.
        self._fruitless: WeakKeyDictionary[Corpus, dict[int, tuple[Subscription, list[Due]]]] = WeakKeyDictionary()

    async def tick(self, now: datetime, stopping: asyncio.Event | None = None) -> None:
        """Deliver what is due at `now`. What fails in one channel is logged and never stops another.

        Once `stopping` is set, what is being sent comes to its end, and nothing else is claimed or sent.
        """
        stopping = stopping or asyncio.Event()
        async with self._ticking:
            gate = asyncio.Semaphore(_AT_ONCE)
            await self._ledger.guilds.tidy(now, self._away)
            await together([self._guarded(one, now, gate, stopping) for one in await self._served()])

    async def subscribe(self, new: Subscription) -> Subscription:
        """Put `new` in the place of its channel's subscription and return it as stored.

        Raises InputError for more channels than a guild may have.
        """
        return await self._ledger.subscribe(new)

    async def unsubscribe(self, guild_id: int, channel_id: int) -> bool:
        """End a channel's subscription; return whether there was one."""
        return await self._ledger.unsubscribe(guild_id, channel_id)

    async def pause(self, guild_id: int, channel_id: int, now: datetime) -> bool:
        """Pause a subscription; return False where there is none, or it is paused."""
        return await self._ledger.pause(guild_id, channel_id, now)

    async def resume(self, guild_id: int, channel_id: int, now: datetime) -> bool:
        """End a pause, from the next slot on; return False where nothing is paused."""
        return await self._ledger.resume(guild_id, channel_id, now)

    async def subscriptions(self, guild_id: int) -> list[Subscription]:
        """Return a guild's subscriptions."""
        return await self._ledger.subscriptions(guild_id)

    async def subscription(self, guild_id: int, channel_id: int) -> Subscription | None:
        """Return the subscription of a guild's channel, or None."""
        return await self._ledger.subscription(guild_id, channel_id)

    async def channel_deleted(self, channel_id: int, name: str) -> None:
        """End what was posted to a channel that is no more, with a notice that has its name."""
        for subscription in await self._ledger.of_channel(channel_id):
            await self._troubles.ended(subscription, name)

    async def guild_left(self, guild_id: int, now: datetime) -> None:
        """Post no more to a guild; what it set up is kept for 30 days."""
        await self._ledger.guilds.left(guild_id, now)

    async def guild_joined(self, guild_id: int) -> None:
        """Go on with what a guild had set up, if the bot has been there before."""
        if await self._ledger.guilds.returned(guild_id):
            _log.info("the daily posts of guild %s go on: the bot is back", guild_id)

    async def guilds_present(self, guild_ids: Collection[int], now: datetime) -> None:
        """Take note of all guilds that the bot is in."""
        await self._ledger.guilds.present(guild_ids, now)

    async def history(self, channel_id: int, now: datetime, limit: int = 10) -> list[tuple[Delivery, State]]:
        """Return a channel's last posts, newest first, and what became of each."""
        return [(item, state_of(item, now)) for item in await self._ledger.history(channel_id, limit)]

    async def preview(self, subscription: Subscription, now: datetime) -> DigestPost | None:
        """Return the next post as things stand, of a pause as if it ended, or None where there is nothing to post."""
        corpus, deliveries = self._corpus(), await self._ledger.deliveries(subscription.channel_id, now - _MEMORY)
        active = replace(subscription, paused_at=None)
        for claimed in unsent(now, deliveries):
            if post := await self._thought(compose, claimed, active, corpus, now):
                return post
        coming = next_run(active, now)
        for moment in (now, coming) if coming else (now,):
            for post, picks in await self._chosen(active, corpus, deliveries, moment):
                claim = Delivery(active.guild_id, active.channel_id, post.kind, post.day, moment, picks)
                return compose(replace(claim, left_out=post.left_out), active, corpus, moment)
        return None

    async def why_nothing(self, subscription: Subscription, now: datetime) -> Text:
        """Return why a preview shows nothing."""
        corpus, deliveries = self._corpus(), await self._ledger.deliveries(subscription.channel_id, now - _MEMORY)
        newest = Due("listing", newest_for(subscription, corpus, now) or now.date())
        shown = await self._ledger.shown(subscription.channel_id, shown_after(newest, subscription), now)
        return why_nothing(subscription, corpus, deliveries, now, shown)

    async def _served(self) -> list[Subscription]:
        found: list[Subscription] = []
        for source in self._sources:
            try:
                found += await source()
            except Exception:
                _log.exception("some daily posts could not be read")
        return [subscription for subscription in found if subscription.paused_at is None]

    async def _guarded(
        self, subscription: Subscription, now: datetime, gate: asyncio.Semaphore, stopping: asyncio.Event
    ) -> None:
        async with gate:
            try:
                # It may have waited at the gate for long: what people were told since then holds.
                current = None if stopping.is_set() else await self._ledger.current(subscription)
                if current is not None:
                    await self._serve(current, now, stopping)
            except Exception:
                _log.exception("the daily post of channel %s failed", subscription.channel_id)

    async def _serve(self, subscription: Subscription, now: datetime, stopping: asyncio.Event) -> None:
        corpus, channel_id = self._corpus(), subscription.channel_id
        deliveries = await self._ledger.deliveries(channel_id, now - _MEMORY)
        chosen = await self._chosen(subscription, corpus, deliveries, now)
        if chosen and not stopping.is_set():
            await self._ledger.claim(subscription, chosen, now)
            deliveries = await self._ledger.deliveries(channel_id, now - _MEMORY)
        for delivery in unthreaded(now, deliveries):
            await self._catch_up_threads(delivery, subscription, corpus, now)
        # Of a person's posts the last one alone: an older one that waits would be a second message on one day.
        for delivery in unsent(now, deliveries if subscription.user_id is None else deliveries[-1:]):
            # The post before it may have taken long too.
            if (current := await self._ledger.current(subscription)) is None:
                return
            subscription = current
            post = await self._thought(compose, delivery, subscription, corpus, now)
            if post is None:
                await self._note_gone(delivery, now)
                continue
            # After a failure the later days wait too: a channel gets its days in their order.
            if stopping.is_set() or waits(delivery, now):
                return
            if (error := await self._sender.deliver(delivery, post, now)) is not None:
                await self._troubles.met(subscription, error, now)
                return
            if subscription.in_trouble:
                await self._ledger.recovered(subscription)

    async def _catch_up_threads(
        self, delivery: Delivery, subscription: Subscription, corpus: Corpus, now: datetime
    ) -> None:
        """Open the threads that a post was to get, as far as they are not there."""
        if delivery.message_id is None or waits(delivery, now):
            return
        post = await self._thought(compose, delivery, subscription, corpus, now)
        if post is None:
            await self._ledger.threaded(delivery, None, _PAPERS_GONE)
            return
        await self._sender.open_threads(delivery, replace(post, threads=delivery.threads_due), delivery.message_id, now)

    async def _chosen(
        self, subscription: Subscription, corpus: Corpus, deliveries: Sequence[Delivery], now: datetime
    ) -> _Chosen:
        """Return the posts that are due, with their papers; those without papers are left for a later slot."""
        posts = due(now, subscription, corpus.days, deliveries)
        fruitless = self._fruitless.setdefault(corpus, {})
        if not posts or fruitless.get(subscription.channel_id) == (subscription, posts):
            return []
        chosen = await self._with_papers(posts, subscription, corpus, now)
        if not chosen and posts[0].kind == "listing":
            otherwise = otherwise_due(now, subscription, corpus.days, deliveries)
            chosen = await self._with_papers(otherwise, subscription, corpus, now)
        # What is on its way counts as shown, until it is given up.
        if not chosen and not unsent(now, deliveries):
            fruitless[subscription.channel_id] = (subscription, posts)
        return chosen

    async def _with_papers(
        self, posts: Sequence[Due], subscription: Subscription, corpus: Corpus, now: datetime
    ) -> _Chosen:
        chosen: _Chosen = []
        for post in posts:
            shown = await self._ledger.shown(subscription.channel_id, shown_after(post, subscription), now)
            # What the days before it are about to show counts too.
            shown |= {paper.arxiv_id for _, picks in chosen for paper in picks}
            chosen.append(await self._thought(pick, post, subscription, corpus, shown))
        return [(post, picks) for post, picks in chosen if picks]

    async def _thought(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Work away from the loop, one piece at a time: many channels share an hour."""
        async with self._thinking:
            return await asyncio.to_thread(work, *args, **kwargs)

    async def _note_gone(self, delivery: Delivery, now: datetime) -> None:
        if delivery.last_error != _PAPERS_GONE:
            await self._ledger.failed(delivery, _PAPERS_GONE, now)
