"""What the operator hears of the bot: its health, its start, its signs of life."""

from __future__ import annotations

import asyncio
import logging
import os

import discord
import pytest

from bot.interface.app.gateway_health import Checkup
from bot.interface.app.operating import log_start, operated
from bot.interface.digest.clock import DigestClock
from bot.library.library import Library
from bot.operating.database import Database
from bot.operating.gateway import Gateway
from bot.operating.health_socket import ask
from bot.operating.vitals import Pulse
from bot.settings import Settings, Supervision
from tests.interface.conftest import NOW, Stage
from tests.interface.digest.test_clock import get_ready


@pytest.fixture
def checkup(stage: Stage) -> Checkup:
    return Checkup(stage.bot, stage.library, stage.store, "off")


async def test_a_bot_without_a_connection_is_not_ready(checkup: Checkup) -> None:
    vitals = await checkup.vitals(NOW)
    assert vitals.gateway == Gateway()
    assert vitals.pulse == Pulse(None, None)
    assert (vitals.papers, vitals.generation, vitals.newest_day) == (32, 1, "2024-11-22")
    assert vitals.database == Database()
    assert checkup.present().gateway.latency is None


async def test_the_pulse_is_that_of_the_digest_clock(stage: Stage, checkup: Checkup) -> None:
    get_ready(stage.bot)
    stage.bot.dispatch("shard_ready", 0)
    clock = stage.bot.get_cog("DigestClock")
    assert isinstance(clock, DigestClock)
    async with asyncio.timeout(5):
        while clock.pulse.since_last is None or clock.pulse.running is not None:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.01)
    assert checkup.pulse.since_last is not None
    assert checkup.pulse.since_last < 5


async def test_the_start_is_logged_without_secrets(
    stage: Stage, library_free_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        log_start(library_free_settings, stage.library)
        log_start(library_free_settings, Library(stage.store, stage.seeds))
    assert f"discord.py {discord.__version__}" in caplog.text
    assert "serving 32 papers in 32 listings of 2 days, the newest 2024-11-22" in caplog.text
    assert "serving 0 papers in 0 listings of 0 days" in caplog.text
    assert "s3cret" not in caplog.text


@pytest.fixture
def library_free_settings(stage: Stage) -> Settings:
    return Settings(database=stage.store.path, timezone="UTC", token="s3cret")  # pyright: ignore[reportArgumentType]


async def test_whoever_asks_a_bot_that_starts_hears_that_it_starts(
    stage: Stage, library_free_settings: Settings
) -> None:
    left = [stage.seeds / f".upload-{'0' * 16}.part", stage.seeds / ".upload-notes.part"]
    for path in left:
        path.touch()
        os.utime(path, (0, 0))
    settings = library_free_settings.model_copy(update={"seeds": stage.seeds})
    async with operated(stage.bot, settings, stage.library, stage.store, Supervision()):
        assert [path.exists() for path in left] == [False, True], "what a kill left of an upload goes at the start"
        answer = await ask(stage.store.path)
    assert answer["ok"] is False
    assert answer["faults"] == [{"en": "The bot is still starting (0 s).", "ko": "봇이 아직 시작하는 중입니다(0초)."}]
