"""Rounds over the channels that are due: concurrent, yet in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.digest.breaker import Breaker
from bot.digest.flight import Crew, Flight, Seat
from bot.digest.listed import Listed
from bot.digest.progress import Progress
from bot.digest.visits import MEMORY, Think, Visit, Visits, is_idle, planned, rest
from bot.errors import StoreError
from bot.shards import Served
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.looks import MOST_PLACES, Look, Place
from bot.storage.digests.values import Delivery, Subscription

__all__ = ["People", "Rounds"]

_log = logging.getLogger(__name__)

# Batch size of reads: few statements, and little memory.
_PAGE = 100
_MINUTE = timedelta(minutes=1)
# Candidates for a probe, of which at least one should still be wanted.
_PROBES = 8


class People(Protocol):
    """The people who get direct messages."""

    @property
    def hour(self) -> str:
        """The hour and zone of their messages."""
        ...

    async def subscriptions(self, channel_ids: Collection[int] | None = None) -> Sequence[Subscription]:
        """Return the subscriptions of some direct channels, except stopped ones."""
        ...


@dataclass(frozen=True, slots=True)
class _Round:
    """The context of a round."""

    now: datetime
    clock: Callable[[], datetime]
    stopping: asyncio.Event
    crew: Crew


class Rounds:
    """Visit every channel that is due; `tick` is called about every minute and may be called at any time."""

    def __init__(
        self,
        ledger: DigestLedger,
        listed: Callable[[], Listed],
        visits: Visits,
        breaker: Breaker,
        flight: Flight,
        think: Think,
        people: People | None,
        tidy: Callable[[datetime], Awaitable[object]],
        progress: Progress,
        served: Callable[[], Served] = Served,
    ) -> None:
        self._ledger = ledger
        self._listed = listed
        self._visits = visits
        self._breaker = breaker
        self._flight = flight
        self._think = think
        self._people = people
        self._tidy = tidy
        self._ticking = asyncio.Lock()
        self._busy: set[tuple[int, int]] = set()
        self._looks: list[Look] = []
        self._knows_hour = False
        self._progress = progress
        self._served = served

    async def tick(self, now: datetime, stopping: asyncio.Event) -> float | None:
        """Visit the channels that are due; return the seconds until the next call, if sooner than usual.

        A slow post continues after this returns.
        """
        async with self._ticking:
            async with self._flight.crew() as crew:
                round_ = _Round(now, _clock(now), stopping, crew)
                try:
                    is_more = await self._go_round(round_)
                finally:
                    await self._flush()
            self._progress.step()
            if is_more and not stopping.is_set():
                return 0.0
            return self._breaker.pause if self._breaker.is_open else None

    async def _go_round(self, round_: _Round) -> bool:
        """Work through one agenda; return whether there is more."""
        await self._note_hour()
        if self._breaker.is_open:
            await self._probe(round_)
        papers, with_held = self._listed().mark, not self._breaker.is_open
        agenda = await self._ledger.looks.due(round_.now, papers, with_held=with_held, served=self._served())
        if agenda.forgotten:
            await self._tidy(round_.now)
        self._progress.step()
        places = [place for place in agenda.places if place.key not in self._busy]
        for start in range(0, len(places), _PAGE):
            if round_.stopping.is_set():
                break
            await self._see_to(places[start : start + _PAGE], round_)
        await round_.crew.settled()
        if places:
            self._breaker.round_ended()
        return len(agenda.places) == MOST_PLACES

    async def _see_to(self, page: Sequence[Place], round_: _Round) -> None:
        """Check some places, and visit those with something to do."""
        now, listed = round_.clock(), self._listed()
        wanted, unread = await self._wanted(page)
        deliveries = await self._ledger.recent([place.channel_id for place in wanted], now - MEMORY)
        idle, busy = await self._think(_sorted_out, wanted, listed, deliveries, now)
        self._looks += idle
        self._looks += [rest(place, now) for place in page if place not in wanted and place not in unread]
        await self._flush()
        for place in busy:
            await round_.crew.launch(partial(self._visit, place, wanted[place], round_))

    async def _wanted(self, page: Sequence[Place]) -> tuple[dict[Place, Subscription], frozenset[Place]]:
        """Return the active subscriptions of some places, and the places that stay due unread."""
        found = list(await self._ledger.wanted([place for place in page if place.guild_id]))
        people = frozenset(place for place in page if not place.guild_id)
        try:
            if people and self._people is not None:
                found += await self._people.subscriptions([place.channel_id for place in people])
        except Exception:
            _log.exception("could not read what people follow")
        else:
            people = frozenset[Place]()
        places = {place.key: place for place in page}
        return {places[one.guild_id, one.channel_id]: one for one in found}, people

    async def _visit(
        self, place: Place, subscription: Subscription, round_: _Round, seat: Seat, *, is_probe: bool = False
    ) -> None:
        """Visit one channel; an error is logged and never stops another."""
        visit = Visit(place, subscription, self._listed(), seat, round_.clock, round_.stopping, is_probe)
        self._busy.add(place.key)
        try:
            look = await self._visits.make(visit)
        except StoreError as error:
            _log.warning("the daily post of channel %s waits for the database: %s", place.channel_id, error)
            look = Look(place, round_.clock(), round_.clock() + _MINUTE, held=place.held)
        except Exception:
            _log.exception("the daily post of channel %s failed", place.channel_id)
            # Others go first, so that a bug delays nobody else.
            look = Look(place, round_.clock(), round_.clock() + _MINUTE, held=place.held)
        finally:
            self._busy.discard(place.key)
        self._progress.step()
        if look is not None:
            self._looks.append(look)
        if seat.is_aside or len(self._looks) >= _PAGE:
            await self._flush()

    async def _probe(self, round_: _Round) -> None:
        """Try one post during an outage of Discord."""
        held = await self._ledger.looks.probes(self._served())
        places = [place for place in held if place.key not in self._busy][:_PROBES]
        wanted, unread = await self._wanted(places)
        resting = [place for place in places if place not in wanted and place not in unread]
        self._looks += [rest(place, round_.clock()) for place in resting]
        place = next((place for place in places if place in wanted), None)
        if place is None or round_.stopping.is_set():
            return
        self._breaker.probed()
        await round_.crew.launch(partial(self._visit, place, wanted[place], round_, is_probe=True))
        await round_.crew.settled()
        await self._flush()

    async def _flush(self) -> None:
        """Record looks in batches; a lost one is repeated."""
        looks, self._looks = self._looks, []
        if looks:
            await self._ledger.looks.looked(looks)
        if blamed := self._breaker.blamed():
            await self._ledger.looks.hold(blamed)

    async def _note_hour(self) -> None:
        if not self._knows_hour and self._people is not None:
            await self._ledger.looks.note_hour(self._people.hour)
            self._knows_hour = True


def _sorted_out(
    wanted: dict[Place, Subscription], listed: Listed, deliveries: dict[int, list[Delivery]], now: datetime
) -> tuple[list[Look], list[Place]]:
    """Return the looks at places with nothing to do, and the other places."""
    looks: list[Look] = []
    busy: list[Place] = []
    for place, subscription in wanted.items():
        known = deliveries.get(place.channel_id, [])
        if is_idle(place, subscription, listed, known, now):
            looks.append(planned(place, subscription, listed, known, now))
        else:
            busy.append(place)
    return looks, busy


def _clock(now: datetime) -> Callable[[], datetime]:
    """Return a clock that shows `now` at this moment."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    return lambda: now + timedelta(seconds=loop.time() - began)
