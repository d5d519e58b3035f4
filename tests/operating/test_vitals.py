"""What is wrong with a running bot, and what of it a restart mends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.operating.database import Database
from bot.operating.gateway import Gateway, Servers, status_of
from bot.operating.vitals import Feeding, Pulse, Vitals, faults, health_row, is_stuck, notes
from bot.storage.digests.unsent import Unsent
from bot.storage.feed import FeedState
from bot.texts import Text

NOW = datetime(2024, 11, 25, 9, 0, tzinfo=UTC)


def feeding(days: int) -> Feeding:
    state = FeedState().after(NOW - timedelta(days=days), Text("It is down.", "장애입니다."))
    return Feeding("huggingface", state, NOW)


WELL = Vitals(
    uptime=3600.0,
    gateway=Gateway(True, 1, 1, heartbeat_age=20.0, heartbeat_interval=41.25, latency=0.05),
    pulse=Pulse(30.0),
    unsent=Unsent(),
    papers=159,
    generation=2,
    servers=Servers(3),
)


def test_a_bot_that_does_its_work_is_well() -> None:
    assert faults(WELL) == ()
    assert notes(WELL) == ()
    assert faults(replace(WELL, pulse=Pulse(170.0, None))) == ()
    assert faults(replace(WELL, unsent=Unsent(3, 86_000.0, 60.0))) == (), "channels that refuse posts are their own"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gateway": Gateway()}, "The bot is not connected to Discord (3600 s after its start)."),
        ({"gateway": Gateway(False, 1, 1)}, "The bot is not connected to Discord (3600 s after its start)."),
        ({"gateway": Gateway(False, 1, 0, (0,)), "uptime": 68.0}, "The bot is not connected to Discord (68 s after"),
        ({"gateway": Gateway(), "uptime": 3.0}, "The bot is still starting (3 s)."),
        ({"gateway": Gateway(True, 1, 0, (), (0,), 84.0)}, "The connection to Discord has been down for 84 s."),
        (
            {"gateway": Gateway(True, 16, 14, (), (3, 7), 84.0)},
            "Down for 84 s: 2 of 16 connections to Discord (shard 3, 7).",
        ),
        (
            {"gateway": Gateway(True, 40, 0, (), tuple(range(40)), 84.0)},
            "Down for 84 s: 40 of 40 connections to Discord (shard 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …).",
        ),
        (
            {"gateway": Gateway(False, 16, 14, (14, 15)), "uptime": 180.0},
            "Not yet up 180 s after the start: 2 of 16 connections to Discord (shard 14, 15).",
        ),
        ({"pulse": Pulse(181.0)}, "The daily posts have not been checked for 181 s."),
        ({"pulse": Pulse(181.0, 190.0)}, "The daily posts have made no progress for 181 s."),
        ({"unsent": Unsent(1, 1000.0, 1000.0)}, "A daily post has been due and untried for 1000 s."),
        ({"papers": 0}, "No papers are loaded."),
        ({"database": Database(9.0, ("row 1 missing",))}, "The database is damaged: row 1 missing"),
        ({"database": Database(9.0, (), (Text("The disk is full.", "가득 찼습니다."),))}, "The disk is full."),
        ({"feed": feeding(3)}, "No new days have come for 3 days: It is down."),
    ],
)
def test_what_is_wrong_is_one_sentence_in_both_languages(change: dict[str, object], said: str) -> None:
    (fault,) = faults(replace(WELL, **change))  # pyright: ignore[reportArgumentType]
    assert fault.en.startswith(said)
    assert any("가" <= letter <= "힣" for letter in fault.ko)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"gateway": Gateway(False, 16, 5, tuple(range(5, 16))), "uptime": 100.0},
            "The bot is still starting: 5 of 16 connections to Discord are up (100 s).",
        ),
        ({"servers": Servers(30, 2)}, "Discord says that 2 of the bot's 30 servers are unavailable."),
        ({"commands": Text("Not sent.", "전송되지 않았습니다.")}, "Not sent."),
        ({"feed": feeding(1)}, "The last fetch of new days failed: It is down."),
    ],
)
def test_what_is_no_fault_and_not_as_it_should_be_is_noted(change: dict[str, object], said: str) -> None:
    vitals = replace(WELL, **change)  # pyright: ignore[reportArgumentType]
    assert faults(vitals) == ()
    (note,) = notes(vitals)
    assert note.en == said
    row = health_row(vitals)
    assert (row["ok"], row["notes"]) == (True, [{"en": note.en, "ko": note.ko}])


@pytest.mark.parametrize(
    ("gateway", "servers", "said"),
    [
        (Gateway(True, 1, 1), Servers(12), "serving 12 servers"),
        (Gateway(True, 1, 1), Servers(12, 3), "serving 9 servers, 3 unavailable"),
        (Gateway(False, 16, 5), Servers(900), "serving 900 servers, 5 of 16 connections up"),
        (Gateway(True, 1, 0, (), (0,), 20.0), Servers(12), "not connected to Discord"),
    ],
)
def test_the_status_for_systemd_is_what_is(gateway: Gateway, servers: Servers, said: str) -> None:
    assert status_of(gateway, servers).en == said


def test_only_what_a_restart_mends_is_being_stuck() -> None:
    assert is_stuck(Pulse(181.0))
    assert is_stuck(Pulse(10_000.0, 10_000.0))
    assert not is_stuck(Pulse(170.0, 86_400.0)), "it gets on, however long that takes"
    assert not is_stuck(Pulse()), "it has not begun"


def test_the_answer_is_json_with_versions_and_faults() -> None:
    row = json.loads(json.dumps(health_row(replace(WELL, papers=0, uptime=1.23456))))
    assert (row["ok"], row["uptime"], row["generation"], row["gateway"]["latency"]) == (False, 1.235, 2, 0.05)
    assert row["faults"] == [{"en": "No papers are loaded.", "ko": "불러온 논문이 없습니다."}]
    assert {"version", "python", "sqlite", "discord.py"} <= set(row)
    assert row["gateway"]["ready"] is True
    assert row["database"] == {"checked": None, "damage": [], "writable": True}
