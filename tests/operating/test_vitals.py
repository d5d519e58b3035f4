"""What is wrong with a running bot, and what of it a restart mends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.corpus.store import Store
from bot.operating.vitals import Gateway, Pulse, Unsent, Vitals, faults, is_stuck, row_of, unsent

NOW = datetime(2024, 11, 25, 9, 0, tzinfo=UTC)
WELL = Vitals(
    uptime=3600.0,
    gateway=Gateway(True, 20.0, 41.25, 0.05),
    pulse=Pulse(30.0),
    unsent=Unsent(),
    papers=159,
    generation=2,
)


def test_a_bot_that_does_its_work_is_well() -> None:
    assert faults(WELL) == ()
    assert faults(replace(WELL, pulse=Pulse(170.0, None), gateway=Gateway(True, 83.0, 41.25))) == ()
    assert faults(replace(WELL, unsent=Unsent(3, 86_000.0, 60.0))) == (), "channels that refuse posts are their own"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gateway": Gateway(False)}, "The bot is not connected to Discord (3600 s after its start)."),
        ({"gateway": Gateway(False), "uptime": 3.0}, "The bot is still starting (3 s)."),
        ({"gateway": Gateway(True, 84.0, 41.25)}, "Discord has not answered a heartbeat for 84 s."),
        ({"pulse": Pulse(181.0)}, "The daily posts have not been looked at for 181 s."),
        ({"pulse": Pulse(181.0, 190.0)}, "The daily posts are being worked on, but have not got on for 181 s."),
        ({"unsent": Unsent(1, 1000.0, 1000.0)}, "A daily post has been due and untried for 1000 s."),
        ({"papers": 0}, "No papers are loaded."),
        ({"damage": ("row 1 missing",)}, "The database is damaged: row 1 missing"),
    ],
)
def test_what_is_wrong_is_one_sentence_in_both_languages(change: dict[str, object], said: str) -> None:
    (fault,) = faults(replace(WELL, **change))  # pyright: ignore[reportArgumentType]
    assert fault.en == said
    assert any("가" <= letter <= "힣" for letter in fault.ko)


def test_only_what_a_restart_mends_is_being_stuck() -> None:
    assert is_stuck(Pulse(181.0))
    assert is_stuck(Pulse(10_000.0, 10_000.0))
    assert not is_stuck(Pulse(170.0, 86_400.0)), "it gets on, however long that takes"
    assert not is_stuck(Pulse()), "it has not begun"


def test_the_answer_is_json_with_versions_and_faults() -> None:
    row = json.loads(json.dumps(row_of(replace(WELL, papers=0, uptime=1.23456))))
    assert (row["ok"], row["uptime"], row["generation"], row["gateway"]["latency"]) == (False, 1.235, 2, 0.05)
    assert row["faults"] == [{"en": "No papers are loaded.", "ko": "불러온 논문이 없습니다."}]
    assert {"version", "python", "sqlite", "discord.py"} <= set(row)


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
