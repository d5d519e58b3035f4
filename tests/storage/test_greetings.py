"""Which joins of servers were answered: each once, and kept for a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.storage.database import Store
from bot.storage.greetings import Greetings
from bot.storage.retention import GREETINGS
from bot.storage.sweeping import RULES, sweep

NOW = datetime(2024, 11, 25, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


async def test_a_join_is_claimed_once_and_a_later_one_anew(store: Store) -> None:
    greetings = Greetings(store)
    assert await greetings.claim(1, NOW)
    assert not await greetings.claim(1, NOW)
    assert not await greetings.claim(1, NOW - SECOND), "an event that comes late tells of an older join"
    assert await greetings.claim(2, NOW)
    assert await greetings.claim(1, NOW + SECOND)


async def test_a_join_that_is_no_longer_answered_is_forgotten(store: Store) -> None:
    greetings = Greetings(store)
    await greetings.claim(1, NOW - GREETINGS - SECOND)
    await greetings.claim(2, NOW)
    assert [gone async for gone in sweep(store, NOW, RULES["greetings"])] == [1]
    assert await store.rows("SELECT guild_id FROM greeting") == [(2,)]
