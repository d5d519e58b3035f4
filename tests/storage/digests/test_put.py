"""Saving a daily post says what it replaced, also where two save at the same time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time

from bot.storage.database import Store
from bot.storage.digests.ledger import DigestLedger
from bot.storage.digests.values import Subscription

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)
WANTED = Subscription(5, 6, time(9), "UTC", 5, "en", "nothing", 7, NOW)


async def test_of_two_saves_at_once_one_replaces_nothing_and_the_other_one_the_first(store: Store) -> None:
    ledger = DigestLedger(store)
    saves = await asyncio.gather(*(ledger.put(replace(WANTED, count=count, set_by=count)) for count in (1, 2)))
    (first, nothing), (second, replaced) = sorted(saves, key=lambda save: save[1] is not None)
    assert nothing is None
    assert replaced == first
    assert await ledger.subscription(5, 6) == second
