"""The daily post's service: claim what is due, deliver it once, and let people set it up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import ParamSpec, TypeVar

from bot.digest.breaker import Breaker
from bot.digest.failure_policy import FailurePolicy, Stop
from bot.digest.favourites import liked
from bot.digest.flight import Flight
from bot.digest.guilds import Away, GuildTidier
from bot.digest.listed import Listed
from bot.digest.pace import Pace
from bot.digest.post import DigestPost, compose, pick, shown_after
from bot.digest.poster import Illustrate, Notifier, Poster
from bot.digest.progress import Progress
from bot.digest.reasons import why_nothing
from bot.digest.reviews import review_of_now, wants_highlights
from bot.digest.rounds import People, Rounds
from bot.digest.schedule import DAILY, State, due, next_run, otherwise_due, state_of, undelivered
from bot.digest.sending import Sender
from bot.digest.stages import PostStages, examined, post_stages
from bot.digest.topic_roles import with_topic_pings
from bot.digest.visits import MEMORY, Chosen, Visits
from bot.search.corpus import Corpus
from bot.shards import Served
from bot.storage.digests.ledger import DigestLedger, claim_of
from bot.storage.digests.values import Delivery, Due, Subscription
from bot.storage.topic_roles import TopicRole
from bot.texts import Text

__all__ = ["DigestService"]

_log = logging.getLogger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")


async def _unillustrated(_: DigestPost) -> None:
    """Make no pictures."""


class DigestService:
    """The daily posts of all channels; `tick` is called about every minute and may be called at any time.

    `people` get posts as well as the servers of the ledger. If direct messages to a person are refused, `stop` is
    called with their subscription. `complete_at` gives when each fetched day's list was complete, None if it still
    grows. `away` confirms that the bot has left a server before its settings are removed. `illustrate` makes the
    pictures of a post before it is sent, and raises nothing. Of several processes each sees to what is `served`.
    """

    def __init__(
        self,
        ledger: DigestLedger,
        corpus: Callable[[], Corpus],
        poster: Poster,
        patience: float = 60.0,
        *,
        notifier: Notifier | None = None,
        people: People | None = None,
        stop: Stop | None = None,
        away: Away | None = None,
        complete_at: Callable[[], Mapping[date, datetime | None]] = dict,
        flight: Flight | None = None,
        pace: Pace | None = None,
        illustrate: Illustrate = _unillustrated,
        served: Callable[[], Served] = Served,
    ) -> None:
        self._ledger = ledger
        self._listed = lambda: Listed(corpus(), complete_at())
        self._failure_policy = FailurePolicy(ledger, notifier, stop, patience)
        self._thinking = asyncio.Lock()
        self._progress = Progress()
        breaker, flight = Breaker(), flight or Flight()
        sender = Sender(ledger, poster, patience, breaker, pace or Pace(), self._progress, illustrate)
        visits = Visits(ledger, sender, self._failure_policy, breaker, self._chosen, self._off_loop)
        tidy = GuildTidier(ledger.guilds, away, served).tidy
        self._rounds = Rounds(
            ledger, self._listed, visits, breaker, flight, self._off_loop, people, tidy, self._progress, served
        )

    @property
    def stepped(self) -> float | None:
        """When the posts last made progress, by the event loop's clock; waiting out an outage counts as progress."""
        return self._progress.last

    async def tick(self, now: datetime, stopping: asyncio.Event | None = None) -> float | None:
        """Deliver the posts due at `now`. A failure in one channel is logged and never stops another.

        Once `stopping` is set, running sends finish and nothing else is claimed or sent. Return the seconds after which
        to call again, if sooner than usual.
        """
        return await self._rounds.tick(now, stopping or asyncio.Event())

    async def subscribe(self, new: Subscription) -> Subscription:
        """Replace the channel's subscription by `new` and return it as stored.

        Raises InputError if the guild has too many channels.
        """
        return await self._ledger.subscribe(new)

    async def put(self, new: Subscription) -> tuple[Subscription, Subscription | None]:
        """Do as `subscribe`; return the subscription as stored, and the one that it replaced."""
        return await self._ledger.put(new)

    async def unsubscribe(self, guild_id: int, channel_id: int) -> bool:
        """End a channel's subscription; return whether there was one."""
        return await self._ledger.unsubscribe(guild_id, channel_id)

    async def pause(self, guild_id: int, channel_id: int, now: datetime) -> bool:
        """Pause a subscription; return False if there is none or it is already paused."""
        return await self._ledger.pause(guild_id, channel_id, now)

    async def resume(self, guild_id: int, channel_id: int, now: datetime) -> bool:
        """End a pause, from the next slot on; return False if nothing is paused."""
        return await self._ledger.resume(guild_id, channel_id, now)

    async def subscriptions(self, guild_id: int) -> list[Subscription]:
        """Return a guild's subscriptions."""
        return await self._ledger.subscriptions(guild_id)

    async def subscription(self, guild_id: int, channel_id: int) -> Subscription | None:
        """Return the subscription of a guild's channel, or None."""
        return await self._ledger.subscription(guild_id, channel_id)

    async def topic_roles(self, guild_id: int) -> Sequence[TopicRole]:
        """Return the roles that a guild's posts ping if a paper is on their topic."""
        return await self._ledger.topic_roles.of(guild_id)

    async def channel_deleted(self, channel_id: int, name: str) -> None:
        """End the subscription of a deleted channel, with a notice that gives its name."""
        for subscription in await self._ledger.of_channel(channel_id):
            await self._failure_policy.ended(subscription, name)

    async def guild_left(self, guild_id: int, now: datetime) -> None:
        """Stop posting to a guild; its settings are kept for 30 days."""
        await self._ledger.guilds.left(guild_id, now)

    async def guild_joined(self, guild_id: int) -> None:
        """Restore a guild's settings if the bot has been there before."""
        if await self._ledger.guilds.returned(guild_id):
            _log.info("the bot is back in guild %s: resuming its daily posts", guild_id)

    async def guilds_present(self, guild_ids: Collection[int], now: datetime, shard: int = 0, count: int = 1) -> None:
        """Record all guilds of a shard that the bot is in."""
        await self._ledger.guilds.present(guild_ids, now, shard, count)

    async def history(self, channel_id: int, now: datetime, limit: int = 10) -> list[tuple[Delivery, State]]:
        """Return a channel's last posts, newest first, with their state."""
        return [(item, state_of(item, now)) for item in await self._ledger.history(channel_id, limit)]

    async def preview(self, subscription: Subscription, now: datetime) -> DigestPost | None:
        """Return the next post as of now, ignoring a pause, or None if there is nothing to post."""
        listed, deliveries = self._listed(), await self._ledger.deliveries(subscription.channel_id, now - MEMORY)
        active = replace(subscription, paused_at=None)
        for claimed in undelivered(now, deliveries):
            if post := await self._composed(claimed, active, listed.corpus, now):
                return post
        coming = next_run(active, now)
        for moment in (now, coming) if coming else (now,):
            if chosen := await self._chosen(active, listed, deliveries, moment):
                return await self._as_claimed(active, chosen, listed.corpus, moment)
        example = review_of_now(now, active, listed.days(active, now))
        chosen = await self._with_papers(example, active, listed.corpus, now)
        return await self._as_claimed(active, chosen, listed.corpus, now) if chosen else None

    async def _as_claimed(
        self, subscription: Subscription, chosen: Chosen, corpus: Corpus, now: datetime
    ) -> DigestPost | None:
        """Return the first of some posts as if it were claimed `now`."""
        return await self._composed(claim_of(subscription, *chosen[0], now), subscription, corpus, now)

    async def _composed(
        self, claimed: Delivery, subscription: Subscription, corpus: Corpus, now: datetime
    ) -> DigestPost | None:
        by_members = await liked(self._ledger, claimed)
        post = await self._off_loop(compose, claimed, subscription, corpus, now, by_members)
        return None if post is None else await self._with_pings(post, corpus)

    async def _with_pings(self, post: DigestPost, corpus: Corpus) -> DigestPost:
        offered = await self.topic_roles(post.guild_id)
        return await self._off_loop(with_topic_pings, post, offered, corpus) if offered else post

    async def why_nothing(self, subscription: Subscription, now: datetime) -> Text:
        """Return why a preview shows nothing."""
        listed, deliveries = self._listed(), await self._ledger.deliveries(subscription.channel_id, now - MEMORY)
        newest = Due("listing", listed.newest_day(subscription, now) or now.date())
        shown = await self._shown(newest, subscription, now)
        return why_nothing(subscription, listed, deliveries, now, shown)

    async def stages(self, subscription: Subscription, now: datetime) -> PostStages | None:
        """Return the stages of the papers of the newest day or the coming review, None if nothing is listed for it."""
        listed, deliveries = self._listed(), await self._ledger.deliveries(subscription.channel_id, now - MEMORY)
        post = examined(subscription, listed, now)
        if post is None:
            return None
        shown = await self._shown(post, subscription, now)
        return await self._off_loop(post_stages, post, subscription, listed, deliveries, shown, now)

    async def _shown(self, post: Due, subscription: Subscription, now: datetime) -> frozenset[str]:
        """Return the papers that are not shown again in a post."""
        since, reviews = shown_after(post, subscription), post.kind not in DAILY
        return await self._ledger.shown(subscription.channel_id, since, now, reviews=reviews)

    async def _chosen(
        self, subscription: Subscription, listed: Listed, deliveries: Sequence[Delivery], now: datetime
    ) -> Chosen:
        """Return the due posts with their papers; those without papers wait for a later slot."""
        days = listed.days(subscription, now)
        posts = due(now, subscription, days, deliveries)
        daily = [post for post in posts if post.kind in DAILY]
        chosen = await self._with_papers(daily, subscription, listed.corpus, now)
        if not chosen and daily and daily[0].kind == "listing":
            otherwise = otherwise_due(now, subscription, days, deliveries)
            chosen = await self._with_papers(otherwise, subscription, listed.corpus, now)
        return [*chosen, *await self._review(posts[len(daily) :], subscription, listed.corpus, now)]

    async def _review(self, posts: Sequence[Due], subscription: Subscription, corpus: Corpus, now: datetime) -> Chosen:
        """Return a due review with its papers; highlights where none fits, if they are wanted."""
        chosen = await self._with_papers(posts, subscription, corpus, now)
        if chosen or not posts or not wants_highlights(subscription):
            return chosen
        return await self._with_papers([Due(post.kind, post.day) for post in posts], subscription, corpus, now)

    async def _with_papers(
        self, posts: Sequence[Due], subscription: Subscription, corpus: Corpus, now: datetime
    ) -> Chosen:
        chosen: Chosen = []
        for post in posts:
            shown = await self._shown(post, subscription, now)
            # Papers about to be posted for earlier days count as shown.
            shown |= {paper.arxiv_id for _, picks in chosen for paper in picks}
            chosen.append(await self._off_loop(pick, post, subscription, corpus, shown))
        return [(post, picks) for post, picks in chosen if picks]

    async def _off_loop(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run work off the event loop, one job at a time: many channels share an hour."""
        async with self._thinking:
            return await asyncio.to_thread(work, *args, **kwargs)
