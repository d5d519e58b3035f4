"""Posts that are due and were not sent are counted, with the age of the oldest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.storage.database import Store
from bot.storage.digests.unsent import Unsent, unsent

NOW = datetime(2024, 11, 25, 9, 0, tzinfo=UTC)


async def test_the_oldest_post_that_is_due_is_found(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "papers.db") as store:
        assert await unsent(store, NOW) == Unsent()
        await subscribe(store, 1)
        await subscribe(store, 2)
        await subscribe(store, 3, paused=True)
        await claim(store, 1, hours=3, error="forbidden")
        await claim(store, 2, hours=1)
        await claim(store, 1, hours=30, day="2024-11-20")
        await claim(store, 3, hours=9)
        await claim(store, 4, hours=9)
        await claim(store, 2, hours=5, day="2024-11-21", message_id=9)
        assert await unsent(store, NOW) == Unsent(2, 3 * 3600.0, 3600.0)


async def subscribe(store: Store, channel_id: int, *, paused: bool = False) -> None:
    async with store.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO digest_subscription (guild_id, channel_id, post_time, timezone, count, language, "
            "when_nothing_new, set_by, set_at, paused_at) VALUES (7, ?, '09:00', 'UTC', 5, 'en', 'nothing', 1, ?, ?)",
            (channel_id, NOW.isoformat(), NOW.isoformat() if paused else None),
        )


async def claim(
    store: Store,
    channel_id: int,
    *,
    hours: int,
    error: str | None = None,
    day: str = "2024-11-22",
    message_id: int | None = None,
) -> None:
    claimed_at = (NOW - timedelta(hours=hours)).isoformat()
    async with store.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO digest_delivery (guild_id, channel_id, kind, day, claimed_at, error_en, error_ko, message_id, "
            "sent_at) VALUES (7, ?, 'listing', ?, ?, ?, ?, ?, ?)",
            (channel_id, day, claimed_at, error, error, message_id, message_id and claimed_at),
        )
