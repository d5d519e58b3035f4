"""Acts of admins are kept in order, the newest of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.storage import audit
from bot.storage.audit import AuditStore
from bot.storage.database import Store

NOW = datetime(2024, 11, 25, 9, tzinfo=UTC)


async def test_an_act_is_kept_in_utc_to_the_second(store: Store) -> None:
    local = NOW.replace(microsecond=5).astimezone(timezone(timedelta(hours=9)))
    await AuditStore(store).keep(None, None, "corpus.reload", "result=done", local)
    await AuditStore(store).keep(7, 5, "digest.set", "result=refused", NOW)
    assert await store.rows("SELECT at, user_id, guild_id, action, detail FROM audit ORDER BY id") == [
        ("2024-11-25T09:00:00+00:00", None, None, "corpus.reload", "result=done"),
        ("2024-11-25T09:00:00+00:00", 7, 5, "digest.set", "result=refused"),
    ]


async def test_the_newest_acts_stay(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "AUDIT_ROWS", 3)
    for number in range(5):
        await AuditStore(store).keep(number, None, "digest.set", "", NOW)
    assert await store.rows("SELECT user_id FROM audit ORDER BY id") == [(2,), (3,), (4,)]
